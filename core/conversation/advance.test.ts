import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MemoryTalk, anOfficer, openMemoryTalk } from "../../scripts/chat/memory-talk.ts";
import { emptyDraft } from "../../scripts/chat/memory-draft.ts";
import { answerEverything } from "../../test/answer-questions.ts";
import { everyKind, everyKindScheme } from "../../test/every-kind-scheme.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { decimal, roundHalfUp } from "../rational.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { readState } from "./conversation-state.ts";
import { messagesIn } from "./messages/messages-in.ts";
import { findLeaf } from "./scheme-index.ts";
import type { ChatTurn } from "./talk.ts";
import type { ChatInput } from "./turn.ts";

const so = await shippedScheme("so-2025");
const say = messagesIn("vi");

/** What a person may do next: type something, press an offered button by place, send a file. */
type Deed =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "press"; readonly place: number }
  | { readonly kind: "stale"; readonly key: string }
  | { readonly kind: "file"; readonly group: string | null; readonly size: number };

const words = [
  ...["1", "2", "0", "-1", "18/20", "22/20", "0/0", "1.250", "1.250/2.000", "12,5", "90%", "1e9"],
  ...["31/12/2025", "31/12", "31/02/2025", "có", "không", "tất cả", "không có", "hả?", ""],
  ...["/batdau", "/lui", "/boqua", "/huy", "/hoantac", "/nop", "/tiendo", "/tc", "/visao", "/tc 9"],
  ...["/khongapdung", "/minhchung", "/sua", "/ngonngu en", "/lienket", "/trogiup", "/xephang"],
  ...["/kiemtra BN01000010", "15/KH; 20/01/2025; Sở Nội vụ", "mục II, trang 3", "1.3", "/tc 1.10"],
  "Đơn vị không có thủ tục hành chính nào thuộc thẩm quyền giải quyết trong năm đánh giá.",
  "x".repeat(4096),
];

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("text"), text: fc.constantFrom(...words) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("text"), text: fc.string() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("press"), place: fc.nat({ max: 11 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("stale"),
      key: fc.constantFrom(
        ...[
          "answer:1.1:0:y",
          "answer:1.2:0:9",
          "answer:1.5:7:none",
          "reading:1.5:1",
          "useMine:1.1",
        ],
        ...[
          "keepTheirs:1.1",
          "later:1.2",
          "whole:1.2",
          "cite:1.2",
          "wanted:1.2:99",
          "withdraw:1.2:x",
        ],
        ...["confirm", "field:1:99", "field:9:0", "next:zz", "open", "", ":::", "__proto__:1"],
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("file"),
      group: fc.constantFrom(null, "g1"),
      size: fc.constantFrom(10, 30_000_000, 200_000_000),
    }),
  },
);

function inputOf(talk: MemoryTalk, deed: Deed): ChatInput {
  switch (deed.kind) {
    case "text":
      return deed;
    case "press": {
      const offered = readState(talk.state()).offered ?? [];
      const key = offered[deed.place % Math.max(1, offered.length)]?.[0] ?? "start";
      return { kind: "choice", key, messageId: "1" };
    }
    case "stale":
      return { kind: "choice", key: deed.key, messageId: "1" };
    case "file": {
      const file = { ref: "r", name: "a.pdf", size: deed.size };
      return { kind: "file", file, caption: "", group: deed.group };
    }
  }
}

function expectSound(turn: ChatTurn, scheme: Scheme): void {
  expect(JSON.parse(JSON.stringify(turn.state))).toEqual(turn.state);
  expect(readState(turn.state)).toEqual(turn.state);
  for (const { text, title, choices } of turn.replies) {
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/undefined|\[object|NaN|null/);
    expect(text.length + (title?.length ?? 0)).toBeLessThanOrEqual(4096);
    for (const { key, label } of (choices ?? []).flat()) {
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(64);
      expect(key).not.toBe("");
      expect(label.trim()).not.toBe("");
    }
  }
  for (const effect of turn.effects) {
    if (effect.kind !== "saveLeaf" || effect.content.points === null) continue;
    const max = decimal(findLeaf(scheme, effect.code)?.max ?? "0");
    expect(effect.content.points).toBeGreaterThanOrEqual(0);
    expect(effect.content.points).toBeLessThanOrEqual(roundHalfUp(max, 10_000));
  }
}

