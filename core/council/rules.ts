/** A share of a number of people: at least so many, or more than so many. */
export interface Share {
  readonly num: number;
  readonly den: number;
  /** Whether exactly the share is too few. */
  readonly isMoreThan: boolean;
}

/** How the council votes, as data: a province writes its own from the decision that set it up. */
export interface CouncilRules {
  /** Members that must have voted, of all who may, for a vote to be one. */
  readonly quorum: Share;
  /** Members that must agree for a motion to pass. */
  readonly majority: Share;
  /** What the majority is a share of: all members who may vote, or the votes given. */
  readonly majorityOf: "members" | "votes";
  /** Whether the chair's own vote decides when exactly half agree and more than half is needed. */
  readonly hasCastingVote: boolean;
}

/**
 * Whether the chair's vote may decide: only where more than half is asked for. Of two thirds, half
 * would pass by it where a few votes more do not.
 */
export function mayCast({ hasCastingVote, majority }: CouncilRules): boolean {
  const { num, den, isMoreThan } = majority;
  return hasCastingVote && isMoreThan && num * 2 === den;
}

/** More than half of all members, present or in writing; no casting vote. */
export const defaultRules: CouncilRules = {
  quorum: { num: 1, den: 2, isMoreThan: true },
  majority: { num: 1, den: 2, isMoreThan: true },
  majorityOf: "members",
  hasCastingVote: false,
};

/**
 * Reads rules as a province has set them; what is not named is as by default.
 *
 * @returns Null when something is named that is no rule.
 */
export function readCouncilRules(value: unknown): CouncilRules | null {
  if (value === undefined || value === null) return defaultRules;
  return typeof value === "object" ? readFields(value as Readonly<Record<string, unknown>>) : null;
}

/** Whether so many of a number of people reach a share; nobody of nobody never does. */
export function reaches(count: number, of: number, { num, den, isMoreThan }: Share): boolean {
  if (of === 0) return false;
  return isMoreThan ? count * den > num * of : count * den >= num * of;
}

function readFields(fields: Readonly<Record<string, unknown>>): CouncilRules | null {
  const quorum = readShare(fields["quorum"], defaultRules.quorum);
  const majority = readShare(fields["majority"], defaultRules.majority);
  const majorityOf = fields["majorityOf"] ?? defaultRules.majorityOf;
  const hasCastingVote = fields["hasCastingVote"] ?? defaultRules.hasCastingVote;
  if (!quorum || !majority || typeof hasCastingVote !== "boolean") return null;
  if (majorityOf !== "members" && majorityOf !== "votes") return null;
  return { quorum, majority, majorityOf, hasCastingVote };
}

function readShare(value: unknown, usual: Share): Share | null {
  if (value === undefined) return usual;
  if (typeof value !== "object" || value === null) return null;
  const { num, den, isMoreThan } = value as Readonly<Record<string, unknown>>;
  if (!isCount(num) || !isCount(den) || typeof isMoreThan !== "boolean") return null;
  return den > 0 && num <= den ? { num, den, isMoreThan } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
