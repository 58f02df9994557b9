import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config.ts";

/**
 * The server's own secret, key of every HMAC: `CHAM_SECRET`, or what the data folder keeps. The
 * first process that asks makes one; two that ask at the same time get the same.
 *
 * @returns At least 32 characters.
 */
export function readSecret(config: Pick<Config, "secret" | "dataDir">): string {
  if (config.secret !== null) return config.secret;
  mkdirSync(config.dataDir, { recursive: true });
  const file = path.join(config.dataDir, "secret");
  return readIfThere(file) ?? makeSecret(file);
}

function makeSecret(file: string): string {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, "utf8").trim();
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
