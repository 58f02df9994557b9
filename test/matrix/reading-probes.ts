import type { DeadGroup } from "../../core/delivery/dead-letter.ts";
import type { Action } from "../../core/access/may.ts";
import type {
  AgencyResult,
  ExplainedFacts,
  RankingFacts,
  ReceiptFacts,
} from "../../core/conversation/facts.ts";
import type { ComparedAgency } from "../../core/conversation/overview/comparison.ts";
import type { ReminderFacts } from "../../core/conversation/reminders/reminder-facts.ts";
import type { SurveyProgress } from "../../core/conversation/respondents/respondent-facts.ts";
import type { RoundStanding } from "../../core/reminders/round-standing.ts";
import type { Stage } from "../../core/round/round.ts";
import type { LastYearEvidence } from "../../core/conversation/last-year/last-year-facts.ts";
import { aLeaf } from "../schemes.ts";
import { type Probe, type ProbeRow, aProbe, always } from "./probe.ts";
import { aSaid, assessed, scheme } from "./stage-world.ts";

const row = {
  ...{ rank: 1, agencyCode: assessed.code, agencyName: assessed.name, index: "84.00" },
  ...{ band: "Tốt", answered: 3, toAnswer: 3, submitted: true },
};

const result: AgencyResult = {
  ...{
    row,
    roundTitle: "Kỳ thử",
    isDemo: false,
    isTraining: false,
    stage: "council",
    snapshot: 1,
    groupSize: 2,
    unproved: 0,
  },
  ...{ computedAt: "2026-01-10T02:00:00.000Z", schemeHash: "c0ffee", achieved: "2.5200" },
  ...{ applicableMax: "3.0000", bonus: "0.0000", penalty: "0.0000", trace: null },
  nodes: new Map([["1.1", { points: "0.9000", max: "1.0000" }]]),
};

const explained = (stage: Stage): ExplainedFacts => ({
  ...{ agencyId: assessed.id, agencyCode: assessed.code, agencyName: assessed.name, scheme },
  ...{ stage, isDemo: false, isTraining: false, leaf: aSaid("1.1"), evidence: [] },
});

const receipt = (stage: Stage): ReceiptFacts => ({
  ...{ receipt: "BN00000009", kind: "answer", stage, agencyCode: assessed.code, code: "1.1" },
  ...{ agencyName: assessed.name, roundTitle: "Kỳ thử", at: "2026-01-10T02:00:00.000Z" },
  ...{
    by: "Trần Văn Bình",
    byId: "staff-2",
    isBlind: false,
    isDemo: false,
    isTraining: false,
    hash: "f00d",
    content: null,
    evidence: null,
    words: null,
  },
});

const lastYear = (stage: Stage): LastYearEvidence => ({
  ...{ agencyCode: assessed.code, agencyName: assessed.name, year: 2024, leaf: aLeaf(), stage },
  ...{ finishedStage: "published", assigned: true, items: [] },
});

const ranking = (stage: Stage): RankingFacts => ({
  ...{ group: "so", roundTitle: "Kỳ thử", stage, computedAt: null, snapshot: null, bands: [] },
  ...{ isDemo: false, isTraining: false, rows: [row] },
});

const deadGroup = {
  ...{ key: "send.blocked", cause: { source: "send", channel: "telegram", fault: "blocked" } },
  ...{ count: 2, replayable: 2, newestAt: "2026-01-05T01:00:00.000Z" },
} as const satisfies DeadGroup;

const standing: RoundStanding = {
  ...{ code: "thu", title: "Kỳ thử", isDemo: false, isTraining: false, stage: "selfScoring" },
  ...{ phase: "selfScoring", deadline: "2026-01-30T10:00:00.000Z", daysLeft: 3 },
  ...{ handedIn: [], late: [], atRisk: [], onTheWay: 0 },
};

const plan: ReminderFacts = {
  kind: "plan",
  rounds: [{ ...standing, phases: [] }],
};

const log: ReminderFacts = { kind: "log", rows: [], unreached: [], page: 0, hasMore: false };

const surveyed: SurveyProgress = {
  ...{ code: "thu", title: "Kỳ thử", isDemo: false, isTraining: false },
  ...{ closesAt: "2026-02-20T10:00:00.000Z", agencies: [] },
};

