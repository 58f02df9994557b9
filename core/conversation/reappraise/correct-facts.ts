import type { Opened } from "../appeal/appeal-facts.ts";
import { keyOf } from "../choice-keys.ts";
import type { Given } from "../conversation-state.ts";
import type { ReappraisePosition } from "./reappraise-position.ts";
import { answerRows } from "../self-score/ask-leaf.ts";
import { assembleAnswer } from "../self-score/assemble-answer.ts";
import { type Question, nextQuestion, questionsOf } from "../self-score/questions.ts";
import { type GivenReading, readPressed, readTyped } from "../self-score/read-given.ts";
import { scoreOwn } from "../self-score/score-own.ts";
import { withFact } from "../self-score/take-answer.ts";
import { type ChatTurn, type Talk, before, moveTo, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { refuseReappraise, whyNotDecidable } from "./opened.ts";
import { askReasonFor } from "./take-decision.ts";

/** A talk that asks an appraiser for the facts as they should be. */
export type Correcting = Talk & {
  readonly state: Talk["state"] & Extract<ReappraisePosition, { readonly step: "facts" }>;
};

/** Asks for the leaf's facts, one question at a time; scores them when all are given. */
export function askFacts(
  talk: Talk,
  opened: Opened,
  given: Given,
  marked: readonly number[] = [],
): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, null);
  const { leaf, agencyCode } = opened;
  const question = nextQuestion(leaf.rule, given);
  if (!question) return finish(talk, opened, given);
  const state = moveTo(talk.state, {
    ...{ flow: "reappraise", step: "facts", agency: agencyCode, leaf: leaf.code },
    ...{ given, marked },
  });
  const { say } = talk.world;
  const text = say.leaf.question({ leaf, question });
  const choices = choicesOf(talk, opened, question, { given, marked });
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Takes a typed answer to the question asked. */
export function typeFact(talk: Correcting, opened: Opened, typed: string): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, typed);
  const question = nextQuestion(opened.leaf.rule, talk.state.given);
  if (!question) return finish(talk, opened, talk.state.given);
  const { year } = opened.scheme;
  return takeReading(talk, opened, question, readTyped(question, typed, [year, year + 1]));
}

/** Takes a pressed answer; one of an older question changes nothing. */
export function pressFact(
  talk: Correcting,
  opened: Opened,
  { number, value }: { readonly number: string; readonly value: string },
): ChatTurn {
  const { given, marked } = talk.state;
  const question = nextQuestion(opened.leaf.rule, given);
  const asked = questionsOf(opened.leaf.rule, given)[Number(number)];
  if (!question || asked?.id !== question.id) {
    return stay(talk, talk.world.say.common.staleButton());
  }
  return takeReading(talk, opened, question, readPressed(question, value, marked ?? []));
}

function takeReading(
  talk: Correcting,
  opened: Opened,
  question: Question,
  reading: GivenReading,
): ChatTurn {
  const { say } = talk.world;
  const { given, marked } = talk.state;
  switch (reading.kind) {
    case "given":
      return askFacts(talk, opened, withFact(given, reading.id, reading.value));
    case "marked":
      return askFacts(talk, opened, given, reading.marked);
    case "doubt":
      return stay(talk, say.leaf.whichReading(reading.readings));
    case "misread":
      return stay(
        talk,
        say.leaf.misread({ why: reading.why, question }),
        choicesOf(talk, opened, question, { given, marked: marked ?? [] }),
      );
  }
}

function finish(talk: Talk, opened: Opened, given: Given): ChatTurn {
  const { leaf, scheme } = opened;
  const scored = scoreOwn({ scheme, world: talk.world }, leaf, assembleAnswer(leaf.rule, given));
  if (!scored.ok) {
    const text = talk.world.say.leaf.problem(scored.error);
    return before(askFacts(talk, opened, {}), [{ text }]);
  }
  const { answer, points } = scored.value;
  return askReasonFor(talk, opened, { kind: "facts", answer, points });
}

function choicesOf(
  talk: Talk,
  { agencyCode, leaf }: Opened,
  question: Question,
  { given, marked }: { readonly given: Given; readonly marked: readonly number[] },
): readonly (readonly Choice[])[] {
  const number = questionsOf(leaf.rule, given).findIndex(({ id }) => id === question.id);
  const choice = (value: string | number, label: string): Choice => ({
    key: keyOf("reappraiseDo", "answer", agencyCode, leaf.code, number, value),
    label,
  });
  const back = {
    key: keyOf("reappraise", agencyCode, leaf.code),
    label: talk.world.say.buttons.back(),
  };
  return [...answerRows(talk, question, marked, choice), [back]];
}
