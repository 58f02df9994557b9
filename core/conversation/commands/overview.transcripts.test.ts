import { describe, expect, it } from "vitest";
import { type MemoryFacts, anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import type { Stage } from "../../round/round.ts";
import { leavesOf } from "../../scheme/scheme.ts";
import type { AgencyResult, RankingFacts, RankingRow } from "../facts.ts";
import { type CountedAgency, countProgress } from "../overview/count-progress.ts";
import type { Found } from "../world.ts";
import { readTwoAgencies } from "./compare-agencies.ts";

const scheme = await shippedScheme("so-2025");
const own = leavesOf(scheme.fields).filter(({ source }) => source === "self");

const official = {
  ...{ ...anOfficer, staffId: "staff-3", name: "Lê Thị Cúc" },
  ...{ agencyId: "agency-9", agencyCode: "UBND", agencyName: "UBND tỉnh" },
  grants: [{ role: "official", fields: null }],
} as const;

const round = {
  ...{ roundTitle: "Kỳ đánh giá Chỉ số CCHC năm 2025 (DEMO)", isDemo: true, isTraining: false },
} as const;

const names: readonly (readonly [string, string])[] = [
  ["STP", "Sở Tư pháp"],
  ["STC", "Sở Tài chính"],
  ["SNV", "Sở Nội vụ"],
  ["SYT", "Sở Y tế"],
  ["SXD", "Sở Xây dựng"],
  ["SCT", "Sở Công Thương"],
  ["SDL", "Sở Du lịch"],
  ["VP", "Văn phòng UBND tỉnh"],
];

function rowAt(at: number): RankingRow {
  const [agencyCode = "", agencyName = ""] = names[at] ?? [];
  const isRanked = at < 7;
  return {
    ...{ rank: isRanked ? at + 1 : null, agencyCode, agencyName },
    index: isRanked ? (92.5 - at * 4.25).toFixed(2) : null,
    band: isRanked ? (at === 0 ? "Xuất sắc" : at < 3 ? "Tốt" : "Khá") : null,
    ...{ answered: 40, toAnswer: 68, submitted: at === 0 },
  };
}

function aRanking(stage: Stage): RankingFacts {
  return {
    ...{ ...round, group: "so", stage, computedAt: "2026-01-15T00:30:00.000Z", snapshot: 7 },
    bands: scheme.bands.map(({ name }) => name),
    rows: names.map((_, at) => rowAt(at)),
    ...(stage === "published" && { official: { number: "12/QĐ-UBND", date: "2026-03-30" } }),
  };
}

/** The first two have handed in, one waits for the leader; the last has not begun. */
function aProgress(stage: Stage) {
  const closed = stage === "consolidation" || stage === "published";
  const common = { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" };
  const window = closed ? null : common;
  const agencies = names.map(([code, name], at): CountedAgency => {
    const count = at === 0 || at === 1 ? own.length : Math.max(0, 60 - at * 9);
    const done = own.slice(0, code === "VP" ? 0 : count).map((leaf) => leaf.code);
    const handedIn = at === 0 ? "signed" : at === 1 ? "submitted" : "open";
    const standing = stage === "selfScoring" ? handedIn : "open";
    const unproved =
      stage === "selfScoring" && code === "SDL" ? own.slice(-3).map((leaf) => leaf.code) : [];
    const asked = own.slice(0, at * 2).map((leaf) => leaf.code);
    const extended = { ...common, closesAt: "2026-02-10T10:00:00.000Z" };
    const ownWindow = code === "SDL" && window ? extended : window;
    return { code, name, standing, leftOut: [], done, asked, unproved, window: ownWindow };
  });
  const leadOf = (_: string, code: string) =>
    code.startsWith("2") ? { code: "STP", name: "Sở Tư pháp" } : { code: "SNV", name: "Sở Nội vụ" };
  return countProgress({
    ...{ ...round, group: "so", stage, scheme, agencies, leadOf, window },
  });
}

function aResult(at: number, stage: Stage, nodes: AgencyResult["nodes"]): AgencyResult {
  return {
    ...{ ...round, row: rowAt(at), stage, computedAt: "2026-01-15T00:30:00.000Z", snapshot: 7 },
    ...{ schemeHash: "0123456789abcdef".repeat(4), achieved: "63.8400", applicableMax: "76.0000" },
    ...{ bonus: "0.0500", penalty: "0.0000", groupSize: 8, unproved: 0, trace: null, nodes },
  };
}

const stc = new Map([
  ["1", { points: "10.2500", max: "12.0000" }],
  ["1.1.2", { points: "0.5000", max: "1.0000" }],
  ["1.1.3", { points: "1.3500", max: "1.5000" }],
  ["2", { points: "7.0000", max: "8.0000" }],
  ["3", { points: null, max: "16.0000" }],
]);
const snv = new Map([
  ["1", { points: "11.4000", max: "12.0000" }],
  ["1.1.2", { points: "1.0000", max: "1.0000" }],
  ["1.1.3", { points: "1.5000", max: "1.5000" }],
  ["2", { points: "7.0000", max: "8.0000" }],
  ["3", { points: "12.0000", max: "16.0000" }],
]);

function foundAt(stage: Stage): Found {
  return {
    rankings: [aRanking(stage)],
    progress: [aProgress(stage)],
    fieldSpreads: [
      {
        ...{ group: "so", code: "3", name: "Cải cách thủ tục hành chính" },
        best: { agencyCode: "STP", percent: 96 },
        worst: { agencyCode: "SDL", percent: 41 },
      },
    ],
    comparison: [
      { result: aResult(1, stage, stc), scheme },
      { result: aResult(2, stage, snv), scheme },
    ],
  };
}

const openAt = (stage: Stage, facts: Partial<MemoryFacts> = {}) =>
  openMemoryTalk({ scheme, me: official, isUnassessed: true, found: foundAt(stage), ...facts });

describe("what officials ask of the whole round, for proof-reading", () => {
  it.each<{ place: string; stage: Stage; inputs: readonly string[] }>([
    {
      place: "overview",
      stage: "selfScoring",
      inputs: [
        ...["/tomtat", "/cham", "chậm", "/cham so", "/cham huyen"],
        ...["/sosanh stc snv", "so sanh STC với SNV", "/sosanh", "/sosanh STC", "/sosanh STC STC"],
        "/sosanh STC và SNV và SYT",
      ],
    },
    { place: "overview-appraisal", stage: "appraisal", inputs: ["/tomtat", "/cham"] },
    { place: "overview-explaining", stage: "explaining", inputs: ["/tomtat", "/cham"] },
    { place: "overview-published", stage: "published", inputs: ["/tomtat", "/cham"] },
  ])("$place", async ({ place, stage, inputs }) => {
    const text = playTranscript(openAt(stage), inputs);
    await expect(text).toMatchFileSnapshot(`./transcripts/${place}.txt`);
  });

  it("speaks English", async () => {
    const talk = openAt("selfScoring", { language: "en" });
    const inputs = ["/summary", "/laggards", "/laggards huyen", "/compare STC SNV", "/compare STC"];
    const text = playTranscript(talk, inputs);
    await expect(text).toMatchFileSnapshot("./transcripts/overview-english.txt");
  });

  it("says what there is instead where something is missing", async () => {
    const other = { ...scheme, scheme: "xa-2025" };
    const apart = aResult(2, "selfScoring", snv);
    const comparison = [
      { result: aResult(1, "selfScoring", stc), scheme },
      { result: { ...apart, schemeHash: "f".repeat(64) }, scheme: other },
    ] as const;
    const first = openAt("selfScoring", { found: { comparison } });
    const second = openAt("selfScoring", { found: { comparison: [comparison[0], null] } });
    const text = [
      playTranscript(first, ["/sosanh STC X01", "/cham", "/tomtat"]),
      playTranscript(second, ["/sosanh STC KHONGCO"]),
    ].join("\n");
    await expect(text).toMatchFileSnapshot("./transcripts/overview-missing.txt");
  });
});

describe("who does not see the whole round", () => {
  it("goes on scoring by the same word, which is “chấm” too", () => {
    const talk = openMemoryTalk({ scheme });
    for (const text of ["/cham", "chấm", "Chấm"]) {
      const { replies, effects } = talk.play({ kind: "text", text });
      expect(replies[0]?.title).toContain("1.1.1");
      expect(effects).toEqual([]);
    }
  });

  it.each(["leader", "appraiser"] as const)("is told what there is instead: %s", (role) => {
    const me = { ...anOfficer, grants: [{ role, fields: null }] };
    const talk = openMemoryTalk({ scheme, me, found: foundAt("selfScoring") });
    for (const text of ["/cham", "/tomtat"]) {
      const { replies, effects } = talk.play({ kind: "text", text });
      expect(replies[0]?.text).toContain("/tiendo");
      expect(effects).toEqual([]);
    }
    const { replies } = talk.play({ kind: "text", text: "/sosanh SNV STC" });
    expect(replies[0]?.text).toBe("Anh/chị chỉ xem được số liệu của đơn vị mình.");
  });
});

it.each([
  { typed: "snv stp", codes: ["SNV", "STP"] },
  { typed: "SNV, STP", codes: ["SNV", "STP"] },
  { typed: "SNV với STP", codes: ["SNV", "STP"] },
  { typed: "snv so với x01", codes: ["SNV", "X01"] },
  { typed: "X01 & VP", codes: ["X01", "VP"] },
  { typed: "SNV", codes: null },
  { typed: "SNV STP SYT", codes: null },
  { typed: "", codes: null },
])("reads two agencies of “$typed”", ({ typed, codes }) => {
  expect(readTwoAgencies(typed)).toEqual(codes);
});
