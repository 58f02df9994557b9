import type { Actor, Role } from "../../core/access/actor.ts";
import type { CouncilFacts, CouncilItem } from "../../core/council/council.ts";
import type { AgendaSource } from "../../core/council/agenda.ts";
import { defaultRules } from "../../core/council/rules.ts";
import type { AppealFacts } from "../../core/conversation/appeal/appeal-facts.ts";
import type {
  AppraisalFacts,
  AppraisedLeaf,
} from "../../core/conversation/appraise/appraisal-board.ts";
import type { DraftFacts, EvidenceFacts, LeafFacts } from "../../core/conversation/facts.ts";
import type { Messages } from "../../core/conversation/messages/catalogue.ts";
import { freshCourse } from "../../core/conversation/sign-off/sign-off-facts.ts";
import type { Found, World } from "../../core/conversation/world.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { RoundFacts, Stage } from "../../core/round/round.ts";
import type { Leaf } from "../../core/scheme/scheme.ts";
import { aReadyCourse, anAgencyCourse } from "../courses.ts";
import { aLeaf, aScheme } from "../schemes.ts";

/** The agency that everything in the matrix is done to, or about. */
export const assessed = { id: "agency-1", code: "SNV", name: "Sở Nội vụ" };

const leaves: readonly Leaf[] = [
  aLeaf(),
  aLeaf({ code: "1.2", name: "Thực hiện chế độ báo cáo", rule: { kind: "yesNo" } }),
  aLeaf({ code: "1.3", name: "Tỷ lệ hồ sơ giải quyết đúng hạn" }),
];

/** The scheme of the matrix: leaves 1.1 and 1.3 can be agreed with as they are, 1.2 has no proof. */
export const scheme = aScheme(leaves);

const noHolidays = openCalendar({ daysOff: [], workingDays: [] });
const instant = "2026-01-10T02:00:00.000Z";

/** A person with one duty, of the assessed agency or of one that the round does not assess. */
export function aPerson(role: Role, isOfAgency: boolean): Actor {
  const agency = isOfAgency ? assessed : { id: "agency-9", code: "UBND", name: "UBND tỉnh" };
  return {
    ...{ staffId: "staff-1", name: "Nguyễn Thị An", agencyGroup: isOfAgency ? "so" : "tinh" },
    ...{ agencyId: agency.id, agencyCode: agency.code, agencyName: agency.name },
    grants: [{ role, fields: null }],
  };
}

/** Where and when a turn of the matrix is played. */
export interface Standing {
  readonly me: Actor;
  readonly stage: Stage;
  readonly now: string;
  readonly say: Messages;
}

/** What a turn of the matrix needs of its world beside what all have. */
export interface Setting {
  readonly draft?: Partial<DraftFacts>;
  readonly council?: Partial<CouncilFacts>;
  readonly appeal?: AppealFacts;
  /** What is found at the stage that the turn is played in. */
  readonly found?: (stage: Stage) => Found;
}

/** The round of the matrix at a stage. */
export function roundAt(stage: Stage): RoundFacts {
  const { id, code, title, year, isDemo, isTraining, phases } = aReadyCourse(stage);
  return { id, code, title, year, isDemo, isTraining, phases, stage, exceptions: [] };
}

/**
 * A world in which nothing is missing for any action: only the person's duty, their agency, the
 * stage and the clock can be why it is refused.
 */
export function stageWorld({ me, stage, now, say }: Standing, setting: Setting): World {
  const isAssessed = me.agencyId === assessed.id;
  const round = roundAt(stage);
  return {
    ...{ now, say, me, publicUrl: "http://127.0.0.1:3000" },
    channel: { name: "telegram", maxFileBytes: 20_000_000 },
    fresh: {
      ...{ receipts: ["BN00000001", "BN00000002", "BN00000003", "BN00000004"], token: "token" },
      linkCode: "ACDEFG23",
      factor: { secret: "JBSWY3DPEHPK3PXP", recoveryCodes: [], chatCode: "123456" },
    },
    round: isAssessed ? round : null,
    scheme: isAssessed ? scheme : null,
    calendar: noHolidays,
    draft: isAssessed ? aDraft(setting.draft) : null,
    evidence: [anEvidence("selfScoring"), anEvidence("explaining")],
    found: foundAt({ me, stage }, round, setting),
  };
}

