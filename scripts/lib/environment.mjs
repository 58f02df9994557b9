import { isIP } from "node:net";
import path from "node:path";
import { URL } from "node:url";
import { Refusal } from "./refusal.mjs";

/**
 * Reads the settings before any package is installed; adapters/config.ts holds the same rules for
 * the processes themselves, and a test keeps the two in step. Refuses with all mistakes at once.
 */
export function readEnvironment(env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const problems = environmentProblems(given);
  if (problems.length > 0) {
    const lines = problems.map((each) => `- ${each}`).join("\n");
    throw new Refusal(`Cấu hình sai / wrong settings:\n${lines}`);
  }
  const host = given.HOST ?? "127.0.0.1";
  return {
    host,
    port: Number(given.PORT ?? 3000),
    dataDir: path.resolve(given.DATA_DIR ?? "data"),
    ...databasesOf(given),
    redisUrl: given.REDIS_URL ?? null,
    publicUrl:
      given.PUBLIC_URL ?? `http://${host.includes(":") ? `[${host}]` : host}:${given.PORT ?? 3000}`,
    demo: demoMode(given),
    telegram: Boolean(given.TELEGRAM_BOT_TOKEN),
  };
}

/** The database by the address of bot and worker, and by its owner's. */
function databasesOf({ DATABASE_URL = null, DATABASE_OWNER_URL = DATABASE_URL }) {
  return { databaseUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL };
}

/** Every mistake in the given variables (none of which is empty), a sentence each. */
export function environmentProblems(given) {
  const malformed = Object.entries(rules).flatMap(([name, { accepts, wanted, hidden }]) => {
    const value = given[name];
    if (value === undefined || accepts(value)) return [];
    return [`${name}: ${wanted}${hidden ? "" : ` ("${value}")`}`];
  });
  return [...malformed, ...disagreements(given)];
}

