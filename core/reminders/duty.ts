import { assertNever } from "../result.ts";
import type { AskedRespondents } from "../round/asked-respondents.ts";
import { writeLocalInstant } from "../round/local-instant.ts";
import type { Phase, PhaseWindow } from "../round/round.ts";
import type { Code } from "../scheme/scheme.ts";
import type { TenThousandths } from "../scoring/compile-scheme.ts";

/** A leaf that somebody still has to see to. */
export interface OwedLeaf {
  readonly code: Code;
  readonly name: string;
  /** What hangs on it: its maximum to score, the points taken off to explain. */
  readonly worth: TenThousandths;
}

/** Leaves that are open until the same instant, with those that nobody has seen to since. */
export interface ReopenedLeaves {
  readonly window: PhaseWindow;
  readonly untouched: readonly OwedLeaf[];
}

/** A group of people whom an agency is asked to name for the survey, and how far it has come. */
export interface OwedRespondents extends AskedRespondents {
  readonly given: number;
}

/** What is still to be done, by name or by number, as a reminder says it. */
export type Owes =
  /** No leaves: all are answered, and only handing in is left. */
  | {
      readonly kind: "score";
      readonly leaves: readonly OwedLeaf[];
      readonly worth: TenThousandths;
    }
  /** Leaves given back by name after the phase, and untouched since; they close on their own. */
  | {
      readonly kind: "rescore";
      readonly leaves: readonly OwedLeaf[];
      readonly worth: TenThousandths;
      readonly window: PhaseWindow;
    }
  /** `openLeaves` are the officers': until none is left the leader has nothing to sign. */
  | { readonly kind: "signOff"; readonly openLeaves: number; readonly isSubmitted: boolean }
  | { readonly kind: "appraise"; readonly leaves: number; readonly agencies: number }
  | {
      readonly kind: "answer";
      readonly leaves: readonly OwedLeaf[];
      readonly worth: TenThousandths;
    }
  | { readonly kind: "signExplanations"; readonly explanations: number }
  /** Numbers of the items put to the vote, ascending. */
  | { readonly kind: "vote"; readonly items: readonly number[] }
  /** Groups that lack people; empty when the list is complete. */
  | { readonly kind: "supply"; readonly lacking: readonly OwedRespondents[] };

/** What an agency, an appraiser or a council member owes in a phase. Derived, never typed. */
export interface Duty {
  /** Unique in a round and the same at every look: kind, phase, whose. */
  readonly key: string;
  readonly phase: Phase;
  /** An agency's code, or the id of the person who owes it alone. */
  readonly subject: string;
  readonly subjectName: string;
  /** Ids of the people who may fulfil it; whoever does, fulfils it for all. May be empty. */
  readonly owedBy: readonly string[];
  readonly owes: Owes;
  readonly isOwed: boolean;
}

/** An agency and its people, as far as its duties go. */
export interface AgencyOwing {
  readonly code: string;
  readonly name: string;
  /** Ids of staff. */
  readonly officers: readonly string[];
  readonly leaders: readonly string[];
}

/** A person who owes by himself or herself. */
export interface PersonOwing {
  readonly staffId: string;
  readonly name: string;
}

/** The plain facts that duties follow from. */
export type DutyFacts =
  | {
      readonly kind: "selfScoring";
      readonly agency: AgencyOwing;
      /** Unanswered, unproved or given back: whatever keeps the draft from being handed in. */
      readonly openLeaves: readonly OwedLeaf[];
      readonly submittedAt: string | null;
      /** Of the signature that holds. */
      readonly signedAt: string | null;
      /** What was given back by name; empty for most. */
      readonly reopened: readonly ReopenedLeaves[];
    }
  | {
      readonly kind: "appraisal";
      readonly phase: "appraisal" | "secondAppraisal";
      readonly appraiser: PersonOwing;
      /** One for each leaf of each agency that waits for this person. */
      readonly open: readonly { readonly agencyCode: string; readonly code: Code }[];
    }
  | {
      readonly kind: "explaining";
      readonly agency: AgencyOwing;
      /** Appraised lower, and neither explained nor accepted. */
      readonly unanswered: readonly OwedLeaf[];
      /** Explanations sent up to the leader and not signed. */
      readonly unsigned: number;
    }
  | {
      readonly kind: "council";
      readonly member: PersonOwing;
      /** Numbers of the items that this member may vote on and has not. */
      readonly items: readonly number[];
    }
  | {
      readonly kind: "survey";
      readonly agency: AgencyOwing;
      /** At least one: an agency that is asked for nobody has no such facts. */
      readonly asked: readonly OwedRespondents[];
    };

