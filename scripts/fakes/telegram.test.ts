import { fork } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFeed } from "./feed.ts";
import { type FakeTelegram, startFakeTelegram } from "./telegram.ts";

interface Answer {
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: unknown;
}

let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram({ webhookRetryMs: 1 });
});
afterEach(async () => {
  await fake.stop();
});

async function call(
  method: string,
  payload: Readonly<Record<string, unknown>> = {},
  token = fake.token,
): Promise<Answer> {
  const response = await fetch(`${fake.apiRoot}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
  });
  return (await response.json()) as Answer;
}

const lan = () => fake.user({ id: 4242, name: "Lan" });
const refused = (error_code: number, words: string): unknown =>
  expect.objectContaining({
    ok: false,
    error_code,
    description: expect.stringContaining(words) as unknown,
  });
const numbersOf = (answer: Answer) =>
  (answer.result as { update_id: number }[]).map(({ update_id }) => update_id);
const keyboard = (...buttons: readonly object[]) => ({ inline_keyboard: [buttons] });

describe("tokens", () => {
  it("knows its own bots only", async () => {
    expect(await call("getMe")).toMatchObject({
      ok: true,
      result: { id: 1_000_001, is_bot: true },
    });
    expect(await call("getMe", {}, "2:x")).toEqual(refused(401, "Unauthorized"));
    expect(await call("getTheMoon")).toEqual(refused(404, "method not found"));
  });

  it("keeps two bots apart", async () => {
    const other = fake.addBot("1000002:AAE-second");
    lan();
    expect(await call("sendMessage", { chat_id: 4242, text: "a" }, other.token)).toEqual(
      refused(400, "chat not found"),
    );
    other.user({ id: 4242 }).send("chào");
    expect([fake.pending(), other.pending()]).toEqual([0, 1]);
  });
});

describe("getUpdates", () => {
  it("gives an update until a higher offset confirms it", async () => {
    const sent = ["1", "2", "3"].map((text) => lan().send(text).updateId);
    expect(numbersOf(await call("getUpdates"))).toEqual(sent);
    expect(numbersOf(await call("getUpdates", { limit: 2 }))).toEqual(sent.slice(0, 2));
    expect(numbersOf(await call("getUpdates", { offset: sent[1] }))).toEqual(sent.slice(1));
    expect(numbersOf(await call("getUpdates", { offset: Number(sent[2]) + 1 }))).toEqual([]);
    expect(fake.pending()).toBe(0);
  });

  it("gives the last ones for an offset below zero and forgets the others", async () => {
    const sent = ["1", "2", "3"].map((text) => lan().send(text).updateId);
    expect(numbersOf(await call("getUpdates", { offset: -1 }))).toEqual(sent.slice(2));
    expect(fake.pending()).toBe(1);
  });

  it("holds an empty answer back until something comes", async () => {
    const polling = call("getUpdates", { timeout: 20 });
    await fake.nextCall("getUpdates");
    const { updateId } = lan().send("chào");
    expect(numbersOf(await polling)).toEqual([updateId]);
  });

  it("answers empty when nothing came in time", async () => {
    expect(await call("getUpdates", { timeout: 0.01 })).toEqual({ ok: true, result: [] });
  });

  it("ends an older poll when a second poller comes", async () => {
    const first = call("getUpdates", { timeout: 20 });
    await fake.nextCall("getUpdates");
    const second = call("getUpdates", { timeout: 20 });
    expect(await first).toEqual(refused(409, "terminated by other getUpdates request"));
    lan().send("chào");
    expect(numbersOf(await second)).toHaveLength(1);
  });

  it("is refused while a webhook is set, and works again without", async () => {
    await call("setWebhook", { url: "https://cham.example.vn/" });
    expect(await call("getUpdates")).toEqual(refused(409, "webhook is active"));
    await call("deleteWebhook");
    expect(await call("getUpdates")).toMatchObject({ ok: true });
  });

  it("leaves out the kinds that were not asked for", async () => {
    const allowed_updates = ["callback_query"];
    await call("getUpdates", { allowed_updates });
    expect(lan().send("chào").updateId).toBe(0);
    expect(fake.pending()).toBe(0);
  });

  it("brings an update again when told to", async () => {
    const { updateId } = lan().send("chào");
    await call("getUpdates", { offset: updateId + 1 });
    await fake.redeliver(updateId, 2);
    expect(numbersOf(await call("getUpdates"))).toEqual([updateId, updateId]);
  });
});

describe("a webhook", () => {
  interface Delivery {
    readonly updateId: number;
    readonly chatId: number;
    readonly secret: unknown;
    readonly answer: (status: number) => void;
  }
  const deliveries = () => openFeed<Delivery>("deliveries");
  let server: http.Server;
  let received: ReturnType<typeof deliveries>;

  beforeEach(async () => {
    received = deliveries();
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const update = JSON.parse(Buffer.concat(chunks).toString()) as {
          update_id: number;
          message: { chat: { id: number } };
        };
        received.push({
          updateId: update.update_id,
          chatId: update.message.chat.id,
          secret: request.headers["x-telegram-bot-api-secret-token"],
          answer: (status) => response.writeHead(status).end(),
        });
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hook`;
    expect(await call("setWebhook", { url, secret_token: "bi-mat" })).toMatchObject({ ok: true });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("gets each chat's updates one after the other, with the secret", async () => {
    const sent = ["1", "2"].map((text) => lan().send(text).updateId);
    const first = await received.next();
    expect(first).toMatchObject({ updateId: sent[0], secret: "bi-mat" });
    expect(received.items).toHaveLength(1);
    first.answer(200);
    const second = await received.next();
    expect(second.updateId).toBe(sent[1]);
    second.answer(200);
    await fake.settled();
  });

  it("gets different chats' updates side by side", async () => {
    fake.user({ id: 1 }).send("a");
    fake.user({ id: 2 }).send("b");
    const both = [await received.next(), await received.next()];
    expect(both.map(({ chatId }) => chatId).sort()).toEqual([1, 2]);
    for (const each of both) each.answer(200);
    await fake.settled();
  });

  it("gets an update again until it says 2xx, the next one waiting", async () => {
    const sent = ["1", "2"].map((text) => lan().send(text).updateId);
    for (const status of [500, 302, 204, 200]) (await received.next()).answer(status);
    await fake.settled();
    expect(received.items.map(({ updateId }) => updateId)).toEqual([
      sent[0],
      sent[0],
      sent[0],
      sent[1],
    ]);
  });

  it("can be asked how it does", async () => {
    lan().send("chào");
    (await received.next()).answer(500);
    const again = await received.next();
    expect((await call("getWebhookInfo")).result).toMatchObject({
      pending_update_count: 1,
      last_error_message: "Wrong response from the webhook: 500",
    });
    again.answer(200);
    await fake.settled();
    expect((await call("getWebhookInfo")).result).toMatchObject({ pending_update_count: 0 });
  });

  it("gets an update many times at once when told to", async () => {
    const { updateId } = lan().send("chào");
    (await received.next()).answer(200);
    await fake.settled();
    const again = fake.redeliver(updateId, 3);
    for (const status of [200, 200, 500]) (await received.next()).answer(status);
    expect([...(await again)].sort()).toEqual([200, 200, 500]);
  });

  it("gets what waited before it was set", async () => {
    await call("deleteWebhook");
    const { updateId } = lan().send("chào");
    const { port } = server.address() as AddressInfo;
    await call("setWebhook", { url: `http://127.0.0.1:${port}/` });
    const waited = await received.next();
    expect(waited.updateId).toBe(updateId);
    waited.answer(200);
    await fake.settled();
  });

  it("keeps what is not taken while nobody listens", async () => {
    server.closeAllConnections();
    await new Promise<void>((done) =>
      server.close(() => {
        done();
      }),
    );
    lan().send("chào");
    await call("deleteWebhook");
    expect(numbersOf(await call("getUpdates"))).toHaveLength(1);
  });
});

