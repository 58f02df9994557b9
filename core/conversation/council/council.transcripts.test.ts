import { describe, expect, it } from "vitest";
import { anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import type { Role } from "../../access/actor.ts";
import type { CouncilFacts, CouncilItem, CouncilVote } from "../../council/council.ts";
import type { CouncilPack } from "../../council/pack.ts";
import { defaultRules } from "../../council/rules.ts";
import { sealOf } from "../../council/joint.ts";
import type { Language } from "../messages/catalogue.ts";
import type { FactorFacts } from "../sign-off/sign-off-facts.ts";
import type { Found } from "../world.ts";

const scheme = await shippedScheme("so-2025");
const at = "2026-02-02T01:30:00.000Z";
const hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const stp = { id: "agency-2", code: "STP", name: "Sở Tư pháp" };

const members: CouncilFacts["members"] = [
  aMember("staff-20", "Lê Văn Bình", true),
  aMember("staff-21", "Trần Thị Cúc"),
  aMember("staff-22", "Phạm Văn Dũng"),
];

const item: CouncilItem = {
  ...{ id: "item-1", number: 1, source: "explanation", agencies: [stp], code: "2.1.3" },
  proposal:
    "Sở Tư pháp, tiêu chí 2.1.3: giải trình của đơn vị không được chấp nhận (giữ 0,5 điểm). Lý do của người thẩm định: văn bản ban hành sau thời hạn. Đề nghị Hội đồng giữ kết quả thẩm định.",
  ...{ motion: { kind: "accept" }, status: "waiting", version: 1, ballot: 0, votes: [] },
  ...{ interests: [], isDeclaration: false, decision: null },
  value: { points: 5000, max: 10_000, selfVersion: 3, version: 0 },
};

const facts: CouncilFacts = {
  round: {
    ...{ id: "round-2025", code: "2025", title: "Kỳ đánh giá Chỉ số CCHC năm 2025" },
    ...({ stage: "council", isDemo: false, isTraining: false, window: null } as const),
    agencyIds: [stp.id, "agency-1"],
  },
  ...{ rules: defaultRules, meeting: { at, by: "Hoàng Thị Giang" }, members, items: [item] },
  ...{ closing: null, approval: null, pending: 0 },
};

const voting: CouncilItem = { ...item, status: "voting", ballot: 1, version: 2 };
const voted: CouncilItem = {
  ...voting,
  version: 4,
  votes: [aVote("staff-20", "Lê Văn Bình", "chat"), aVote("staff-21", "Trần Thị Cúc", "written")],
};
const decided: CouncilItem = {
  ...{ ...voted, status: "decided", version: 5 },
  decision: {
    ...{ outcome: "passed", reason: "Văn bản ban hành quá hạn", by: "Hoàng Thị Giang", at },
    tally: { members: 3, agree: 2, disagree: 0, other: 0, absent: 1, interested: 0 },
    receipt: "BN00000001",
  },
};
const closing = {
  ...({ id: "closing-1", state: "valid", hash, at, by: "Lê Văn Bình" } as const),
  ...{ isTold: false, why: null },
};
const closed: CouncilFacts = { ...facts, items: [decided], closing };
const extension = {
  ...{ agency: "Sở Tư pháp", codes: null, closesAt: "2026-01-20T10:00:00.000Z" },
  ...({ phase: "selfScoring", reason: "Mưa lũ kéo dài.", letter: "12/STP-VP" } as const),
};
const pack: CouncilPack = {
  extensions: Array.from({ length: 7 }, () => extension),
  reopenings: [{ ...extension, codes: ["1.1.3", "2.1.1"], letter: "" }],
  agencyChanges: [
    {
      ...{ kind: "renamed", agency: "Sở Xây dựng", former: "Sở Giao thông vận tải" },
      decision: { number: "31/QĐ-UBND", date: "2026-01-12" },
    },
    {
      ...{ kind: "merged", agency: "Sở Tài chính", former: "Sở Kế hoạch và Đầu tư" },
      decision: { number: "32/QĐ-UBND", date: "2026-01-13" },
    },
  ],
  movedPhases: [
    {
      ...{ phase: "explaining", reason: "Trùng đợt nghỉ Tết." },
      ...{ former: "2026-02-13T10:00:00.000Z", until: "2026-02-27T10:00:00.000Z" },
    },
  ],
  signedAlone: [
    {
      ...{ agency: "UBND xã Thử", leader: "Lò Thị Mai" },
      reason: "Xã chỉ có một cán bộ làm công tác cải cách hành chính.",
    },
  ],
  appeals: { accepted: 12, partly: 4, rejected: 3, unanswered: 1 },
  blindDifferences: 2,
  bulkAgreements: { leaves: 90, spotChecked: 10, differing: 1, unjudged: 0 },
  ...{ conflicts: { declared: 1, bySystem: 4 }, councilValues: 0 },
};

const app: FactorFacts = { isEnrolled: true, recoveryLeft: 10, otherChats: [], mayAskCode: true };
const good = { kind: "good", proof: { how: "app", step: 1 } } as const;

function aMember(staffId: string, name: string, isChair = false): CouncilFacts["members"][number] {
  return { staffId, name, agencyId: "agency-9", agencyName: "UBND tỉnh", isChair };
}

function aVote(memberId: string, name: string, manner: CouncilVote["manner"]): CouncilVote {
  const entered = manner === "chat" ? null : "Hoàng Thị Giang";
  return {
    ...{ memberId, name, agencyId: "agency-9", isChair: memberId === "staff-20", manner, at },
    ...{ choice: "agree", opinion: null, enteredBy: entered },
  };
}

function play(
  who: { readonly role: Role; readonly staffId: string; readonly agencyId?: string },
  steps: readonly (readonly [CouncilFacts, ...string[]])[],
  { language = "vi", ...more }: Found & { readonly language?: Language } = {},
): string {
  let council = facts;
  const found: Found = {
    ...more,
    get council() {
      return council;
    },
  };
  const me = {
    ...{ ...anOfficer, staffId: who.staffId, agencyId: who.agencyId ?? "agency-9" },
    ...{ agencyCode: "UBND", agencyName: "UBND tỉnh", grants: [{ role: who.role, fields: null }] },
  };
  // A getter would be read once by the spread; the talk reads `found` anew on each turn.
  const talk = openMemoryTalk({
    ...{ scheme, me, language },
    get found() {
      return { ...found, council };
    },
  });
  talk.setNow("2026-02-02T02:00:00.000Z");
  return steps
    .map(([now, ...inputs]) => {
      council = now;
      return playTranscript(talk, inputs);
    })
    .join("\n");
}

const withItems = (...items: readonly CouncilItem[]): CouncilFacts => ({ ...facts, items });

/** Twelve items: of 1 to 9 the first motion stands, 10 has other points, 11 an interest, 12 is own. */
const many: readonly CouncilItem[] = Array.from({ length: 12 }, (_, place) => {
  const number = place + 1;
  const own = { id: "agency-9", code: "UBND", name: "UBND tỉnh" };
  const tie: Partial<CouncilItem> = {
    ...{ source: "tie", code: null, value: null, agencies: [stp, own] },
    proposal:
      "Nhóm sở: Sở Tư pháp, UBND tỉnh cùng xếp thứ 3. Đề nghị Hội đồng công nhận đồng hạng.",
  };
  const interest = { memberId: "staff-21", name: "Trần Thị Cúc", reason: "Người thân", at };
  return {
    ...item,
    ...{ id: `item-${number}`, number, version: 1 },
    ...(number === 10 && { motion: { kind: "setPoints", points: 7500 } as const }),
    ...(number === 11 && { interests: [interest] }),
    ...(number === 12 && tie),
  };
});
const manyVoting = many.map((each) => ({ ...each, status: "voting", ballot: 1 }) as const);
/** Of 1 to 10 two of three members agree; of 11 one; of 12 nobody. */
const manyVoted = manyVoting.map((each) => ({
  ...each,
  votes: each.number > 11 ? [] : voted.votes.slice(0, each.number > 10 ? 1 : 2),
}));
const sealedPut = (items: readonly CouncilItem[]): string =>
  sealOf(items.flatMap(({ id, version }) => [id, version]));
const sealedVote = (items: readonly CouncilItem[]): string =>
  sealOf(items.flatMap(({ id, ballot }) => [id, ballot]));

describe("talks of the council, for proof-reading", () => {
  it("lets the secretary run the meeting", async () => {
    const sources = { sources: [], known: [] };
    const secretary = { role: "councilSecretary", staffId: "staff-30" } as const;
    const text = play(
      secretary,
      [
        [{ ...facts, meeting: null, items: [] }, "/hoidong", "[council:open]", "[council:agenda]"],
        [facts, "/hoidong", "/hoidong 1", "[council:points:1]", "hai điểm", "0,75"],
        [facts, "[council:put:1]"],
        [withItems(voting), "[council:decide:1]", "[council:enter:1]", "[council:for:1:staff-21]"],
        [withItems(voting), "[council:w:1:staff-21:agree]", "[council:h:1:staff-22:other]"],
        [withItems(voting), "Đề nghị cho đơn vị bổ sung văn bản."],
        [withItems(voted), "[council:decide:1]", "Văn bản ban hành quá hạn."],
        [withItems(decided), "/hoidong 1", "[council:put:1]", "/hoidong hoso"],
      ],
      { agendaSources: sources, councilPack: pack },
    );
    await expect(text).toMatchFileSnapshot("./transcripts/secretary.txt");
  });

  it("lets a member vote, change the vote and declare an interest", async () => {
    const own = { ...voting, votes: [aVote("staff-22", "Phạm Văn Dũng", "chat")] };
    const interest = { memberId: "staff-22", name: "Phạm Văn Dũng", reason: "Người thân", at };
    const text = play({ role: "councilMember", staffId: "staff-22" }, [
      [facts, "/hoidong", "[council:vote:1:agree]"],
      [withItems(voting), "[council:next]", "[council:vote:1:agree]"],
      [withItems(own), "/hoidong 1", "[council:vote:1:other]", "Cần", "Cần xem thêm hồ sơ gốc."],
      [withItems(own), "[council:interest:1]", "Người thân công tác tại đơn vị."],
      [withItems({ ...voting, interests: [interest] }), "/hoidong 1", "[council:vote:1:agree]"],
      [withItems(decided), "[council:vote:1:disagree]", "[council:put:1]", "/trinh"],
    ]);
    await expect(text).toMatchFileSnapshot("./transcripts/member.txt");
  });

  it.each(["vi", "en"] as const)(
    "lets the secretary put and decide together, %s",
    async (language) => {
      const together = many.filter(({ number }) => number !== 10 && number !== 11);
      const settled = manyVoted.filter(({ number }) => number <= 10);
      const all = withItems(...many);
      const yes = `[council:putsyes:all:${sealedPut(together)}]`;
      const decide = `[council:decidesyes:${sealedPut(settled)}]`;
      const text = play(
        { role: "councilSecretary", staffId: "staff-30" },
        [
          [all, "/hoidong", "[council:puts]", "[council:puts:tie]", "[council:puts:all]"],
          [all, "[council:putsyes:all:old]", yes],
          [withItems(...manyVoting), yes, "[council:decides]"],
          [withItems(...manyVoted), "[council:next]", "[council:decides]", decide],
          [withItems(...manyVoted), "[council:decides]", "Như"],
          [withItems(...settled.slice(1)), "Theo hồ sơ trình."],
          [{ ...all, closing }, yes, decide],
        ],
        { language },
      );
      await expect(text).toMatchFileSnapshot(`./transcripts/joint-secretary-${language}.txt`);
    },
  );

  it.each(["vi", "en"] as const)("lets a member vote on items together, %s", async (language) => {
    const now = withItems(...manyVoting);
    const ready = manyVoting.filter(({ number }) => number < 10);
    const yes = `[council:votesyes:all:agree:${sealedVote(ready)}]`;
    const own = aVote("staff-21", "Trần Thị Cúc", "chat");
    const rest = manyVoting.map((each) => (each.number === 2 ? { ...each, votes: [own] } : each));
    const done = manyVoting.map((each) => (each.number < 11 ? { ...each, votes: [own] } : each));
    const text = play(
      { role: "councilMember", staffId: "staff-21" },
      [
        [withItems(...many), "[council:joint]"],
        [now, "/hoidong", "[council:joint]", "[council:joint:all:1]", "[council:vote:2:disagree]"],
        [now, "[council:votes:all:agree]"],
        [withItems(...rest), yes],
        [now, yes],
        [withItems(...done), yes, "[council:puts]", "[council:decides]"],
        [withItems(...done), "/hoidong", "[council:joint]", "[council:votes:all:disagree]"],
        [now, "[council:votes:explanation:other]", "Cần", "Cần xem thêm hồ sơ gốc."],
        [{ ...now, closing }, yes],
      ],
      { language },
    );
    await expect(text).toMatchFileSnapshot(`./transcripts/joint-member-${language}.txt`);
  });

  it("lets the chair close and reopen", async () => {
    const text = play(
      { role: "councilChair", staffId: "staff-20" },
      [
        [withItems(voted), "[council:close]"],
        [
          withItems(decided),
          "/hoidong",
          "[council:close]",
          `[council:closeyes:${hash.slice(0, 32)}]`,
        ],
        [closed, "/hoidong", "[council:vote:1:agree]", "[council:reopen]", "Có đơn vị kiến nghị."],
      ],
      { figuresHash: hash },
    );
    await expect(text).toMatchFileSnapshot("./transcripts/chair.txt");
  });

  it("lets the coordinator submit only what holds", async () => {
    const difference = {
      group: "so",
      agencyCode: "STP",
      what: "2.1.3",
      before: "5000",
      now: "7500",
    };
    const why = { kind: "changed", difference } as const;
    const broken: CouncilFacts = { ...closed, closing: { ...closing, state: "void", why } };
    const text = play({ role: "coordinator", staffId: "staff-40" }, [
      [facts, "/trinh"],
      [broken, "/trinh"],
      [{ ...closed, pending: 2 }, "/trinh"],
      [closed, "/trình duyệt", "[submitForApproval:yes:closing-1]"],
    ]);
    await expect(text).toMatchFileSnapshot("./transcripts/coordinator.txt");
  });

  it("lets an official approve or send back", async () => {
    const submitted: CouncilFacts = { ...closed, round: { ...closed.round, stage: "submission" } };
    const approval = { number: "123/QĐ-UBND", date: "2026-02-05", by: "Nguyễn Thị An", at, hash };
    const text = play(
      { role: "official", staffId: "staff-50" },
      [
        [closed, "/pheduyet"],
        [submitted, "/phê duyệt", "[approve:number]", "quyết định", "123/QĐ-UBND", "hôm nay"],
        [submitted, "05/02/2026", "[approve:yes]", "123 456"],
        [{ ...submitted, approval }, "/pheduyet"],
        [submitted, "[approve:return]", "Làm rõ nội dung 1."],
      ],
      { rankings: [], councilPack: pack, factor: app, factorCheck: good },
    );
    await expect(text).toMatchFileSnapshot("./transcripts/official.txt");
    const own = play({ role: "official", staffId: "staff-50", agencyId: stp.id }, [
      [submitted, "/pheduyet"],
    ]);
    expect(own).toContain("không phê duyệt kết quả");
  });

  it("asks an official for a second factor before the approval", async () => {
    const round = { ...closed.round, stage: "submission", isDemo: true } as const;
    const submitted: CouncilFacts = { ...closed, round };
    const official = { role: "official", staffId: "staff-50" } as const;
    const none: FactorFacts = { ...app, isEnrolled: false };
    const steps = ["/pheduyet", "[approve:number]", "123/QĐ-UBND", "05/02/2026", "[approve:yes]"];
    const broken: CouncilFacts = { ...submitted, pending: 1 };
    const texts = [
      play(official, [[submitted, ...steps, "/xacthuc", "123456"]], {
        ...{ rankings: [], councilPack: pack, factor: none, factorCheck: good },
      }),
      play(official, [[submitted, ...steps, "[sendCode]", "000000"]], {
        ...{ rankings: [], councilPack: pack, factor: { ...none, otherChats: ["zalo"] } },
        factorCheck: { kind: "wrong" },
      }),
      play(
        official,
        [
          [submitted, ...steps],
          [broken, "123456"],
        ],
        {
          ...{ rankings: [], councilPack: pack, factor: app, factorCheck: good },
        },
      ),
    ];
    await expect(texts.join("\n")).toMatchFileSnapshot("./transcripts/official-factor.txt");
  });
});