/** Derives what follows from the facts of one agency or person; what is done is there, not owed. */
export function dutiesOf(facts: DutyFacts): readonly Duty[] {
  switch (facts.kind) {
    case "selfScoring":
      return scoringDuties(facts);
    case "appraisal":
      return [appraisalDuty(facts)];
    case "explaining":
      return explainingDuties(facts);
    case "council":
      return [votingDuty(facts)];
    case "survey":
      return [supplyingDuty(facts)];
    default:
      return assertNever(facts);
  }
}

type Of<Kind extends DutyFacts["kind"]> = Extract<DutyFacts, { readonly kind: Kind }>;

function scoringDuties(facts: Of<"selfScoring">): readonly Duty[] {
  const { agency, openLeaves, submittedAt, signedAt, reopened } = facts;
  const isSubmitted = submittedAt !== null;
  const leaves = isSubmitted ? [] : openLeaves;
  const score: Owes = { kind: "score", leaves, worth: worthOf(leaves) };
  const signOff: Owes = { kind: "signOff", openLeaves: leaves.length, isSubmitted };
  return [
    agencyDuty(agency, { phase: "selfScoring", owes: score, isOwed: !isSubmitted }),
    agencyDuty(agency, { phase: "selfScoring", owes: signOff, isOwed: signedAt === null }),
    ...reopened.map((each) => reopenedDuty(agency, each)),
  ];
}

function reopenedDuty(agency: AgencyOwing, { window, untouched }: ReopenedLeaves): Duty {
  const owes: Owes = { kind: "rescore", leaves: untouched, worth: worthOf(untouched), window };
  return agencyDuty(agency, { phase: "selfScoring", owes, isOwed: untouched.length > 0 });
}

function explainingDuties(facts: Of<"explaining">): readonly Duty[] {
  const { agency, unanswered, unsigned } = facts;
  const answer: Owes = { kind: "answer", leaves: unanswered, worth: worthOf(unanswered) };
  const sign: Owes = { kind: "signExplanations", explanations: unsigned };
  return [
    agencyDuty(agency, { phase: "explaining", owes: answer, isOwed: unanswered.length > 0 }),
    agencyDuty(agency, { phase: "explaining", owes: sign, isOwed: unsigned > 0 }),
  ];
}

function appraisalDuty({ phase, appraiser, open }: Of<"appraisal">): Duty {
  const agencies = new Set(open.map(({ agencyCode }) => agencyCode)).size;
  const owes: Owes = { kind: "appraise", leaves: open.length, agencies };
  return personDuty(appraiser, { phase, owes, isOwed: open.length > 0 });
}

function votingDuty({ member, items }: Of<"council">): Duty {
  const owes: Owes = { kind: "vote", items: items.toSorted((one, other) => one - other) };
  return personDuty(member, { phase: "council", owes, isOwed: items.length > 0 });
}

function supplyingDuty({ agency, asked }: Of<"survey">): Duty {
  const lacking = asked.filter(({ wanted, given }) => given < wanted);
  const owes: Owes = { kind: "supply", lacking };
  return agencyDuty(agency, { phase: "survey", owes, isOwed: lacking.length > 0 });
}

/** How many people are missing in all. */
export function missingIn(lacking: readonly OwedRespondents[]): number {
  return lacking.reduce((sum, { wanted, given }) => sum + Math.max(0, wanted - given), 0);
}

type Owing = Pick<Duty, "phase" | "owes" | "isOwed">;

function agencyDuty({ code, name, officers, leaders }: AgencyOwing, owing: Owing): Duty {
  const owedBy = isSigning(owing) ? leaders : officers;
  return { ...owing, key: keyOf(owing, code), subject: code, subjectName: name, owedBy };
}

function personDuty({ staffId, name }: PersonOwing, owing: Owing): Duty {
  const owedBy = [staffId];
  return { ...owing, key: keyOf(owing, staffId), subject: staffId, subjectName: name, owedBy };
}

/** An agency may have leaves open until several instants; a key holds no colon. */
function keyOf({ phase, owes }: Owing, subject: string): string {
  const key = `${owes.kind}/${phase}/${subject}`;
  if (owes.kind !== "rescore") return key;
  return `${key}/${writeLocalInstant(owes.window.closesAt).replaceAll(":", "")}`;
}

/** Whether it is the leader who owes it. */
export function isSigning({ owes }: Pick<Duty, "owes">): boolean {
  return owes.kind === "signOff" || owes.kind === "signExplanations";
}

function worthOf(leaves: readonly OwedLeaf[]): TenThousandths {
  return leaves.reduce((sum, { worth }) => sum + worth, 0);
}
