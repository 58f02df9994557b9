import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatInput } from "../../../core/conversation/turn.ts";
import { decodeTelegramUpdate, readCallbackId } from "./decode-telegram-update.ts";
import { readTelegramBlock } from "./read-telegram-block.ts";
import { readTelegramEnvelope } from "./read-telegram-envelope.ts";

async function fixture(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8"));
}

const file = (ref: string, name: string, size: number | null) => ({ ref, name, size });
const alone = { caption: "", group: null };

describe("decodeTelegramUpdate", () => {
  it.each<[string, ChatInput]>([
    ["text", { kind: "text", text: "90/100" }],
    ["command", { kind: "text", text: "/tc 2.1.3" }],
    ["start-with-code", { kind: "text", text: "/start K7MPQ2XR" }],
    ["decomposed-text", { kind: "text", text: "nộp" }],
    ["button", { kind: "choice", key: "yes", messageId: "16" }],
    ["button-of-an-old-message", { kind: "choice", key: "menu", messageId: "3" }],
    [
      "document",
      {
        kind: "file",
        file: file("BQACAgUAAxk", "kế hoạch CCHC.pdf", 20_480),
        caption: "Kế hoạch 12/KH-SXD",
        group: null,
      },
    ],
    [
      "document-without-name",
      { kind: "file", file: file("BQACAgUAAxl", "tep-20", null), ...alone },
    ],
    [
      "album-photo",
      {
        kind: "file",
        file: file("AgACx", "anh-21.jpg", 98_000),
        caption: "Trang 1",
        group: "13970000000000001",
      },
    ],
    ["live-photo", { kind: "file", file: file("AgACl", "anh-22.jpg", null), ...alone }],
    ["animation", { kind: "unreadable", what: "animation" }],
    ["sticker", { kind: "unreadable", what: "sticker" }],
    ["voice", { kind: "unreadable", what: "voice" }],
    ["video", { kind: "unreadable", what: "video" }],
    ["contact", { kind: "unreadable", what: "contact" }],
    ["venue", { kind: "unreadable", what: "venue" }],
  ])("reads a recorded %s", async (name, input) => {
    expect(decodeTelegramUpdate(await fixture(name))).toEqual(input);
  });

  it.each([
    ["group", "only private chats are served"],
    ["button-of-a-group", "only private chats are served"],
    ["channel-post", "only private chats are served"],
    ["edited", "what was answered stays answered; /sua changes it"],
    ["pinned", "a service message is nobody's answer"],
    ["game-button", "it carries no choice of ours"],
    ["blocked", "it says nothing to the talk"],
  ])("passes over a recorded %s: %s", async (name) => {
    expect(decodeTelegramUpdate(await fixture(name))).toBeNull();
  });

  it("gives every word and file name in the composed form", async () => {
    const input = decodeTelegramUpdate(await fixture("document"));
    const name = input?.kind === "file" ? input.file.name : "";
    expect(name).toBe(name.normalize("NFC"));
    expect(name).toContain("ế");
  });

  it.each([
    null,
    undefined,
    1,
    "text",
    [],
    { message: null },
    { message: { chat: { type: "private" }, text: 5 } },
    { message: { chat: { type: "private" }, photo: [] } },
    { message: { chat: { type: "private" }, document: {} } },
    { callback_query: { data: "yes" } },
  ])("takes %j for nothing", (payload) => {
    expect(decodeTelegramUpdate(payload)).toBeNull();
  });

  it("never throws, whatever the JSON", () => {
    const message = fc.record({
      chat: fc.oneof(fc.constant({ id: 1, type: "private" }), fc.jsonValue()),
      text: fc.jsonValue(),
      photo: fc.jsonValue(),
      document: fc.jsonValue(),
      caption: fc.jsonValue(),
    });
    const payload = fc.record(
      { update_id: fc.jsonValue(), message, callback_query: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(payload, (each) => {
        decodeTelegramUpdate(each);
        readTelegramEnvelope("1000001", each);
        readTelegramBlock(each);
        readCallbackId(each);
      }),
    );
  });
});

describe("readCallbackId", () => {
  it("finds the press that Telegram wants answered", async () => {
    expect(readCallbackId(await fixture("button"))).toBe("18220457913642");
    expect(readCallbackId(await fixture("text"))).toBeNull();
  });
});

describe("readTelegramBlock", () => {
  it.each([
    ["blocked", true],
    ["unblocked", false],
    ["text", null],
    ["group", null],
  ])("reads %s as %s", async (name, isBlocked) => {
    expect(readTelegramBlock(await fixture(name))).toBe(isBlocked);
  });
});

describe("readTelegramEnvelope", () => {
  it.each([
    ["text", "700001"],
    ["button", "700005"],
    ["document", "700009"],
    ["sticker", "700014"],
    ["blocked", "700023"],
  ])("finds the chat and the number of a recorded %s", async (name, externalId) => {
    const payload = await fixture(name);
    expect(readTelegramEnvelope("1000001", payload)).toEqual({
      from: { channel: "telegram", bot: "1000001", chatId: "4242" },
      externalId,
      payload,
    });
  });

  it("keeps every digit of the longest chat id", () => {
    const chat = { id: 2 ** 52 - 1, type: "private" };
    const body = { update_id: 1, message: { chat, text: "a" } };
    expect(readTelegramEnvelope("1000001", body)?.from.chatId).toBe("4503599627370495");
  });

  it.each(["group", "button-of-a-group", "channel-post", "edited"])(
    "has no use for a recorded %s",
    async (name) => {
      expect(readTelegramEnvelope("1000001", await fixture(name))).toBeNull();
    },
  );

  it.each([
    null,
    "x",
    { update_id: 1 },
    { update_id: "1", message: { chat: { id: 1, type: "private" } } },
    { update_id: 1, message: { chat: { id: 1.5, type: "private" } } },
    { message: { chat: { id: 1, type: "private" } } },
  ])("has no use for %j", (body) => {
    expect(readTelegramEnvelope("1000001", body)).toBeNull();
  });
});
