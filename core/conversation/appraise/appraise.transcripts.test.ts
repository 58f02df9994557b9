import { describe, expect, it } from "vitest";
import type { Actor } from "../../access/actor.ts";
import { openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aLeaf, aScheme } from "../../../test/schemes.ts";
import type { RoundFacts } from "../../round/round.ts";
import type { ChatTurn } from "../talk.ts";
import {
  type AppraisalFacts,
  type AppraisedLeaf,
  type ShownEvidence,
  leafKey,
} from "./appraisal-board.ts";
import type { AppraisedValue } from "./appraised-value.ts";

const scheme = aScheme([
  aLeaf({ code: "1.1", name: "Mức độ hoàn thành kế hoạch cải cách hành chính", max: "2" }),
  aLeaf({ code: "1.2", name: "Thực hiện chế độ báo cáo", max: "1", rule: { kind: "yesNo" } }),
  aLeaf({
    ...{ code: "1.3", name: "Sáng kiến cải cách hành chính", max: "2", source: "appraiser" },
    rule: { kind: "appraiser", step: "0.5" },
  }),
]);

const round: RoundFacts = {
  ...{ id: "round-2025", code: "2025", title: "Kỳ đánh giá Chỉ số CCHC năm 2025", year: 2025 },
  ...{ stage: "appraisal", isDemo: false, isTraining: false, exceptions: [] },
  phases: {
    appraisal: { opensAt: "2026-01-10T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" },
  },
};

const binh: Actor = {
  ...{ staffId: "staff-2", name: "Trần Văn Bình", agencyId: "agency-SNV", agencyCode: "SNV" },
  ...{ agencyName: "Sở Nội vụ", agencyGroup: "so" },
  grants: [{ role: "appraiser", fields: ["1"] }],
};
const cuc: Actor = { ...binh, staffId: "staff-3", name: "Lê Thị Cúc" };
const dung: Actor = {
  ...{ ...binh, staffId: "staff-4", name: "Phạm Quốc Dũng" },
  ...{ agencyId: "agency-STP", agencyCode: "STP", agencyName: "Sở Tư pháp" },
  grants: [{ role: "appraiser", fields: ["2"] }],
};

const agencies = [
  ["SNV", "Sở Nội vụ"],
  ["STC", "Sở Tài chính"],
  ["STP", "Sở Tư pháp"],
  ["SYT", "Sở Y tế"],
] as const;

