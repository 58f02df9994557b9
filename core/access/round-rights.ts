import type { RoundMover, RoundRight } from "../round/transitions.ts";
import type { Actor, Role } from "./actor.ts";
import { may } from "./may.ts";

const rights: readonly RoundRight[] = ["manageRound", "approveResults"];

/** What a person may do to a round, for the table of its steps. */
export function moverOf(actor: Actor): RoundMover {
  const wholeProvince = { agencyId: null, stage: null };
  return { kind: "person", rights: rights.filter((right) => may(actor, right, wholeProvince)) };
}

/** The duty under which a person changes a round; null when none of theirs allows it. */
export function roundRole(actor: Actor): Role | null {
  const roles = actor.grants.map(({ role }) => role);
  return (["coordinator", "official"] as const).find((role) => roles.includes(role)) ?? null;
}
