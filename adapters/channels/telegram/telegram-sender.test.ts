import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startFakeTelegram } from "../../../scripts/fakes/telegram.ts";
import {
  type ChannelSender,
  type HandedFile,
  type OutgoingReply,
  SendError,
} from "../../../usecases/ports.ts";
import { telegramSender } from "./telegram-sender.ts";

let fake: FakeTelegram;
let sender: ChannelSender;
let file: HandedFile | null = null;

beforeEach(async () => {
  fake = await startFakeTelegram();
  file = null;
  sender = telegramSender(fake, () => Promise.resolve(file));
});
afterEach(async () => {
  await fake.stop();
});

const toLan = () => ({ channel: "telegram" as const, bot: fake.botId, chatId: "4242" });
const lan = () => fake.user({ id: 4242, name: "Lan" });
const outgoing = (more: Partial<OutgoingReply> & { text?: string }): OutgoingReply => ({
  reply: { text: more.text ?? "Chào anh/chị" },
  editMessageId: null,
  callbackId: null,
  ...more,
});

async function refusal(more: Partial<OutgoingReply> = {}, by = sender): Promise<SendError> {
  const error: unknown = await by.send(toLan(), outgoing(more)).then(
    () => "sent",
    (cause: unknown) => cause,
  );
  if (!(error instanceof SendError)) throw new Error(`expected a SendError, got ${String(error)}`);
  return error;
}