describe("any talk at all", () => {
  it.each([
    ["a scheme of every kind", everyKindScheme],
    ["so-2025", so],
  ])(
    "stays sound with %s: no throw, no points out of range, buttons and texts that fit",
    (_name, scheme) => {
      fc.assert(
        fc.property(fc.array(deeds, { maxLength: 40 }), (sequence) => {
          const talk = openMemoryTalk({ scheme });
          for (const deed of sequence) expectSound(talk.play(inputOf(talk, deed)), scheme);
        }),
        { numRuns: 150 },
      );
    },
  );

  it("stays where it is when an input is not understood", () => {
    const doubtfulFigure = [
      { kind: "stale", key: "field:1:99" },
      { kind: "press", place: 0 },
      { kind: "text", text: "1.250" },
    ] as const;
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 25 }), (sequence) => {
        const talk = openMemoryTalk({ scheme: everyKindScheme });
        for (const deed of sequence) talk.play(inputOf(talk, deed));
        const before = readState(talk.state());
        const turn = talk.play({ kind: "text", text: "ừm để xem đã nhé" });
        const takesAnyWords = turn.effects.length > 0 || before.step === "document";
        if (takesAnyWords) return;
        // Words where a figure can be read in two ways answer its question, which is asked again.
        if (before.flow === "selfScore" && before.step === "doubt") {
          expect(turn.state).toMatchObject({ step: "ask", code: before.code, given: before.given });
        } else expect(position(turn.state)).toEqual(position(before));
      }),
      { numRuns: 150, examples: [[[...doubtfulFigure]]] },
    );
  });

  it("replaces an answer only by one who was shown it, with two officers at work", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), deeds), { maxLength: 40 }), (sequence) => {
        const draft = emptyDraft();
        const colleague = { ...anOfficer, staffId: "staff-2", name: "Trần Văn Bình" };
        const one = openMemoryTalk({ scheme: everyKindScheme }, draft);
        const other = openMemoryTalk({ scheme: everyKindScheme, me: colleague }, draft);
        for (const [isOne, deed] of sequence) {
          const talk = isOne ? one : other;
          const state = readState(talk.state());
          const leaves = new Map(draft.leaves);
          for (const effect of talk.play(inputOf(talk, deed)).effects) {
            if (effect.kind !== "saveLeaf" || effect.change !== "answer") continue;
            const old = leaves.get(effect.code);
            const isReplaced =
              old !== undefined &&
              (old.answer !== null || old.notApplicable !== null) &&
              JSON.stringify(old.answer) !== JSON.stringify(effect.content.answer);
            if (isReplaced) expect("seen" in state && state.seen).toBe(old.receipt);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Where a talk stands, without what it remembers. */
function position(state: ChatTurn["state"]): unknown {
  const memory = ["offered", "isReceipt", "warned", "undo", "album"];
  return Object.fromEntries(Object.entries(state).filter(([name]) => !memory.includes(name)));
}

describe("every kind of rule", () => {
  it("can be answered by talking", () => {
    const talk = openMemoryTalk({ scheme: everyKindScheme });
    talk.play({ kind: "choice", key: "next", messageId: null });
    answerEverything(talk, everyKindScheme);
    const answered = [...talk.draft.leaves.values()].filter(({ answer }) => answer !== null);
    expect(answered).toHaveLength(Object.keys(everyKind).length);
  });

  it.each(["vi", "en"] as const)(
    "asks and tells in %s what an official can proof-read",
    async (language) => {
      const talk = openMemoryTalk({ scheme: everyKindScheme, language });
      const first = talk.play({ kind: "choice", key: "next", messageId: null });
      const turns = [first, ...answerEverything(talk, everyKindScheme)];
      const lines = turns.flatMap(({ replies }) =>
        replies.map(({ title, text }) => [...(title ? [`*${title}*`] : []), text].join("\n")),
      );
      await expect(lines.join("\n\n---\n\n")).toMatchFileSnapshot(
        `./self-score/transcripts/every-kind-${language}.txt`,
      );
    },
  );
});

describe("what a chat may not hear", () => {
  it("tells an unlinked chat nothing of the province, whatever it sends", () => {
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 15 }), (sequence) => {
        const talk = openMemoryTalk({ scheme: so, me: null });
        for (const deed of sequence) {
          const { replies, effects } = talk.play(inputOf(talk, deed));
          expect(effects).toEqual([]);
          expect([say.register.askCode(), say.register.notACode()]).toContain(replies[0]?.text);
        }
      }),
    );
  });
});

