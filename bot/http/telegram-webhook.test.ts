import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setTelegramWebhook } from "../../adapters/channels/telegram/telegram-webhook-address.ts";
import { startFakeTelegram } from "../../scripts/fakes/telegram.ts";
import type { RawUpdate } from "../../usecases/ports.ts";
import { registerTelegramWebhook, telegramWebhookPath } from "./telegram-webhook.ts";

const secret = "mot-bi-mat-cua-may-chu";
const bot = "1000001";
const url = telegramWebhookPath(bot);
const body = { update_id: 1, message: { chat: { id: 4242, type: "private" }, text: "chào" } };
const chat = { channel: "telegram", bot, chatId: "4242" };

let app: FastifyInstance;
let stored: RawUpdate[];
let storing: (update: RawUpdate) => Promise<void>;

beforeEach(() => {
  stored = [];
  storing = (update) => {
    stored.push(update);
    return Promise.resolve();
  };
  app = Fastify();
  registerTelegramWebhook(app, {
    bot,
    secret,
    receive: (update) => storing(update),
  });
});
afterEach(async () => {
  await app.close();
});

function deliver(payload: unknown, headers: Record<string, string> = {}) {
  return app.inject({
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      "x-telegram-bot-api-secret-token": secret,
      ...headers,
    },
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
  });
}

describe("registerTelegramWebhook", () => {
  it("keeps the update as it came, and answers 200", async () => {
    expect((await deliver(body)).statusCode).toBe(200);
    expect(stored).toEqual([{ from: chat, externalId: "1", payload: body }]);
  });

  it.each(["", "mot-bi-mat-cua-may-chx", `${secret}x`])(
    "turns away the secret %j",
    async (given) => {
      const answer = await deliver(body, { "x-telegram-bot-api-secret-token": given });
      expect(answer.statusCode).toBe(401);
      expect(stored).toEqual([]);
    },
  );

  it("turns away a delivery without a secret before it reads the body", async () => {
    const answer = await app.inject({ method: "POST", url, payload: "x".repeat(2_000_000) });
    expect(answer.statusCode).toBe(401);
  });

  it.each([
    ["not JSON", "{"],
    ["an empty body", ""],
    ["no update", '"x"'],
    ["an update of a group", '{"update_id":2,"message":{"chat":{"id":-1,"type":"group"}}}'],
  ])("accepts and drops %s, or Telegram would send it again", async (_what, payload) => {
    expect((await deliver(payload)).statusCode).toBe(200);
    expect(stored).toEqual([]);
  });

  it("takes a body of any content type", async () => {
    expect((await deliver(body, { "content-type": "text/plain" })).statusCode).toBe(200);
    expect(stored).toHaveLength(1);
  });

  it("refuses a body above one megabyte", async () => {
    const large = { ...body, more: "x".repeat(1_000_000) };
    expect((await deliver(large)).statusCode).toBe(413);
    expect(stored).toEqual([]);
  });

  it("answers 500 when the update could not be stored, so that it comes again", async () => {
    storing = () => Promise.reject(new Error("the database is away"));
    expect((await deliver(body)).statusCode).toBe(500);
  });

  it("leaves the other routes' bodies alone", async () => {
    app.post("/other", (request) => request.body);
    const answer = await app.inject({ method: "POST", url: "/other", payload: { a: 1 } });
    expect(answer.json()).toEqual({ a: 1 });
  });

  it("takes what Telegram delivers, each chat in order, and again what failed", async () => {
    const fake = await startFakeTelegram({ webhookRetryMs: 1 });
    try {
      let failures = 3;
      storing = (update) => {
        failures -= 1;
        if (failures >= 0) return Promise.reject(new Error("the database is away"));
        stored.push(update);
        return Promise.resolve();
      };
      const address = await app.listen({ host: "127.0.0.1", port: 0 });
      await setTelegramWebhook(fake, { url: `${address}${url}`, secret });
      const [lan, minh] = [fake.user({ id: 11 }), fake.user({ id: 12 })];
      for (const text of ["1", "2", "3"]) {
        lan.send(text);
        minh.send(text);
      }
      await fake.settled();

      const of = (chatId: string) =>
        stored
          .filter(({ from }) => from.chatId === chatId)
          .map(({ payload }) => (payload as { message: { text: string } }).message.text);
      expect([of("11"), of("12")]).toEqual([
        ["1", "2", "3"],
        ["1", "2", "3"],
      ]);
    } finally {
      await fake.stop();
    }
  });
});
