import type { LeftOut } from "../../round/left-out.ts";
import type { SignedState } from "../../sign-off/signed-state.ts";

/** Who acted, and in whose place. */
export interface Acting {
  readonly name: string;
  /** The leader in whose place it was done, and the decision's number; null for the leader's own. */
  readonly forName: string | null;
  readonly decision: string | null;
}

/** A signature as it stands. */
export interface Signature {
  readonly at: string;
  readonly by: Acting;
}

/** Why a signature holds no more. */
export type VoidCause = "changed" | "returned";

/** A leaf that a leader gave back and that waits for the officers. */
export interface ReturnedLeaf {
  readonly code: string;
  readonly comment: string;
  readonly at: string;
  readonly by: Acting;
}

/** What became of a leaf that a leader gave back. */
export interface SettledReturn {
  readonly code: string;
  /** The officer's answer where the leaf stays as it was; null when it was changed. */
  readonly answer: string | null;
}

/** Where a draft stands between officers and leader. */
export interface DraftCourse {
  /** The signature that holds. */
  readonly signed: Signature | null;
  /** The last signature when none holds, with why. */
  readonly voided: (Signature & { readonly voidedAt: string; readonly cause: VoidCause }) | null;
  /** Not yet settled, oldest first. */
  readonly returned: readonly ReturnedLeaf[];
  /** Nobody is asked for these; they count neither as answered nor as missing. */
  readonly leftOut: readonly LeftOut[];
}

/** Nothing signed, nothing given back, nothing left out. */
export const freshCourse: DraftCourse = { signed: null, voided: null, returned: [], leftOut: [] };

/** Somebody who may sign for the agency today. */
export interface LeaderFacts {
  readonly staffId: string;
  readonly name: string;
  readonly forName: string | null;
  /** False when no chat of theirs is linked: nobody can tell them. */
  readonly hasChat: boolean;
}

/** What a person has for confirming. */
export interface FactorFacts {
  /** Whether an authenticator app is proved. */
  readonly isEnrolled: boolean;
  readonly recoveryLeft: number;
  /** Other chats of the same person. */
  readonly otherChats: readonly ("telegram" | "zalo" | "web")[];
  /** False when too many codes were asked for just now. */
  readonly mayAskCode: boolean;
}

/** What signing needs to know beyond the draft. */
export interface SignOffFacts {
  readonly schemeHash: string;
  /** What was signed last, whether it still holds or not. */
  readonly last: SignedState | null;
  /** Leaves given back since then and settled, the latest of each, by code. */
  readonly settled: readonly SettledReturn[];
  /** Staff ids of everybody whose change is the present content of a leaf. */
  readonly enteredBy: readonly string[];
  readonly leaders: readonly LeaderFacts[];
}

/** What a second factor confirms, by the flow that asks for it. */
export type FactorPurpose = "signOff" | "appeal" | "approval";

/** What proves the second factor; used up with the act it confirms. */
export type FactorProof =
  | { readonly how: "app"; readonly step: number }
  | { readonly how: "chat" | "recovery"; readonly codeId: string };

/** What a typed confirmation code turned out to be. */
export type FactorCheck =
  | { readonly kind: "good"; readonly proof: FactorProof }
  | { readonly kind: "wrong" | "used" | "expired" | "locked" };

/** An acting leader, named by a leader. */
export interface DelegationFacts {
  readonly id: string;
  readonly actingName: string;
  /** Local days, YYYY-MM-DD, both inside. */
  readonly from: string;
  readonly until: string;
  readonly decision: string;
}

/** Somebody of an agency, by name and office; the office may be empty. */
export interface NamedPerson {
  readonly staffId: string;
  readonly name: string;
  readonly title: string;
}

/** The leader's delegations that are not over, and who could be named. */
export interface DelegationsFound {
  readonly mine: readonly DelegationFacts[];
  readonly colleagues: readonly NamedPerson[];
}
