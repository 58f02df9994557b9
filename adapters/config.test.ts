import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { readQuotas } from "./setting-rules.mjs";

const least = { DATABASE_URL: "postgresql://cham:x@127.0.0.1/cham" };
const token = "12345:abc";

it("has a safe default for everything but the database", () => {
  expect(readConfig(least)).toEqual({
    port: 3000,
    host: "127.0.0.1",
    dataDir: "./data",
    databaseUrl: least.DATABASE_URL,
    ownerUrl: least.DATABASE_URL,
    redisUrl: null,
    publicUrl: "http://127.0.0.1:3000",
    trustedProxies: "loopback",
    demo: false,
    logLevel: "info",
    metricsToken: null,
    reminds: true,
    telegram: { kind: "off" },
    telegramPace: { perSecond: 30, perChatPerSecond: 1 },
    sendQuotas: new Map(),
    secret: null,
  });
});

it.each([
  { CHAM_DEMO: "1", demo: false, because: "the database is somebody's own" },
  { CHAM_DEMO: "1", CHAM_EMBEDDED: "1", demo: true, because: "npm start has made the province" },
  { CHAM_DEMO: "0", CHAM_EMBEDDED: "1", demo: false, because: "it is switched off" },
  { CHAM_DEMO: "force", demo: true, because: "it is forced by name" },
])("opens the demo's doors ($demo) when $because", ({ demo, CHAM_DEMO, CHAM_EMBEDDED }) => {
  expect(readConfig({ ...least, CHAM_DEMO, CHAM_EMBEDDED }).demo).toBe(demo);
});

it.each([
  { given: {}, kind: "polling" },
  { given: { TELEGRAM_MODE: "polling" }, kind: "polling" },
  {
    given: {
      TELEGRAM_MODE: "webhook",
      TELEGRAM_WEBHOOK_SECRET: "0123456789abcdef",
      PUBLIC_URL: "https://cham.example.vn/",
    },
    kind: "webhook",
  },
])("reaches Telegram by $kind", ({ given, kind }) => {
  const { telegram } = readConfig({ ...least, TELEGRAM_BOT_TOKEN: token, ...given });
  expect(telegram).toMatchObject({ kind, token, apiRoot: "https://api.telegram.org" });
});

it("gives addresses without a slash at the end, so that a path can follow", () => {
  expect(readConfig({ ...least, PUBLIC_URL: "https://cham.example.vn/" }).publicUrl).toBe(
    "https://cham.example.vn",
  );
});

it("names every mistake at once, and says what is missing", () => {
  expect(() => readConfig({ PORT: "abc", LOG_LEVEL: "loud" })).toThrow(
    /PORT[^]*DATABASE_URL[^]*LOG_LEVEL/,
  );
});

describe("the quota of a channel", () => {
  it("is read by channel; nothing is none", () => {
    expect(readQuotas("zalo:3000, telegram:100000")).toEqual(
      new Map([
        ["zalo", 3_000],
        ["telegram", 100_000],
      ]),
    );
    expect(readQuotas("")).toEqual(new Map());
  });

  it.each([
    "zalo",
    "zalo:0",
    "zalo:-1",
    "zalo:3.5",
    "fax:10",
    "zalo:1:2",
    "zalo:1,zalo:2",
    "zalo:x",
  ])("is refused as %j", (text) => {
    expect(readQuotas(text)).toBeNull();
  });
});
