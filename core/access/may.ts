import { type Stage, stages } from "../round/round.ts";
import type { Actor, Grant, Role } from "./actor.ts";

/** Everything that needs a right. */
export const actions = [
  "scoreSelf",
  "submitSelf",
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
  "seeHistory",
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
}

/**
 * How far a right reaches: the own agency; every agency within the fields of the grant, once
 * appraisal has begun; or the whole province.
 */
export type Reach = "own" | "fields" | "all";

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
};

/** The one table of who may do what; what is not in it is refused. */
const table: Readonly<Record<Role, Rights>> = {
  officer: { ...readsOwn, scoreSelf: "own", submitSelf: "own", withdrawEvidence: "own" },
  leader: { ...readsOwn, submitSelf: "own" },
  appraiser: {
    seeEvidence: "fields",
    downloadEvidence: "fields",
    explainLeaf: "fields",
    checkReceipt: "fields",
    seeHistory: "fields",
  },
  coordinator: {
    ...readsResults,
    ...readsEvidence,
    seeDraft: "all",
    issueInvitation: "all",
    importAgencies: "all",
    importStaff: "all",
    importScheme: "all",
    seeAudit: "all",
    seeHistory: "all",
  },
  headAppraiser: { ...readsResults, ...readsEvidence, seeHistory: "all" },
  councilMember: readsResults,
  councilChair: readsResults,
  councilSecretary: readsResults,
  surveyClerk: {},
  finance: {},
  official: readsResults,
  inspector: {
    ...readsResults,
    ...readsEvidence,
    seeDraft: "all",
    seeAudit: "all",
    seeHistory: "all",
  },
  admin: {
    ...readsResults,
    issueInvitation: "all",
    importAgencies: "all",
    importStaff: "all",
    importScheme: "all",
    seeAudit: "all",
  },
};

/** Decides whether a person may do something; nothing else in the product does. */
export function may(actor: Actor, action: Action, subject: Subject): boolean {
  return actor.grants.some((grant) => {
    const reach = table[grant.role][action];
    return reach !== undefined && reaches(reach, { actor, grant, subject });
  });
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
      return isAppraised(subject.stage) && isWithin(grant, subject.field);
  }
}

function isAppraised(stage: Stage | null): boolean {
  return stage !== null && stages.indexOf(stage) >= stages.indexOf("appraisal");
}

function isWithin({ fields }: Grant, field: string | undefined): boolean {
  if (field === undefined) return false;
  return fields === null || fields.includes(field);
}
