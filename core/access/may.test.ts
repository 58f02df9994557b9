import { describe, expect, it } from "vitest";
import { type Stage, stages } from "../round/round.ts";
import { type Actor, type Role, roles } from "./actor.ts";
import { actorAt } from "./delegation.ts";
import { type Action, type Subject, actions, grantFor, may } from "./may.ts";

/** Written out by hand: what each role may do, and how far. Every pair not named is refused. */
const expected: Readonly<Record<Role, Readonly<Record<string, readonly Action[]>>>> = {
  officer: {
    own: [
      ...(["scoreSelf", "submitSelf", "withdrawEvidence", "seeDraft", "seeEvidence"] as const),
      ...(["downloadEvidence", "seeAgencyResult", "explainLeaf", "checkReceipt"] as const),
      "appeal",
      ...(["seeHistory", "seeRespondents", "supplyRespondents"] as const),
    ],
  },
  leader: {
    own: [
      ...(["submitSelf", "seeDraft", "seeEvidence", "downloadEvidence"] as const),
      ...(["seeAgencyResult", "explainLeaf", "checkReceipt", "signOff", "delegate"] as const),
      ...(["signAppeal", "seeHistory", "seeRespondents"] as const),
    ],
  },
  appraiser: {
    fields: ["seeEvidence", "downloadEvidence", "explainLeaf", "checkReceipt", "seeHistory"],
    others: ["appraise", "reappraise"],
  },
  coordinator: {
    all: [
      ...(["seeDraft", "seeEvidence", "downloadEvidence", "seeAgencyResult"] as const),
      ...(["explainLeaf", "checkReceipt", "seeRanking", "issueInvitation"] as const),
      "seeAppealStats",
      ...(["importAgencies", "importStaff", "importScheme", "seeAudit"] as const),
      ...(["seeRound", "manageRound", "giveFigures"] as const),
      ...(["resetFactor"] as const),
      ...(["seeCouncil", "submitResults", "handleTrouble"] as const),
      "seeHistory",
    ],
  },
  headAppraiser: {
    all: [
      ...(["seeEvidence", "downloadEvidence", "seeAgencyResult"] as const),
      ...(["explainLeaf", "checkReceipt", "seeRanking", "seeAppealStats"] as const),
      "seeHistory",
    ],
  },
  councilMember: {
    all: ["seeAgencyResult", "explainLeaf", "seeRanking", "seeCouncil", "voteInCouncil"],
  },
  councilChair: {
    all: [
      ...(["seeAgencyResult", "explainLeaf", "seeRanking", "seeCouncil"] as const),
      ...(["voteInCouncil", "closeCouncil", "changeScheme"] as const),
    ],
  },
  councilSecretary: {
    all: ["seeAgencyResult", "explainLeaf", "seeRanking", "seeCouncil", "runCouncil"],
  },
  surveyClerk: {},
  finance: {},
  official: {
    all: [
      ...(["seeAgencyResult", "explainLeaf", "seeRanking", "seeRound"] as const),
      ...(["seeCouncil", "approveResults", "seeAppealStats"] as const),
    ],
  },
  inspector: {
    all: [
      ...(["seeDraft", "seeEvidence", "downloadEvidence", "seeAgencyResult"] as const),
      ...(["explainLeaf", "checkReceipt", "seeRanking", "seeAudit", "seeRound"] as const),
      ...(["seeCouncil", "seeAppealStats"] as const),
      "seeHistory",
    ],
  },
  admin: {
    all: [
      ...(["seeAgencyResult", "explainLeaf", "seeRanking", "issueInvitation"] as const),
      ...(["importAgencies", "importStaff", "importScheme", "seeAudit", "seeRound"] as const),
      "handleTrouble",
    ],
  },
};

const appraisedStages: readonly Stage[] = stages.slice(stages.indexOf("appraisal"));

const subjects: readonly Subject[] = [null, ...stages].flatMap((stage) =>
  ["own", "other", null].flatMap((agencyId) => [
    { agencyId, stage },
    { agencyId, stage, field: "2" },
    { agencyId, stage, field: "3" },
    { agencyId, stage, field: "3", assigned: true },
  ]),
);

function anActor(role: Role, fields: readonly string[] | null): Actor {
  return {
    ...{ staffId: "s", name: "N", agencyId: "own", agencyCode: "A", agencyName: "A" },
    ...{ agencyGroup: "so", grants: [{ role, fields }] },
  };
}

