import { z } from "zod";
import type { SendQuotas } from "../core/delivery/send-quota.ts";
import { logLevels, readQuotas, settingProblems } from "./setting-rules.mjs";

/** How Telegram is reached, if at all: without a token it is off. */
export type TelegramConfig =
  | { readonly kind: "off" }
  | { readonly kind: "polling"; readonly token: string; readonly apiRoot: string }
  | {
      readonly kind: "webhook";
      readonly token: string;
      readonly apiRoot: string;
      readonly secret: string;
    };

/** Settings of a process, checked once at start; every value is ready to use. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Folder of files, keys and (by default) the database; as given, so perhaps relative. */
  readonly dataDir: string;
  /** The database as bot and worker use it: by a role that may only add to the ledger. */
  readonly databaseUrl: string;
  /** The same database as its owner, who migrates it; `databaseUrl` when no other is given. */
  readonly ownerUrl: string;
  /** Null when the queue runs on PostgreSQL. */
  readonly redisUrl: string | null;
  /** The address that links carry, without a slash at the end. */
  readonly publicUrl: string;
  /** Whose word about the address they serve is taken: names and ranges, with commas. */
  readonly trustedProxies: string;
  /** True when one-click personas are open to whoever reaches the page. */
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  /** What a reader of /metrics must show; null keeps it closed. */
  readonly metricsToken: string | null;
  /** Whether the worker reminds people by itself. */
  readonly reminds: boolean;
  readonly telegram: TelegramConfig;
  /** How many messages Telegram takes from a bot in a second, and for one chat. */
  readonly telegramPace: { readonly perSecond: number; readonly perChatPerSecond: number };
  /** Messages that a channel may send in a month; a channel that is not named has no quota. */
  readonly sendQuotas: SendQuotas;
  /** Key of the HMACs; null when it is to be read from the data folder (`readSecret`). */
  readonly secret: string | null;
}

/** From the most talkative to none; the names are pino's. */
export type LogLevel = (typeof logLevels)[number];

/** Some settings are wrong; `problems` has a sentence for each, in Vietnamese and English. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Cấu hình sai / wrong settings:\n${problems.map((each) => `- ${each}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/**
 * Reads settings from environment variables; nothing else in the code reads `process.env`. The
 * rules stand in `setting-rules.mjs`, where `npm start` has them from too.
 *
 * @throws {ConfigError} Naming every missing or malformed variable at once.
 */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ""));
  const problems = settingProblems(given, ["DATABASE_URL"]);
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(schema.parse(given));
}

type Environment = Readonly<Record<string, string | undefined>>;

const schema = z.object({
  PORT: z.string().default("3000"),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z.string(),
  DATABASE_OWNER_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  PUBLIC_URL: z.string().optional(),
  TRUSTED_PROXIES: z.string().default("loopback"),
  CHAM_DEMO: z.string().default("0"),
  CHAM_EMBEDDED: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels).default("info"),
  TELEGRAM_BOT_TOKEN: z.string().optional(),
  TELEGRAM_API_ROOT: z.string().default("https://api.telegram.org"),
  TELEGRAM_MODE: z.string().default("polling"),
  TELEGRAM_WEBHOOK_SECRET: z.string().optional(),
  REMINDERS: z.string().default("1"),
  SEND_QUOTAS: z.string().default(""),
  TELEGRAM_PER_SECOND: z.string().default("30"),
  TELEGRAM_PER_CHAT_SECOND: z.string().default("1"),
  METRICS_TOKEN: z.string().optional(),
  CHAM_SECRET: z.string().optional(),
});

function toConfig(values: z.infer<typeof schema>): Config {
  const { PORT, HOST, CHAM_DEMO } = values;
  const host = HOST.includes(":") ? `[${HOST}]` : HOST;
  return {
    port: Number(PORT),
    host: HOST,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    ownerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL,
    redisUrl: values.REDIS_URL ?? null,
    publicUrl: (values.PUBLIC_URL ?? `http://${host}:${PORT}`).replace(/\/+$/, ""),
    trustedProxies: values.TRUSTED_PROXIES,
    demo: CHAM_DEMO === "force" || (CHAM_DEMO === "1" && values.CHAM_EMBEDDED === "1"),
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN ?? null,
    reminds: values.REMINDERS === "1",
    telegram: toTelegram(values),
    telegramPace: {
      perSecond: Number(values.TELEGRAM_PER_SECOND),
      perChatPerSecond: Number(values.TELEGRAM_PER_CHAT_SECOND),
    },
    sendQuotas: readQuotas(values.SEND_QUOTAS) ?? new Map(),
    secret: values.CHAM_SECRET ?? null,
  };
}

function toTelegram(values: z.infer<typeof schema>): TelegramConfig {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: webhookSecret } = values;
  if (token === undefined) return { kind: "off" };
  const apiRoot = values.TELEGRAM_API_ROOT.replace(/\/+$/, "");
  if (values.TELEGRAM_MODE === "webhook" && webhookSecret !== undefined) {
    return { kind: "webhook", token, apiRoot, secret: webhookSecret };
  }
  return { kind: "polling", token, apiRoot };
}
