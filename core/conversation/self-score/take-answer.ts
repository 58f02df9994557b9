import type { Leaf } from "../../scheme/scheme.ts";
import { type AskPosition, type Given, type GivenValue, memoryOf } from "../conversation-state.ts";
import type { LeafContent } from "../effect.ts";
import { readChoiceNumber } from "../read-input.ts";
import { keyOf } from "../choice-keys.ts";
import {
  type ChatTurn,
  type Work,
  before,
  moveTo,
  receiptAt,
  stay,
  together,
  turn,
} from "../talk.ts";
import { askForProof } from "../evidence/ask-for-proof.ts";
import { refuseWrite } from "../refuse-write.ts";
import type { LeafFacts } from "../facts.ts";
import { whyNotWritable } from "../writing.ts";
import { askNext, questionChoices } from "./ask-leaf.ts";
import { assembleAnswer } from "./assemble-answer.ts";
import { type Question, nextQuestion, questionsOf } from "./questions.ts";
import { type GivenReading, readPressed, readTyped } from "./read-given.ts";
import { type OwnScore, scoreOwn } from "./score-own.ts";
import { sameAnswer } from "./same-answer.ts";

/** A work whose talk is asking for the facts of a leaf. */
export type Asking = Work & { readonly state: Work["state"] & AskPosition };

/** Takes a typed text as the answer to the question asked. */
export function takeTyped(work: Asking, leaf: Leaf, text: string): ChatTurn {
  const question = nextQuestion(leaf.rule, work.state.given);
  if (!question) return finishLeaf(work, leaf, work.state.given);
  const reading = readTyped(question, text, yearsFor(question, work.scheme.year));
  if (reading.kind !== "misread")
    return takeReading(work, leaf, { question, reading, typed: text });
  const isChoice = question.kind === "yesNo" || question.kind === "pick";
  const pressed = isChoice ? readChoiceNumber(work.state, text) : null;
  if (pressed?.kind === "pressed" && pressed.verb === "answer") {
    return takePressed(work, leaf, pressed.args);
  }
  return takeReading(work, leaf, { question, reading, typed: text });
}

/** Takes a figure typed anew instead of one of the two readings shown. */
export function takeFreshFigure(
  work: Work & {
    readonly state: { readonly code: string; readonly seen: string; readonly given: Given };
  },
  leaf: Leaf,
  text: string,
): ChatTurn {
  const { code, seen, given } = work.state;
  const position: AskPosition = { flow: "selfScore", step: "ask", code, seen, given };
  return takeTyped({ ...work, state: { v: 2, ...memoryOf(work.state), ...position } }, leaf, text);
}

/** Takes a pressed answer button; one of an older question changes nothing. */
export function takePressed(work: Asking, leaf: Leaf, args: readonly string[]): ChatTurn {
  const [code, number, value = ""] = args;
  const question = nextQuestion(leaf.rule, work.state.given);
  if (!question) return finishLeaf(work, leaf, work.state.given);
  const asked = questionsOf(leaf.rule, work.state.given)[Number(number)];
  if (code !== leaf.code || asked?.id !== question.id) {
    return askAgain(work, leaf, question, work.world.say.common.staleButton());
  }
  const reading = readPressed(question, value, work.state.marked ?? []);
  return takeReading(work, leaf, { question, reading, typed: null });
}

/** Takes the reading that was chosen of two. */
export function takeGiven(work: Work, leaf: Leaf, given: Given): ChatTurn {
  const question = nextQuestion(leaf.rule, given);
  return question ? askNext(work, leaf, given, question) : finishLeaf(work, leaf, given);
}

/** A date without a year is of the assessed year or the next, or of the year it was due. */
function yearsFor({ asked }: Question, year: number): readonly number[] {
  const due =
    asked.kind === "doneDate" && asked.due !== null ? Number(asked.due.slice(0, 4)) : year;
  return [...new Set([due, year, year + 1])];
}

interface Taken {
  readonly question: Question;
  readonly reading: GivenReading;
  readonly typed: string | null;
}

function takeReading(work: Asking, leaf: Leaf, { question, reading, typed }: Taken): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  switch (reading.kind) {
    case "misread":
      return askAgain(work, leaf, question, say.leaf.misread({ why: reading.why, question }));
    case "marked":
      return showMarks(work, leaf, question, reading.marked);
    case "doubt":
      return askWhichReading(work, leaf, reading);
    case "given": {
      const given = withFact(work.state.given, reading.id, reading.value);
      return takeGiven(work, leaf, given);
    }
  }
}

