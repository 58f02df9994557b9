import { lengthOf } from "../reading/length-of.ts";
import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { EvidencePosition } from "../conversation-state.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type ChatTurn, type Work, moveTo, receiptAt, stay, together, turn } from "../talk.ts";
import { goOn } from "../self-score/go-on.ts";
import type { LeafFacts } from "../facts.ts";
import { whyNotWritable } from "../writing.ts";

/** A work whose talk asks for an explanation. */
export type Explaining = Work & {
  readonly state: Work["state"] & Extract<EvidencePosition, { readonly step: "explain" }>;
};

/** A full explanation has at least so many characters (the rule of the province's plan). */
const shortestExplanation = 50;
const longestExplanation = 3000;

/** Asks for an explanation in place of documents, or beside them. */
export function askExplanation(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, null);
  const facts = work.draft.leaves.get(leaf.code);
  if (!facts?.answer) return stay(work, say.evidence.answerFirst(leaf.code));
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "explain" },
    ...{ code: leaf.code, seen: facts.receipt },
  });
  const text = say.evidence.askExplanation({
    shortest: shortestExplanation,
    present: facts.explanation,
  });
  const choices = [[{ key: keyOf("back"), label: say.buttons.back() }]];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Takes a typed explanation; one that is too short is counted and asked for again. */
export function takeExplanation(work: Explaining, leaf: Leaf, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestExplanation) {
    return stay(
      work,
      say.evidence.explanationTooShort({ length, shortest: shortestExplanation, mayCorrect: true }),
    );
  }
  if (length > longestExplanation) {
    return stay(work, say.evidence.explanationTooLong({ length, longest: longestExplanation }));
  }
  const facts = work.draft.leaves.get(leaf.code);
  if (!facts?.answer) return stay(work, say.evidence.answerFirst(leaf.code));
  const isNewer = facts.receipt !== work.state.seen && facts.explanation !== null;
  return isNewer && facts.explanation !== typed
    ? showOther(work, leaf, facts, typed)
    : save(work, leaf, facts, typed);
}

/** Somebody else explained in the meantime: both texts are shown, sending again replaces. */
function showOther(work: Explaining, leaf: Leaf, facts: LeafFacts, typed: string): ChatTurn {
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "explain" },
    ...{ code: leaf.code, seen: facts.receipt },
  });
  const text = work.world.say.evidence.explainedByOther({
    by: facts.by,
    at: facts.at,
    theirs: facts.explanation ?? "",
    mine: typed,
  });
  return turn(state, [{ text }]);
}

function save(work: Explaining, leaf: Leaf, facts: LeafFacts, explanation: string): ChatTurn {
  const { say } = work.world;
  const receipt = receiptAt(work.world);
  const { answer, points, notApplicable, version } = facts;
  const content = { answer, points, notApplicable, explanation };
  const saved: Work = { ...work, state: { ...work.state, undo: { code: leaf.code, receipt } } };
  const text = say.evidence.explained({ code: leaf.code, receipt, old: facts.explanation });
  return together({ text }, goOn(saved, leaf.code), [
    {
      ...{ kind: "saveLeaf", code: leaf.code, change: "explanation" },
      ...{ content, expectedVersion: version, receipt },
    },
  ]);
}
