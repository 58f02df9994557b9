import type {
  CouncilItem,
  CouncilVote,
  Motion,
  VoidReason,
  VoteManner,
} from "../../../council/council.ts";
import type { FigureDifference } from "../../../council/figures.ts";
import type { Tally, VoteChoice, VoteOutcome } from "../../../council/outcome.ts";
import { type CouncilRules, type Share, mayCast } from "../../../council/rules.ts";
import { clipped, quoted } from "../local-time.ts";
import { instantEn, numberEn, pointsEn } from "./words.ts";

/** "for", "against", "another opinion". */
export function choiceEn(choice: VoteChoice): string {
  return { agree: "for", disagree: "against", other: "another opinion" }[choice];
}

/** How a vote came. */
export function mannerEn(manner: VoteManner): string {
  return { chat: "in chat", hand: "at the meeting", written: "in writing" }[manner];
}

/** What came of a vote. */
export function outcomeEn(outcome: VoteOutcome): string {
  return { passed: "passed", notPassed: "not passed", notQuorate: "too few votes" }[outcome];
}

/** Where an item stands, in one or two words. */
export function statusOfItemEn({ status, decision }: CouncilItem): string {
  if (decision) return outcomeEn(decision.outcome);
  return status === "voting" ? "being voted on" : "not yet";
}

/** What a majority makes true. */
export function motionEn(motion: Motion): string {
  switch (motion.kind) {
    case "accept":
      return "as proposed above";
    case "refuse":
      return "not to recognise what was declared";
    case "setPoints":
      return `to give ${pointsEn(motion.points)}`;
  }
}

/** A vote counted. */
export function tallyEn({ members, agree, disagree, other, absent, interested }: Tally): string {
  const out = interested > 0 ? `; ${interested} out for an interest` : "";
  return `For ${agree}, against ${disagree}, other ${other}, not voted ${absent} (of ${members} who may vote${out}).`;
}

/** One vote with its words. */
export function voteEn({ name, choice, manner, opinion, enteredBy }: CouncilVote): string {
  const by = enteredBy === null ? "" : `, entered by ${enteredBy}`;
  const words = opinion === null ? "" : `: “${quoted(opinion, 300)}”`;
  return `${name}: ${choiceEn(choice)} (${mannerEn(manner)}${by})${words}`;
}

/** The rules of the vote in words. */
export function rulesEn(rules: CouncilRules): string {
  const { quorum, majority, majorityOf } = rules;
  const of = majorityOf === "members" ? "the members who may vote" : "the votes given";
  const casting = mayCast(rules) ? " When exactly half agree, the chair decides." : "";
  return `A vote is valid when ${shareEn(quorum)} of the members have voted, present or in writing; a motion passes when ${shareEn(majority)} of ${of} agree.${casting}`;
}

/** Why a closing does not hold. */
export function voidEn(why: VoidReason): string {
  if (why.kind === "changed") return `A figure has changed since: ${differenceEn(why.difference)}.`;
  return `${why.by} reopened the meeting. Reason: ${quoted(why.reason, 400)}.`;
}

/** When the meeting was opened, by whom. */
export function meetingEn(meeting: { readonly at: string; readonly by: string }): string {
  return `The meeting was opened at ${instantEn(meeting.at)} by ${meeting.by}.`;
}

function differenceEn({ group, agencyCode, what, before, now }: FigureDifference): string {
  if (agencyCode === null) return `the scheme of group ${group} has another version`;
  const name = totalWords[what] ?? `criterion ${what.replace(/@$/, "")}`;
  return `agency ${agencyCode}, ${name}: ${valueEn(what, before)} → ${valueEn(what, now)}`;
}

const totalWords: Readonly<Record<string, string>> = {
  achieved: "points achieved",
  applicableMax: "applicable maximum",
  bonus: "bonus",
  penalty: "penalty",
  index: "index",
  band: "band",
  rank: "rank",
  declared: "declarations (bonus, penalty, knock-out, not applicable)",
};

const stepWords: Readonly<Record<string, string>> = {
  self: "the agency's own value",
  appraised: "the appraised value",
  explained: "the value after explaining",
  council: "the council's value",
};

function valueEn(what: string, value: string | null): string {
  if (value === null) return "none";
  if (what.endsWith("@")) {
    const [step = "", version = ""] = value.split(" ");
    return `${stepWords[step] ?? step}, no. ${version}`;
  }
  if (value === "-") return "not applicable";
  const isPlain = ["index", "band", "rank", "declared"].includes(what) || !/^-?\d+$/.test(value);
  return isPlain ? clipped(value, 80) : numberEn(Number(value));
}

function shareEn({ num, den, isMoreThan }: Share): string {
  if (num === den) return "all";
  return `${isMoreThan ? "more than" : "at least"} ${num}/${den}`;
}