function foundAt(
  { me, stage }: Pick<Standing, "me" | "stage">,
  round: RoundFacts,
  { council, appeal = anAppeal("draft"), found }: Setting,
): Found {
  const opened = {
    ...{ agencyId: assessed.id, agencyCode: assessed.code, agencyName: assessed.name },
    ...{ scheme, facts: anAppeal("signed"), evidence: [] },
  };
  return {
    signOff: {
      ...{ schemeHash: "c0ffee", last: null, settled: [], enteredBy: ["staff-2"], leaders: [] },
    },
    factor: { isEnrolled: true, recoveryLeft: 8, otherChats: ["web"], mayAskCode: true },
    factorCheck: { kind: "good", proof: { how: "app", step: 1 } },
    delegations: {
      mine: [
        {
          ...{ id: "delegation-1", actingName: "Phạm Thị Hà", decision: "12/QĐ" },
          ...{ from: "2026-01-01", until: "2026-12-31" },
        },
      ],
      colleagues: [],
    },
    appraisal: aBoard(me, round),
    appeals: [appeal],
    reappraisals: { lines: [], round, filesInChat: true, opened },
    council: aCouncil(me, stage, council),
    agendaSources: { sources: [aTie], known: [] },
    ...{ councilPack: null, figuresHash: "ab".repeat(32), rankings: [] },
    history: {
      ...{
        agencyCode: assessed.code,
        agencyName: assessed.name,
        stage,
        isDemo: false,
        isTraining: false,
        scheme,
      },
      ...{ code: "1.1", entries: [], origins: [], formerSchemes: [] },
    },
    roundCourse: { course: aReadyCourse(stage), agency: anAgencyCourse(), others: [] },
    ...found?.(stage),
  };
}

const aTie: AgendaSource = {
  ...({ kind: "tie", group: "so", rank: 1, index: "84.00" } as const),
  agencies: [assessed, { id: "agency-2", code: "STP", name: "Sở Tư pháp" }],
};

function aDraft(more: Partial<DraftFacts> = {}): DraftFacts {
  return {
    ...{ version: 3, submitted: null, course: freshCourse },
    leaves: new Map(["1.1", "1.2", "1.3"].map((code) => [code, aSaid(code)])),
    ...more,
  };
}

/** What the agency has said to a leaf. */
export function aSaid(code: string): LeafFacts {
  return {
    ...{ code, version: 3, receipt: `BN-${code}`, at: instant, by: "Trần Văn Bình" },
    ...(code !== "1.2"
      ? { answer: { done: "18", total: "20" }, points: 9000 }
      : { answer: { yes: true }, points: 10_000 }),
    ...{ notApplicable: null, before: null, evidenceCount: code === "1.2" ? 0 : 1 },
    explanation: code === "1.2" ? null : "Đã hoàn thành 18 trên 20 nhiệm vụ theo kế hoạch.",
  };
}

/** A draft that was handed up. */
export const handedUp = { submitted: { at: instant, by: "Trần Văn Bình" } } as const;

/** The piece of evidence of a phase: "selfScoring-1", with the receipt "TL-selfScoring". */
function anEvidence(phase: EvidenceFacts["phase"]): EvidenceFacts {
  return {
    ...{ id: `${phase}-1`, code: "1.1", phase, wanted: null, fileName: "bao-cao.pdf" },
    ...{ document: null, place: "mục I, trang 2", status: "kept", reason: null },
    ...{ size: 1000, sha256: "f00d", receipt: `TL-${phase}`, at: instant, by: "Trần Văn Bình" },
  };
}

