import { z } from "zod";
import { type SendQuotas, readQuotas } from "../core/delivery/send-quota.ts";
import { isAddress, isCount, isHost, isProxy } from "./setting-values.ts";

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
 * Reads settings from environment variables; nothing else in the code reads `process.env`.
 * `scripts/lib/environment.mjs` holds the same rules for the time before packages are installed,
 * and a test keeps the two in step.
 *
 * @throws {ConfigError} Naming every missing or malformed variable at once.
 */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ""));
  const parsed = schema.safeParse(given);
  const malformed = parsed.error?.issues.map((issue) => issue.message) ?? [];
  const problems = [...malformed, ...disagreements(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** True when only programs of this machine can reach a server that listens there. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const variable = {
  PORT: readable(
    "PORT",
    "cần số nguyên từ 1 đến 65535 / must be a whole number from 1 to 65535",
    (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535,
  ),
  HOST: readable(
    "HOST",
    "cần địa chỉ IP hoặc tên máy / must be an IP address or a host name",
    isHost,
  ),
  DATABASE_URL: secret(
    "DATABASE_URL",
    "cần địa chỉ dạng postgresql://… / must be an address like postgresql://…",
    (value) => isAddress(value, ["postgresql:", "postgres:"]),
  ),
  DATABASE_OWNER_URL: secret(
    "DATABASE_OWNER_URL",
    "cần địa chỉ dạng postgresql://… / must be an address like postgresql://…",
    (value) => isAddress(value, ["postgresql:", "postgres:"]),
  ),
  REDIS_URL: secret(
    "REDIS_URL",
    "cần địa chỉ dạng redis://… hoặc rediss://… / must be an address like redis://… or rediss://…",
    (value) => isAddress(value, ["redis:", "rediss:"]),
  ),
  PUBLIC_URL: readable(
    "PUBLIC_URL",
    "cần địa chỉ dạng http(s)://… / must be an address like http(s)://…",
    (value) => isAddress(value, ["http:", "https:"]),
  ),
  TRUSTED_PROXIES: readable(
    "TRUSTED_PROXIES",
    "cần danh sách, cách nhau dấu phẩy, gồm loopback, uniquelocal, linklocal, địa chỉ IP hoặc dải như 172.18.0.0/16 / must be a list, with commas, of loopback, uniquelocal, linklocal, IP addresses or ranges like 172.18.0.0/16",
    (value) => value.split(",").every((each) => isProxy(each.trim())),
  ),
  CHAM_DEMO: readable("CHAM_DEMO", "chỉ nhận 0, 1 hoặc force / must be 0, 1 or force", (value) =>
    ["0", "1", "force"].includes(value),
  ),
  REMINDERS: readable("REMINDERS", "chỉ nhận 0 hoặc 1 / must be 0 or 1", (value) =>
    ["0", "1"].includes(value),
  ),
  LOG_LEVEL: readable(
    "LOG_LEVEL",
    `chỉ nhận ${logLevels.join(", ")} / must be one of these`,
    (value) => logLevels.some((each) => each === value),
  ),
  TELEGRAM_BOT_TOKEN: secret(
    "TELEGRAM_BOT_TOKEN",
    "cần mã dạng 123456:ABC… do BotFather cấp / must be a token like 123456:ABC… from BotFather",
    (value) => /^\d+:[A-Za-z0-9_-]+$/.test(value),
  ),
  TELEGRAM_API_ROOT: readable(
    "TELEGRAM_API_ROOT",
    "cần địa chỉ dạng http(s)://… / must be an address like http(s)://…",
    (value) => isAddress(value, ["http:", "https:"]),
  ),
  TELEGRAM_MODE: readable(
    "TELEGRAM_MODE",
    "chỉ nhận polling hoặc webhook / must be polling or webhook",
    (value) => ["polling", "webhook"].includes(value),
  ),
  TELEGRAM_WEBHOOK_SECRET: secret(
    "TELEGRAM_WEBHOOK_SECRET",
    "cần 16 đến 256 ký tự A-Z a-z 0-9 _ - / must be 16 to 256 characters out of A-Z a-z 0-9 _ -",
    (value) => /^[A-Za-z0-9_-]{16,256}$/.test(value),
  ),
  TELEGRAM_PER_SECOND: readable(
    "TELEGRAM_PER_SECOND",
    "cần số nguyên từ 2 đến 1000 / must be a whole number from 2 to 1000",
    (value) => isCount(value, 2, 1_000),
  ),
  TELEGRAM_PER_CHAT_SECOND: readable(
    "TELEGRAM_PER_CHAT_SECOND",
    "cần số nguyên từ 1 đến 30 / must be a whole number from 1 to 30",
    (value) => isCount(value, 1, 30),
  ),
  SEND_QUOTAS: readable(
    "SEND_QUOTAS",
    "cần dạng kênh:số tin mỗi tháng, như zalo:3000 / must be channel:messages a month, as zalo:3000",
    (value) => readQuotas(value) !== null,
  ),
  METRICS_TOKEN: secret(
    "METRICS_TOKEN",
    "cần 16 đến 256 ký tự A-Z a-z 0-9 _ - / must be 16 to 256 characters out of A-Z a-z 0-9 _ -",
    (value) => /^[A-Za-z0-9_-]{16,256}$/.test(value),
  ),
  CHAM_SECRET: secret(
    "CHAM_SECRET",
    "cần ít nhất 32 ký tự / must be at least 32 characters",
    (value) => value.length >= 32,
  ),
};

const schema = z.object({
  PORT: variable.PORT.default("3000"),
  HOST: variable.HOST.default("127.0.0.1"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: variable.DATABASE_URL,
  DATABASE_OWNER_URL: variable.DATABASE_OWNER_URL.optional(),
  REDIS_URL: variable.REDIS_URL.optional(),
  PUBLIC_URL: variable.PUBLIC_URL.optional(),
  TRUSTED_PROXIES: variable.TRUSTED_PROXIES.default("loopback"),
  CHAM_DEMO: variable.CHAM_DEMO.default("0"),
  CHAM_EMBEDDED: z.string().optional(),
  LOG_LEVEL: variable.LOG_LEVEL.pipe(z.enum(logLevels)).default("info"),
  TELEGRAM_BOT_TOKEN: variable.TELEGRAM_BOT_TOKEN.optional(),
  TELEGRAM_API_ROOT: variable.TELEGRAM_API_ROOT.default("https://api.telegram.org"),
  TELEGRAM_MODE: variable.TELEGRAM_MODE.default("polling"),
  TELEGRAM_WEBHOOK_SECRET: variable.TELEGRAM_WEBHOOK_SECRET.optional(),
  REMINDERS: variable.REMINDERS.default("1"),
  SEND_QUOTAS: variable.SEND_QUOTAS.default(""),
  TELEGRAM_PER_SECOND: variable.TELEGRAM_PER_SECOND.default("30"),
  TELEGRAM_PER_CHAT_SECOND: variable.TELEGRAM_PER_CHAT_SECOND.default("1"),
  METRICS_TOKEN: variable.METRICS_TOKEN.optional(),
  CHAM_SECRET: variable.CHAM_SECRET.optional(),
});

function readable(
  name: string,
  wanted: string,
  accepts: (value: string) => boolean,
): z.ZodType<string, string> {
  return z
    .string({ error: `${name}: ${wanted}` })
    .refine(accepts, { error: ({ input }) => `${name}: ${wanted} ("${String(input)}")` });
}

/** As `readable`, but the message does not repeat the value. */
function secret(
  name: string,
  wanted: string,
  accepts: (value: string) => boolean,
): z.ZodType<string, string> {
  const error = `${name}: ${wanted}`;
  return z.string({ error }).refine(accepts, { error });
}

/** What is wrong although each variable is right by itself. */
function disagreements(given: Environment): readonly string[] {
  const found: string[] = [];
  const host = given["HOST"] ?? "127.0.0.1";
  const opensDemo = given["CHAM_DEMO"] === "1" && given["CHAM_EMBEDDED"] === "1";
  if (opensDemo && isHost(host) && !isLoopback(host)) {
    found.push(
      `CHAM_DEMO: dữ liệu trình diễn chỉ mở trên máy này (HOST=127.0.0.1); hãy đặt CHAM_DEMO=0 để dùng thật, hoặc CHAM_DEMO=force / the demo opens on this machine only (HOST=127.0.0.1); set CHAM_DEMO=0 for real use, or CHAM_DEMO=force`,
    );
  }
  if (given["TELEGRAM_BOT_TOKEN"] === undefined || given["TELEGRAM_MODE"] !== "webhook") {
    return found;
  }
  for (const name of ["TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL"]) {
    if (given[name] === undefined) {
      found.push(
        `${name}: bắt buộc khi TELEGRAM_MODE=webhook / is required when TELEGRAM_MODE=webhook`,
      );
    }
  }
  return found;
}

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