describe("setWebhook", () => {
  it.each([
    [{ url: "http://cham.example.vn/" }, "HTTPS"],
    [{ url: "https://cham.example.vn/", secret_token: "có dấu" }, "unallowed characters"],
  ])("refuses %j", async (payload, words) => {
    expect(await call("setWebhook", payload)).toEqual(refused(400, words));
  });
});

describe("sending", () => {
  it("gives the whole message back", async () => {
    lan();
    const reply_markup = keyboard({ text: "Có", callback_data: "yes" });
    expect(await call("sendMessage", { chat_id: "4242", text: " chào ", reply_markup })).toEqual({
      ok: true,
      result: {
        message_id: 1,
        date: expect.any(Number) as unknown,
        from: expect.objectContaining({ is_bot: true }) as unknown,
        chat: { id: 4242, type: "private", first_name: "Lan" },
        text: "chào",
        reply_markup,
      },
    });
  });

  it.each([
    [{ text: "" }, "message text is empty"],
    [{ text: "  \n" }, "message text is empty"],
    [{ text: "x".repeat(4097) }, "message is too long"],
    [{ text: "<b>x", parse_mode: "HTML" }, "can't parse entities"],
    [{ text: "<h1>x</h1>", parse_mode: "HTML" }, "Unsupported start tag"],
    [{ text: "<b>x</i>", parse_mode: "HTML" }, "Unmatched end tag"],
    [{ text: "x", entities: [{ type: "bold", offset: 0, length: 2 }] }, "ENTITY_BOUNDS_INVALID"],
    [{ text: "x", chat_id: 1 }, "chat not found"],
    [{ text: "x", chat_id: "" }, "chat_id is empty"],
    [
      { text: "x", reply_markup: keyboard({ text: "a", callback_data: "ă".repeat(33) }) },
      "BUTTON_DATA_INVALID",
    ],
    [
      { text: "x", reply_markup: keyboard({ text: "a", callback_data: "" }) },
      "BUTTON_DATA_INVALID",
    ],
    [{ text: "x", reply_markup: keyboard({ text: "a" }) }, "Text buttons are unallowed"],
    [{ text: "x", reply_markup: keyboard({ text: "", callback_data: "a" }) }, "Text is empty"],
    [
      { text: "x", reply_markup: keyboard({ text: "a", url: "http://localhost:3000/" }) },
      "Wrong HTTP URL",
    ],
  ])("refuses %j", async (payload, words) => {
    lan();
    expect(await call("sendMessage", { chat_id: 4242, ...payload })).toEqual(refused(400, words));
  });

  it("reads HTML into entities and measures what is left", async () => {
    lan();
    const text = `<b>${"x".repeat(4094)}</b> &lt;`;
    const { result } = await call("sendMessage", { chat_id: 4242, text, parse_mode: "HTML" });
    expect(result).toMatchObject({
      text: `${"x".repeat(4094)} <`,
      entities: [{ type: "bold", offset: 0, length: 4094 }],
    });
  });

  it("is refused by a person who blocked the bot, until they unblock it", async () => {
    lan().block();
    const message = { chat_id: 4242, text: "x" };
    expect(await call("sendMessage", message)).toEqual(refused(403, "blocked by the user"));
    lan().unblock();
    expect(await call("sendMessage", message)).toMatchObject({ ok: true });
    expect(fake.pending()).toBe(2);
  });

  it("takes files in a form, alone and in an album", async () => {
    const user = lan();
    const form = new FormData();
    form.set("chat_id", "4242");
    form.set("caption", "Biểu đồ");
    form.set("document", new Blob(["một\r\n\r\nhai"]), "bao-cao.txt");
    await fetch(`${fake.apiRoot}/bot${fake.token}/sendDocument`, { method: "POST", body: form });

    const album = new FormData();
    album.set("chat_id", "4242");
    album.set("a", new Blob(["1"]), "a.png");
    album.set("b", new Blob(["2"]), "b.png");
    const media = ["a", "b"].map((name) => ({ type: "photo", media: `attach://${name}` }));
    album.set("media", JSON.stringify(media));
    await fetch(`${fake.apiRoot}/bot${fake.token}/sendMediaGroup`, { method: "POST", body: album });

    expect(user.transcript()).toBe("< (bao-cao.txt) Biểu đồ\n< (ảnh)\n< (ảnh)");
    const file_id = user.sent[0]?.document?.file_id;
    const { result } = await call("getFile", { file_id });
    const { file_path } = result as { file_path: string };
    const file = await fetch(`${fake.apiRoot}/file/bot${fake.token}/${file_path}`);
    expect(await file.text()).toBe("một\r\n\r\nhai");
    expect(user.sent[1]?.media_group_id).toBe(user.sent[2]?.media_group_id);
  });

  it("takes a photo by address and refuses a caption above 1024", async () => {
    lan();
    const photo = "https://cham.example.vn/bieu-do.png";
    expect(await call("sendPhoto", { chat_id: 4242, photo })).toMatchObject({ ok: true });
    const caption = "x".repeat(1025);
    expect(await call("sendPhoto", { chat_id: 4242, photo, caption })).toEqual(
      refused(400, "caption is too long"),
    );
  });

  it("keeps to the rate limit where one is set", async () => {
    await fake.stop();
    fake = await startFakeTelegram({ rateLimit: { perSecond: 3, perChatPerSecond: 1 } });
    for (const id of [1, 2, 3, 4]) fake.user({ id });
    const answers: Answer[] = [];
    for (const chat_id of [1, 1, 2, 3, 4]) {
      answers.push(await call("sendMessage", { chat_id, text: "x" }));
    }
    expect(answers.map(({ error_code = 200 }) => error_code)).toEqual([200, 429, 200, 200, 429]);
    expect(answers[1]?.parameters).toEqual({ retry_after: 1 });
  });
});