/** An explanation of leaf 1.1, as far as it has come; null for one not yet written. */
export function anAppeal(status: "draft" | "submitted" | "signed" | null): AppealFacts {
  const { answer, points, explanation, notApplicable } = aSaid("1.1");
  const value = { answer, points: 5000, setPoints: 5000, notApplicable: null, version: 1 };
  return {
    ...{ code: "1.1", self: { answer, points, explanation, notApplicable, version: 3 } },
    appraised: {
      ...value,
      verdict: "set",
      reason: "Thiếu minh chứng cho tám nhiệm vụ.",
      at: instant,
    },
    words: status && {
      ...{ version: 2, status, answer: "explained", comment: null, by: "Trần Văn Bình" },
      ...{ explanation: "x".repeat(60), at: instant, receipt: "GT-1.1", outcome: null },
    },
    explained: null,
  };
}

/** The person stands in the roster whatever their duty, so that only the right can refuse them. */
function aBoard(me: Actor, round: RoundFacts): AppraisalFacts {
  const appraiser = {
    staffId: me.staffId,
    code: "a",
    agencyCode: me.agencyCode,
    seesResults: false,
  };
  const said = (code: string): [string, AppraisedLeaf] => [
    `${assessed.code}/${code}`,
    {
      ...{ agencyCode: assessed.code, code, said: aSaid(code), shared: [], askedAt: null },
      ...{ first: null, second: null },
      evidence: code === "1.2" ? [] : [{ ...anEvidence("selfScoring"), code, path: "/evidence/x" }],
    },
  ];
  return {
    ...{
      round,
      spotChecks: new Set(),
      spotCheckPercent: 0,
      filesInChat: true,
      deciders: new Map(),
    },
    roster: {
      agencies: [{ code: assessed.code, group: "so", leftOut: [] }],
      leaves: new Map([["so", leaves.map(({ code }) => ({ code, lead: me.agencyCode }))]]),
      ...{ appraisers: [{ ...appraiser, fields: null }], rows: [], substitutes: [me.staffId] },
      secondCodes: [],
    },
    agencies: new Map([
      [assessed.code, { ...assessed, group: "so", submittedAt: instant, exceptions: [] }],
    ]),
    schemes: new Map([["so", scheme]]),
    leaves: new Map([said("1.1"), said("1.2"), said("1.3")]),
  };
}

/** Item 1 of the agenda, about the assessed agency's leaf 1.1 and being voted on. */
export const anItem: CouncilItem = {
  ...{ id: "item-1", number: 1, source: "notApplicable", code: "1.1", ballot: 1, version: 2 },
  ...{ agencies: [assessed], proposal: "Giữ điểm thẩm định của 1.1", motion: { kind: "accept" } },
  ...{ status: "voting", votes: [], interests: [], isDeclaration: true, decision: null },
  value: { points: 5000, max: 10_000, selfVersion: 3, version: 0 },
};

/** A closing decision that holds. */
export const aClosing: CouncilFacts["closing"] = {
  ...{ id: "closing-1", state: "valid", hash: "ab".repeat(32), at: instant, by: "Chủ tịch Bình" },
  ...{ isTold: true, why: null },
};

function aCouncil(me: Actor, stage: Stage, more: Partial<CouncilFacts> = {}): CouncilFacts {
  const { id, code, title, phases } = aReadyCourse(stage);
  const { staffId, name, agencyId, agencyName } = me;
  return {
    round: {
      ...{ id, code, title, stage, isDemo: false, isTraining: false },
      ...{ window: phases.council ?? null, agencyIds: [assessed.id] },
    },
    ...{ rules: defaultRules, meeting: { at: instant, by: "Thư ký Hà" }, items: [anItem] },
    members: [{ staffId, name, agencyId, agencyName, isChair: false }],
    ...{ closing: null, approval: null, pending: 0 },
    ...more,
  };
}