const compared = (agencyCode: string): ComparedAgency => ({
  result: { ...result, row: { ...row, agencyCode } },
  scheme,
});

/** What is only shown; a refusal tells none of it. */
const reading: readonly ProbeRow[] = [
  {
    ...reads("sees the ranking", "seeRanking", "/xephang so", "commands.ranking"),
    ...{
      of: "province",
      setting: { found: (at) => ({ agencyResult: result, rankings: [ranking(at)] }) },
    },
  },
  {
    ...reads("sees the round in short", "seeRanking", "/tomtat", "overview.summary"),
    ...{ of: "province", setting: { found: (at) => ({ rankings: [ranking(at)] }) } },
  },
  {
    ...reads("compares two agencies", "seeRanking", "/sosanh SNV STP", "overview.comparison"),
    ...{
      of: "province",
      setting: { found: () => ({ comparison: [compared("SNV"), compared("STP")] }) },
    },
  },
  {
    ...reads("sees an agency's result", "seeAgencyResult", "/donvi SNV", "commands.agency"),
    setting: { found: () => ({ agencyResult: result }) },
  },
  {
    ...reads("has a leaf explained", "explainLeaf", "/visao 1.1 SNV", "why.leaf"),
    setting: { found: (at) => ({ agencyResult: result, explained: explained(at) }) },
  },
  {
    ...reads("checks a receipt", "checkReceipt", "/kiemtra BN00000009", "commands.receipt"),
    setting: { found: (at) => ({ receipt: receipt(at) }) },
  },
  { ...reads("sees the round", "seeRound", "/dot", "round.status"), of: "province" },
  {
    ...reads("sees where the round stands", "seeRound", "/tinhhinh", "standing.standing"),
    ...{
      of: "province",
      setting: { found: () => ({ standing: { standings: [standing], unreached: [] } }) },
    },
  },
  {
    ...reads("sees when is reminded", "seeRound", "/nhac xem", "reminder.plan"),
    ...{ of: "province", setting: { found: () => ({ reminders: plan }) } },
  },
  {
    ...reads("sees who was reminded", "seeRound", "/nhac nhatky", "reminder.log"),
    ...{ of: "province", setting: { found: () => ({ reminders: log }) } },
  },
  {
    ...reads("tries a reminder out", "seeRound", "/nhac thu SNV", "reminder.noSuchAgency"),
    ...{
      of: "province",
      setting: { found: () => ({ reminders: { kind: "sample", content: null } }) },
    },
  },
  {
    ...reads("sees who is short for the survey", "seeRound", "/khaosat tiendo", "survey.progress"),
    ...{ of: "province", setting: { found: () => ({ surveyProgress: [surveyed] }) } },
  },
  { ...reads("sees the council", "seeCouncil", "/hoidong", "council.agenda"), of: "province" },
  {
    ...reads("sees the statistics", "seeAppealStats", "/giaitrinh thongke", "appeal.stats"),
    of: "province",
  },
  {
    ...reads("sees last year's evidence", "seeEvidence", "/namtruoc 1.1 SNV", "lastYear.list"),
    setting: { found: (at) => ({ lastYearEvidence: lastYear(at) }) },
  },
  {
    ...reads("sees what went wrong", "handleTrouble", "/suco", "delivery.failed"),
    ...{ of: "province", setting: { found: () => ({ deadGroups: [deadGroup] }) } },
  },
  {
    ...reads("lets it be tried again", "handleTrouble", `[trouble:again:${deadGroup.key}]`, ""),
    ...{ of: "province", setting: { found: () => ({ deadGroups: [deadGroup] }) } },
    does: { effect: "replay" },
  },
  {
    ...reads(
      "sees who has a second factor",
      "resetFactor",
      "/xacthuc SNV",
      "signOff.enrolledPeople",
    ),
    of: "province",
  },
  reads("sees a leaf's history", "seeHistory", "/lichsu 1.1 SNV", "history.page"),
];

/** Everything that needs a right only to be read. */
export const readingProbes: readonly Probe[] = reading.map(aProbe);

function reads(name: string, action: Action, input: string, says: string): ProbeRow {
  return { name, needs: [action], of: "agency", input, does: { says }, isOpen: always };
}