describe("editing", () => {
  const textOf = { chat_id: 4242, message_id: 1 };

  it("changes text and buttons, each as it is asked", async () => {
    const user = lan();
    const reply_markup = keyboard({ text: "Có", callback_data: "yes" });
    await call("sendMessage", { chat_id: 4242, text: "một", reply_markup });
    await call("editMessageReplyMarkup", { ...textOf });
    expect(user.sent[0]).toMatchObject({ text: "một" });
    expect(user.sent[0]).not.toHaveProperty("reply_markup");
    await call("editMessageText", { ...textOf, text: "hai", reply_markup });
    expect(user.sent[0]).toMatchObject({ text: "hai", reply_markup });
    expect(await call("deleteMessage", textOf)).toEqual({ ok: true, result: true });
    expect(user.sent).toEqual([]);
  });

  it("changes a caption", async () => {
    const photo = "https://cham.example.vn/bieu-do.png";
    const user = lan();
    await call("sendPhoto", { chat_id: 4242, photo, caption: "một" });
    await call("editMessageCaption", { ...textOf, caption: "hai" });
    expect(user.sent[0]?.caption).toBe("hai");
    expect(await call("editMessageText", { ...textOf, text: "x" })).toEqual(
      refused(400, "no text in the message"),
    );
  });

  it("refuses what Telegram refuses", async () => {
    await call("sendMessage", { chat_id: lan().id, text: "một" });
    const { messageId } = lan().send("của tôi");
    const edit = (payload: object) => call("editMessageText", { ...textOf, ...payload });
    expect(await edit({ text: "một" })).toEqual(refused(400, "message is not modified"));
    expect(await edit({ message_id: 99, text: "x" })).toEqual(
      refused(400, "message to edit not found"),
    );
    expect(await edit({ message_id: messageId, text: "x" })).toEqual(
      refused(400, "can't be edited"),
    );
    expect(await call("deleteMessage", { chat_id: 4242, message_id: 99 })).toEqual(
      refused(400, "not found"),
    );
  });
});

