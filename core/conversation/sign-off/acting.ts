import type { Actor, Delegated, Grant } from "../../access/actor.ts";
import { grantFor } from "../../access/may.ts";
import type { Work } from "../talk.ts";
import type { Acting } from "./sign-off-facts.ts";

/** A person's right to sign for the agency: in whose place, or null for the leader's own. */
export interface Signer {
  readonly for: Delegated | null;
  readonly acting: Acting;
}

/** How this person may sign or give back; null when they may not. */
export function signerOf({ me, round }: Pick<Work, "me" | "round">): Signer | null {
  const grant = grantFor(me, "signOff", { agencyId: me.agencyId, stage: round.stage });
  return grant ? signerBy(me, grant) : null;
}

/** As whom a person who may sign explanations does so. */
export function appealSignerOf({ me, round }: Pick<Work, "me" | "round">): Signer {
  const grant = grantFor(me, "signAppeal", { agencyId: me.agencyId, stage: round.stage });
  return signerBy(me, grant);
}

function signerBy(me: Actor, grant: Grant | undefined): Signer {
  const whom = grant?.for ?? null;
  const acting: Acting = {
    name: me.name,
    forName: whom?.name ?? null,
    decision: whom?.decision ?? null,
  };
  return { for: whom, acting };
}
