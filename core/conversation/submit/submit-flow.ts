import { keyOf } from "../choice-keys.ts";
import type { Choice } from "../turn.ts";
import { refuseWrite } from "../refuse-write.ts";
import { returnedFirst } from "../sign-off/answer-return.ts";
import { type ChatTurn, type Work, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { whyNotSubmittable } from "../writing.ts";
import { blockersOf, totalsOf } from "./blockers.ts";
import type { Blocker } from "./submit-facts.ts";

const pageLength = 8;

/** Lists what keeps the draft from being handed in, or asks to confirm when nothing does. */
export function askSubmit(work: Work, page: number): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotSubmittable(work);
  if (refusal) return refuseWrite(work, refusal, null);
  const returned = returnedFirst(work);
  if (returned) return returned;
  const blockers = blockersOf(work);
  if (blockers.length > 0) return showBlockers(work, blockers, page);
  const state = moveTo(work.state, {
    ...{ flow: "submit", step: "confirm" },
    ...{ draftVersion: work.draft.version },
  });
  const text = say.submit.confirm({
    agencyName: work.me.agencyName,
    totals: totalsOf(work),
    marks: work.round,
  });
  const choices = [
    [{ key: keyOf("confirm"), label: say.buttons.confirmSubmit() }],
    [{ key: keyOf("cancel"), label: say.buttons.notYet() }],
  ];
  return turn(state, [{ title: say.submit.title(), text, choices }]);
}

/** Hands the draft in, if it still is what was confirmed. */
export function confirmSubmit(work: Work): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotSubmittable(work);
  if (refusal) return refuseWrite(work, refusal, null);
  const { state, draft, me, world } = work;
  if (!isAt(state, "submit", "confirm")) return stay(work, say.common.staleButton());
  const hasChanged =
    state.draftVersion !== draft.version ||
    draft.course.returned.length > 0 ||
    blockersOf(work).length > 0;
  if (hasChanged) {
    const again = askSubmit(work, 0);
    return { ...again, replies: [{ text: say.submit.changedMeanwhile() }, ...again.replies] };
  }
  const receipt = receiptAt(world);
  const text = say.submit.done({
    agencyName: me.agencyName,
    roundTitle: work.round.title,
    receipt,
    at: world.now,
    marks: work.round,
    whoSigns: say.signOff.whoSigns(world.found.signOff?.leaders ?? []),
  });
  const choices = [[{ key: keyOf("progress"), label: say.buttons.progress() }]];
  return turn(
    moveTo(state, { flow: "menu", step: "idle" }),
    [{ title: say.submit.doneTitle(), text, choices }],
    [{ kind: "submit", receipt, draftVersion: draft.version }],
  );
}

function showBlockers(work: Work, blockers: readonly Blocker[], page: number): ChatTurn {
  const { say } = work.world;
  const pages = Math.ceil(blockers.length / pageLength);
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const lines = blockers.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = say.submit.blocked({
    total: blockers.length,
    lines,
    page: shown + 1,
    pages,
    marks: work.round,
  });
  const choices = [
    ...lines.map((blocker) => [placeOf(work, blocker)]),
    pageRow(work, shown, pages),
    [{ key: keyOf("start"), label: say.buttons.menu() }],
  ].filter((row) => row.length > 0);
  const state = moveTo(work.state, { flow: "menu", step: "idle" });
  return turn(state, [{ title: say.submit.blockedTitle(), text, choices }]);
}

/** The button to where a leaf's first gap is closed. */
function placeOf({ world: { say } }: Work, { leaf, gaps }: Blocker): Choice {
  const label = say.submit.blockerButton({ leaf, gaps });
  const kinds = gaps.map(({ kind }) => kind);
  if (kinds.includes("unanswered")) return { key: keyOf("open", leaf.code), label };
  const isFile = kinds.every((kind) => kind === "file");
  return { key: keyOf(isFile ? "evidence" : "add", leaf.code), label };
}

function pageRow({ world: { say } }: Work, page: number, pages: number): readonly Choice[] {
  return [
    ...(page > 0 ? [{ key: keyOf("submit", page - 1), label: say.buttons.pageBack() }] : []),
    ...(page < pages - 1 ? [{ key: keyOf("submit", page + 1), label: say.buttons.pageOn() }] : []),
  ];
}