describe("a person", () => {
  it("presses a button by its label, and the press can be answered once", async () => {
    const user = lan();
    const reply_markup = keyboard({ text: "Có", callback_data: "yes" });
    await call("sendMessage", { chat_id: 4242, text: "?", reply_markup });
    const { callbackId } = user.click(await user.nextMessage(), "Có");
    expect((await call("getUpdates")).result).toMatchObject([
      { callback_query: { id: callbackId, data: "yes", message: { message_id: 1, text: "?" } } },
    ]);
    const answer = { callback_query_id: callbackId };
    expect(await call("answerCallbackQuery", answer)).toMatchObject({ ok: true });
    expect(await call("answerCallbackQuery", answer)).toEqual(refused(400, "query is too old"));
    expect(() => user.click({ message_id: 1 }, "Không")).toThrow('there are: "Có"');
  });

  it("waits for the next message that fits, sent or edited", async () => {
    const user = lan();
    const waiting = user.nextMessage(({ text }) => text === "hai");
    await call("sendMessage", { chat_id: 4242, text: "một" });
    await call("editMessageText", { chat_id: 4242, message_id: 1, text: "hai" });
    expect((await waiting).message_id).toBe(1);
    await expect(user.nextMessage(undefined, 5)).rejects.toThrow("nothing that fits");
  });

  it("can be read as a transcript", async () => {
    const user = lan();
    user.send("/batdau");
    const reply_markup = keyboard(
      { text: "Có", callback_data: "y" },
      { text: "Không", callback_data: "n" },
    );
    await call("sendMessage", { chat_id: 4242, text: "Tiếp tục?", reply_markup });
    user.click({ message_id: 2 }, "Có");
    await call("editMessageText", { chat_id: 4242, message_id: 2, text: "Tiêu chí 1.1" });
    user.sendDocument("x", "ke-hoach.pdf", { caption: "đây" });
    expect(user.transcript()).toBe(
      [
        "> /batdau",
        "< Tiếp tục? [Có | Không]",
        "> [Có]",
        "~ Tiêu chí 1.1",
        "> (tệp: ke-hoach.pdf) đây",
      ].join("\n"),
    );
  });

  it("sends photos in sizes, stickers, albums and edits", async () => {
    const user = lan();
    user.sendPhoto("ảnh", { mediaGroup: "7" });
    user.sendOther({ sticker: { file_id: "s" } });
    const { messageId } = user.send("90/100");
    user.edit(messageId, "91/100");
    expect((await call("getUpdates")).result).toMatchObject([
      { message: { media_group_id: "7", photo: [{ width: 90 }, { width: 1280 }] } },
      { message: { sticker: { file_id: "s" } } },
      { message: { text: "90/100" } },
      { edited_message: { message_id: messageId, text: "91/100" } },
    ]);
  });
});

