import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readTelegramEnvelope } from "../../adapters/channels/telegram/read-telegram-envelope.ts";
import type { RawUpdate } from "../../usecases/ports.ts";

/** What the webhook of one bot needs. */
export interface TelegramWebhook {
  /** The bot's id within Telegram. */
  readonly bot: string;
  /** What Telegram sends back with every delivery. */
  readonly secret: string;
  /** Keeps an update and sees to it that it is played; the answer to Telegram waits for it. */
  receive(update: RawUpdate): Promise<void>;
}

/** No update comes near this; Telegram's texts have at most 4096 characters. */
const maxBodyBytes = 1_000_000;

/** Gives the path under which a bot's updates come in. */
export function telegramWebhookPath(bot: string): string {
  return `/webhooks/telegram/${bot}`;
}

/**
 * Adds the route at which Telegram delivers a bot's updates. Nothing is decided here: an update
 * is stored and 200 answered; what cannot be stored is answered 500, and Telegram brings it again.
 */
export function registerTelegramWebhook(app: FastifyInstance, webhook: TelegramWebhook): void {
  const expected = Buffer.from(webhook.secret);

  app.register((scope, _options, done) => {
    // Any body is taken as it is: to refuse garbage would only make it come again.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.post(telegramWebhookPath(webhook.bot), {
      bodyLimit: maxBodyBytes,
      logLevel: "warn",
      helmet: false,
      config: { rateLimit: false },
      onRequest: async (request, reply) => {
        if (!isSecret(expected, request)) await reply.code(401).send();
      },
      handler: async (request, reply) => {
        const update = readTelegramEnvelope(webhook.bot, parseBody(request.body));
        if (update) await webhook.receive(update);
        return reply.code(200).send();
      },
    });
    done();
  });
}

function isSecret(expected: Buffer, request: FastifyRequest): boolean {
  const given = Buffer.from(String(request.headers["x-telegram-bot-api-secret-token"] ?? ""));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parseBody(body: unknown): unknown {
  if (typeof body !== "string") return null;
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
