import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Leaf, type Scheme, leavesOf } from "../../core/scheme/scheme.ts";
import { describeInBrowser, openBrowser } from "../browser.ts";
import { shippedScheme } from "../shipped-schemes.ts";
import { browserChannel, enterByCode } from "./whole-talk/browser-channel.ts";
import { type Door, lastOf, openDoor, pressing, saying, telling } from "./whole-talk/door.ts";
import { type KeptDraft, keptDraft, keptReceipts, keptResult } from "./whole-talk/kept.ts";
import { knownLeaves } from "./whole-talk/leaf-facts.ts";
import { anOfficerWho, answerAll } from "./whole-talk/officer.ts";
import { type Stage, openStage } from "./whole-talk/stage.ts";
import { telegramChannel } from "./whole-talk/telegram-channel.ts";

let scheme: Scheme;
let leaves: readonly Leaf[];
let stage: Stage;

beforeAll(async () => {
  scheme = await shippedScheme("so-2025");
  leaves = leavesOf(scheme.fields);
  stage = await openStage(scheme, 2);
});
afterAll(() => stage.close());

describe("an officer scores a whole scheme", () => {
  it("by Telegram, from the invitation to the receipts", async () => {
    const officer = await stage.person("Nguyễn Thị An", 0);
    const door = openDoor(telegramChannel(stage.telegram, 501));
    await telling([door], async () => {
      const welcome = lastOf(await door.ask(saying(await officer.code())));
      expect(welcome.text).toContain("Đã liên kết. Xin chào Nguyễn Thị An");
      await scoreAll(door, agencyId(0), pressing("Bắt đầu"));
    });
  });
});

describeInBrowser("an officer scores a whole scheme in the browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it("by the page, to the same draft and the same totals as by Telegram", async () => {
    const officer = await stage.person("Trần Văn Bưởi", 1);
    const page = await browser.newPage({ locale: "vi-VN", reducedMotion: "reduce" });
    page.setDefaultTimeout(20_000);
    await enterByCode(page, stage.product.url, await officer.code());
    await page.getByRole("heading", { name: "Xin chào Trần Văn Bưởi" }).waitFor();
    const door = openDoor(browserChannel(page));
    await telling([door], async () => {
      await scoreAll(door, agencyId(1), saying("/batdau"));
      await stage.until("select 1 where not exists (select from dirty_agencies)");
      const [telegram, web] = await Promise.all([0, 1].map(drawn));
      expect(web).toEqual(telegram);
      expect(web?.submitted).toBe(true);
      // Both have the best share of their group in the one leaf whose points come from comparing.
      const told = web?.draft.leaves.map(({ points }) => Number(points ?? 0)) ?? [];
      expect(web?.result?.["achieved"]).toBe(told.reduce((sum, each) => sum + each, 5_000));
      expect(web?.result?.["rank"]).toBe(1);
    });
  });
});

/** The whole way of one officer: all leaves, those of others, the submission, the receipts. */
async function scoreAll(
  door: Door,
  agency: string,
  begin: Parameters<Door["ask"]>[0],
): Promise<void> {
  const knows = knownLeaves(scheme);
  expect(knows.size).toBe(68);
  const officer = anOfficerWho(knows);
  const greeting = lastOf(await door.ask(begin));
  expect(greeting.text).toContain("68 tiêu chí thành phần cần tự chấm");
  await answerAll(door, officer, greeting);
  await seeWhatOthersScore(door);
  await filesChecked(door, officer.filesSent());
  await submit(door);

  const { leaves: kept, evidence } = await keptDraft(stage.pool, agency);
  const wanted = leaves.flatMap(({ code }) => {
    const known = knows.get(code);
    return known ? [{ code, answer: known.answer, not_applicable: known.notApplicable }] : [];
  });
  expect(
    kept.map(({ code, answer, not_applicable }) => ({ code, answer, not_applicable })),
  ).toEqual(wanted);
  expect(new Set(evidence.map(({ status }) => status))).toEqual(new Set(["kept"]));
  await checkReceipts(door, agency);
}

/** Leaves of the survey and of others are shown, and nothing is asked of them. */
async function seeWhatOthersScore(door: Door): Promise<void> {
  const others = leaves.filter(({ source }) => source !== "self");
  expect(others).toHaveLength(19);
  for (const { code, source, lead } of others) {
    const card = lastOf(await door.ask(saying(`/tc ${code}`)));
    expect(card.text).toContain("Đơn vị không cần tự chấm");
    expect(card.text).toContain(source === "survey" ? "điều tra xã hội học" : `do ${lead} nhập`);
    expect(card.buttons).not.toContain("Chấm tiêu chí này");
  }
}

async function filesChecked(door: Door, sent: number): Promise<void> {
  expect(sent).toBeGreaterThan(10);
  const checked = () => door.heard.filter(isChecked).length;
  while (checked() < sent) await door.hear(isChecked);
}

function isChecked({ text }: { readonly text: string }): boolean {
  return text.includes("đã được kiểm tra và lưu");
}

async function submit(door: Door): Promise<void> {
  const summary = lastOf(await door.ask(saying("/nop")));
  expect(summary.text).toContain("Trình kết quả tự chấm");
  const done = lastOf(await door.ask(pressing("Đồng ý trình")));
  expect(done.text).toContain("Đã trình lãnh đạo ký xác nhận");
}

/** Every receipt is answered with what it stands for, by whom, and its hash. */
async function checkReceipts(door: Door, agency: string): Promise<void> {
  const receipts = await keptReceipts(stage.pool, agency);
  expect(receipts.length).toBeGreaterThan(136);
  for (const { receipt } of receipts) await door.say(`/kiemtra ${receipt}`);
  for (const { receipt, code } of receipts) {
    const { text } = lastOf(await door.hear((heard) => heard.text.includes(receipt)));
    expect(text).toContain(`Biên nhận ${receipt}`);
    expect(text).toContain(code === null ? "Trình kết quả tự chấm" : `Tiêu chí: ${code} `);
    expect(text).toMatch(
      /ghi lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}\.\nMã băm SHA-256: [0-9a-f]{64}/,
    );
  }
}

function agencyId(at: number): string {
  return stage.province.agencies[at]?.id ?? "";
}

/** All of an agency that must not depend on the way it came. */
async function drawn(at: number): Promise<{
  readonly submitted: boolean | undefined;
  readonly draft: KeptDraft;
  readonly result: Readonly<Record<string, unknown>> | undefined;
}> {
  const { rows } = await stage.pool.query<{ submitted: boolean }>(
    "select submitted_at is not null as submitted from round_agencies where agency_id = $1",
    [agencyId(at)],
  );
  return {
    submitted: rows[0]?.submitted,
    draft: await keptDraft(stage.pool, agencyId(at)),
    result: await keptResult(stage.pool, agencyId(at)),
  };
}