describe("files", () => {
  it("are not handed out above 20 MB", async () => {
    lan().sendDocument("x", "lon.pdf", { declaredSize: 20 * 1024 * 1024 + 1 });
    expect(await call("getFile", { file_id: `BQAC${fake.botId}_1` })).toEqual(
      refused(400, "file is too big"),
    );
    expect(await call("getFile", { file_id: "unknown" })).toEqual(refused(400, "wrong file_id"));
  });
});

describe("faults", () => {
  it("meet as many calls as ordered, of those that fit", async () => {
    lan();
    fake.failNext("sendMessage", {
      error_code: 429,
      retry_after: 3,
      times: 2,
      when: ({ text }) => text === "a",
    });
    const codes: number[] = [];
    for (const text of ["b", "a", "a", "a"]) {
      codes.push((await call("sendMessage", { chat_id: 4242, text })).error_code ?? 200);
    }
    expect(codes).toEqual([200, 429, 429, 200]);
  });

  it("can cut the line before or after the work is done, and answer rubbish", async () => {
    const user = lan();
    const message = { chat_id: 4242, text: "x" };
    fake.failNext("sendMessage", { dropConnection: "before" });
    await expect(call("sendMessage", message)).rejects.toThrow();
    expect(user.sent).toHaveLength(0);
    fake.failNext("sendMessage", { dropConnection: "after" });
    await expect(call("sendMessage", message)).rejects.toThrow();
    expect(user.sent).toHaveLength(1);
    fake.failNext("sendMessage", { error_code: 502, body: "<html>" });
    await expect(call("sendMessage", message)).rejects.toThrow(SyntaxError);
  });

  it("can be nothing but slow", async () => {
    lan();
    fake.failNext("sendMessage", { delayMs: 2 });
    expect(await call("sendMessage", { chat_id: 4242, text: "x" })).toMatchObject({ ok: true });
  });
});

