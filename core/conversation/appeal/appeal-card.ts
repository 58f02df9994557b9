import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { EvidenceFacts } from "../facts.ts";
import { isLive } from "../self-score/leaf-status.ts";
import { type ChatTurn, type Work, moveTo, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { seesSecondAppraisal, whyNotAppealable, whyNotMoved } from "./appeal-access.ts";
import { clockLeft } from "./appeal-clock.ts";
import type { AppealFacts } from "./appeal-facts.ts";
import { explanationLength, wordsOf } from "./appeal-rules.ts";

const mostButtons = 6;

/** Opens a leaf: shows both values, and asks for the explanation where nothing was said yet. */
export function openAppeal(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const isAsked = wordsOf(facts) === null && whyNotAppealable(work, facts) === null;
  if (!isAsked) return showAppeal(work, leaf, facts);
  const { say } = work.world;
  const state = moveTo(work.state, {
    ...{ flow: "appeal", step: "explain", code: leaf.code },
    ...{ seen: facts.words?.receipt ?? "" },
  });
  const text = [cardText(work, leaf, facts), say.appeal.askExplanation(explanationLength)];
  const choices = [
    [{ key: keyOf("appealDo", "accept", leaf.code), label: say.appeal.buttons.accept() }],
    wayRow(work, leaf),
  ];
  return turn(state, [{ title: say.leaf.title(leaf), text: text.join("\n\n"), choices }]);
}

/** Shows a leaf with both values, what was said, both sets of proof, and what can be done. */
export function showAppeal(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, { flow: "appeal", step: "view", code: leaf.code });
  const choices = [
    ...writingRows(work, leaf, facts),
    ...leaderRows(work, leaf, facts),
    wayRow(work, leaf),
  ];
  const text = cardText(work, leaf, facts);
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** The proof of one phase, as far as it was loaded. */
export function proofOf<Item extends EvidenceFacts>(
  items: readonly Item[],
  code: string,
  phase: EvidenceFacts["phase"],
): readonly Item[] {
  return items.filter((item) => item.code === code && item.phase === phase);
}

function cardText(work: Work, leaf: Leaf, facts: AppealFacts): string {
  const { world, round } = work;
  const clock = clockLeft(round, world.calendar, { now: world.now, code: leaf.code });
  const isRunning = Date.parse(clock.closesAt) > Date.parse(world.now);
  const isOver = seesSecondAppraisal(work);
  return world.say.appeal.card({
    round,
    leaf,
    facts,
    words: wordsOf(facts),
    explained: isOver ? facts.explained : null,
    clock: isRunning ? clock : null,
    old: proofOf(world.evidence, leaf.code, "selfScoring"),
    fresh: proofOf(world.evidence, leaf.code, "explaining"),
  });
}

function writingRows(
  work: Work,
  { code }: Leaf,
  facts: AppealFacts,
): readonly (readonly Choice[])[] {
  const { appeal } = work.world.say;
  const words = wordsOf(facts);
  const mayWithdraw = words !== null && words.status !== "signed";
  const withdraw = { key: keyOf("appealDo", "withdraw", code), label: appeal.buttons.withdraw() };
  if (whyNotAppealable(work, facts) !== null) {
    const isMine = whyNotMoved(work, facts, "appeal") === null;
    return isMine && mayWithdraw ? [[withdraw]] : [];
  }
  const fresh = proofOf(work.world.evidence, code, "explaining").filter(isLive);
  const rows = [
    [
      { key: keyOf("appealDo", "explain", code), label: appeal.buttons.explain(words !== null) },
      { key: keyOf("appealDo", "add", code), label: appeal.buttons.add() },
    ],
    words?.answer === "accepted"
      ? []
      : [{ key: keyOf("appealDo", "accept", code), label: appeal.buttons.accept() }],
    ...fresh.slice(0, mostButtons).map((item) => [
      {
        key: keyOf("appealDo", "unprove", code, item.receipt),
        label: work.world.say.evidence.withdrawButton(item),
      },
    ]),
    mayWithdraw ? [withdraw] : [],
  ];
  return rows.filter((row) => row.length > 0);
}

function leaderRows(
  work: Work,
  { code }: Leaf,
  facts: AppealFacts,
): readonly (readonly Choice[])[] {
  const { appeal } = work.world.say;
  const isWaiting = wordsOf(facts)?.status === "submitted";
  if (!isWaiting || whyNotMoved(work, facts, "signAppeal") !== null) return [];
  return [
    [
      { key: keyOf("appealDo", "return", code), label: appeal.buttons.giveBack(code) },
      { key: keyOf("appealDo", "digest"), label: appeal.buttons.digest() },
    ],
  ];
}

function wayRow({ world: { say } }: Work, { code }: Leaf): readonly Choice[] {
  return [
    { key: keyOf("appealDo", "next", code), label: say.appeal.buttons.next() },
    { key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.list() },
  ];
}
