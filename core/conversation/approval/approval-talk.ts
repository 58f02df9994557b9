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
  if (round.stage !== wanted) return { kind: "wrongStage", wanted };
  if (!closing) return { kind: "notClosed" };
  if (closing.state === "void") {
    return closing.why?.kind === "reopened" ? { kind: "notClosed" } : { kind: "void", closing };
  }
  return pending > 0 ? { kind: "pending", agencies: pending } : { facts, closing };
}

/** Says why not, and marks a closing that was found void on the way. */
export function refuseApproval(talk: Talk, facts: CouncilFacts, why: ApprovalRefusal): ChatTurn {
  const { say } = talk.world;
  const choices = [[{ key: keyOf("council"), label: say.council.button("agenda") }]];
  const said = stay(talk, say.approval.refused({ why, facts }), choices);
  return before(said, [], newsOf(facts));
}

/** The effect that marks a void closing nobody was told of yet. */
function newsOf({ closing }: CouncilFacts): readonly CouncilEffect[] {
  if (closing?.state !== "void" || closing.isTold || !closing.why) return [];
  return [{ kind: "voidClosing", closingId: closing.id, why: closing.why }];
}
