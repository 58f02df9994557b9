import path from "node:path";
import { settingProblems } from "../../adapters/setting-rules.mjs";
import { Refusal } from "./refusal.mjs";

/** Reads the settings before any package is installed. Refuses with all mistakes at once. */
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

/** Every mistake in the given variables (none of which is empty), as the processes would find it. */
export function environmentProblems(given) {
  const embedded = given.DATABASE_URL === undefined ? "1" : "0";
  return settingProblems({ ...given, CHAM_DEMO: given.CHAM_DEMO ?? "1", CHAM_EMBEDDED: embedded });
}

/**
 * Whether the demo province is wanted: "on" by default with the embedded database, "off" with a
 * database of one's own, "forced" when asked for by name.
 */
function demoMode({ CHAM_DEMO, DATABASE_URL }) {
  if (CHAM_DEMO === "force") return "forced";
  return (CHAM_DEMO ?? "1") === "1" && DATABASE_URL === undefined ? "on" : "off";
}