describe("the appraiser's talk, for proof-reading", () => {
  it("agrees, corrects facts, sets points, gives 0 and asks for an explanation", async () => {
    const table = aTable([binh, dung]);
    await expectTranscript("one-agency", table.talk(binh), [
      "/thamdinh",
      "[appraise:byAgency:0]",
      "[appraise:STC]",
      "[judge:ask:STC:1.1]",
      "Vì sao?",
      "Kế hoạch có 20 nhiệm vụ nhưng báo cáo chỉ nêu 18; đề nghị nêu rõ hai nhiệm vụ còn lại.",
      "[judge:fix:STC:1.1]",
      "16/20",
      "sai",
      "Báo cáo số 20/BC-STC chỉ chứng minh 16 nhiệm vụ hoàn thành.",
      "[judge:zero:STC:1.2]",
      "[judge:points:STC:1.3]",
      "1,7",
      "2,5",
      "1,5 điểm",
      "Có hai sáng kiến được công nhận cấp tỉnh trong năm.",
      "/thamdinh 1.1 STC",
      "/thamdinh 1.1 SNV",
      "/thamdinh syt",
      "[judge:agree:SYT:1.1]",
      "[judge:agree:SYT:1.1]",
    ]);
  });

  it("goes through one leaf across agencies and agrees in bulk with what is not flagged", async () => {
    const table = aTable([binh, dung], (at) => (at.code === "1.1" ? provenAt(at) : at));
    await expectTranscript("across", table.talk(binh), [
      "/thamdinh",
      "[appraise:byLeaf:0]",
      "[appraise:1.1]",
      "[judge:skip:STC:1.1]",
      "[judge:bulk]",
      "[judge:bulkYes]",
      "[judge:bulkYes]",
      "/thamdinh 1.1",
    ]);
  });

  it("shows both values when two appraise the same leaf, and refuses after the deadline", async () => {
    const table = aTable([binh, dung]);
    const [one, two] = [table.talk(binh), table.talk(cuc)];
    two.play({ kind: "text", text: "/thamdinh 1.1 STC" });
    one.play({ kind: "text", text: "/thamdinh 1.1 STC" });
    one.play({ kind: "choice", key: "judge:agree:STC:1.1", messageId: null });
    await expectTranscript("two-appraisers", two, [
      "[judge:points:STC:1.1]",
      "1,2",
      "Hai nhiệm vụ không có sản phẩm cụ thể kèm theo.",
      "[judge:mine:STC:1.1]",
      "[judge:mine:STC:1.1]",
      "/thamdinh 1.1 SYT",
      "[judge:points:SYT:1.1]",
      "1",
    ]);
    two.setNow("2026-01-31T10:00:00.000Z");
    await expectTranscript("closed", two, [
      "Số liệu của báo cáo năm trước, không phải năm đánh giá.",
      "/thamdinh",
    ]);
  });

  it("has the file itself in the chat where the round allows it", async () => {
    const table = aTable([binh, dung], undefined, { filesInChat: true });
    await expectTranscript("files-in-chat", table.talk(binh), [
      "/thamdinh 1.1 STC",
      "[judge:file:STC:1.1:TLSTC1]",
      "[judge:file:STC:1.1:KHONGCO]",
      "[judge:card:STC:1.1]",
      "/thamdinh 1.1 SNV",
      "[judge:file:SNV:1.1:TLSNV1]",
    ]);
    const links = aTable([binh, dung]).talk(binh);
    links.play({ kind: "text", text: "/thamdinh 1.1 STC" });
    const pressed = links.play({
      ...{ kind: "choice", key: "judge:file:STC:1.1:TLSTC1", messageId: null },
    });
    expect(firstText(pressed)).toContain("không gửi tệp vào tin nhắn");
    expect(pressed.replies.some(({ document }) => document)).toBe(false);
  });

  it("leaves the own agency to the substitute, and takes or refuses that a leaf not apply", async () => {
    const table = aTable([binh, dung], (at) =>
      at.code === "1.1" && at.said
        ? { ...at, said: { ...at.said, notApplicable: "Đơn vị không được giao kế hoạch riêng." } }
        : at,
    );
    await expectTranscript("substitute", table.talk(dung), [
      "/thamdinh",
      "[appraise:SNV]",
      "[judge:agree:SNV:1.1]",
      "/thamdinh 1.1 STP",
      "/thamdinh 1.1 SYT",
    ]);
    await expectTranscript("not-applicable", table.talk(binh), [
      "/thamdinh 1.1 STC",
      "[judge:fix:STC:1.1]",
      "18/20",
      "Sở có kế hoạch số 15/KH-STC ban hành ngày 20/01/2025.",
    ]);
  });

  it("never tells the second appraiser what the first has decided", () => {
    const table = aTable([binh, cuc, dung], (at) => at, { secondCodes: ["1"] });
    const first = table.talk(binh);
    const second = table.talk(cuc);
    const say = (talk: Playing, text: string): ChatTurn => talk.play({ kind: "text", text });
    const press = (talk: Playing, key: string): ChatTurn =>
      talk.play({ kind: "choice", key, messageId: null });
    const mine = [binh, cuc].map((me) =>
      say(table.talk(me), "/thamdinh")
        .replies.map(({ text }) => text)
        .join(),
    );
    expect(mine.every((text) => text.includes("thẩm định độc lập lần hai"))).toBe(true);
    // Whoever is first for an agency, both sides are played with numbers that stand out.
    const parts = ["STC", "STP", "SYT"].map((agency) => ({
      agency,
      isFirst: !firstText(say(first, `/thamdinh 1.1 ${agency}`)).includes("lần hai"),
    }));
    const heard: string[] = [];
    for (const { agency, isFirst } of parts) {
      const [one, two] = isFirst ? [first, second] : [second, first];
      say(one, `/thamdinh 1.1 ${agency}`);
      press(one, `judge:points:${agency}:1.1`);
      say(one, "1,3771");
      say(one, "LÝ DO RIÊNG của người thẩm định lần một.");
      for (const input of [
        ...["/thamdinh", `/thamdinh ${agency}`, "/thamdinh 1.1", `/thamdinh 1.1 ${agency}`],
        ...[`/visao 1.1 ${agency}`, "/xephang", "/donvi", "/tiendo", `/thamdinh 1.1 ${agency}`],
      ]) {
        heard.push(textOf(say(two, input)));
      }
      for (const [key, typed] of [
        ["fix", "15/20"],
        ["points", "1,1"],
      ] as const) {
        heard.push(textOf(press(two, `judge:${key}:${agency}:1.1`)));
        heard.push(textOf(say(two, typed)));
        heard.push(textOf(press(two, `judge:card:${agency}:1.1`)));
      }
      press(two, "judge:bulk");
      say(two, `/thamdinh 1.1 ${agency}`);
      heard.push(textOf(press(two, `judge:agree:${agency}:1.1`)));
      heard.push(textOf(say(two, `/thamdinh 1.1 ${agency}`)));
    }
    expect(heard.join("\n")).toContain("Thẩm định độc lập lần hai");
    expect(heard.filter((text) => /1[,.]3771|13771|LÝ DO RIÊNG/.test(text))).toEqual([]);
    const values = [...table.leaves().values()].filter(({ first: f, second: s }) => f && s);
    expect(values).toHaveLength(3);
  });
});

