import { describe, expect, it } from "vitest";
import type { DrillRecord, Saying } from "./drill-record.ts";
import { type OnTheWay, isClean, judgeDrill } from "./judge-drill.ts";
import type { Kept } from "./read-kept.ts";

const leaders = new Map([[0, "90"]]);

const answer: Saying = {
  ...{ updateId: "1", chatId: "10", agency: 0, isAwaited: true, heardAfterMs: 120 },
  meant: { kind: "answer", code: "1.1", done: 18 },
};
const handIn: Saying = { ...answer, updateId: "2", meant: { kind: "handIn" } };

/** One officer who answered and handed in, and the leader who heard of it. */
const record: DrillRecord = {
  ...{ sayings: [answer, handIn], agencies: 1 },
  chats: [
    {
      ...{ chatId: "10", isBlocked: false },
      messages: [
        { messageId: "100", text: "Đã ghi 1.1: 0,9 điểm\nBiên nhận: AAAA000001" },
        { messageId: "101", text: "Đã trình lãnh đạo\nBiên nhận: AAAA000002" },
      ],
    },
    { chatId: "90", isBlocked: false, messages: [{ messageId: "102", text: "Có kết quả để ký" }] },
  ],
};

const sent = { isSent: true, isRefused: false, isAmbiguous: false };
const kept: Kept = {
  updates: ["1", "2"].map((updateId) => ({ updateId, chatId: "10", status: "done" })),
  talks: [{ chatId: "10", turns: 2 }],
  entries: [
    {
      ...{ agency: 0, kind: "answer", code: "1.1", receipt: "AAAA000001" },
      ...{ updateId: "1", chatId: "10" },
    },
    {
      ...{ agency: 0, kind: "submit", code: null, receipt: "AAAA000002" },
      ...{ updateId: "2", chatId: "10" },
    },
  ],
  leaves: [{ agency: 0, code: "1.1", done: 18 }],
  evidence: [],
  replies: [
    { chatId: "10", updateId: "1", messageId: "100", ...sent },
    { chatId: "10", updateId: "2", messageId: "101", ...sent },
    { chatId: "90", updateId: null, messageId: "102", ...sent },
  ],
  dirtyAgencies: 0,
  handedIn: [0],
};

describe("the verdict on a drill", () => {
  it("is clean when the messenger's record and the database agree", () => {
    const verdict = judgeDrill(record, kept, leaders);
    expect(isClean(verdict)).toBe(true);
    expect(verdict.waits).toEqual([120, 120]);
  });

  it.each<{ because: string; line: string; found: Partial<Kept> }>([
    { because: "an update was never stored", line: "updates", found: { updates: [] } },
    {
      because: "an update was put aside",
      line: "updates",
      found: { updates: kept.updates.map((each) => ({ ...each, status: "dead" })) },
    },
    {
      because: "an answer is not what was said",
      line: "answers",
      found: { leaves: [{ agency: 0, code: "1.1", done: 17 }] },
    },
    { because: "a receipt that was told is unknown", line: "receipts", found: { entries: [] } },
    { because: "a hand-in left no mark", line: "handIns", found: { handedIn: [] } },
    {
      because: "a message never left",
      line: "messages",
      found: {
        replies: kept.replies.map((each) => ({ ...each, isSent: false, messageId: null })),
      },
    },
  ])("finds that $because", ({ line, found }) => {
    const { lines } = judgeDrill(record, { ...kept, ...found }, leaders);
    expect(lines.find(({ name }) => name === line)?.lost).toBeGreaterThan(0);
  });

  it.each<{ because: string; line: string; found: Partial<Kept> }>([
    {
      because: "an update was played twice",
      line: "updates",
      found: { talks: [{ chatId: "10", turns: 3 }] },
    },
    {
      because: "an answer was stored twice",
      line: "answers",
      found: { entries: [...kept.entries, ...kept.entries] },
    },
    {
      because: "a leader was told twice",
      line: "duties",
      found: { replies: [...kept.replies, ...kept.replies] },
    },
  ])("finds that $because", ({ line, found }) => {
    const { lines } = judgeDrill(record, { ...kept, ...found }, leaders);
    expect(lines.find(({ name }) => name === line)?.doubled).toBeGreaterThan(0);
  });

  it("finds a file that was sent and is not there", () => {
    const file: Saying = {
      ...answer,
      updateId: "3",
      meant: { kind: "file", code: "1.1", sha256: "ab" },
    };
    const { lines } = judgeDrill(
      { ...record, sayings: [...record.sayings, file] },
      { ...kept, evidence: [] },
      leaders,
    );
    expect(lines.find(({ name }) => name === "files")?.lost).toBe(1);
  });

  it("tells how a file that is not kept ended", () => {
    const refused = { status: "refused", reason: "empty", sha256: null, number: null };
    const evidence = [{ agency: 0, code: "1.1", ...refused }];
    const { filesNotKept } = judgeDrill(record, { ...kept, evidence }, leaders);
    expect(filesNotKept).toEqual(["refused: empty"]);
  });

  it.each<{ left: keyof OnTheWay; found: Partial<Kept> }>([
    {
      left: "updates",
      found: { updates: [...kept.updates, { updateId: "9", chatId: "10", status: "waiting" }] },
    },
    {
      left: "replies",
      found: { replies: kept.replies.map((each) => ({ ...each, isSent: false })) },
    },
    {
      left: "files",
      found: {
        evidence: [
          {
            ...{ agency: 0, code: "1.1", status: "fetching", reason: null },
            ...{ sha256: null, number: null },
          },
        ],
      },
    },
    { left: "agencies", found: { dirtyAgencies: 1 } },
  ])("is not clean while $left are on the way", ({ left, found }) => {
    const verdict = judgeDrill(record, { ...kept, ...found }, leaders);
    expect(verdict.onTheWay[left]).toBeGreaterThan(0);
    expect(isClean(verdict)).toBe(false);
  });

  it("asks that a message that came twice is noted as one that may", () => {
    const [own, leader] = record.chats;
    if (!own || !leader) throw new Error("no chats");
    const twice = { messageId: "99", text: own.messages[0]?.text ?? "" };
    const repeated: DrillRecord = {
      ...record,
      chats: [{ ...own, messages: [twice, ...own.messages] }, leader],
    };
    const noted = {
      ...kept,
      replies: kept.replies.map((each) => ({ ...each, isAmbiguous: each.messageId === "100" })),
    };
    expect(judgeDrill(repeated, noted, leaders)).toMatchObject({
      repeated: 1,
      repeatedUnrecorded: 0,
    });
    expect(judgeDrill(repeated, kept, leaders).repeatedUnrecorded).toBe(1);
  });
});
