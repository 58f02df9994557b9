// The rules for settings, each in one place: for npm start, which reads them before any package is
// installed, and for the processes themselves. Plain JavaScript without packages for that reason.
import { isIP } from "node:net";
import { URL } from "node:url";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
/** Every mistake in the given variables (none of which is empty), a sentence each. */
export function settingProblems(given, required = []) {
  const malformed = Object.entries(rules).flatMap(([name, { accepts, wanted, hidden }]) => {
    const value = given[name];
    if (value === undefined) return required.includes(name) ? [`${name}: ${wanted}`] : [];
    return accepts(value) ? [] : [`${name}: ${wanted}${hidden ? "" : ` ("${value}")`}`];
  });
  return [...malformed, ...disagreements(given)];
}

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
    accepts: (value) => readQuotas(value) !== null,
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
  const opensDemo = given.CHAM_DEMO === "1" && given.CHAM_EMBEDDED === "1";
  if (opensDemo && isHost(host) && !isLoopback(host)) {
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

/** True when only programs of this machine can reach a server that listens there. */
function isLoopback(host) {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Reads "zalo:3000,telegram:100000"; null when it is not written so. Nothing is no quota. */
export function readQuotas(text) {
  const parts = text.split(",").map((part) => part.trim());
  const pairs = parts.filter((part) => part !== "").map((part) => part.split(":"));
  const isGood = pairs.every(
    ([channel = "", quota = "", ...rest]) =>
      ["telegram", "zalo", "web"].includes(channel) &&
      /^[1-9]\d{0,8}$/.test(quota) &&
      rest.length === 0,
  );
  if (!isGood || new Set(pairs.map(([channel]) => channel)).size < pairs.length) return null;
  return new Map(pairs.map(([channel, quota]) => [channel, Number(quota)]));
}