/** True when only programs of this machine can reach a server that listens there. */
function isLoopback(host) {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const webAddress = {
  wanted: "cần địa chỉ dạng http(s)://… / must be an address like http(s)://…",
  accepts: (value) => isAddress(value, ["http:", "https:"]),
};

const rules = {
  PORT: {
    wanted: "cần số nguyên từ 1 đến 65535 / must be a whole number from 1 to 65535",
    accepts: (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535,
  },
  HOST: {
    wanted: "cần địa chỉ IP hoặc tên máy / must be an IP address or a host name",
    accepts: isHost,
  },
  DATABASE_URL: {
    wanted: "cần địa chỉ dạng postgresql://… / must be an address like postgresql://…",
    accepts: (value) => isAddress(value, ["postgresql:", "postgres:"]),
    hidden: true,
  },
  DATABASE_OWNER_URL: {
    wanted: "cần địa chỉ dạng postgresql://… / must be an address like postgresql://…",
    accepts: (value) => isAddress(value, ["postgresql:", "postgres:"]),
    hidden: true,
  },
  REDIS_URL: {
    wanted:
      "cần địa chỉ dạng redis://… hoặc rediss://… / must be an address like redis://… or rediss://…",
    accepts: (value) => isAddress(value, ["redis:", "rediss:"]),
    hidden: true,
  },
  PUBLIC_URL: webAddress,
  TRUSTED_PROXIES: {
    wanted:
      "cần danh sách, cách nhau dấu phẩy, gồm loopback, uniquelocal, linklocal, địa chỉ IP hoặc dải như 172.18.0.0/16 / must be a list, with commas, of loopback, uniquelocal, linklocal, IP addresses or ranges like 172.18.0.0/16",
    accepts: (value) => value.split(",").every((each) => isProxy(each.trim())),
  },
  CHAM_DEMO: {
    wanted: "chỉ nhận 0, 1 hoặc force / must be 0, 1 or force",
    accepts: (value) => ["0", "1", "force"].includes(value),
  },
  LOG_LEVEL: {
    wanted: `chỉ nhận ${logLevels.join(", ")} / must be one of these`,
    accepts: (value) => logLevels.includes(value),
  },
  TELEGRAM_BOT_TOKEN: {
    wanted:
      "cần mã dạng 123456:ABC… do BotFather cấp / must be a token like 123456:ABC… from BotFather",
    accepts: (value) => /^\d+:[A-Za-z0-9_-]+$/.test(value),
    hidden: true,
  },
  TELEGRAM_API_ROOT: webAddress,
  TELEGRAM_MODE: {
    wanted: "chỉ nhận polling hoặc webhook / must be polling or webhook",
    accepts: (value) => ["polling", "webhook"].includes(value),
  },
  TELEGRAM_WEBHOOK_SECRET: {
    wanted:
      "cần 16 đến 256 ký tự A-Z a-z 0-9 _ - / must be 16 to 256 characters out of A-Z a-z 0-9 _ -",
    accepts: (value) => /^[A-Za-z0-9_-]{16,256}$/.test(value),
    hidden: true,
  },
  REMINDERS: {
    wanted: "chỉ nhận 0 hoặc 1 / must be 0 or 1",
    accepts: (value) => ["0", "1"].includes(value),
  },
  TELEGRAM_PER_SECOND: {
    wanted: "cần số nguyên từ 2 đến 1000 / must be a whole number from 2 to 1000",
    accepts: (value) => isCount(value, 2, 1_000),
  },
  TELEGRAM_PER_CHAT_SECOND: {
    wanted: "cần số nguyên từ 1 đến 30 / must be a whole number from 1 to 30",
    accepts: (value) => isCount(value, 1, 30),
  },
  SEND_QUOTAS: {
    wanted:
      "cần dạng kênh:số tin mỗi tháng, như zalo:3000 / must be channel:messages a month, as zalo:3000",
    accepts: (value) =>
      value.split(",").every((part) => /^\s*((telegram|zalo|web):[1-9]\d{0,8})?\s*$/.test(part)),
  },
  METRICS_TOKEN: {
    wanted:
      "cần 16 đến 256 ký tự A-Z a-z 0-9 _ - / must be 16 to 256 characters out of A-Z a-z 0-9 _ -",
    accepts: (value) => /^[A-Za-z0-9_-]{16,256}$/.test(value),
    hidden: true,
  },
  CHAM_SECRET: {
    wanted: "cần ít nhất 32 ký tự / must be at least 32 characters",
    accepts: (value) => value.length >= 32,
    hidden: true,
  },
};

function isCount(value, least, most) {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

function isHost(value) {
  return /^[A-Za-z0-9.:-]+$/.test(value);
}

function isAddress(value, protocols) {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return protocols.includes(url.protocol) && url.hostname !== "";
}

function isProxy(text) {
  if (["loopback", "uniquelocal", "linklocal"].includes(text)) return true;
  const [, address = "", bits = "1"] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

/** What is wrong although each variable is right by itself. */
function disagreements(given) {
  const found = [];
  const host = given.HOST ?? "127.0.0.1";
  if (demoMode(given) === "on" && isHost(host) && !isLoopback(host)) {
    found.push(
      "CHAM_DEMO: dữ liệu trình diễn chỉ mở trên máy này (HOST=127.0.0.1); hãy đặt CHAM_DEMO=0 để dùng thật, hoặc CHAM_DEMO=force / the demo opens on this machine only (HOST=127.0.0.1); set CHAM_DEMO=0 for real use, or CHAM_DEMO=force",
    );
  }
  if (given.TELEGRAM_BOT_TOKEN === undefined || given.TELEGRAM_MODE !== "webhook") return found;
  for (const name of ["TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL"]) {
    if (given[name] === undefined) {
      found.push(
        `${name}: bắt buộc khi TELEGRAM_MODE=webhook / is required when TELEGRAM_MODE=webhook`,
      );
    }
  }
  return found;
}

/**
 * Whether the demo province is wanted: "on" by default with the embedded database, "off" with a
 * database of one's own, "forced" when asked for by name.
 */
function demoMode({ CHAM_DEMO, DATABASE_URL }) {
  if (CHAM_DEMO === "force") return "forced";
  return (CHAM_DEMO ?? "1") === "1" && DATABASE_URL === undefined ? "on" : "off";
}
