import { windowOf } from "../../round/phase-window.ts";
import { keyOf } from "../choice-keys.ts";
import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Talk, moveTo, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import {
  type AppraisalFacts,
  type QueueItem,
  type ScopeCount,
  queueOf,
} from "./appraisal-board.ts";
import { scopeChoice } from "./show-leaf.ts";

const pageLength = 8;

/** Tells what is to do and how far it is, with the ways through it. */
export function showQueue(talk: Talk, facts: AppraisalFacts): ChatTurn {
  const { say, now } = talk.world;
  const queue = queueOf(facts, talk.me.staffId);
  const { round } = facts;
  const text = say.appraise.queue({
    round,
    now,
    window: windowOf({ phases: round.phases, exceptions: [] }, "appraisal"),
    all: queue.length,
    left: queue.filter(({ isDone }) => !isDone).length,
    second: queue.filter(({ part }) => part === "second").length,
    spotChecks: queue.filter(
      (item) => !item.isDone && facts.spotChecks.has(`${item.agencyCode}/${item.code}`),
    ).length,
    notSubmitted: countsByAgency(facts, queue)
      .filter(({ isSubmitted }) => !isSubmitted)
      .map(({ code }) => code),
  });
  const { buttons } = say.appraise;
  const ways: readonly (readonly Choice[])[] = [
    [{ key: keyOf("appraise", "byAgency", 0), label: buttons.byAgency() }],
    [{ key: keyOf("appraise", "byLeaf", 0), label: buttons.byLeaf() }],
    [{ key: keyOf("appraise", "*"), label: buttons.rest() }],
  ];
  const choices = queue.length > 0 ? ways : [[{ key: keyOf("start"), label: say.buttons.menu() }]];
  const state = moveTo(talk.state, { flow: "appraise", step: "choose" });
  return turn(state, [{ title: say.appraise.queueTitle(), text, choices }]);
}

/** Lists agencies, or leaves, with what is left of each. */
export function showScopes(
  talk: Talk,
  facts: AppraisalFacts,
  way: "byAgency" | "byLeaf",
  page: number,
): ChatTurn {
  const { say } = talk.world;
  const queue = queueOf(facts, talk.me.staffId);
  const counts = way === "byAgency" ? countsByAgency(facts, queue) : countsByLeaf(facts, queue);
  const pages = Math.max(1, Math.ceil(counts.length / pageLength));
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const lines = counts.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = say.appraise.scopes({ way, lines, page: shown + 1, pages });
  const row = [
    ...(shown > 0
      ? [{ key: keyOf("appraise", way, shown - 1), label: say.buttons.pageBack() }]
      : []),
    ...(shown < pages - 1
      ? [{ key: keyOf("appraise", way, shown + 1), label: say.buttons.pageOn() }]
      : []),
    { key: keyOf("appraise"), label: say.appraise.buttons.queue() },
  ];
  const choices = [
    ...lines
      .filter(({ left }) => left > 0)
      .map((line) => [scopeOf(way, line.code, say.appraise.buttons.scope(line))]),
    row,
  ];
  const state = moveTo(talk.state, { flow: "appraise", step: "choose" });
  return turn(state, [{ title: say.appraise.queueTitle(), text, choices }]);
}

function scopeOf(way: "byAgency" | "byLeaf", code: string, label: string): Choice {
  return way === "byAgency"
    ? scopeChoice({ kind: "agency", agencyCode: code }, label)
    : scopeChoice({ kind: "leaf", code }, label);
}

function countsByAgency(facts: AppraisalFacts, queue: readonly QueueItem[]): readonly ScopeCount[] {
  return countBy(queue, ({ agencyCode }) => agencyCode).map((count) => {
    const agency = facts.agencies.get(count.code);
    return { ...count, name: agency?.name ?? "", isSubmitted: agency?.submittedAt !== null };
  });
}

/** Leaves of the same code in several groups' schemes are counted together, under all their names. */
function countsByLeaf(facts: AppraisalFacts, queue: readonly QueueItem[]): readonly ScopeCount[] {
  return countBy(queue, ({ code }) => code).map((count) => {
    const names = [...facts.schemes.values()].flatMap(
      (scheme) => findLeaf(scheme, count.code)?.name ?? [],
    );
    return { ...count, name: [...new Set(names)].join(" / "), isSubmitted: true };
  });
}

function countBy(queue: readonly QueueItem[], nameOf: (item: QueueItem) => string) {
  const counts = new Map<string, { code: string; left: number; all: number }>();
  for (const item of queue) {
    const code = nameOf(item);
    const count = counts.get(code) ?? { code, left: 0, all: 0 };
    counts.set(code, { code, left: count.left + (item.isDone ? 0 : 1), all: count.all + 1 });
  }
  return [...counts.values()];
}
