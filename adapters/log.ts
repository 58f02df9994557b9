import { type DestinationStream, type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

/** Writes one JSON line per event. */
export type Log = Logger;

/**
 * Opens the log of one process. Values of keys that hold secrets, chat texts or what tells who a
 * person is are blanked at the first three depths; bot tokens and passwords are also taken out of
 * any text, such as the address in an error. Lines are gathered for a fifth of a second: a process
 * that is killed may lose its last ones, one that ends by itself none.
 */
export function openLog(
  name: string,
  level: LogLevel,
  destination: DestinationStream = pino.destination({
    dest: 1,
    sync: false,
    minLength: 4_096,
    periodicFlush: 200,
  }),
): Log {
  const redact = { paths: hiddenPaths, censor: hidden };
  return pino({ name, level, redact, hooks: { streamWrite: withoutSecrets } }, destination);
}

const hidden = "[ẩn]";

const hiddenKeys = [
  ...["token", "secret", "password", "authorization", "cookie", "inviteCode", "loginCode"],
  ...["databaseUrl", "redisUrl", "connectionString"],
  ...["phone", "email", "fullName", "displayName", "username", "firstName", "lastName"],
  // What was said, and the row that PostgreSQL quotes in an error.
  ...["text", "payload", "body", "raw", "detail"],
];

const hiddenPaths = ["", "*.", "*.*."].flatMap((depth) => hiddenKeys.map((key) => depth + key));

function withoutSecrets(line: string): string {
  return line
    .replaceAll(/\d{5,}:[A-Za-z0-9_-]{20,}/g, hidden)
    .replaceAll(/(\w+:\/\/[^\s:/@"]*):[^\s@/"]+@/g, `$1:${hidden}@`);
}
