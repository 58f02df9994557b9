import type { Stage } from "../../../round/round.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { Digest } from "../../sign-off/digest-facts.ts";
import type {
  DelegationFacts,
  DraftCourse,
  NamedPerson,
  FactorFacts,
  FactorPurpose,
  LeaderFacts,
  ReturnedLeaf,
  Signature,
} from "../../sign-off/sign-off-facts.ts";

type Channel = FactorFacts["otherChats"][number];
type FactorRefusal = "wrong" | "used" | "expired" | "locked";

/** Where a draft stands after it was handed up. */
export interface Standing {
  readonly submitted: { readonly at: string; readonly by: string } | null;
  readonly course: DraftCourse;
}

interface About {
  readonly agencyName: string;
  readonly roundTitle: string;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
}

/** The leader's sign-off: digest, signature, giving back, second factor, delegation. */
export interface SignOffMessages {
  title(): string;
  doneTitle(): string;
  voidedTitle(): string;
  returnedTitle(): string;
  enrolTitle(): string;
  recoveryTitle(): string;

  openButton(): string;
  signButton(): string;
  giveBackButton(): string;
  backToReview(): string;
  sendCodeButton(): string;
  enrolButton(): string;
  answerButton(): string;
  delegateButton(whom: { readonly name: string }): string;
  revokeButton(delegation: DelegationFacts): string;

  /** What stands between officers and leader now; null when nothing was handed up or given back. */
  standing(standing: Standing): string | null;
  /** Who hears that the draft was handed up; nobody when the agency lacks a leader. */
  whoSigns(leaders: readonly LeaderFacts[]): string;
  onlyLeaders(leaders: readonly LeaderFacts[]): string;
  notHandedUp(returned: readonly string[]): string;
  review(facts: { readonly digest: Digest; readonly standing: Standing }): string;
  handedUp(facts: { readonly digest: Digest; readonly by: string; readonly at: string }): string;
  changedMeanwhile(): string;
  noSignaturesNow(stage: Stage): string;
  askAloneReason(shortest: number): string;
  reasonLength(facts: { readonly length: number; readonly shortest: number }): string;
  noFactor(facts: { readonly isDemo: boolean; readonly purpose: FactorPurpose }): string;
  askCode(facts: { readonly factor: FactorFacts; readonly purpose: FactorPurpose }): string;
  codeSent(chats: readonly Channel[]): string;
  refusedFactor(why: FactorRefusal): string;
  done(facts: About & { readonly receipt: string; readonly signature: Signature }): string;
  signed(facts: About & { readonly signature: Signature }): string;
  voided(
    facts: About & {
      readonly signature: Signature;
      readonly codes: readonly string[];
      readonly forLeader: boolean;
    },
  ): string;

  tooLateToGiveBack(closesAt: string): string;
  askCodes(): string;
  badCodes(facts: { readonly unknown: readonly string[]; readonly most: number }): string;
  askComment(facts: { readonly leaves: readonly Leaf[]; readonly shortest: number }): string;
  commentLength(facts: { readonly length: number; readonly shortest: number }): string;
  givenBack(facts: {
    readonly codes: readonly string[];
    readonly receipt: string;
    readonly wasSigned: boolean;
  }): string;
  returnedLeaves(
    facts: About & { readonly returned: readonly ReturnedLeaf[]; readonly wasSigned: boolean },
  ): string;
  settleFirst(returned: readonly ReturnedLeaf[]): string;
  comment(returned: ReturnedLeaf): string;
  alreadySettled(code: string): string;
  askAnswer(shortest: number): string;
  answerLength(facts: { readonly length: number; readonly shortest: number }): string;
  answered(facts: {
    readonly code: string;
    readonly receipt: string;
    readonly left: number;
  }): string;

  enrol(facts: {
    readonly groups: string;
    readonly uri: string;
    readonly isDemo: boolean;
    readonly isTraining: boolean;
  }): string;
  enrolled(factor: FactorFacts): string;
  enrolledNotice(): string;
  /** Stands where a secret stood. */
  blotted(): string;
  recoveryCodes(codes: readonly string[]): string;
  confirmCode(facts: { readonly code: string; readonly purpose: FactorPurpose }): string;
  factorReset(reason: string): string;
  onlyCoordinatorsReset(): string;
  /** Who of an agency confirms with an app; nobody when it has no such person, or is not there. */
  enrolledPeople(facts: {
    readonly agencyCode: string;
    readonly people: readonly NamedPerson[];
  }): string;
  resetButton(whom: NamedPerson): string;
  askResetReason(facts: {
    readonly whom: NamedPerson;
    readonly shortest: number;
    readonly longest: number;
  }): string;
  resetReasonLength(facts: {
    readonly length: number;
    readonly shortest: number;
    readonly longest: number;
  }): string;
  resetDone(facts: { readonly whom: NamedPerson; readonly receipt: string }): string;
  notEnrolledAnyMore(): string;

  onlyLeadersDelegate(): string;
  delegations(facts: {
    readonly mine: readonly DelegationFacts[];
    readonly hasColleagues: boolean;
  }): string;
  askFrom(name: string): string;
  askUntil(): string;
  askDecision(): string;
  notADay(): string;
  dayTooEarly(earliest: string): string;
  delegated(facts: { readonly delegation: DelegationFacts; readonly receipt: string }): string;
  revoked(facts: { readonly delegation: DelegationFacts; readonly receipt: string }): string;
  delegationNotice(facts: {
    readonly delegation: Omit<DelegationFacts, "id" | "actingName">;
    readonly leaderName: string;
    readonly isRevoked: boolean;
  }): string;
}