describe("a chat that passes to another person", () => {
  const type = (text: string): ChatInput => ({ kind: "text", text });

  it("remembers nothing of the one before: no undoing, and the warning is given again", () => {
    const draft = emptyDraft();
    const one = { ...anOfficer, staffId: "staff-2", name: "Trần Văn Bình" };
    const theirs = openMemoryTalk({ scheme: so, me: one }, draft);
    for (const text of ["/tc 1.1.3", "18/20", "/minhchung"]) theirs.play(type(text));
    const before = readState(theirs.state());
    expect(before).toMatchObject({ warned: "round-2025", undo: { code: "1.1.3" } });

    const { staffId, name, agencyName } = anOfficer;
    const redeemed = { kind: "good", codeId: "code-1", staffId, name, agencyName } as const;
    const facts = { scheme: so, me: null, found: { redeemed }, state: before };
    const chat = openMemoryTalk(facts, draft);
    chat.play(type("ACDEFG23"));
    const undone = chat.play(type("/hoantac"));
    expect(undone).toMatchObject({ effects: [], replies: [{ text: say.leaf.nothingToUndo() }] });
    const press = (key: string) => chat.play({ kind: "choice", key, messageId: null });
    const wanted = press("add:1.1.3").replies[0]?.choices?.[0]?.[0]?.key ?? "";
    const asked = press(wanted);
    expect(asked.replies[0]?.text).toContain(say.evidence.secretWarning());
  });
});

describe("where a reply goes", () => {
  const press = (key: string): ChatInput => ({ kind: "choice", key, messageId: "1" });

  it("takes the place of the last question, never of an older message or one with a receipt", () => {
    const talk = openMemoryTalk({ scheme: so });
    talk.play({ kind: "text", text: "1.1.3" });
    expect(talk.play(press("guide:1.1.3")).replies[0]?.replacesPressed).toBe(true);
    expect(talk.play(press("start")).replies[0]?.replacesPressed).toBeUndefined();
    talk.play({ kind: "text", text: "1.1.3" });
    talk.play({ kind: "text", text: "18/20" });
    expect(talk.play(press("cite:1.1.3")).replies[0]?.replacesPressed).toBeUndefined();
    expect(talk.play(press("back")).replies[0]?.replacesPressed).toBe(true);
  });
});

describe("who may do what in a talk", () => {
  it("greets a leader with the draft and lets them submit, not score", () => {
    const leader = { ...anOfficer, grants: [{ role: "leader", fields: null }] } as const;
    const talk = openMemoryTalk({ scheme: so, me: leader });
    const keys = (turn: ChatTurn) => turn.replies.flatMap(({ choices }) => (choices ?? []).flat());
    const greeting = talk.play({ kind: "text", text: "/batdau" });
    expect(keys(greeting).map(({ key }) => key)).toEqual(
      expect.arrayContaining(["list", "progress", "submit"]),
    );
    expect(keys(greeting).map(({ key }) => key)).not.toContain("next");
    const refused = talk.play({ kind: "text", text: "/sua 1.1.3" });
    expect(refused.replies[0]?.text).toBe(say.common.refusedWrite({ kind: "noRight" }));
  });

  it("shows an official no evidence, and an officer no other agency", () => {
    const official = { ...anOfficer, agencyCode: "UBND", agencyId: "agency-9" };
    const grants = [{ role: "official", fields: null }] as const;
    const explained = {
      ...{ agencyId: "agency-1", agencyCode: "SNV", agencyName: "Sở Nội vụ", scheme: so },
      ...({ stage: "selfScoring", isDemo: false, isTraining: false, leaf: null } as const),
      evidence: [{ ...anItem, fileName: "bi-mat.pdf" }],
    };
    const found = { explained, agencyResult: null };
    const seen = openMemoryTalk({ scheme: so, me: { ...official, grants }, found });
    const told = seen.play({ kind: "text", text: "/visao 1.1.3 SNV" });
    expect(JSON.stringify(told.replies)).not.toContain("bi-mat");
    const other = openMemoryTalk({ scheme: so, me: official, found });
    const refused = other.play({ kind: "text", text: "/visao 1.1.3 SNV" });
    expect(refused.replies[0]?.text).toBe(say.common.onlyOwnAgency());
  });
});

const anItem = {
  phase: "selfScoring" as const,
  ...{ id: "e1", code: "1.1.3", wanted: null, document: null, place: null, reason: null },
  ...({ status: "kept", size: 1, sha256: "00", receipt: "BN1", by: "A" } as const),
  at: "2026-01-15T01:00:00.000Z",
};