/** Adds a fact; the lone first figure of a pair has served once the pair is whole. */
export function withFact(given: Given, id: string, value: GivenValue): Given {
  const others = Object.entries(given).filter(([other]) => other !== `${id}.first`);
  return { ...Object.fromEntries(others), [id]: value };
}

function askAgain(work: Asking, leaf: Leaf, question: Question, text: string): ChatTurn {
  const { given, marked } = work.state;
  return stay(work, text, questionChoices(work, leaf, question, { given, marked: marked ?? [] }));
}

function showMarks(
  work: Asking,
  leaf: Leaf,
  question: Question,
  marked: readonly number[],
): ChatTurn {
  const { say } = work.world;
  const { code, seen, given } = work.state;
  const state = moveTo(work.state, { flow: "selfScore", step: "ask", code, seen, given, marked });
  return turn(state, [
    {
      title: say.leaf.title(leaf),
      text: say.leaf.question({ leaf, question }),
      choices: questionChoices(work, leaf, question, { given, marked }),
    },
  ]);
}

function askWhichReading(
  work: Asking,
  leaf: Leaf,
  { id, readings }: Extract<GivenReading, { readonly kind: "doubt" }>,
): ChatTurn {
  const { say } = work.world;
  const { code, seen, given } = work.state;
  const state = moveTo(work.state, {
    ...{ flow: "selfScore", step: "doubt", code, seen, given },
    ...{ question: id, readings },
  });
  const choices = readings.map((value, i) => ({
    key: keyOf("reading", leaf.code, i),
    label: say.leaf.reading(value),
  }));
  return turn(state, [{ text: say.leaf.whichReading(readings), choices: [choices] }]);
}

/** Scores the facts of a leaf and stores them, unless somebody else has in the meantime. */
export function finishLeaf(work: Work, leaf: Leaf, given: Given): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, null);
  const scored = scoreOwn(work, leaf, assembleAnswer(leaf.rule, given));
  if (!scored.ok) {
    const question = nextQuestion(leaf.rule, {});
    const again = question ? askNext(work, leaf, {}, question) : stay(work, "");
    return before(again, [{ text: say.leaf.problem(scored.error) }]);
  }
  return storeScore(work, leaf, scored.value);
}

/** Stores a scored answer; where somebody else gave another one since the question, asks first. */
export function storeScore(work: Work, leaf: Leaf, score: OwnScore): ChatTurn {
  const facts = work.draft.leaves.get(leaf.code);
  const seen = "seen" in work.state ? work.state.seen : "";
  if (!facts || facts.receipt === seen) return saveAnswer(work, leaf, score);
  const saysSomething = facts.answer !== null || facts.notApplicable !== null;
  const isSame = facts.answer !== null && sameAnswer(facts.answer, score.answer);
  return saysSomething && !isSame
    ? showConflict(work, leaf, facts, score)
    : saveAnswer(work, leaf, score);
}

function showConflict(
  work: Work,
  leaf: Leaf,
  facts: LeafFacts,
  { answer, points }: OwnScore,
): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, {
    ...{ flow: "selfScore", step: "conflict", code: leaf.code },
    ...{ seen: facts.receipt, answer },
  });
  const text = say.leaf.conflict({ leaf, theirs: facts, mine: { answer, points } });
  const choices = [
    [{ key: keyOf("keepTheirs", leaf.code), label: say.buttons.keepTheirs(facts.by) }],
    [{ key: keyOf("useMine", leaf.code), label: say.buttons.useMine() }],
  ];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Stores an answer, tells its points and how they came, and asks for its proof. */
function saveAnswer(work: Work, leaf: Leaf, { answer, points, trace }: OwnScore): ChatTurn {
  const { say } = work.world;
  const old = work.draft.leaves.get(leaf.code);
  const receipt = receiptAt(work.world);
  const content: LeafContent = {
    answer,
    points,
    explanation: old?.explanation ?? null,
    notApplicable: null,
  };
  const changed = old?.answer && !sameAnswer(old.answer, answer) ? old : null;
  const text = say.leaf.saved({ leaf, answer, trace, receipt, old: changed });
  const saved: Work = {
    ...work,
    state: { ...work.state, undo: { code: leaf.code, receipt } },
  };
  const proof = askForProof(saved, leaf, { ...content, receipt });
  const title = say.leaf.savedTitle({ leaf, points });
  const expectedVersion = old?.version ?? 0;
  return together({ title, text }, proof, [
    { kind: "saveLeaf", code: leaf.code, change: "answer", content, expectedVersion, receipt },
  ]);
}
