import { describe, expect, it } from "vitest";
import {
  type MemoryFacts,
  type MemoryTalk,
  anOfficer,
  openMemoryTalk,
} from "../../scripts/chat/memory-talk.ts";
import { emptyDraft } from "../../scripts/chat/memory-draft.ts";
import { answerEverything } from "../../test/answer-questions.ts";
import { playTranscript } from "../../test/play-transcript.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import type { AgencyResult, RankingFacts } from "./facts.ts";

const scheme = await shippedScheme("so-2025");

const colleague = { ...anOfficer, staffId: "staff-2", name: "Trần Văn Bình" };
const official = {
  ...anOfficer,
  staffId: "staff-3",
  name: "Lê Thị Cúc",
  agencyId: "agency-9",
  agencyCode: "UBND",
  agencyName: "UBND tỉnh",
  grants: [{ role: "official", fields: null }],
} as const;

const computedAt = "2026-01-15T00:30:00.000Z";

const ranking: RankingFacts = {
  group: "so",
  roundTitle: "Kỳ đánh giá Chỉ số CCHC năm 2025 (DEMO)",
  stage: "selfScoring",
  computedAt,
  snapshot: 7,
  isDemo: true,
  isTraining: false,
  bands: scheme.bands.map(({ name }) => name),
  rows: [
    aRow({
      rank: 1,
      agencyCode: "STP",
      agencyName: "Sở Tư pháp",
      index: "91.20",
      band: "Xuất sắc",
    }),
    aRow({ rank: 2, agencyCode: "STC", agencyName: "Sở Tài chính", index: "84.05", band: "Tốt" }),
    aRow({ rank: 2, agencyCode: "SNV", agencyName: "Sở Nội vụ", index: "84.05", band: "Tốt" }),
    aRow({
      rank: null,
      agencyCode: "VP",
      agencyName: "Văn phòng UBND tỉnh",
      index: null,
      band: null,
    }),
  ],
};

const result: AgencyResult = {
  row: aRow({ rank: 2, agencyCode: "SNV", agencyName: "Sở Nội vụ", index: "84.05", band: "Tốt" }),
  roundTitle: ranking.roundTitle,
  isDemo: true,
  isTraining: false,
  stage: "selfScoring",
  computedAt,
  snapshot: 7,
  schemeHash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  achieved: "63.8400",
  applicableMax: "76.0000",
  bonus: "0.0500",
  penalty: "0.0000",
  groupSize: 20,
  unproved: 0,
  trace: null,
  nodes: new Map([
    ["1", { points: "10.2500", max: "12.0000" }],
    ["1.1", { points: "2.3500", max: "3.0000" }],
    ["1.1.1", { points: "0.5000", max: "0.5000" }],
    ["1.1.2", { points: "0.5000", max: "1.0000" }],
    ["1.1.3", { points: "1.3500", max: "1.5000" }],
    ["3", { points: null, max: "16.0000" }],
  ]),
};

function aRow(
  row: Pick<RankingFacts["rows"][number], "rank" | "agencyCode" | "agencyName" | "index" | "band">,
): RankingFacts["rows"][number] {
  return { ...row, answered: 40, toAnswer: 68, submitted: row.rank === 1 };
}

