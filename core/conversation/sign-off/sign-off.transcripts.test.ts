import { describe, expect, it } from "vitest";
import {
  type MemoryFacts,
  type MemoryTalk,
  anOfficer,
  openMemoryTalk,
} from "../../../scripts/chat/memory-talk.ts";
import { emptyDraft } from "../../../scripts/chat/memory-draft.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aLeaf, aScheme } from "../../../test/schemes.ts";
import type { Actor } from "../../access/actor.ts";
import { stateOf } from "./digest.ts";
import { handedUpNotice, returnedNotice, voidedNotice } from "./notices.ts";
import { freshCourse, type FactorFacts, type SignOffFacts } from "./sign-off-facts.ts";

const scheme = aScheme([
  aLeaf(),
  aLeaf({ code: "1.2", name: "Tỷ lệ hồ sơ giải quyết đúng hạn", max: "2" }),
]);

const leader: Actor = {
  ...anOfficer,
  ...{ staffId: "staff-5", name: "Lê Văn Dũng", grants: [{ role: "leader", fields: null }] },
};
const whom = { staffId: "staff-5", name: "Lê Văn Dũng", decision: "12/QĐ-SNV" };
const acting: Actor = {
  ...{ ...anOfficer, staffId: "staff-6", name: "Phạm Thị Hà" },
  grants: [
    { role: "leader", fields: null, for: { ...whom, from: "2026-01-10", until: "2026-01-20" } },
  ],
};
const both: Actor = { ...anOfficer, grants: [...anOfficer.grants, ...leader.grants] };

const app: FactorFacts = { isEnrolled: true, recoveryLeft: 10, otherChats: [], mayAskCode: true };
const none: FactorFacts = { ...app, isEnrolled: false, recoveryLeft: 0 };
const good = { kind: "good", proof: { how: "app", step: 1 } } as const;

const facts: SignOffFacts = {
  ...{ schemeHash: "c0ffee", last: null, settled: [], enteredBy: ["staff-1"] },
  leaders: [{ staffId: "staff-5", name: "Lê Văn Dũng", forName: null, hasChat: true }],
};

/** A draft of two leaves that the officer has filled. */
function filled() {
  const draft = emptyDraft();
  const officer = open({}, draft);
  for (const text of [
    ...["1.1", "18/20", "12/KH-SNV; 10/01/2025; Sở Nội vụ"],
    ...["1.2", "90/100", "[explain:1.2]"],
    "Đơn vị giải quyết đúng hạn 90 trên 100 hồ sơ theo số liệu của Cổng dịch vụ công.",
  ]) {
    const key = /^\[(.+)\]$/.exec(text)?.[1];
    officer.play(
      key === undefined ? { kind: "text", text } : { kind: "choice", key, messageId: null },
    );
  }
  return draft;
}

function open(more: Partial<MemoryFacts>, draft = emptyDraft()): MemoryTalk {
  return openMemoryTalk({ scheme, found: { signOff: facts, factor: app }, ...more }, draft);
}

function handedUp() {
  const draft = filled();
  draft.submitted = { at: "2026-01-15T01:00:00.000Z", by: anOfficer.name };
  return draft;
}