type Playing = ReturnType<typeof openMemoryTalk>;

async function expectTranscript(
  place: string,
  talk: Playing,
  inputs: readonly string[],
): Promise<void> {
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${place}.txt`);
}

function firstText({ replies }: ChatTurn): string {
  return replies[0]?.text ?? "";
}

function textOf({ replies, state }: ChatTurn): string {
  return JSON.stringify([replies, state]);
}

/** A round in memory that several appraisers work on. */
function aTable(
  people: readonly Actor[],
  change: (at: AppraisedLeaf) => AppraisedLeaf = (at) => at,
  {
    secondCodes = [],
    filesInChat = false,
  }: { readonly secondCodes?: readonly string[]; readonly filesInChat?: boolean } = {},
) {
  let facts: AppraisalFacts = {
    ...{ round, spotChecks: new Set<string>(), spotCheckPercent: 10, deciders: new Map() },
    filesInChat,
    roster: {
      agencies: agencies.map(([code]) => ({ code, group: "so", leftOut: [] })),
      leaves: new Map([["so", scheme.fields.flatMap(leadsOf)]]),
      appraisers: people.map(({ staffId, name, agencyCode, grants }) => ({
        ...{ staffId, code: name, agencyCode, seesResults: false },
        fields: grants[0]?.fields ?? null,
      })),
      ...{ rows: [], substitutes: ["staff-4"], secondCodes },
    },
    agencies: new Map(
      agencies.map(([code, name]) => {
        const submittedAt = code === "SYT" ? null : "2026-01-09T02:00:00.000Z";
        return [
          code,
          { id: `agency-${code}`, code, name, group: "so", submittedAt, exceptions: [] },
        ];
      }),
    ),
    schemes: new Map([["so", scheme]]),
    leaves: new Map(
      agencies.flatMap(([agencyCode]) =>
        ["1.1", "1.2", "1.3"].map((code) => {
          const leaf = change(aSaid(agencyCode, code));
          return [leafKey(leaf), leaf] as const;
        }),
      ),
    ),
  };
  const talk = (me: Actor): Playing => {
    const found = {
      get appraisal() {
        return facts;
      },
    };
    const opened = openMemoryTalk({ scheme, me, round, found });
    const play: Playing["play"] = (input) => {
      const turn = opened.play(input);
      for (const effect of turn.effects) {
        if (effect.kind === "appraise") facts = withValue(facts, effect, me);
        if (effect.kind === "noteBulk") {
          facts = { ...facts, spotChecks: new Set(effect.sampleNames) };
        }
      }
      return turn;
    };
    return { ...opened, play };
  };
  return { talk, leaves: () => facts.leaves };
}

function withValue(
  facts: AppraisalFacts,
  effect: Extract<ChatTurn["effects"][number], { readonly kind: "appraise" }>,
  me: Actor,
): AppraisalFacts {
  const key = `${effect.agencyId.replace("agency-", "")}/${effect.code}`;
  const leaf = facts.leaves.get(key);
  if (!leaf) throw new Error("no such leaf");
  if ((leaf[effect.part]?.version ?? 0) !== effect.expectedVersion) throw new Error("lost update");
  const value: AppraisedValue = {
    ...effect.value,
    version: effect.expectedVersion + 1,
    ...{ by: me.name, at: "2026-01-15T01:00:00.000Z" },
  };
  const deciders = facts.deciders.get(key) ?? { first: null, second: null };
  return {
    ...facts,
    leaves: new Map([...facts.leaves, [key, { ...leaf, [effect.part]: value }]]),
    deciders: new Map([...facts.deciders, [key, { ...deciders, [effect.part]: me.staffId }]]),
  };
}

function leadsOf(node: (typeof scheme.fields)[number]): { code: string; lead: string }[] {
  return "children" in node ? node.children.flatMap(leadsOf) : [{ code: node.code, lead: "SNV" }];
}

/** 1.1 is proved, with things to look at; 1.2 is answered without proof; 1.3 is the appraiser's. */
function aSaid(agencyCode: string, code: string): AppraisedLeaf {
  const common = { agencyCode, code, first: null, second: null, askedAt: null };
  if (code === "1.3") return { ...common, said: null, evidence: [], shared: [] };
  const said = {
    ...{ code, version: 3, receipt: `BN${agencyCode}${code}`, at: "2026-01-08T02:00:00.000Z" },
    ...{ by: "Nguyễn Thị An", explanation: null, notApplicable: null, before: null },
    ...(code === "1.1"
      ? { answer: { done: "18", total: "20" }, points: 18000, evidenceCount: 2 }
      : { answer: { yes: true }, points: 10000, evidenceCount: 0 }),
  };
  const evidence = code === "1.1" ? [aReport(agencyCode), aPlan(agencyCode)] : [];
  return { ...common, said, evidence, shared: [] };
}

function provenAt(at: AppraisedLeaf): AppraisedLeaf {
  return { ...at, evidence: [{ ...aReport(at.agencyCode), place: "mục II, trang 5" }] };
}

function aReport(agencyCode: string): ShownEvidence {
  return {
    ...anItem(agencyCode, "1"),
    ...{ fileName: `bao-cao-${agencyCode}.pdf`, document: null, place: null },
    ...{ size: 100_000, sha256: `hash-${agencyCode}`, path: `/evidence/e1-${agencyCode}` },
  };
}

function aPlan(agencyCode: string): ShownEvidence {
  return {
    ...anItem(agencyCode, "2"),
    ...{ fileName: null, size: null, sha256: null, path: null, place: "toàn bộ văn bản" },
    document: { number: `15/KH-${agencyCode}`, date: "2024-12-20", issuer: "Sở Tài chính" },
  };
}

function anItem(
  agencyCode: string,
  id: string,
): Omit<ShownEvidence, "fileName" | "document" | "place" | "size" | "sha256" | "path"> {
  return {
    ...{ id: `e${id}-${agencyCode}`, code: "1.1", wanted: null, reason: null },
    phase: "selfScoring",
    status: "kept",
    ...{ receipt: `TL${agencyCode}${id}`, at: "2026-01-08T02:30:00.000Z", by: "Nguyễn Thị An" },
  };
}
