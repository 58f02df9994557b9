import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Work, moveTo, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { appealsOf, seesSecondAppraisal, whyNotAppealable } from "./appeal-access.ts";
import { openAppeal } from "./appeal-card.ts";
import { type ClockLeft, clockLeft } from "./appeal-clock.ts";
import type { AppealFacts, AppealLine } from "./appeal-facts.ts";
import { wordsOf } from "./appeal-rules.ts";

const pageLength = 6;

/** Lists the leaves that were appraised lower, with what is left of the own clock. */
export function listAppeals(work: Work, page: number): ChatTurn {
  const { say, now, calendar } = work.world;
  const lines = linesOf(work);
  const pages = Math.max(1, Math.ceil(lines.length / pageLength));
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const some = lines.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = say.appeal.list({
    round: work.round,
    lines: some,
    total: lines.length,
    open: lines.filter(({ facts }) => wordsOf(facts) === null).length,
    clock: openClock(work, clockLeft(work.round, calendar, { now, code: null })),
    page: shown + 1,
    pages,
  });
  const choices = [
    ...some.map((line) => [
      { key: keyOf("appeal", line.leaf.code), label: say.appeal.leafButton(line) },
    ]),
    pageRow(work, shown, pages),
    wayRow(work, lines),
    [{ key: keyOf("start"), label: say.buttons.menu() }],
  ].filter((row) => row.length > 0);
  const state = moveTo(work.state, { flow: "appeal", step: "list" });
  return turn(state, [{ title: say.appeal.listTitle(), text, choices }]);
}

/** The next leaf of which nothing was said yet, after the one named; the list when there is none. */
export function goOnAppealing(work: Work, from: string | null): ChatTurn {
  const open = linesOf(work).filter(
    ({ facts }) => wordsOf(facts) === null && whyNotAppealable(work, facts) === null,
  );
  const order = work.index.leaves.map(({ code }) => code);
  const start = from === null ? -1 : order.indexOf(from);
  const others = open.filter(({ leaf }) => leaf.code !== from);
  const next = others.find(({ leaf }) => order.indexOf(leaf.code) > start) ?? others[0];
  return next ? openAppeal(work, next.leaf, next.facts) : listAppeals(work, 0);
}

/** The leaves to show; the second appraisal stays hidden until it is over. */
export function linesOf(work: Work): readonly AppealLine[] {
  const isOver = seesSecondAppraisal(work);
  return appealsOf(work).flatMap((facts) => {
    const leaf = findLeaf(work.scheme, facts.code);
    return leaf ? [{ leaf, facts: isOver ? facts : withoutOutcome(facts) }] : [];
  });
}

/** What the agency may know before the second appraisal is over. */
function withoutOutcome(facts: AppealFacts): AppealFacts {
  return { ...facts, explained: null, words: facts.words && { ...facts.words, outcome: null } };
}

/** The clock where it still runs; null once nothing is taken any more. */
function openClock(work: Work, clock: ClockLeft): ClockLeft | null {
  return Date.parse(clock.closesAt) > Date.parse(work.world.now) ? clock : null;
}

function wayRow(work: Work, lines: readonly AppealLine[]): readonly Choice[] {
  const { me, round } = work;
  const { say } = work.world;
  const mayWrite = may(me, "appeal", { agencyId: me.agencyId, stage: round.stage });
  if (!mayWrite) return [];
  const hasOpen = lines.some(
    ({ facts }) => wordsOf(facts) === null && whyNotAppealable(work, facts) === null,
  );
  const hasReady = lines.some(({ facts }) => wordsOf(facts)?.status === "draft");
  return [
    ...(hasOpen ? [{ key: keyOf("appealDo", "next"), label: say.appeal.buttons.next() }] : []),
    ...(hasReady ? [{ key: keyOf("appealDo", "submit"), label: say.appeal.buttons.submit() }] : []),
  ];
}

function pageRow({ world: { say } }: Work, page: number, pages: number): readonly Choice[] {
  return [
    ...(page > 0
      ? [{ key: keyOf("appealDo", "page", page - 1), label: say.buttons.pageBack() }]
      : []),
    ...(page < pages - 1
      ? [{ key: keyOf("appealDo", "page", page + 1), label: say.buttons.pageOn() }]
      : []),
  ];
}
