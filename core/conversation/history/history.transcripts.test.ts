import { describe, expect, it } from "vitest";
import { type MemoryFacts, anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import type { Actor, Grant } from "../../access/actor.ts";
import { type Stage, stages } from "../../round/round.ts";
import type { HistoryAct, HistoryEntry, HistoryFacts } from "./history-facts.ts";
import { mayReadEntry } from "./may-read-entry.ts";
import { readHistory } from "./show-history.ts";

const scheme = await shippedScheme("so-2025");

const appraiser: Actor = {
  ...anOfficer,
  ...{ staffId: "staff-5", name: "Phạm Thị Dung", agencyId: "agency-5" },
  ...{ agencyCode: "STC", agencyName: "Sở Tài chính" },
  grants: [{ role: "appraiser", fields: ["1"] }],
};

const content = { answer: { done: "18", total: "20" }, points: 13_500 } as const;
const own = { ...content, explanation: null, notApplicable: null };

const entries: readonly HistoryEntry[] = [
  anEntry(6, { kind: "content", change: "answer", content: own }),
  anEntry(7, {
    ...{ kind: "evidence", isWithdrawn: false, fileName: "bao-cao.pdf", document: null },
    ...{ place: "mục II, trang 5", reason: null },
  }),
  anEntry(8, {
    ...{ kind: "evidence", isWithdrawn: true, fileName: "nham.pdf", document: null },
    ...{ place: null, reason: "Gửi nhầm tệp của năm trước." },
  }),
  anEntry(9, {
    ...{ kind: "content", change: "explanation" },
    content: { ...own, explanation: "Hai nhiệm vụ còn lại do thiếu kinh phí." },
  }),
  anEntry(10, { kind: "content", change: "undo", content: own }),
  anEntry(11, {
    ...{ kind: "evidence", isWithdrawn: false, fileName: null, place: null, reason: null },
    document: { number: "15/KH-SNV", date: "2025-01-20", issuer: "Sở Nội vụ" },
  }),
  {
    ...anEntry(12, { kind: "other", name: "signOff" }),
    ...{ by: "Trần Văn Bình", byId: "staff-2", role: "leader", inPlaceOf: "Lê Văn Giàu" },
  },
  aValue(13, {
    ...{ kind: "value", step: "appraised", verdict: "corrected", points: 12_000 },
    ...{ answer: { done: "16", total: "20" }, notApplicable: null },
    reason: "Hai nhiệm vụ hoàn thành sau ngày 31/12/2025.",
  }),
  aValue(14, {
    ...{ kind: "value", step: "explained", verdict: "agreed", points: 12_000 },
    ...{ answer: { done: "16", total: "20" }, notApplicable: null, reason: null },
  }),
  {
    ...aValue(15, {
      ...{ kind: "value", step: "council", verdict: "set", points: 13_000 },
      ...{ answer: null, notApplicable: null, reason: "Nghị quyết phiên họp thứ nhất." },
    }),
    ...{ by: "Đỗ Thị Hà", byId: "staff-8", role: "councilSecretary" },
  },
];

function anEntry(day: number, act: HistoryAct): HistoryEntry {
  return {
    ...{ at: `2026-01-${String(day).padStart(2, "0")}T02:30:00.000Z`, by: "Nguyễn Thị An" },
    ...{ byId: "staff-1", role: "officer", inPlaceOf: null, isBlind: false, act },
    predecessor: null,
    receipt: `BN${String(day).padStart(2, "0")}345678`,
  };
}

function aValue(day: number, act: HistoryAct): HistoryEntry {
  return { ...anEntry(day, act), by: "Vũ Văn Em", byId: "staff-6", role: "appraiser" };
}

function facts(stage: Stage): HistoryFacts {
  return {
    ...{ agencyCode: "SNV", agencyName: "Sở Nội vụ", stage, isDemo: true, isTraining: false },
    origins: [],
    ...{ scheme, formerSchemes: [], code: "1.1.3", entries },
  };
}

function open(stage: Stage, more: Partial<MemoryFacts> = {}): ReturnType<typeof openMemoryTalk> {
  return openMemoryTalk({ scheme, round: { stage }, found: { history: facts(stage) }, ...more });
}

describe("a leaf's history, for proof-reading", () => {
  it("is shown to the officer as far as the stage has opened it", async () => {
    const text = [
      playTranscript(open("appraisal"), ["/lichsu", "lịch sử 1.1.3", "[history:1.1.3:SNV:1]"]),
      playTranscript(open("published"), ["/lichsu 1.1.3", "/lichsu 1.1.3 STC"]),
    ].join("\n");
    await expect(text).toMatchFileSnapshot("./transcripts/officer.txt");
  });

  it("is shown to an appraiser within the fields, and in English", async () => {
    const me = appraiser;
    const text = [
      playTranscript(open("selfScoring", { me }), ["/lichsu 1.1.3 SNV"]),
      playTranscript(open("appraisal", { me }), ["/lichsu 1.1.3 SNV", "/lichsu 2.1.1 SNV"]),
      playTranscript(open("council", { me, language: "en" }), ["/history 1.1.3 SNV"]),
    ].join("\n");
    await expect(text).toMatchFileSnapshot("./transcripts/appraiser.txt");
  });

  it("tells what the province gives for a leaf and declares of it", async () => {
    const given = { kind: "given", answer: null, isRemoved: false, reason: null } as const;
    const acts: readonly HistoryAct[] = [
      { ...given, sort: "external", answer: { value: "85.5" } },
      { ...given, sort: "external", answer: { value: "90" }, reason: "Công văn đính chính số 7." },
      { ...given, sort: "external", isRemoved: true, reason: "Ghi nhầm đơn vị." },
      { ...given, sort: "survey" },
      { ...given, sort: "notApplicable", reason: "Không có thủ tục hành chính." },
      { ...given, sort: "notApplicable", isRemoved: true, reason: "Đã có thủ tục hành chính." },
    ];
    const told = acts.map((act, place) => ({
      ...anEntry(place + 6, act),
      ...{ by: "Phạm Thị Dung", byId: "staff-9", role: "coordinator" as const, receipt: null },
    }));
    const history = { ...facts("published"), code: "3.4.3", entries: told };
    const talk = (language: "vi" | "en") => open("published", { language, found: { history } });
    const text = [
      playTranscript(talk("vi"), ["/lichsu 3.4.3"]),
      playTranscript(talk("en"), ["/history 3.4.3"]),
    ].join("\n");
    await expect(text).toMatchFileSnapshot("./transcripts/given.txt");
  });

  it("tells what came from agencies that were merged, and what it was called", async () => {
    const decision = { number: "32/QĐ-UBND", date: "2026-01-12" };
    const former = { ...anEntry(6, { kind: "content", change: "answer", content: own }) };
    const carried: HistoryAct = {
      ...{ kind: "carried", from: "Sở Kế hoạch và Đầu tư", decision, evidence: 2 },
      content: { ...own, explanation: "Hai nhiệm vụ còn lại do thiếu kinh phí." },
    };
    const history: HistoryFacts = {
      ...facts("selfScoring"),
      origins: [
        {
          kind: "renamed",
          name: "Sở Tổ chức",
          decision: { number: "1/QĐ-UBND", date: "2026-01-05" },
        },
        { kind: "merged", name: "Sở Kế hoạch và Đầu tư", decision },
        {
          kind: "ended",
          name: "Sở Tài chính",
          decision: { number: "40/QĐ-UBND", date: "2026-02-01" },
        },
      ],
      entries: [
        { ...former, predecessor: "Sở Kế hoạch và Đầu tư", by: "Lê Văn Cường" },
        { ...anEntry(12, carried), by: "Ngô Thị Lan", byId: "staff-9", role: "coordinator" },
      ],
    };
    const text = [
      playTranscript(open("selfScoring", { found: { history } }), ["/lichsu 1.1.3"]),
      playTranscript(open("selfScoring", { found: { history }, language: "en" }), [
        "/history 1.1.3",
      ]),
    ].join("\n");
    await expect(text).toMatchFileSnapshot("./transcripts/merged.txt");
  });

  it("says where nothing is known of the agency", () => {
    const grants: readonly Grant[] = [{ role: "inspector", fields: null }];
    const talk = openMemoryTalk({ scheme, me: { ...appraiser, grants }, found: { history: null } });
    expect(playTranscript(talk, ["/lichsu 1.1.3 KHONG"])).toContain("KHONG");
  });
});

describe("mayReadEntry", () => {
  const [value] = entries.filter(({ act }) => act.kind === "value");
  if (!value) throw new Error("there is a value");

  it.each([
    { isOwn: true, from: "explaining", because: "the agency sees it when it may explain" },
    { isOwn: false, from: "explaining", because: "no appraiser is led by another" },
  ] as const)("opens an appraised value from $from on: $because", ({ isOwn, from }) => {
    const reader = { staffId: "x", readsAll: false, isOwn };
    const open = stages.filter((stage) => mayReadEntry(value, reader, stage));
    expect(open).toEqual(stages.slice(stages.indexOf(from)));
  });

  it("always opens what one did oneself, and everything to who reads all", () => {
    const mine = { staffId: "staff-6", readsAll: false, isOwn: false };
    expect(mayReadEntry(value, mine, "appraisal")).toBe(true);
    const all = { staffId: "x", readsAll: true, isOwn: false };
    expect(mayReadEntry(value, all, "appraisal")).toBe(true);
  });
});

describe("readHistory", () => {
  const idle = { v: 2, flow: "menu", step: "idle" } as const;

  it.each([
    ["2.1.3", { code: "2.1.3", agencyCode: null, page: null }],
    ["2_1_3 stc", { code: "2.1.3", agencyCode: "STC", page: null }],
    ["2.1.3 STC 2", { code: "2.1.3", agencyCode: "STC", page: 2 }],
    ["stc", { code: null, agencyCode: "STC", page: null }],
    ["", { code: null, agencyCode: null, page: null }],
  ])("reads “%s”", (argument, asked) => {
    expect(readHistory(argument, idle)).toEqual(asked);
  });

  it("takes the leaf the talk is on when none is named", () => {
    const state = { v: 2, flow: "selfScore", step: "view", code: "1.2" } as const;
    expect(readHistory("STC", state)).toEqual({ code: "1.2", agencyCode: "STC", page: null });
  });
});
