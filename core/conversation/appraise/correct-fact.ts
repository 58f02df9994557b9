import { keyOf } from "../choice-keys.ts";
import type { Given } from "../conversation-state.ts";
import { assembleAnswer } from "../self-score/assemble-answer.ts";
import { answerRows } from "../self-score/ask-leaf.ts";
import { type Question, nextQuestion, questionsOf } from "../self-score/questions.ts";
import { type GivenReading, readPressed, readTyped } from "../self-score/read-given.ts";
import { sameAnswer } from "../self-score/same-answer.ts";
import { scoreOwn } from "../self-score/score-own.ts";
import { withFact } from "../self-score/take-answer.ts";
import { type ChatTurn, before, moveTo, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import type { PendingValue } from "./appraisal-effect.ts";
import type { AppraiseLeafPosition } from "./appraise-position.ts";
import { agreed, askPoints, askReason, backRow, decide } from "./decide.ts";
import { type Judging, mayAgree, placeOf, refuseJudging, whyNotJudge } from "./judging.ts";

/** A leaf whose facts are being asked for anew. */
export type Correcting = Judging & {
  readonly state: Judging["state"] & Extract<AppraiseLeafPosition, { readonly step: "fact" }>;
};

/** A leaf of which a typed figure can be read in two ways. */
export type Doubting = Judging & {
  readonly state: Judging["state"] & Extract<AppraiseLeafPosition, { readonly step: "doubt" }>;
};

/** Asks for the facts as the appraiser finds them; the system then scores again. */
export function correctFact(judging: Judging, seen: string): ChatTurn {
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, null);
  const question = nextQuestion(judging.leaf.rule, {});
  return question ? askFact(judging, { given: {}, question, seen }) : askPoints(judging, seen);
}

/** Takes typed words as the answer to the question asked. */
export function takeTypedFact(judging: Correcting, typed: string): ChatTurn {
  const { given } = judging.state;
  const question = nextQuestion(judging.leaf.rule, given);
  if (!question) return finish(judging, given, judging.state.seen);
  const { year } = judging.scheme;
  const due = question.asked.kind === "doneDate" ? question.asked.due : null;
  const years = [...new Set([due === null ? year : Number(due.slice(0, 4)), year, year + 1])];
  return takeReading(judging, question, { reading: readTyped(question, typed, years), typed });
}

/** Takes a pressed answer; one of an older question changes nothing. */
export function takePressedFact(judging: Correcting, place: string, value: string): ChatTurn {
  const { given, marked } = judging.state;
  const question = nextQuestion(judging.leaf.rule, given);
  const asked = questionsOf(judging.leaf.rule, given)[Number(place)];
  if (!question || asked?.id !== question.id) {
    return stay(judging, judging.world.say.common.staleButton());
  }
  const reading = readPressed(question, value, marked ?? []);
  return takeReading(judging, question, { reading, typed: null });
}

/** Takes the reading that was chosen of two. */
export function takeReadingOf(judging: Doubting, place: number): ChatTurn {
  const { given, question, readings, seen } = judging.state;
  const value = readings[place];
  if (value === undefined) return stay(judging, judging.world.say.common.staleButton());
  return takeGiven(judging, withFact(given, question, value), seen);
}

function takeReading(
  judging: Correcting,
  question: Question,
  { reading, typed }: { readonly reading: GivenReading; readonly typed: string | null },
): ChatTurn {
  const { say } = judging.world;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, typed);
  const { given, seen, marked } = judging.state;
  switch (reading.kind) {
    case "misread": {
      const choices = factRows(judging, { given, question, seen, marked });
      return stay(judging, say.leaf.misread({ why: reading.why, question }), choices);
    }
    case "marked":
      return askFact(judging, { given, question, seen, marked: reading.marked });
    case "doubt":
      return askWhichReading(judging, reading);
    case "given":
      return takeGiven(judging, withFact(given, reading.id, reading.value), seen);
  }
}

interface Asked {
  readonly given: Given;
  readonly question: Question;
  readonly seen: string;
  readonly marked?: readonly number[] | undefined;
}

function takeGiven(judging: Judging, given: Given, seen: string): ChatTurn {
  const question = nextQuestion(judging.leaf.rule, given);
  return question ? askFact(judging, { given, question, seen }) : finish(judging, given, seen);
}

function askFact(judging: Judging, asked: Asked): ChatTurn {
  const { say } = judging.world;
  const { leaf } = judging;
  const { given, question, seen, marked } = asked;
  const state = moveTo(judging.state, {
    ...{ ...placeOf(judging), seen, step: "fact", given },
    ...(marked && { marked }),
  });
  const text = say.leaf.question({ leaf, question });
  return turn(state, [{ title: say.leaf.title(leaf), text, choices: factRows(judging, asked) }]);
}

function factRows(
  judging: Judging,
  { given, question, marked }: Asked,
): readonly (readonly Choice[])[] {
  const { leaf } = judging;
  const number = questionsOf(leaf.rule, given).findIndex(({ id }) => id === question.id);
  const choice = (value: string | number, label: string): Choice => ({
    key: keyOf("judge", "fact", judging.agency.code, leaf.code, number, value),
    label,
  });
  return [...answerRows(judging, question, marked ?? [], choice), backRow(judging)];
}

function askWhichReading(
  judging: Correcting,
  { id, readings }: Extract<GivenReading, { readonly kind: "doubt" }>,
): ChatTurn {
  const { say } = judging.world;
  const { given, seen } = judging.state;
  const position = { ...placeOf(judging), seen, step: "doubt", given } as const;
  const state = moveTo(judging.state, { ...position, question: id, readings });
  const choices = readings.map((value, place) => ({
    key: keyOf("judge", "reading", judging.agency.code, judging.leaf.code, place),
    label: say.leaf.reading(value),
  }));
  return turn(state, [{ text: say.leaf.whichReading(readings), choices: [choices] }]);
}

function finish(judging: Judging, given: Given, seen: string): ChatTurn {
  const { scheme, world, leaf, at } = judging;
  const scored = scoreOwn({ scheme, world }, leaf, assembleAnswer(leaf.rule, given));
  if (!scored.ok) {
    const again = correctFact(judging, seen);
    return before(again, [{ text: world.say.leaf.problem(scored.error) }]);
  }
  const { answer, points, trace } = scored.value;
  const { said } = at;
  const isOwn = said?.answer && sameAnswer(said.answer, answer) && said.notApplicable === null;
  if (isOwn && mayAgree(judging)) {
    return decide(judging, agreed(judging), seen);
  }
  const value: PendingValue = {
    ...{ verdict: "corrected", answer, points, setPoints: null },
    ...{ notApplicable: null, reason: null },
  };
  return askReason(judging, value, { trace, seen, said: null });
}
