import { expect, it } from "vitest";
import { ConfigError, readConfig } from "../../adapters/config.ts";
import { environmentProblems, readEnvironment } from "./environment.mjs";

const database = "postgresql://cham:x@127.0.0.1/cham";

/** What the processes themselves would say to the environment that the starter gives them. */
function configProblems(given) {
  const embedded = given.DATABASE_URL === undefined;
  const env = {
    ...given,
    DATABASE_URL: given.DATABASE_URL ?? database,
    CHAM_EMBEDDED: embedded ? "1" : "0",
    CHAM_DEMO: given.CHAM_DEMO ?? (embedded ? "1" : "0"),
  };
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

it.each([
  [{}, 0, "everything has a safe default"],
  [{ PORT: "0" }, 1, "nobody finds a port that changes"],
  [{ PORT: "65536" }, 1, "there is no such port"],
  [{ PORT: "3000x" }, 1, "not a number to its end"],
  [{ PORT: "8080", HOST: "localhost" }, 0, "plain values"],
  [{ HOST: "a b" }, 1, "a host name has no space"],
  [{ HOST: "0.0.0.0" }, 1, "the demo would be open to others"],
  [{ HOST: "0.0.0.0", CHAM_DEMO: "0" }, 0, "the demo is off"],
  [{ HOST: "0.0.0.0", CHAM_DEMO: "force" }, 0, "the demo is forced by name"],
  [{ HOST: "0.0.0.0", DATABASE_URL: database }, 0, "no demo on a database of one's own"],
  [{ HOST: "0.0.0.0", DATABASE_URL: database, CHAM_DEMO: "1" }, 0, "nor when asked without force"],
  [{ CHAM_DEMO: "yes" }, 1, "three values only"],
  [{ DATABASE_URL: "mysql://a/b" }, 1, "another kind of database"],
  [{ DATABASE_URL: database, DATABASE_OWNER_URL: "cham" }, 1, "the owner's is checked alike"],
  [{ REDIS_URL: "127.0.0.1:6379" }, 1, "no protocol"],
  [{ PUBLIC_URL: "cham.example.vn" }, 1, "no protocol"],
  [{ TRUSTED_PROXIES: "loopback, 172.18.0.0/16,fd00::/8,10.0.0.1" }, 0, "names and ranges"],
  [{ TRUSTED_PROXIES: "proxy.example.vn" }, 1, "a name tells nobody from anybody"],
  [{ TRUSTED_PROXIES: "10.0.0.0/33" }, 1, "no such range"],
  [{ TRUSTED_PROXIES: "0.0.0.0/0" }, 1, "everybody is nobody's proxy"],
  [{ TRUSTED_PROXIES: "loopback,," }, 1, "an empty item"],
  [{ LOG_LEVEL: "loud" }, 1, "not a level"],
  [{ CHAM_SECRET: "short" }, 1, "a short key can be guessed"],
  [{ TELEGRAM_BOT_TOKEN: "abc" }, 1, "not a token"],
  [{ TELEGRAM_MODE: "push" }, 1, "two ways only"],
  [{ TELEGRAM_API_ROOT: "ftp://x" }, 1, "not a web address"],
  [{ TELEGRAM_WEBHOOK_SECRET: "a" }, 1, "too short to be one"],
  [{ TELEGRAM_PER_SECOND: "1" }, 1, "no place is left for a reply"],
  [{ TELEGRAM_PER_CHAT_SECOND: "0" }, 1, "nothing would ever be sent"],
  [{ SEND_QUOTAS: "zalo:3000,telegram:1000" }, 0, "a quota by channel"],
  [{ SEND_QUOTAS: "zalo:3000,zalo:4000" }, 1, "a channel has one quota"],
  [{ SEND_QUOTAS: "fax:10" }, 1, "no such channel"],
  [{ METRICS_TOKEN: "a" }, 1, "too short to be one"],
  [{ TELEGRAM_MODE: "webhook" }, 0, "without a token Telegram is off anyway"],
  [
    { TELEGRAM_BOT_TOKEN: "1:a", TELEGRAM_MODE: "webhook" },
    2,
    "both secret and address are needed",
  ],
  [{ PORT: "x", HOST: "?", LOG_LEVEL: "x", CHAM_DEMO: "x" }, 4, "all mistakes at once"],
])("finds in %j %i mistakes: %s", (given, count) => {
  const problems = environmentProblems(given);
  expect(problems).toHaveLength(count);
  expect([...configProblems(given)].sort()).toEqual([...problems].sort());
});

it("shows a wrong value, but never one that may hold a secret", () => {
  const text = environmentProblems({ PORT: "abc", CHAM_SECRET: "geheim" }).join();
  expect(text).toContain("abc");
  expect(text).not.toContain("geheim");
});

it("takes an empty variable for one that is not set", () => {
  expect(readEnvironment({ PORT: "", HOST: " " })).toMatchObject({ port: 3000, demo: "on" });
});
