import type { Leaf } from "../../scheme/scheme.ts";
import { findLeaf } from "../scheme-index.ts";
import type { AskPosition, Given } from "../conversation-state.ts";
import { keyOf } from "../choice-keys.ts";
import { lastYearOf, lastYearRow } from "../last-year/show-last-year.ts";
import { whyNotWritable } from "../writing.ts";
import type { Choice, Reply } from "../turn.ts";
import { type ChatTurn, type Work, before, moveTo, turn } from "../talk.ts";
import type { LeafFacts } from "../facts.ts";
import { type Question, nextQuestion, questionsOf } from "./questions.ts";

/** Opens a leaf: asks for its facts, or shows its card where there is nothing to ask. */
export function openLeaf(work: Work, leaf: Leaf): ChatTurn {
  const facts = work.draft.leaves.get(leaf.code);
  const isSettled = facts !== undefined && (facts.answer !== null || facts.notApplicable !== null);
  const isAskable =
    leaf.source === "self" && !isSettled && whyNotWritable(work, leaf.code) === null;
  return isAskable ? askLeaf(work, leaf) : showCard(work, leaf);
}

/** Opens a leaf that has become another one while it was being answered, and says so. */
export function askChanged(work: Work, leaf: Leaf): ChatTurn {
  return before(openLeaf(work, leaf), [{ text: work.world.say.schemeChange.reasked() }]);
}

/** Asks for a leaf's facts from the start, whatever it holds already. */
export function askLeaf(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const facts = work.draft.leaves.get(leaf.code);
  const question = nextQuestion(leaf.rule, {});
  if (!question) return showCard(work, leaf);
  const state = moveTo(work.state, {
    flow: "selfScore",
    step: "ask",
    code: leaf.code,
    seen: facts?.receipt ?? "",
    given: {},
  });
  const place = { n: (work.index.places.get(leaf.code) ?? 0) + 1, of: work.index.own.length };
  const past = lastYearOf(work, leaf);
  const text = [
    say.leaf.intro({ leaf, place }),
    ...(past ? [say.lastYear.line({ leaf, past })] : []),
    ...(facts?.answer ? [say.leaf.standing({ leaf, facts })] : []),
    say.leaf.question({ leaf, question }),
  ].join("\n\n");
  const choices = [
    ...questionChoices(work, leaf, question, { given: {}, marked: [] }),
    ...lastYearRow(work, past, [leaf.code]),
  ];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Asks a leaf's next question after some of its facts were given. */
export function askNext(work: Work, leaf: Leaf, given: Given, question: Question): ChatTurn {
  const { say } = work.world;
  const facts = work.draft.leaves.get(leaf.code);
  const state = moveTo(work.state, {
    flow: "selfScore",
    step: "ask",
    code: leaf.code,
    seen: "seen" in work.state ? work.state.seen : (facts?.receipt ?? ""),
    given,
  });
  const reply: Reply = {
    title: say.leaf.title(leaf),
    text: say.leaf.question({ leaf, question }),
    choices: questionChoices(work, leaf, question, { given, marked: [] }),
  };
  return turn(state, [reply]);
}

/** Asks the present question once more after something was said in between. */
export function repeatQuestion(
  work: Work & { readonly state: Work["state"] & AskPosition },
): ChatTurn {
  const { code, given, marked } = work.state;
  const leaf = findLeaf(work.scheme, code);
  const question = leaf && nextQuestion(leaf.rule, given);
  if (!question) return turn(work.state, []);
  const text = work.world.say.leaf.question({ leaf, question });
  const choices = questionChoices(work, leaf, question, { given, marked: marked ?? [] });
  return turn(work.state, [{ text, choices }]);
}

/** Shows what a leaf holds, with what can be done about it. */
export function showCard(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, { flow: "selfScore", step: "view", code: leaf.code });
  const facts = work.draft.leaves.get(leaf.code);
  const past = lastYearOf(work, leaf);
  const reply: Reply = {
    title: say.leaf.title(leaf),
    text: [
      say.leaf.facts(leaf),
      ...(past ? [say.lastYear.line({ leaf, past })] : []),
      standingText(work, leaf),
    ].join("\n\n"),
    choices: [...cardChoices(work, leaf, facts), ...lastYearRow(work, past, [leaf.code])],
  };
  return turn(state, [reply]);
}

