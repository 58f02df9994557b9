import type { CouncilFacts, CouncilItem, CouncilMember } from "./council.ts";
import { type Tally, type VoteOutcome, type Voter, outcomeOf, tallyOf } from "./outcome.ts";

/** Why the council takes no changes now. */
export type CouncilRefusal =
  | { readonly kind: "wrongStage" }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "phaseClosed"; readonly closesAt: string }
  | { readonly kind: "noMeeting" }
  | { readonly kind: "councilClosed"; readonly at: string };

/** Why a person's vote on an item is not taken now. */
export type VoteRefusal =
  | CouncilRefusal
  | { readonly kind: "noMember" }
  | { readonly kind: "notPut" }
  | { readonly kind: "decided"; readonly at: string }
  | { readonly kind: "ownAgency"; readonly agencyName: string }
  | { readonly kind: "declared" };

/** Whether a refusal is of the council as a whole, not of one vote. */
export function isIdle(why: VoteRefusal): why is CouncilRefusal {
  return ["wrongStage", "notYet", "phaseClosed", "noMeeting", "councilClosed"].includes(why.kind);
}

/** Tells why the council takes no changes at an instant; null when it does. */
export function whyCouncilIdle(facts: CouncilFacts, now: string): CouncilRefusal | null {
  const idle = whyNoMeeting(facts, now);
  if (idle) return idle;
  return facts.meeting ? null : { kind: "noMeeting" };
}

/** The same, for opening the meeting. */
export function whyNoMeeting({ round, closing }: CouncilFacts, now: string): CouncilRefusal | null {
  if (round.stage !== "council") return { kind: "wrongStage" };
  const { window } = round;
  const at = Date.parse(now);
  if (window && at < Date.parse(window.opensAt)) return { kind: "notYet", opensAt: window.opensAt };
  if (window && at >= Date.parse(window.closesAt)) {
    return { kind: "phaseClosed", closesAt: window.closesAt };
  }
  return closing?.state === "valid" ? { kind: "councilClosed", at: closing.at } : null;
}

/** Tells why a person's vote on an item is not taken; null when it is. */
export function whyNoVote(
  facts: CouncilFacts,
  item: CouncilItem,
  { staffId, now }: { readonly staffId: string; readonly now: string },
): VoteRefusal | null {
  if (item.decision) return { kind: "decided", at: item.decision.at };
  const idle = whyCouncilIdle(facts, now);
  if (idle) return idle;
  const member = facts.members.find((each) => each.staffId === staffId);
  if (!member) return { kind: "noMember" };
  const own = ownAgencyOf(item, member.agencyId);
  if (own !== null) return { kind: "ownAgency", agencyName: own };
  if (item.interests.some(({ memberId }) => memberId === staffId)) return { kind: "declared" };
  return item.status === "voting" ? null : { kind: "notPut" };
}

/**
 * Who counts in an item's vote: the members there are now, and whoever has voted and lost the duty
 * since, for a vote stands if it was cast before.
 */
function votersOf({ members }: Pick<CouncilFacts, "members">, item: CouncilItem): readonly Voter[] {
  const former = item.votes
    .filter(({ memberId }) => members.every(({ staffId }) => staffId !== memberId))
    .map(({ memberId, agencyId, isChair }) => ({ staffId: memberId, agencyId, isChair }));
  return [...members, ...former].map(({ staffId, agencyId, isChair }) => ({
    id: staffId,
    isChair,
    hasInterest:
      ownAgencyOf(item, agencyId) !== null ||
      item.interests.some(({ memberId }) => memberId === staffId),
  }));
}

/** An item's vote as it stands. */
export function resultOf(
  facts: CouncilFacts,
  item: CouncilItem,
): { readonly tally: Tally; readonly outcome: VoteOutcome } {
  const voters = votersOf(facts, item);
  return {
    tally: tallyOf(item.votes, voters),
    outcome: outcomeOf(item.votes, voters, facts.rules),
  };
}

/** Whether an item's vote comes out the same however those vote who have not. */
export function isSettled(facts: CouncilFacts, item: CouncilItem): boolean {
  const voters = votersOf(facts, item);
  const missing = membersToVote(facts, item).map(({ staffId }) => staffId);
  const outcomes = (["agree", "disagree"] as const).map((choice) => {
    const added = missing.map((memberId) => ({ memberId, choice }));
    return outcomeOf([...item.votes, ...added], voters, facts.rules);
  });
  const { outcome } = resultOf(facts, item);
  return outcome !== "notQuorate" && outcomes.every((each) => each === outcome);
}

/** Members who may vote on an item and have not, in the council's order. */
export function membersToVote(facts: CouncilFacts, item: CouncilItem): readonly CouncilMember[] {
  const voters = votersOf(facts, item);
  return facts.members.filter(
    ({ staffId }) =>
      voters.some(({ id, hasInterest }) => id === staffId && !hasInterest) &&
      item.votes.every(({ memberId }) => memberId !== staffId),
  );
}

/** The name of the person's own agency when the item is about it; null otherwise. */
function ownAgencyOf({ agencies }: CouncilItem, agencyId: string): string | null {
  return agencies.find(({ id }) => id === agencyId)?.name ?? null;
}
