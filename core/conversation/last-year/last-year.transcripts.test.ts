import { describe, expect, it } from "vitest";
import { type MemoryFacts, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aLeaf, aScheme } from "../../../test/schemes.ts";
import type { ShownEvidence } from "../appraise/appraisal-board.ts";
import type { LastYear } from "./last-year-facts.ts";

const report = aLeaf({ code: "1.2", name: "Thực hiện chế độ báo cáo", rule: { kind: "yesNo" } });
const scheme = aScheme([aLeaf({ max: "1.5" }), report]);

const lastYear: LastYear = new Map([
  [
    "1.1",
    {
      ...{ year: 2024, leaf: aLeaf({ max: "1.5" }), answer: { done: "18", total: "20" } },
      ...{ points: 13_500, evidenceCount: 2 },
    },
  ],
  [
    "1.2",
    {
      ...{ year: 2024, leaf: { ...report, code: "1.4" }, answer: null },
      ...{ points: null, evidenceCount: 0 },
    },
  ],
]);

const items: readonly ShownEvidence[] = [
  {
    ...{ id: "e1", code: "1.1", phase: "selfScoring", wanted: null, fileName: "bao-cao-2024.pdf" },
    ...{ document: null, place: "mục II, trang 5", status: "kept", reason: null, size: 10 },
    ...{ sha256: "f00d", receipt: "TL-1", at: "2024-12-20T02:00:00.000Z", by: "Nguyễn Thị An" },
    path: "/evidence/e1?den=1&ma=x",
  },
  {
    ...{ id: "e2", code: "1.1", phase: "selfScoring", wanted: null, fileName: null, place: null },
    document: { number: "15/KH-SNV", date: "2024-01-20", issuer: "Sở Nội vụ" },
    ...{ status: "kept", reason: null, size: null, sha256: null, receipt: "TL-2", path: null },
    ...{ at: "2024-12-20T02:00:00.000Z", by: "Nguyễn Thị An" },
  },
];

const found = {
  lastYear,
  lastYearEvidence: {
    ...{ agencyCode: "SNV", agencyName: "Sở Nội vụ", year: 2024, leaf: aLeaf(), items },
    ...({ stage: "selfScoring", finishedStage: "published", assigned: false } as const),
  },
} as const;

describe("last year beside a leaf, for proof-reading", () => {
  it.each(["vi", "en"] as const)("in %s", async (language) => {
    const talk = open({ found, language });
    const inputs = ["/sua 1.1", "[lastYear:1.1]", "19/20", "/tc 1.1", "/sua 1.2", "/namtruoc"];
    await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${language}.txt`);
  });

  it("says so where a leaf continues none", async () => {
    const talk = open({ found: { lastYear: new Map(), lastYearEvidence: null } });
    const inputs = ["/sua 1.1", "/namtruoc 1.1", "năm trước 1.1", "/namtruoc 1.1 STC"];
    await expect(playTranscript(talk, inputs)).toMatchFileSnapshot("./transcripts/none.txt");
  });
});

function open(facts: Omit<MemoryFacts, "scheme">) {
  return openMemoryTalk({ scheme, ...facts });
}
