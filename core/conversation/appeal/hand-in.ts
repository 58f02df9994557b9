import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, before, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { whyNotAppealable, refuseAppeal } from "./appeal-access.ts";
import type { AppealLine } from "./appeal-facts.ts";
import { wordsOf } from "./appeal-rules.ts";
import { linesOf, listAppeals } from "./list-appeals.ts";

/** Shows what is sent up to the leader and asks to confirm it. */
export function askSubmit(work: Work): ChatTurn {
  const { say } = work.world;
  const ready = readyLines(work);
  const [first] = ready;
  if (!first) return nothingReady(work);
  const open = linesOf(work).filter(({ facts }) => wordsOf(facts) === null).length;
  const state = moveTo(work.state, { flow: "appeal", step: "confirm", seen: seenOf(ready) });
  const text = say.appeal.confirmSubmit({ round: work.round, lines: ready, open });
  const choices = [
    [{ key: keyOf("appealDo", "confirm"), label: say.appeal.buttons.confirmSubmit() }],
    [{ key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.notYet() }],
  ];
  return turn(state, [{ title: say.appeal.submitTitle(), text, choices }]);
}

/** Sends the explanations up, if they still are what was shown. */
export function confirmSubmit(work: Work): ChatTurn {
  const { say, now } = work.world;
  const { state } = work;
  if (!isAt(state, "appeal", "confirm")) return stay(work, say.common.staleButton());
  const ready = readyLines(work);
  if (ready.length === 0) return nothingReady(work);
  if (seenOf(ready) !== state.seen) {
    return before(askSubmit(work), [{ text: say.appeal.changedMeanwhile() }]);
  }
  const receipt = receiptAt(work.world);
  const text = say.appeal.submitted({ count: ready.length, receipt, at: now });
  const choices = [[{ key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.list() }]];
  return turn(
    moveTo(state, { flow: "appeal", step: "list" }),
    [{ title: say.appeal.submittedTitle(), text, choices }],
    [{ kind: "moveAppeals", to: "submitted", items: itemsOf(ready), comment: null, receipt }],
  );
}

/** Leaves with the versions that were shown, as one text to be compared. */
export function seenOf(lines: readonly AppealLine[]): string {
  return itemsOf(lines)
    .map(({ code, version }) => `${code}@${version}`)
    .join(" ");
}

/** The leaves with their versions, as they are moved on. */
export function itemsOf(
  lines: readonly AppealLine[],
): readonly { readonly code: string; readonly version: number }[] {
  return lines.map(({ leaf, facts }) => ({
    code: leaf.code,
    version: facts.words?.version ?? 0,
  }));
}

function readyLines(work: Work): readonly AppealLine[] {
  return linesOf(work).filter(
    ({ facts }) => wordsOf(facts)?.status === "draft" && whyNotAppealable(work, facts) === null,
  );
}

/** Nothing can be sent up: the reason, where one of the drafts has it, else the list. */
function nothingReady(work: Work): ChatTurn {
  const draft = linesOf(work).find(({ facts }) => wordsOf(facts)?.status === "draft");
  const refusal = draft && whyNotAppealable(work, draft.facts);
  if (refusal) return refuseAppeal(work, refusal, null);
  return before(listAppeals(work, 0), [{ text: work.world.say.appeal.nothingToSubmit() }]);
}