async function expectTranscript(
  place: string,
  talk: MemoryTalk,
  inputs: readonly string[],
): Promise<void> {
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${place}.txt`);
}

describe("talks about signing, for proof-reading", () => {
  it("an officer hands up", async () => {
    await expectTranscript("officer", open({}, filled()), [
      "/nop",
      "[confirm]",
      "/ky",
      "/tiendo",
      "/batdau",
    ]);
  });

  it("an officer hands up where no leader is known", async () => {
    const found = { signOff: { ...facts, leaders: [] } };
    await expectTranscript("no-leader", open({ found }, filled()), ["/nop", "[confirm]", "/ky"]);
  });

  it("an officer works on what was given back", async () => {
    const draft = filled();
    const by = { name: leader.name, forName: null, decision: null };
    const comment = "Số liệu chưa khớp với báo cáo quý IV.";
    const returned = [{ code: "1.2", comment, at: "2026-01-15T00:30:00.000Z", by }];
    draft.course = { ...freshCourse, returned };
    await expectTranscript("given-back", open({}, draft), [
      "/batdau",
      "/chamtiep",
      "/nop",
      "[returned:1.2]",
      "[answerReturn:1.2]",
      "Đúng rồi.",
      "Số liệu lấy đến hết ngày 31/12, báo cáo quý IV chỉ đến 15/12.",
    ]);
  });

  it("an officer is not asked what the province has left out for the agency", async () => {
    const draft = filled();
    const reason = "Đơn vị không có thủ tục hành chính thuộc thẩm quyền giải quyết.";
    draft.course = { ...freshCourse, leftOut: [{ code: "1.2", reason }] };
    await expectTranscript("left-out", open({}, draft), [
      "/batdau",
      "/tiendo",
      "/tc 1.2",
      "/sua 1.2",
      "/khongapdung 1.2",
      "/tc",
      "/nop",
    ]);
  });

  it("a leader reads, is asked for a second factor, and signs", async () => {
    const found = { signOff: facts, factor: app, factorCheck: good };
    await expectTranscript("leader", open({ me: leader, found }, handedUp()), [
      "/batdau",
      "/ky",
      "[signNow]",
      "123 456",
    ]);
    const wrong = { signOff: facts, factor: app, factorCheck: { kind: "wrong" } } as const;
    await expectTranscript("wrong-code", open({ me: leader, found: wrong }, handedUp()), [
      "/ky",
      "[signNow]",
      "000000",
    ]);
  });

  it("a leader without a second factor is told how to get one", async () => {
    const found = { signOff: facts, factor: none, factorCheck: good };
    const talk = open({ me: leader, found, round: { isDemo: true } }, handedUp());
    await expectTranscript("enrol", talk, ["/ky", "[signNow]", "/xacthuc", "123456"]);
    const factor = { ...none, otherChats: ["telegram"] } as const;
    const second = { signOff: facts, factor, factorCheck: good };
    await expectTranscript("second-chat", open({ me: leader, found: second }, handedUp()), [
      "/ky",
      "[signNow]",
      "[sendCode]",
      "654321",
    ]);
  });

  it("a leader signs again what has changed since", async () => {
    const draft = handedUp();
    const last = stateOf({ draft, evidence: draft.evidence, schemeHash: "c0ffee" });
    const officer = open({}, draft);
    draft.submitted = null;
    for (const text of ["/sua 1.1", "20/20"]) officer.play({ kind: "text", text });
    draft.submitted = { at: "2026-01-15T01:00:00.000Z", by: anOfficer.name };
    const by = { name: leader.name, forName: null, decision: null };
    const times = { at: "2026-01-15T00:10:00.000Z", voidedAt: "2026-01-15T00:40:00.000Z" };
    draft.course = { ...freshCourse, voided: { ...times, by, cause: "changed" } };
    const found = { signOff: { ...facts, last } };
    await expectTranscript("again", open({ me: leader, found }, draft), ["/batdau", "/ky"]);
  });

  it("a leader reads what became of the leaves given back", async () => {
    const answer = "Số liệu lấy đến hết ngày 31/12, báo cáo quý IV chỉ đến 15/12.";
    const settled = [
      { code: "1.1", answer },
      { code: "1.2", answer: null },
    ];
    const found = { signOff: { ...facts, settled } };
    await expectTranscript("settled", open({ me: leader, found }, handedUp()), ["/ky"]);
    const english = open({ me: leader, found, language: "en" }, handedUp());
    await expectTranscript("settled-en", english, ["/sign"]);
  });

  it("a leader opens the home page while explanations are open, and after the end", async () => {
    const phases = {
      selfScoring: { opensAt: "2026-01-02T01:00:00.000Z", closesAt: "2026-01-10T10:00:00.000Z" },
      explaining: { opensAt: "2026-01-12T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" },
    };
    const explaining = open({ me: leader, round: { stage: "explaining", phases } }, handedUp());
    await expectTranscript("leader-explaining", explaining, ["/batdau", "/tiendo"]);
    const over = open({ me: leader, round: { stage: "appraisal", phases } }, filled());
    await expectTranscript("leader-over", over, ["/batdau", "/tiendo"]);
  });

  it("a leader gives leaves back", async () => {
    await expectTranscript("leader-returns", open({ me: leader }, handedUp()), [
      "/ky",
      "[giveBack]",
      "1.1, 9.9",
      "1.1 và 1.2",
      "Xem lại.",
      "Số liệu chưa khớp với báo cáo quý IV.",
    ]);
    const late = open({ me: leader }, handedUp());
    late.setNow("2026-01-31T10:00:00.000Z");
    await expectTranscript("too-late", late, ["/ky", "[giveBack]"]);
  });

  it("an acting leader signs in the leader's name", async () => {
    const found = { signOff: facts, factor: app, factorCheck: good };
    await expectTranscript("acting", open({ me: acting, found }, handedUp()), [
      "/ky",
      "[signNow]",
      "123456",
      "/uyquyen",
    ]);
  });

  it("the only person of a commune says why they sign what they entered", async () => {
    const found = { signOff: facts, factor: app, factorCheck: good };
    await expectTranscript("alone", open({ me: both, found }, handedUp()), [
      "/ky",
      "[signNow]",
      "Ít người.",
      "Xã chỉ có một cán bộ phụ trách cải cách hành chính.",
      "123456",
    ]);
  });

  it("a leader delegates and revokes", async () => {
    const mine = [
      {
        ...{ id: "d1", actingName: "Phạm Thị Hà", decision: "12/QĐ-SNV" },
        ...{ from: "2026-01-10", until: "2026-01-20" },
      },
    ];
    const colleagues = [{ staffId: "staff-6", name: "Phạm Thị Hà", title: "Phó Giám đốc" }];
    const found = { delegations: { mine, colleagues } };
    await expectTranscript("delegate", open({ me: leader, found }), [
      "/uyquyen",
      "[delegateTo:staff-6]",
      "10/01/2026",
      "hôm nay",
      "tuần sau",
      "31/01/2026",
      "15/QĐ-SNV",
      "[undelegate:d1]",
    ]);
  });
});

describe("a coordinator", () => {
  it("resets the second factor of somebody who has lost the phone", async () => {
    const me = { ...leader, grants: [{ role: "coordinator", fields: null }] } as const;
    const enrolled = [
      { staffId: "staff-40", name: "Trần Văn Bình", title: "Giám đốc" },
      { staffId: me.staffId, name: me.name, title: "" },
    ];
    const talk = open({ me, found: { enrolled } });
    await expectTranscript("reset-factor", talk, [
      "/xacthuc stp",
      `[resetFactor:${me.staffId}]`,
      "[resetFactor:staff-40]",
      "mất máy",
      "Mất điện thoại; đã gọi lại số máy của văn phòng Sở để xác minh.",
    ]);
  });

  it("alone may do it", async () => {
    await expectTranscript("reset-factor-refused", open({ me: leader }), [
      "/xacthuc STP",
      "[resetFactor:staff-40]",
    ]);
  });
});

describe("a signature", () => {
  it("is never given to another state than the one shown", () => {
    const draft = handedUp();
    const found = { signOff: facts, factor: app, factorCheck: good };
    const talk = open({ me: leader, found }, draft);
    talk.play({ kind: "text", text: "/ky" });
    talk.play({ kind: "choice", key: "signNow", messageId: null });
    draft.version += 1;
    const turn = talk.play({ kind: "text", text: "123456" });
    expect(turn.effects).toEqual([]);
    expect(turn.replies[0]?.text).toContain("đã thay đổi từ lúc anh/chị xem");
  });
});

describe("notices", () => {
  it("fit a message and offer what to do", () => {
    const about = { agencyName: "Sở Nội vụ", roundTitle: "Kỳ thử", isDemo: true, isTraining: true };
    const by = { name: "A", forName: "B", decision: "1/QĐ" };
    const signature = { at: "2026-01-15T01:00:00.000Z", by };
    const codes = Array.from({ length: 90 }, (_, n) => `1.${n}`);
    const comment = "x".repeat(1000);
    const returned = codes.map((code) => ({ code, comment, at: signature.at, by }));
    for (const language of ["vi", "en"] as const) {
      const notices = [
        voidedNotice({ ...about, signature, codes }, true, language),
        voidedNotice({ ...about, signature, codes }, false, language),
        returnedNotice({ ...about, returned, wasSigned: true }, language),
        handedUpNotice(
          {
            digest: {
              ...{ ...about, totals: [], changes: null, settled: [], leafCount: 90, gaps: [] },
              ...{ explained: codes, notApplicable: codes },
            },
            ...{ by: "A", at: signature.at },
          },
          language,
        ),
      ];
      for (const { text, choices } of notices) {
        expect(text).toContain("KỲ TẬP DƯỢT");
        expect(text.length).toBeLessThan(4000);
        expect(choices?.length).toBeGreaterThan(0);
      }
    }
  });
});
