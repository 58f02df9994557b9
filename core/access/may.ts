import { type Stage, stages } from "../round/round.ts";
import type { Actor, Grant, Role } from "./actor.ts";

/** Everything that needs a right. */
export const actions = [
  "scoreSelf",
  "submitSelf",
  "signOff",
  "delegate",
  "resetFactor",
  "withdrawEvidence",
  "seeDraft",
  "seeEvidence",
  "downloadEvidence",
  "seeAgencyResult",
  "explainLeaf",
  "checkReceipt",
  "seeRanking",
  "issueInvitation",
  "importAgencies",
  "importStaff",
  "importScheme",
  "seeAudit",
  "seeRound",
  "manageRound",
  "changeScheme",
  "appraise",
  "seeCouncil",
  "runCouncil",
  "voteInCouncil",
  "closeCouncil",
  "submitResults",
  "approveResults",
  "appeal",
  "signAppeal",
  "reappraise",
  "seeAppealStats",
  "seeHistory",
  "handleTrouble",
  "seeRespondents",
  "supplyRespondents",
  "giveFigures",
] as const;

/** One thing that needs a right. */
export type Action = (typeof actions)[number];

/** What an action is done to. */
export interface Subject {
  /** The agency whose data it is; null for what belongs to the whole province. */
  readonly agencyId: string | null;
  /** The top-level field (lĩnh vực) of the leaf; absent where no leaf is meant. */
  readonly field?: string;
  /** Where the round stands; null where no round is meant. */
  readonly stage: Stage | null;
  /** Whether the round names this person for the leaf, as substitute or in the matrix. */
  readonly assigned?: boolean;
}

/**
 * How far a right reaches: the own agency; every agency within the fields of the grant or where the
 * round names the person, once appraisal has begun; the same without the own agency, on which
 * nobody decides; or the whole province.
 */
export type Reach = "own" | "fields" | "others" | "all";

type Rights = Partial<Readonly<Record<Action, Reach>>>;

const readsResults: Rights = { seeRanking: "all", seeAgencyResult: "all", explainLeaf: "all" };
const readsEvidence: Rights = {
  seeEvidence: "all",
  downloadEvidence: "all",
  checkReceipt: "all",
};
const readsOwn: Rights = {
  seeDraft: "own",
  seeEvidence: "own",
  downloadEvidence: "own",
  seeAgencyResult: "own",
  explainLeaf: "own",
  checkReceipt: "own",
  seeHistory: "own",
  seeRespondents: "own",
};

const votes: Rights = { seeCouncil: "all", voteInCouncil: "all" };

/** The one table of who may do what; what is not in it is refused. */
const table: Readonly<Record<Role, Rights>> = {
  officer: {
    ...readsOwn,
    scoreSelf: "own",
    submitSelf: "own",
    withdrawEvidence: "own",
    appeal: "own",
    supplyRespondents: "own",
  },
  leader: { ...readsOwn, submitSelf: "own", signOff: "own", delegate: "own", signAppeal: "own" },
  appraiser: {
    seeEvidence: "fields",
    downloadEvidence: "fields",
    explainLeaf: "fields",
    checkReceipt: "fields",
    appraise: "others",
    reappraise: "others",
    seeHistory: "fields",
  },
  coordinator: {
    ...readsResults,
    ...readsEvidence,
    seeAppealStats: "all",
    seeDraft: "all",
    resetFactor: "all",
    issueInvitation: "all",
    importAgencies: "all",
    importStaff: "all",
    importScheme: "all",
    seeAudit: "all",
    seeHistory: "all",
    seeRound: "all",
    manageRound: "all",
    giveFigures: "all",
    seeCouncil: "all",
    submitResults: "all",
    handleTrouble: "all",
  },
  headAppraiser: { ...readsResults, ...readsEvidence, seeAppealStats: "all", seeHistory: "all" },
  councilMember: { ...readsResults, ...votes },
  councilChair: { ...readsResults, ...votes, closeCouncil: "all", changeScheme: "all" },
  councilSecretary: { ...readsResults, seeCouncil: "all", runCouncil: "all" },
  surveyClerk: {},
  finance: {},
  official: {
    ...readsResults,
    ...{ seeRound: "all", seeCouncil: "all", approveResults: "all", seeAppealStats: "all" },
  },
  inspector: {
    ...readsResults,
    ...readsEvidence,
    seeDraft: "all",
    seeAudit: "all",
    seeRound: "all",
    seeCouncil: "all",
    seeAppealStats: "all",
    seeHistory: "all",
  },
  admin: {
    ...readsResults,
    issueInvitation: "all",
    importAgencies: "all",
    importStaff: "all",
    importScheme: "all",
    seeAudit: "all",
    seeRound: "all",
    handleTrouble: "all",
  },
};

/** Decides whether a person may do something; nothing else in the product does. */
export function may(actor: Actor, action: Action, subject: Subject): boolean {
  return actor.grants.some((grant) => allows(grant, action, { actor, subject }));
}

/**
 * The duty under which a person does something: one of their own before one by delegation;
 * undefined when they may not.
 */
export function grantFor(actor: Actor, action: Action, subject: Subject): Grant | undefined {
  const allowing = actor.grants.filter((grant) => allows(grant, action, { actor, subject }));
  return allowing.find((grant) => grant.for === undefined) ?? allowing[0];
}

/** Whoever acts in another's place cannot hand that place on. */
function allows(
  grant: Grant,
  action: Action,
  { actor, subject }: { readonly actor: Actor; readonly subject: Subject },
): boolean {
  if (grant.for !== undefined && action === "delegate") return false;
  const reach = table[grant.role][action];
  return reach !== undefined && reaches(reach, { actor, grant, subject });
}

function reaches(
  reach: Reach,
  of: { readonly actor: Actor; readonly grant: Grant; readonly subject: Subject },
): boolean {
  const { actor, grant, subject } = of;
  switch (reach) {
    case "all":
      return true;
    case "own":
      return subject.agencyId === actor.agencyId;
    case "fields":
      return isAppraised(subject.stage) && isWithin(grant, subject);
    case "others":
      return (
        isAppraised(subject.stage) &&
        isWithin(grant, subject) &&
        subject.agencyId !== null &&
        subject.agencyId !== actor.agencyId
      );
  }
}

function isAppraised(stage: Stage | null): boolean {
  return stage !== null && stages.indexOf(stage) >= stages.indexOf("appraisal");
}

function isWithin({ fields }: Grant, { field, assigned }: Subject): boolean {
  if (field === undefined) return false;
  return assigned === true || fields === null || fields.includes(field);
}