describe("commands", () => {
  it("are kept for each language", async () => {
    const commands = [{ command: "nop", description: "Nộp" }];
    await call("setMyCommands", { commands, language_code: "vi" });
    expect((await call("getMyCommands", { language_code: "vi" })).result).toEqual(commands);
    expect((await call("getMyCommands")).result).toEqual([]);
    const wrong = [{ command: "Nộp", description: "x" }];
    expect(await call("setMyCommands", { commands: wrong })).toEqual(refused(400, "BOT_COMMAND"));
  });
});

describe("sink mode", () => {
  it("takes anything from anybody, says so, and keeps nothing", async () => {
    await fake.stop();
    const taken: unknown[] = [];
    fake = await startFakeTelegram({
      sink: true,
      onTaken: (method, { chat_id: chat }) => taken.push([method, chat]),
    });
    expect(await call("sendMessage", { chat_id: 7, text: "x" })).toMatchObject({
      ok: true,
      result: { message_id: 1, chat: { id: 7 } },
    });
    await call("editMessageText", { chat_id: 7, message_id: 1, text: "y" });
    expect(await call("answerCallbackQuery", { callback_query_id: "any" })).toMatchObject({
      ok: true,
    });
    expect(taken).toEqual([
      ["sendMessage", 7],
      ["editMessageText", 7],
    ]);
    expect(fake.calls).toEqual([]);
    expect(fake.counts.get("sendMessage")).toBe(1);
  });

  it("runs as a process of its own and reports what it took", async () => {
    const main = new URL("./telegram-main.ts", import.meta.url);
    const child = fork(main, { execArgv: ["--import", "tsx"], silent: true });
    const lines = openFeed<string>("lines of the process");
    const reports = openFeed<{ taken: [string, string, number][] }>("reports of the process");
    child.stdout?.on("data", (line: Buffer) => {
      lines.push(line.toString());
    });
    child.on("message", reports.push);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    try {
      const { apiRoot, token } = JSON.parse(await lines.next(undefined, 20_000)) as {
        apiRoot: string;
        token: string;
      };
      child.send({ kind: "say", chatId: 7, text: "90/100" });
      await fetch(`${apiRoot}/bot${token}/sendMessage?chat_id=7&text=x`);
      expect((await reports.next()).taken).toMatchObject([
        ["7", "sendMessage", expect.any(Number)],
      ]);
      const updates = await fetch(`${apiRoot}/bot${token}/getUpdates?timeout=5`);
      expect(await updates.json()).toMatchObject({ result: [{ message: { text: "90/100" } }] });
    } finally {
      child.send({ kind: "stop" });
      await ended;
    }
  }, 30_000);
});