function standingText({ world: { say }, draft, index }: Work, leaf: Leaf): string {
  const { code, source, lead } = leaf;
  const reason = index.leftOut.get(code);
  if (reason !== undefined) return say.common.refusedWrite({ kind: "leftOut", code, reason });
  if (source !== "self") return say.leaf.notOurs({ source, lead });
  return say.leaf.standing({ leaf, facts: draft.leaves.get(code) ?? null });
}

/** The buttons of a question: its answers first, then the ways on. */
export function questionChoices(
  work: Work,
  leaf: Leaf,
  question: Question,
  { given, marked }: { readonly given: Given; readonly marked: readonly number[] },
): readonly (readonly Choice[])[] {
  const { say } = work.world;
  const number = questionsOf(leaf.rule, given).findIndex(({ id }) => id === question.id);
  const choice = (value: string | number, label: string): Choice => ({
    key: keyOf("answer", leaf.code, number, value),
    label,
  });
  return [...answerRows(work, question, marked, choice), ...wayRows(say.buttons, leaf)];
}

/** The buttons that answer a question, keyed by whoever asks it. */
export function answerRows(
  { world: { say } }: Pick<Work, "world">,
  question: Question,
  marked: readonly number[],
  choice: (value: string | number, label: string) => Choice,
): readonly (readonly Choice[])[] {
  switch (question.kind) {
    case "yesNo":
      return [[choice("y", say.buttons.yes()), choice("n", say.buttons.no())]];
    case "pick":
      return question.options.map(({ label }, i) => [choice(i, label)]);
    case "checklist":
      return [
        ...question.options.map((label, i) => [
          choice(i, say.buttons.box({ label, isMarked: marked.includes(i) })),
        ]),
        [choice("all", say.buttons.markAll()), choice("done", say.buttons.markDone(marked.length))],
      ];
    case "number":
      return question.none === null ? [] : [[choice("none", say.buttons.noFigure(question.none))]];
    case "date":
      return question.mayBeNever ? [[choice("none", say.buttons.neverDone())]] : [];
    case "pair":
      return [];
  }
}

function wayRows(
  buttons: Work["world"]["say"]["buttons"],
  { code }: Leaf,
): readonly (readonly Choice[])[] {
  return [
    [
      { key: keyOf("guide", code), label: buttons.guide() },
      { key: keyOf("skip", code), label: buttons.skip() },
    ],
    [
      { key: keyOf("notApplicable", code), label: buttons.notApplicable() },
      { key: keyOf("back"), label: buttons.back() },
      { key: keyOf("cancel"), label: buttons.stop() },
    ],
  ];
}

function cardChoices(
  work: Work,
  leaf: Leaf,
  facts: LeafFacts | undefined,
): readonly (readonly Choice[])[] {
  const { buttons } = work.world.say;
  const { code } = leaf;
  const mayWrite = leaf.source === "self" && whyNotWritable(work, leaf.code) === null;
  const isAnswered = facts !== undefined && facts.answer !== null;
  const writing: readonly Choice[] = mayWrite
    ? [
        { key: keyOf("change", code), label: isAnswered ? buttons.change() : buttons.answer() },
        ...(isAnswered
          ? [
              { key: keyOf("add", code), label: buttons.addEvidence() },
              { key: keyOf("explain", code), label: buttons.explain() },
            ]
          : []),
      ]
    : [];
  return [
    writing,
    [
      ...(facts ? [{ key: keyOf("evidence", code), label: buttons.evidence() }] : []),
      { key: keyOf("why", code), label: buttons.why() },
      { key: keyOf("guide", code), label: buttons.guide() },
    ],
    [
      { key: keyOf("next", code), label: buttons.next() },
      { key: keyOf("list"), label: buttons.list() },
    ],
  ].filter((row) => row.length > 0);
}
