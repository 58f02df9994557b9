import { describe, expect, it } from "vitest";
import { type MemoryTalk, anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { emptyDraft } from "../../../scripts/chat/memory-draft.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import type { Actor } from "../../access/actor.ts";
import type { RoundFacts } from "../../round/round.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { AppealEffect } from "./appeal-effects.ts";
import type { FactorFacts } from "../sign-off/sign-off-facts.ts";
import type { AppealFacts, AppealStatsRow, ReappraisalFacts } from "./appeal-facts.ts";

const scheme = await shippedScheme("so-2025");
const day = "2026-03-03T02:00:00.000Z";

const people = {
  officer: anOfficer,
  colleague: { ...anOfficer, staffId: "staff-2", name: "Trần Văn Bình" },
  leader: aPerson("staff-4", "Phạm Văn Dũng", "leader"),
  appraiser: {
    ...aPerson("staff-5", "Đỗ Thị Em", "appraiser"),
    ...{ agencyId: "agency-2", agencyCode: "STP", agencyName: "Sở Tư pháp" },
  },
  official: {
    ...aPerson("staff-6", "Lê Thị Cúc", "official"),
    ...{ agencyId: "agency-9", agencyCode: "UBND", agencyName: "UBND tỉnh" },
  },
};

const anApp: FactorFacts = {
  ...{ isEnrolled: true, recoveryLeft: 10, otherChats: [], mayAskCode: true },
};

function aPerson(staffId: string, name: string, role: "leader" | "appraiser" | "official"): Actor {
  return { ...anOfficer, staffId, name, grants: [{ role, fields: null }] };
}

const phases: RoundFacts["phases"] = {
  selfScoring: { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" },
  explaining: { opensAt: "2026-03-02T01:00:00.000Z", closesAt: "2026-03-06T10:00:00.000Z" },
  secondAppraisal: { opensAt: "2026-03-09T01:00:00.000Z", closesAt: "2026-03-13T10:00:00.000Z" },
};

/** A round in memory that several people talk to. */
function openStage(
  stage: RoundFacts["stage"] = "explaining",
  factor: FactorFacts = anApp,
  filesInChat = false,
) {
  const draft = emptyDraft();
  const appeals = new Map<string, AppealFacts>(
    [
      anAppeal("1.1.2", { yes: true }, [10_000, 5_000], "Kế hoạch ban hành chậm 12 ngày"),
      anAppeal(
        "1.1.3",
        { done: "20", total: "20" },
        [15_000, 11_250],
        "Năm nhiệm vụ chưa có báo cáo",
      ),
      anAppeal(
        "2.1.1",
        { yes: true },
        [10_000, 0],
        "Không có tài liệu kiểm chứng, không giải trình",
      ),
    ].map((each) => [each.code, each]),
  );
  const stats: AppealStatsRow[] = [];
  const round = { stage, phases, isDemo: true };
  const reappraisals = (): ReappraisalFacts => {
    const explained = [...appeals.values()].filter(
      ({ words }) => words?.answer === "explained" && /submitted|signed/.test(words.status),
    );
    const lines = explained.map(({ code, words }) => ({
      ...{ agencyCode: "SNV", agencyName: "Sở Nội vụ", code },
      ...{ isSigned: words?.status === "signed", outcome: words?.outcome ?? null },
    }));
    return { lines, round: { ...aRound, ...round }, filesInChat, opened: null };
  };
  const talkOf = (me: Actor): MemoryTalk => {
    let wanted: string | null = null;
    const found = {
      ...{ factor, factorCheck: { kind: "good", proof: { how: "app", step: 1 } } as const },
      get appeals() {
        return [...appeals.values()];
      },
      get appealStats() {
        return stats;
      },
      get reappraisals(): ReappraisalFacts {
        const facts = wanted === null ? undefined : appeals.get(wanted);
        const isThere = reappraisals().lines.some(({ code }) => code === wanted);
        if (!facts || !isThere) return reappraisals();
        const opened = {
          ...{ agencyId: "agency-1", agencyCode: "SNV", agencyName: "Sở Nội vụ", scheme, facts },
          evidence: draft.evidence
            .filter(({ code }) => code === wanted)
            .map((item) => ({ ...item, path: item.sha256 === null ? null : "/evidence/x" })),
        };
        return { ...reappraisals(), opened };
      },
    };
    const talk = openMemoryTalk({ scheme, me, round, found }, draft);
    talk.setNow(stage === "secondAppraisal" ? "2026-03-10T02:00:00.000Z" : day);
    return {
      ...talk,
      play(input) {
        const text = input.kind === "choice" ? input.key : input.kind === "text" ? input.text : "";
        wanted = /\d+(?:\.\d+){2}/.exec(text)?.[0] ?? wanted;
        const turn = talk.play(input);
        for (const effect of turn.effects) apply(effect as AppealEffect, me.name);
        return turn;
      },
    };
  };
  const apply = (effect: AppealEffect, by: string): void => {
    if (effect.kind === "saveAppeal") save(effect, by);
    if (effect.kind === "attachAppealProof") {
      const { proof } = effect;
      draft.evidence = [
        ...draft.evidence,
        {
          ...{ id: `e${draft.evidence.length}`, code: effect.code, phase: "explaining" },
          ...{ wanted: null, fileName: proof.kind === "file" ? proof.file.name : null },
          ...{ document: proof.kind === "document" ? proof.document : null, place: effect.place },
          ...{ status: "kept", reason: null, size: 1, sha256: null, receipt: effect.receipt },
          ...{ at: day, by },
        },
      ];
    }
    if (effect.kind === "moveAppeals") {
      for (const { code } of effect.items) {
        change(code, { status: effect.to, comment: effect.comment });
      }
    }
    if (effect.kind === "answerAppeal") {
      const old = appeals.get(effect.code);
      if (old) {
        const explained = { ...effect.value, version: 1, at: day };
        appeals.set(effect.code, { ...old, explained });
      }
      change(effect.code, { outcome: effect.outcome });
    }
  };
  const save = (effect: Extract<AppealEffect, { kind: "saveAppeal" }>, by: string): void => {
    const old = appeals.get(effect.code);
    if (!old || (old.words?.version ?? 0) !== effect.expectedVersion)
      throw new Error("lost update");
    const { answer, explanation, receipt } = effect;
    const words = {
      ...({ version: effect.expectedVersion + 1, status: "draft", answer, explanation } as const),
      ...{ comment: old.words?.comment ?? null, by, at: day, receipt, outcome: null },
    };
    appeals.set(effect.code, { ...old, words });
  };
  const change = (code: string, news: Partial<NonNullable<AppealFacts["words"]>>): void => {
    const old = appeals.get(code);
    if (!old?.words) throw new Error("nothing to change");
    const words = { ...old.words, ...news, version: old.words.version + 1 };
    appeals.set(code, { ...old, words });
  };
  return { talkOf, appeals, stats, apply, draft };
}

const aRound: RoundFacts = {
  ...{ id: "round-2025", code: "2025", title: "Kỳ đánh giá Chỉ số CCHC năm 2025", year: 2025 },
  ...{ stage: "explaining", isDemo: true, isTraining: false, phases, exceptions: [] },
};

function anAppeal(
  code: string,
  answer: Answer,
  [own, theirs]: readonly [number, number],
  reason: string,
): AppealFacts {
  return {
    code,
    self: { version: 1, answer, points: own, explanation: null, notApplicable: null },
    appraised: {
      ...{ version: 1, verdict: "set", answer, setPoints: theirs, points: theirs },
      ...{ notApplicable: null, reason, at: "2026-02-20T03:00:00.000Z" },
    },
    ...{ words: null, explained: null },
  };
}

const long =
  "Đơn vị đã gửi báo cáo kết quả của cả 20 nhiệm vụ tại Báo cáo số 15/BC-SNV, trong đó năm nhiệm vụ nêu ở phụ lục II.";

async function expectTranscript(place: string, talk: MemoryTalk, inputs: readonly string[]) {
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${place}.txt`);
}

describe("explanations, for proof-reading", () => {
  it("lets the officer explain, prove, accept, change, withdraw and send up", async () => {
    const { talkOf } = openStage();
    await expectTranscript("officer", talkOf(people.officer), [
      "giải trình",
      "/giaitrinh 1.1.3",
      "Đã làm đủ.",
      long,
      "{bao-cao.pdf}",
      "phụ lục II, trang 9",
      "15/BC-SNV; 20/12/2025; Sở Nội vụ",
      "[appealDo:whole:1.1.3]",
      "[appealDo:show:1.1.3]",
      "/giaitrinh 2.1.1",
      "[appealDo:accept:2.1.1]",
      "[appealDo:explain:2.1.1]",
      "[appealDo:withdraw:2.1.1]",
      "[appealDo:submit]",
      "[appealDo:confirm]",
      "1.1.3",
      "[appealDo:explain:1.1.3]",
      "/giaitrinh 1.1.1",
    ]);
  });

  it("lets the leader see what is at stake, return a leaf and sign the rest", async () => {
    const { talkOf, apply } = openStage();
    for (const code of ["1.1.2", "1.1.3"]) {
      apply(explained(code, 0), "Nguyễn Thị An");
      apply(moved([code]), "Nguyễn Thị An");
    }
    await expectTranscript("leader", talkOf(people.leader), [
      "/giaitrinh",
      "[appealDo:return:1.1.2]",
      "Ghi rõ số văn bản.",
      "Ghi rõ số, ngày của kế hoạch và lý do ban hành chậm.",
      "[appealDo:digest]",
      "[appealDo:sign]",
      "123 456",
      "/giaitrinh 1.1.3",
      "[appealDo:explain:1.1.2]",
    ]);
  });

  it("asks the leader for a second factor, and tells who has none how to get one", async () => {
    const none: FactorFacts = { ...anApp, isEnrolled: false };
    const chat: FactorFacts = { ...none, otherChats: ["telegram"] };
    const texts = [none, chat].map((factor) => {
      const { talkOf, apply } = openStage("explaining", factor);
      apply(explained("1.1.3", 0), "Nguyễn Thị An");
      apply(moved(["1.1.3"]), "Nguyễn Thị An");
      const inputs = ["/giaitrinh", "[appealDo:sign]", "[sendCode]", "654321", "[sendCode]"];
      return playTranscript(talkOf(people.leader), inputs);
    });
    await expect(texts.join("\n")).toMatchFileSnapshot("./transcripts/leader-factor.txt");
  });

  it("signs nothing that changed while the code was on its way", () => {
    const { talkOf, apply } = openStage();
    apply(explained("1.1.3", 0), "Nguyễn Thị An");
    apply(moved(["1.1.3"]), "Nguyễn Thị An");
    const leader = talkOf(people.leader);
    leader.play({ kind: "text", text: "/giaitrinh" });
    leader.play({ kind: "choice", key: "appealDo:sign", messageId: null });
    apply(explained("1.1.2", 0), "Nguyễn Thị An");
    apply(moved(["1.1.2"]), "Nguyễn Thị An");
    const { effects, replies } = leader.play({ kind: "text", text: "123456" });
    expect(effects).toEqual([]);
    expect(replies[0]?.text).toContain("thay đổi");
  });

  it("shows both texts when two officers explain the same leaf", async () => {
    const { talkOf } = openStage();
    const [one, two] = [talkOf(people.officer), talkOf(people.colleague)];
    one.play({ kind: "text", text: "/giaitrinh 1.1.3" });
    two.play({ kind: "text", text: "/giaitrinh 1.1.3" });
    one.play({ kind: "text", text: long });
    await expectTranscript("two-officers", two, [
      `Theo tôi thì thế này. ${long}`,
      `Theo tôi thì thế này. ${long}`,
    ]);
  });

  it("refuses before the phase and after it, and gives the text back", async () => {
    const early = openStage("appraisal").talkOf(people.officer);
    early.setNow("2026-02-20T02:00:00.000Z");
    const late = openStage().talkOf(people.officer);
    late.play({ kind: "text", text: "/giaitrinh 1.1.3" });
    late.setNow("2026-03-06T10:00:00.000Z");
    const texts = [
      playTranscript(early, ["/giaitrinh", "/giaitrinh 1.1.3"]),
      playTranscript(late, [long, "[appealDo:accept:1.1.3]", "/giaitrinh"]),
    ];
    await expect(texts.join("\n")).toMatchFileSnapshot("./transcripts/outside.txt");
  });

  it("lets the appraiser answer: accepted, partly by points or facts, rejected", async () => {
    const { talkOf, apply } = openStage("secondAppraisal");
    for (const code of ["1.1.2", "1.1.3", "2.1.1"]) {
      apply(explained(code, 0), "Nguyễn Thị An");
      apply(moved([code]), "Nguyễn Thị An");
    }
    apply(signed(["1.1.3", "2.1.1"]), "Phạm Văn Dũng");
    await expectTranscript("../../reappraise/transcripts/appraiser", talkOf(people.appraiser), [
      "/thamdinh2",
      "/thamdinh2 SNV 1.1.3",
      "[reappraiseDo:partly:SNV:1.1.3]",
      "[reappraiseDo:points:SNV:1.1.3]",
      "1,5",
      "nhiều hơn",
      "1,35",
      "Chấp nhận.",
      "Phụ lục II có kết quả của ba trong năm nhiệm vụ.",
      "[reappraise:SNV:1.1.3]",
      "[reappraiseDo:facts:SNV:1.1.3]",
      "19/20",
      "Một nhiệm vụ vẫn chưa có kết quả trong phụ lục.",
      "[reappraise:SNV:2.1.1]",
      "[reappraiseDo:reject:SNV:2.1.1]",
      "Không có tài liệu mới nào được gửi kèm giải trình.",
      "[reappraise:SNV:1.1.2]",
      "[reappraiseDo:accept:SNV:1.1.2]",
      "thẩm định 2",
    ]);
  });

  it("hands the appraiser the files in the chat where the round allows it", async () => {
    const { talkOf, apply, draft } = openStage("secondAppraisal", anApp, true);
    apply(explained("1.1.3", 0), "Nguyễn Thị An");
    apply(signed(["1.1.3"]), "Phạm Văn Dũng");
    draft.evidence = [
      {
        ...{ id: "e7", code: "1.1.3", phase: "explaining", wanted: null, document: null },
        ...{ fileName: "phu-luc-2.pdf", place: null, status: "kept", reason: null, size: 1 },
        ...{ sha256: "ab", receipt: "TL7", at: day, by: "Nguyễn Thị An" },
      },
    ];
    const appraiser = talkOf(people.appraiser);
    await expectTranscript("../../reappraise/transcripts/files-in-chat", appraiser, [
      "/thamdinh2 SNV 1.1.3",
      "[reappraiseDo:file:SNV:1.1.3:TL7]",
      "[reappraiseDo:file:SNV:1.1.3:KHONGCO]",
      "[reappraise:SNV:1.1.3]",
    ]);
    const { replies } = appraiser.play({
      ...{ kind: "choice", key: "reappraiseDo:file:SNV:1.1.3:TL7", messageId: null },
    });
    expect(replies[0]?.document).toEqual({ evidenceId: "e7", staffId: people.appraiser.staffId });
  });

  it("shows the agency both rounds when the second appraisal is over, and the statistics", async () => {
    const { talkOf, apply, stats } = openStage("consolidation");
    apply(explained("1.1.3", 0), "Nguyễn Thị An");
    apply(signed(["1.1.3"]), "Phạm Văn Dũng");
    apply(answered("1.1.3"), "Đỗ Thị Em");
    const officer = talkOf(people.officer);
    officer.setNow("2026-03-20T02:00:00.000Z");
    stats.push(
      { field: "1", group: "so", outcome: "partly", count: 1, atStake: 3_750, moved: 2_250 },
      { field: "1", group: "xa", outcome: "silent", count: 4, atStake: 12_500, moved: 0 },
      { field: "2", group: "so", outcome: "rejected", count: 1, atStake: 10_000, moved: 0 },
    );
    const texts = [
      playTranscript(officer, ["/giaitrinh", "/giaitrinh 1.1.3", "/giaitrinh thongke"]),
      playTranscript(talkOf(people.official), ["/giaitrinh thống kê", "/thamdinh2"]),
    ];
    await expect(texts.join("\n")).toMatchFileSnapshot("./transcripts/afterwards.txt");
  });
});

function explained(code: string, expectedVersion: number): AppealEffect {
  return {
    ...{ kind: "saveAppeal", code, answer: "explained", explanation: long },
    ...{ expectedVersion, valueVersion: 1, receipt: `BN-${code}` },
  };
}

function moved(codes: readonly string[]): AppealEffect {
  const items = codes.map((code) => ({ code, version: 1 }));
  return { kind: "moveAppeals", to: "submitted", items, comment: null, receipt: "BN-M" };
}

function signed(codes: readonly string[]): AppealEffect {
  const items = codes.map((code) => ({ code, version: 2 }));
  const proof = { how: "app", step: 1 } as const;
  return {
    ...{ kind: "moveAppeals", to: "signed", items, comment: null },
    ...{ proof, receipt: "BN-S", for: null },
  };
}

function answered(code: string): AppealEffect {
  return {
    ...{ kind: "answerAppeal", roundId: "round-2025", agencyId: "agency-1", code },
    ...{ outcome: "partly", appealVersion: 3, selfVersion: 1, expectedVersion: 0, receipt: "BN-A" },
    value: {
      ...{ verdict: "set", answer: null, setPoints: 13_500, points: 13_500, notApplicable: null },
      reason: "Phụ lục II có kết quả của ba trong năm nhiệm vụ.",
    },
  };
}
