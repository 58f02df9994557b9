import { lengthOf } from "../reading/length-of.ts";
import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { Position } from "../conversation-state.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type ChatTurn, type Work, moveTo, receiptAt, stay, together, turn } from "../talk.ts";
import type { LeafFacts } from "../facts.ts";
import { whyNotWritable } from "../writing.ts";
import { goOn } from "./go-on.ts";

/** A work whose talk asks why a leaf does not apply. */
export type Reasoning = Work & {
  readonly state: Work["state"] &
    Extract<Position, { readonly flow: "selfScore"; readonly step: "reason" }>;
};

const shortestReason = 20;
const longestReason = 1000;

/** Asks why a leaf does not apply, where the scheme lets a leaf be left out. */
export function askReason(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  if (leaf.source !== "self") {
    return stay(work, say.leaf.notOurs({ source: leaf.source, lead: leaf.lead }));
  }
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, null);
  if (leaf.notApplicable === "forbidden") return stay(work, say.leaf.mustApply(leaf.code));
  const seen = work.draft.leaves.get(leaf.code)?.receipt ?? "";
  const state = moveTo(work.state, { flow: "selfScore", step: "reason", code: leaf.code, seen });
  const text = say.leaf.askReason({ shortest: shortestReason, policy: leaf.notApplicable });
  const choices = [[{ key: keyOf("back"), label: say.buttons.back() }]];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Takes the reason and stores the request. */
export function takeReason(work: Reasoning, leaf: Leaf, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestReason || length > longestReason) {
    const bounds = { length, shortest: shortestReason, longest: longestReason };
    return stay(work, say.leaf.reasonLength(bounds));
  }
  const facts = work.draft.leaves.get(leaf.code);
  const isNewer = (facts?.receipt ?? "") !== work.state.seen;
  return facts && isNewer ? showOther(work, leaf, facts, typed) : save(work, leaf, facts, typed);
}

/** Somebody else changed the leaf in the meantime: it is shown, sending again goes ahead. */
function showOther(work: Reasoning, leaf: Leaf, facts: LeafFacts, typed: string): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, {
    ...{ flow: "selfScore", step: "reason" },
    ...{ code: leaf.code, seen: facts.receipt },
  });
  const text = say.leaf.changedByOther({ leaf, facts, typed });
  return turn(state, [{ title: say.leaf.title(leaf), text }]);
}

function save(work: Reasoning, leaf: Leaf, facts: LeafFacts | undefined, reason: string): ChatTurn {
  const { say } = work.world;
  const receipt = receiptAt(work.world);
  const content = {
    answer: null,
    points: null,
    explanation: facts?.explanation ?? null,
    notApplicable: reason,
  };
  const saved: Work = { ...work, state: { ...work.state, undo: { code: leaf.code, receipt } } };
  const text = say.leaf.reasonSaved({ leaf, receipt, old: facts?.answer ? facts : null });
  return together({ text }, goOn(saved, leaf.code), [
    {
      ...{ kind: "saveLeaf", code: leaf.code, change: "notApplicable", content },
      ...{ expectedVersion: facts?.version ?? 0, receipt },
    },
  ]);
}
