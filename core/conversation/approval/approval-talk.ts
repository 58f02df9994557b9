import { may } from "../../access/may.ts";
import type { ClosingFacts, CouncilFacts } from "../../council/council.ts";
import type { CouncilEffect } from "../council/council-effect.ts";
import type { ApprovalRefusal } from "../council/council-said.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Talk, before, stay } from "../talk.ts";

/** A closing that holds, and the round it is of. */
export interface Closed {
  readonly facts: CouncilFacts;
  readonly closing: ClosingFacts;
}

/** Tells why the results of a council cannot go on from a stage; otherwise its closing. */
export function closedIn(
  facts: CouncilFacts,
  wanted: "council" | "submission",
): Closed | ApprovalRefusal {
  const { round, closing, pending, approval } = facts;
  if (approval) return { kind: "approved" };
  const why = whyVoid(facts);
  if (why?.isSubmitted === true) return why;
  if (round.stage !== wanted) return { kind: "wrongStage", wanted };
  if (!closing || closing.why?.kind === "reopened") return { kind: "notClosed" };
  if (why) return why;
  return pending > 0 ? { kind: "pending", agencies: pending } : { facts, closing };
}

const wholeProvince = { agencyId: null, stage: null } as const;

/** A closing that holds no more; one that is submitted already must go back to the council. */
function whyVoid({
  round,
  closing,
}: CouncilFacts): Extract<ApprovalRefusal, { readonly kind: "void" }> | null {
  if (closing?.state !== "void") return null;
  return { kind: "void", closing, isSubmitted: round.stage === "submission" };
}

/** Says why not, and marks a closing that was found void on the way. */
export function refuseApproval(talk: Talk, facts: CouncilFacts, why: ApprovalRefusal): ChatTurn {
  const { say } = talk.world;
  const canReturn =
    why.kind === "void" && why.isSubmitted && may(talk.me, "approveResults", wholeProvince);
  const choices = [
    ...(canReturn
      ? [[{ key: keyOf("approve", "return"), label: say.approval.button("return") }]]
      : []),
    [{ key: keyOf("council"), label: say.council.button("agenda") }],
  ];
  const said = stay(talk, say.approval.refused({ why, facts }), choices);
  return before(said, [], newsOf(facts));
}

/** The effect that marks a void closing nobody was told of yet. */
function newsOf({ closing }: CouncilFacts): readonly CouncilEffect[] {
  if (closing?.state !== "void" || closing.isTold || !closing.why) return [];
  return [{ kind: "voidClosing", closingId: closing.id, why: closing.why }];
}