async function expectTranscript(
  place: string,
  talk: MemoryTalk,
  inputs: readonly string[],
): Promise<void> {
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./${place}.txt`);
}

const open = (facts: Partial<MemoryFacts> = {}, draft = emptyDraft()) =>
  openMemoryTalk({ scheme, ...facts }, draft);

describe("talks, for proof-reading", () => {
  it("registers a chat by code and tells it nothing before", async () => {
    const refused = open({ me: null, found: { redeemed: { kind: "expired" } } });
    await expectTranscript("register/transcripts/refused", refused, [
      "/start",
      "/xephang",
      "abcd1234",
      "ACDE-FG23",
    ]);
    const good = open({
      me: null,
      found: {
        redeemed: {
          ...{ kind: "good", codeId: "code-1", staffId: "staff-1" },
          ...{ name: anOfficer.name, agencyName: anOfficer.agencyName },
        },
      },
    });
    await expectTranscript("register/transcripts/linked", good, ["acde fg23"]);
  });

  it("scores a share: asks, refuses what cannot be, shows how the points came", async () => {
    await expectTranscript("self-score/transcripts/ratio", open(), [
      "bat dau",
      "tc 1.1.3",
      "[guide:1.1.3]",
      "khoảng chín mươi phần trăm",
      "90%",
      "22/20",
      "18 trên 20",
      "{bao-cao.pdf}",
      "mục II, trang 5",
    ]);
  });

  it("asks back where a figure may mean two things", async () => {
    await expectTranscript("self-score/transcripts/two-readings", open(), [
      "1.1.3",
      "1.250/2.000",
      "1",
      "/sua 1.1.3",
      "1.250/2.000",
      "1250,5/2000,5",
      "/sua 1.1.3",
      "18",
      "20",
      "/hoantac",
      "/hoantac",
    ]);
  });

  it("takes every kind of fact", async () => {
    const codes = ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "2.1.1", "3.1.1"];
    const talk = open();
    await expectTranscript(
      "self-score/transcripts/kinds",
      talk,
      codes.map((code) => `/tc ${code}`),
    );
  });

  it("shows leaves that are not the agency's own, and lists with marks", async () => {
    await expectTranscript("self-score/transcripts/lists", open(), [
      "/tc",
      "[field:2:0]",
      "[field:2:1]",
      "2.5.1",
      "8.1.1",
      "9.9.9",
      "/boqua",
      "/lui",
    ]);
  });

  it("takes a request that a leaf does not apply", async () => {
    await expectTranscript("self-score/transcripts/not-applicable", open(), [
      "3.4.1",
      "/khongapdung",
      "không có",
      "Đơn vị không có thủ tục hành chính thuộc thẩm quyền giải quyết.",
      "/tc 3.4.1",
      "/khongapdung 1.1.1",
    ]);
  });

  it("collects evidence: files, albums, documents named, explanations", async () => {
    await expectTranscript("evidence/transcripts/documents", open(), [
      "1.1.3",
      "18/20",
      "{a.pdf#g1}",
      "{b.pdf#g1}",
      "mục I, trang 2",
      "/minhchung 1.1.3",
      "[add:1.1.3]",
      "[wanted:1.1.3:-1]",
      "[cite:1.1.3]",
      "15/KH-SNV",
      "hôm qua",
      "20/01/2024",
      "Sở Nội vụ",
      "[whole:1.1.3]",
      "[explain:1.1.3]",
      "Đã làm tốt.",
      "Đơn vị hoàn thành 18 trên 20 nhiệm vụ của kế hoạch, hai nhiệm vụ còn lại do thiếu kinh phí.",
      "[withdraw:1.1.3:evidence-2]",
      "Gửi nhầm tệp của năm trước",
    ]);
  });

  it("takes a file sent before the answer for the document asked for first", async () => {
    await expectTranscript("evidence/transcripts/file-first", open(), [
      "1.1.3",
      "{a.pdf}",
      "18/20",
    ]);
  });

  it("asks why where the answer earns nothing, and offers a page for large files", async () => {
    const talk = open();
    await expectTranscript("evidence/transcripts/zero-and-large", talk, [
      "1.1.3",
      "1/20",
      "[add:1.1.3]",
      "[wanted:1.1.3:0]",
      "{lon.pdf~30}",
      "{qua-lon.pdf~101}",
      "[upload:1.1.3]",
    ]);
  });

  it("shows both values when two officers answer the same leaf", async () => {
    const draft = emptyDraft();
    const [one, two] = [open({}, draft), open({ me: colleague }, draft)];
    one.play({ kind: "text", text: "1.1.3" });
    two.play({ kind: "text", text: "1.1.3" });
    one.play({ kind: "text", text: "18/20" });
    await expectTranscript("self-score/transcripts/two-officers", two, [
      "19/20",
      "[useMine:1.1.3]",
      "/hoantac",
    ]);
  });

  it("refuses to write outside the window and gives the text back", async () => {
    const talk = open();
    talk.play({ kind: "text", text: "1.1.3" });
    talk.setNow("2026-01-31T10:00:00.000Z");
    await expectTranscript("submit/transcripts/closed", talk, ["18/20", "/nop", "/batdau"]);
  });

  it("lists what blocks, then submits and freezes", async () => {
    const talk = open({ round: { isDemo: true } });
    talk.play({ kind: "text", text: "1.1.3" });
    talk.play({ kind: "text", text: "18/20" });
    await expectTranscript("submit/transcripts/blocked", talk, ["nộp", "[submit:1]", "/tiendo"]);
    talk.play({ kind: "choice", key: "next", messageId: null });
    answerEverything(talk, scheme);
    talk.play({ kind: "choice", key: "open:1.1.3", messageId: null });
    talk.play({ kind: "choice", key: "explain:1.1.3", messageId: null });
    answerEverything(talk, scheme);
    await expectTranscript("submit/transcripts/submitted", talk, [
      "/nop",
      "[confirm]",
      "/sua 1.1.3",
      "/tiendo",
    ]);
  });

  it("answers officials: ranking, an agency, a number", async () => {
    const draft = emptyDraft();
    const officer = open({}, draft);
    officer.play({ kind: "text", text: "1.1.3" });
    officer.play({ kind: "text", text: "18/20" });
    const explained = {
      ...{ agencyId: "agency-1", agencyCode: "SNV", agencyName: "Sở Nội vụ", scheme },
      ...({ stage: "selfScoring", isDemo: true, isTraining: false, evidence: [] } as const),
      leaf: draft.leaves.get("1.1.3") ?? null,
    } as const;
    const found = { rankings: [ranking], agencyResult: result, explained };
    await expectTranscript("commands/transcripts/official", open({ me: official, found }), [
      "/start",
      "xep hang",
      "/xephang huyen",
      "/donvi snv",
      "/visao snv",
      "/visao 1.1 SNV",
      "/visao 1.1.3 SNV",
      "/tiendo",
      "/nop",
    ]);
    const unassessed = open({ me: official, isUnassessed: true });
    await expectTranscript("commands/transcripts/official-unassessed", unassessed, [
      "/donvi",
      "/visao",
      "/nop",
    ]);
  });

  it("answers an officer about the own agency only", async () => {
    const found = { agencyResult: result };
    const talk = open({ found, round: { isDemo: true } });
    talk.play({ kind: "text", text: "1.1.3" });
    const stored = talk.play({ kind: "text", text: "18/20" });
    const receipt = stored.effects.flatMap((effect) =>
      "receipt" in effect ? [effect.receipt] : [],
    );
    await expectTranscript("commands/transcripts/officer", talk, [
      "/xephang",
      "/donvi",
      "/visao 1.1.3 STP",
      "/visao 1.1.3",
      "/visao",
      `/kiemtra ${receipt.join("")}`,
      "/kiemtra ABC",
      "/kiemtra 0000000000",
      "/lienket",
      "[newCode]",
      "/trogiup",
      "/ngonngu",
    ]);
  });

  it("speaks English", async () => {
    await expectTranscript("self-score/transcripts/in-english", open(), [
      "/language en",
      "/start",
      "1.1.3",
      "90%",
      "18/20",
      "{report.pdf|section II, page 5}",
      "/progress",
      "/help",
    ]);
  });
});
