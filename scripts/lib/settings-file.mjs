import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

/** The environment with what `.env` adds; what is set in the environment itself goes first. */
export function withSettingsFile(root, env) {
  const file = path.join(root, ".env");
  return existsSync(file) ? { ...parseEnv(readFileSync(file, "utf8")), ...env } : { ...env };
}