function isExpected(
  role: Role,
  fields: readonly string[] | null,
  action: Action,
  { agencyId, field, stage, assigned = false }: Subject,
): boolean {
  const { own = [], fields: inFields = [], others = [], all = [] } = expected[role];
  if (all.includes(action)) return true;
  if (own.includes(action)) return agencyId === "own";
  const isOthers = others.includes(action);
  if (!inFields.includes(action) && !isOthers) return false;
  if (isOthers && agencyId !== "other") return false;
  const isOpen = stage !== null && appraisedStages.includes(stage);
  return isOpen && field !== undefined && (assigned || fields === null || fields.includes(field));
}

describe("may", () => {
  it("follows the table for every role, scope of fields, action and subject", () => {
    const scopes: readonly (readonly string[] | null)[] = [null, ["2"], []];
    const walk = roles.flatMap((role) =>
      scopes.flatMap((fields) =>
        actions.flatMap((action) => subjects.map((subject) => ({ role, fields, action, subject }))),
      ),
    );
    const wrong = walk.filter(
      ({ role, fields, action, subject }) =>
        may(anActor(role, fields), action, subject) !== isExpected(role, fields, action, subject),
    );
    expect(wrong).toEqual([]);
    expect(walk).toHaveLength(roles.length * scopes.length * actions.length * subjects.length);
  });

  it("lets nobody without a duty do anything", () => {
    const nobody = { ...anActor("officer", null), grants: [] };
    const allowed = actions.filter((action) => subjects.some((each) => may(nobody, action, each)));
    expect(allowed).toEqual([]);
  });

  it("lets the inspector read and never write", () => {
    const inspector = anActor("inspector", null);
    const writing: readonly Action[] = [
      ...(["scoreSelf", "submitSelf", "withdrawEvidence", "issueInvitation"] as const),
      ...(["importAgencies", "importStaff", "importScheme"] as const),
      ...(["manageRound", "changeScheme", "approveResults"] as const),
      ...(["signOff", "delegate", "resetFactor"] as const),
      ...(["appraise"] as const),
      ...(["runCouncil", "voteInCouncil", "closeCouncil", "submitResults"] as const),
      ...(["appeal", "signAppeal", "reappraise"] as const),
    ];
    expect(
      writing.filter((action) => subjects.some((each) => may(inspector, action, each))),
    ).toEqual([]);
  });

  it("adds up the duties of a person who has several", () => {
    const both: Actor = {
      ...anActor("officer", null),
      grants: [
        { role: "officer", fields: null },
        { role: "appraiser", fields: ["2"] },
      ],
    };
    const other = { agencyId: "other", stage: "appraisal", field: "2" } as const;
    expect(may(both, "seeEvidence", other)).toBe(true);
    expect(may(both, "seeEvidence", { ...other, field: "3" })).toBe(false);
    expect(may(both, "scoreSelf", other)).toBe(false);
    expect(may(both, "scoreSelf", { ...other, agencyId: "own" })).toBe(true);
  });

  it("lets an acting leader do what the leader may, on the days only, but not hand it on", () => {
    const whom = {
      staffId: "l",
      name: "L",
      decision: "1/QĐ",
      from: "2026-02-01",
      until: "2026-02-02",
    };
    const acting: Actor = {
      ...anActor("officer", null),
      grants: [{ role: "leader", fields: null, for: whom }],
    };
    const own = { agencyId: "own", stage: "selfScoring" } as const;
    const leader = anActor("leader", null);
    const refused = actions.filter((each) => may(leader, each, own) && !may(acting, each, own));
    expect(refused).toEqual(["delegate"]);
    expect(may(acting, "signOff", { ...own, agencyId: "other" })).toBe(false);
    expect(grantFor(acting, "signOff", own)?.for).toEqual(whom);
    const both = { ...acting, grants: [...acting.grants, ...leader.grants] };
    expect(grantFor(both, "signOff", own)?.for).toBeUndefined();

    const isSigner = (instant: string) => may(actorAt(acting, instant), "signOff", own);
    expect(isSigner("2026-01-31T16:59:59.999Z")).toBe(false);
    expect(isSigner("2026-01-31T17:00:00.000Z")).toBe(true);
    expect(isSigner("2026-02-02T16:59:59.999Z")).toBe(true);
    expect(isSigner("2026-02-02T17:00:00.000Z")).toBe(false);
  });
});
