import { type CouncilRules, mayCast, reaches } from "./rules.ts";

/** Tán thành, không tán thành, ý kiến khác. */
export type VoteChoice = "agree" | "disagree" | "other";

/** A member as far as one vote is concerned. */
export interface Voter {
  readonly id: string;
  readonly isChair: boolean;
  /** Declared, or seen by the system: then out of this vote and out of the count. */
  readonly hasInterest: boolean;
}

/** One vote given. */
export interface GivenVote {
  readonly memberId: string;
  readonly choice: VoteChoice;
}

/** A vote counted; of those who may vote, `absent` have not. */
export interface Tally {
  readonly members: number;
  readonly agree: number;
  readonly disagree: number;
  readonly other: number;
  readonly absent: number;
  /** Members who are out of this vote; not among `members`. */
  readonly interested: number;
}

/** What came of a vote; without a quorum there was none. */
export type VoteOutcome = "passed" | "notPassed" | "notQuorate";

/** Counts a vote: each member once, by the last vote given; votes of others count nothing. */
export function tallyOf(votes: readonly GivenVote[], voters: readonly Voter[]): Tally {
  const last = new Map(votes.map(({ memberId, choice }) => [memberId, choice]));
  const able = voters.filter(({ hasInterest }) => !hasInterest);
  const count = (choice: VoteChoice | undefined): number =>
    able.filter(({ id }) => last.get(id) === choice).length;
  return {
    members: able.length,
    agree: count("agree"),
    disagree: count("disagree"),
    other: count("other"),
    absent: count(undefined),
    interested: voters.length - able.length,
  };
}

/** Whether so many have voted, present or in writing, that the vote is one. */
export function isQuorate({ members, absent }: Tally, { quorum }: CouncilRules): boolean {
  return reaches(members - absent, members, quorum);
}

/** What comes of a vote under the council's rules. */
export function outcomeOf(
  votes: readonly GivenVote[],
  voters: readonly Voter[],
  rules: CouncilRules,
): VoteOutcome {
  const tally = tallyOf(votes, voters);
  if (!isQuorate(tally, rules)) return "notQuorate";
  const of = rules.majorityOf === "members" ? tally.members : tally.members - tally.absent;
  if (reaches(tally.agree, of, rules.majority)) return "passed";
  const isTied = tally.agree * 2 === of;
  return mayCast(rules) && isTied && chairAgrees(votes, voters) ? "passed" : "notPassed";
}

function chairAgrees(votes: readonly GivenVote[], voters: readonly Voter[]): boolean {
  const chair = voters.find(({ isChair, hasInterest }) => isChair && !hasInterest);
  return chair !== undefined && lastChoice(votes, chair.id) === "agree";
}

function lastChoice(votes: readonly GivenVote[], id: string): VoteChoice | undefined {
  return votes.findLast(({ memberId }) => memberId === id)?.choice;
}