describe("telegramSender", () => {
  it("sends a reply and says under which id it stands", async () => {
    const user = lan();
    const reply = {
      title: "Tiêu chí 1.1",
      text: "Đơn vị đã ban hành kế hoạch chưa?",
      choices: [[{ key: "yes", label: "Rồi" }]],
    };
    const id = await sender.send(toLan(), outgoing({ reply }));

    expect(user.sent).toMatchObject([
      {
        message_id: Number(id),
        text: "Tiêu chí 1.1\nĐơn vị đã ban hành kế hoạch chưa?",
        entities: [{ type: "bold", offset: 0, length: 12 }],
        reply_markup: { inline_keyboard: [[{ text: "Rồi", callback_data: "yes" }]] },
      },
    ]);
  });

  it("sends a document with the words and buttons under it, or the words with the link", async () => {
    const user = lan();
    const reply = {
      ...{ text: "Tệp của đơn vị", document: { evidenceId: "e1", staffId: "s1" } },
      link: { label: "Mở tệp", url: "https://cham.example.vn/evidence/e1" },
      choices: [[{ key: "card", label: "Về phiếu" }]],
    };
    file = { name: "bao-cao.pdf", content: Buffer.from("%PDF") };
    const id = await sender.send(toLan(), outgoing({ reply }));
    file = null;
    await sender.send(toLan(), outgoing({ reply }));
    file = { name: "bao-cao.pdf", content: Buffer.from("%PDF") };
    await sender.send(toLan(), outgoing({ reply: { ...reply, text: "dài ".repeat(300) } }));

    const [sent, plain, long] = user.sent;
    expect(sent).toMatchObject({
      ...{ message_id: Number(id), caption: "Tệp của đơn vị" },
      document: { file_name: "bao-cao.pdf" },
      reply_markup: { inline_keyboard: [[{ text: "Về phiếu", callback_data: "card" }]] },
    });
    for (const message of [plain, long]) {
      expect(message?.document).toBeUndefined();
      expect(JSON.stringify(message?.reply_markup)).toContain(
        "https://cham.example.vn/evidence/e1",
      );
    }
  });

  it("sends a picture with the words and buttons under it, or the words alone", async () => {
    const user = lan();
    const reply = {
      ...{ text: "Xếp hạng", choices: [[{ key: "ranking", label: "Xếp hạng" }]] },
      picture: { id: "p1", label: "Biểu đồ", width: 780, height: 900 },
    };
    const png = Buffer.from("89504e470d0a1a0a", "hex");
    const open = (id: string) => Promise.resolve(id === "p1" ? png : null);
    const noFile = () => Promise.resolve(null);
    const id = await telegramSender(fake, noFile, open).send(toLan(), outgoing({ reply }));
    const gone = { ...reply, picture: { ...reply.picture, id: "p2" } };
    await telegramSender(fake, noFile, open).send(toLan(), outgoing({ reply: gone }));

    const [sent, plain] = user.sent;
    expect(sent).toMatchObject({ message_id: Number(id), caption: "Xếp hạng" });
    expect(sent?.photo).toBeDefined();
    expect(plain?.photo).toBeUndefined();
    expect(plain?.text).toContain("Xếp hạng");
  });

  it("edits the message whose button was pressed", async () => {
    const user = lan();
    const id = await sender.send(toLan(), outgoing({ text: "Câu 1" }));
    const edited = await sender.send(toLan(), outgoing({ text: "Câu 2", editMessageId: id }));

    expect(edited).toBe(id);
    expect(user.transcript()).toBe("< Câu 1\n~ Câu 2");
  });

  it("takes an edit that changes nothing for done, as after a retry", async () => {
    const user = lan();
    const id = await sender.send(toLan(), outgoing({ text: "Câu 1" }));

    expect(await sender.send(toLan(), outgoing({ text: "Câu 1", editMessageId: id }))).toBe(id);
    expect(user.sent).toHaveLength(1);
  });

  it.each(["999", "no number"])("sends anew when message %s cannot be edited", async (gone) => {
    const user = lan();
    await sender.send(toLan(), outgoing({ text: "Câu 2", editMessageId: gone }));
    expect(user.sent.map(({ text }) => text)).toEqual(["Câu 2"]);
  });

  it("edits the first part of a long text and sends the rest", async () => {
    const user = lan();
    const id = await sender.send(toLan(), outgoing({ text: "Câu 1" }));
    const text = "Nội dung. ".repeat(700);
    const last = await sender.send(toLan(), outgoing({ text, editMessageId: id }));

    expect(user.sent.map(({ message_id }) => String(message_id))).toEqual([id, last]);
    expect(user.sent.map((each) => each.text).join(" ")).toBe(text.trim());
  });

  it("answers the press beside the reply", async () => {
    const user = lan();
    const id = await sender.send(
      toLan(),
      outgoing({ reply: { text: "?", choices: [[{ key: "yes", label: "Có" }]] } }),
    );
    const { callbackId } = user.click({ message_id: Number(id) }, "Có");
    await sender.send(toLan(), outgoing({ callbackId }));

    const call = await fake.nextCall("answerCallbackQuery");
    expect(call.payload).toEqual({ callback_query_id: callbackId });
  });

  it("does not wait for the press to be answered, nor mind that it cannot be", async () => {
    const user = lan();
    fake.failNext("answerCallbackQuery", { delayMs: 3_600_000 });
    await sender.send(toLan(), outgoing({ text: "Câu 1", callbackId: "held back" }));
    await sender.send(toLan(), outgoing({ text: "Câu 2", callbackId: "unknown" }));
    expect(user.sent).toHaveLength(2);
  });

  it.each([
    { fault: { error_code: 429, retry_after: 7 }, retryable: true, retryAfterMs: 7000 },
    { fault: { error_code: 500 }, retryable: true, retryAfterMs: null },
    { fault: { error_code: 502 }, retryable: true, retryAfterMs: null },
    { fault: { error_code: 403 }, retryable: false, retryAfterMs: null },
    { fault: { error_code: 400 }, retryable: false, retryAfterMs: null },
    { fault: { error_code: 401 }, retryable: true, retryAfterMs: 60_000 },
  ])("says after $fault whether and when to try again", async ({ fault, ...expected }) => {
    lan();
    fake.failNext("sendMessage", fault);
    expect(await refusal()).toMatchObject({ ...expected, isAmbiguous: false });
  });

  it.each([
    { fault: { dropConnection: "before" as const }, because: "the line broke" },
    {
      fault: { dropConnection: "after" as const },
      because: "the message arrived, the answer did not",
    },
    { fault: { error_code: 502, body: "<html>Bad Gateway</html>" }, because: "a gateway answered" },
  ])("knows that the reply may have arrived when $because", async ({ fault }) => {
    lan();
    fake.failNext("sendMessage", fault);
    expect(await refusal()).toMatchObject({ retryable: true, isAmbiguous: true });
  });

  it("knows that nothing arrived where nobody listens", async () => {
    await fake.stop();
    expect(await refusal()).toMatchObject({ retryable: true, isAmbiguous: false });
  });

  it("knows that nothing arrived when what goes with the words cannot be read here", async () => {
    const user = lan();
    const away = () => Promise.reject(new Error("the database is away"));
    const picture = { id: "p1", label: "Biểu đồ", width: 780, height: 900 };
    const document = { evidenceId: "e1", staffId: "s1" };
    for (const reply of [
      { text: "Xếp hạng", picture },
      { text: "Tệp", document },
    ]) {
      expect(await refusal({ reply }, telegramSender(fake, away, away))).toMatchObject({
        ...{ fault: "attachmentUnread", retryable: true, isAmbiguous: false },
      });
    }
    expect(user.sent).toEqual([]);
  });

  it("says that a part may stand there when a later part of a long text failed", async () => {
    const user = lan();
    fake.failNext("sendMessage", { error_code: 429, retry_after: 1, when: isLast });
    const error = await refusal({ reply: { text: `${"a ".repeat(3000)}cuối` } });

    expect(error).toMatchObject({ retryable: true, isAmbiguous: true });
    expect(user.sent).toHaveLength(1);
  });

  it("gives up on a person who blocked the bot and on one it never met", async () => {
    expect(await refusal()).toMatchObject({ retryable: false });
    lan().block();
    expect(await refusal()).toMatchObject({ retryable: false });
  });

  it("gives up on a key that no button carries, before anything is sent", async () => {
    lan();
    const choices = [[{ key: "k".repeat(65), label: "x" }]];
    expect(await refusal({ reply: { text: "?", choices } })).toMatchObject({ retryable: false });
    expect(fake.counts.get("sendMessage")).toBeUndefined();
  });

  it("does not write to a chat of another bot", async () => {
    const sending = sender.send({ ...toLan(), bot: "999" }, outgoing({}));
    await expect(sending).rejects.toMatchObject({ retryable: false });
  });

  it.each([{ error_code: 400 }, { dropConnection: true }, { error_code: 502, body: "<html>" }])(
    "keeps token and text out of the error after %j",
    async (fault) => {
      lan();
      fake.failNext("sendMessage", fault);
      const error = await refusal({ reply: { text: "Bí mật" } });
      const told = `${error.message} ${JSON.stringify(error)} ${String(error.stack)} ${String(error.cause)}`;
      expect(told).not.toContain(fake.token.split(":")[1]);
      expect(told).not.toContain("Bí mật");
    },
  );
});

function isLast(payload: Readonly<Record<string, unknown>>): boolean {
  return String(payload["text"]).endsWith("cuối");
}
