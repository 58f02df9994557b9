import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { aPdf } from "../sample-files.ts";
import { shippedScheme } from "../shipped-schemes.ts";
import {
  type Door,
  type Heard,
  lastOf,
  openDoor,
  pressing,
  saying,
  telling,
} from "./whole-talk/door.ts";
import { type HttpChannel, httpChannel } from "./whole-talk/http-channel.ts";
import { keptDraft } from "./whole-talk/kept.ts";
import { knownLeaves } from "./whole-talk/leaf-facts.ts";
import { anOfficerWho, explanation } from "./whole-talk/officer.ts";
import { type Invitable, type Stage, openStage } from "./whole-talk/stage.ts";
import { telegramChannel } from "./whole-talk/telegram-channel.ts";

/** One leaf of each kind of rule, and one that is said not to apply. */
const codes = [
  ...["1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.4.2", "1.5.1", "1.6.1", "2.3.2"],
  ...["4.1.2", "4.1.3", "5.3.2", "5.5.1", "6.3.2", "7.2.5", "7.3.1"],
];

let scheme: Scheme;
let stage: Stage;
let nextChat = 700;
const open: HttpChannel[] = [];

beforeAll(async () => {
  scheme = await shippedScheme("so-2025");
  stage = await openStage(scheme, 5);
});
afterEach(() => {
  for (const channel of open.splice(0)) channel.close();
});
afterAll(() => stage.close());

describe("one draft, whichever door it comes by", () => {
  it("is the same when each answer and each document comes by a door drawn by lot", async () => {
    const an = await stage.person("Nguyễn Thị An", 0);
    const doors = [await byTelegram(an), await byWeb(an)];
    const alone = await byTelegram(await stage.person("Trần Văn Bưởi", 1));
    const draw = lots(20_251_231);
    const used = new Set<Door>();
    await telling([...doors, alone], async () => {
      await scoreBy(() => {
        const door = doors[draw(doors.length)] ?? alone;
        used.add(door);
        return door;
      });
      await scoreBy(() => alone);
      await stage.until(
        "select 1 where not exists (select from evidence where status = 'fetching')",
      );
    });
    expect(used.size).toBe(2);
    const [mixed, single] = await Promise.all(
      [0, 1].map((at) => keptDraft(stage.pool, agencyId(at))),
    );
    expect(mixed).toEqual(single);
    expect(mixed?.leaves.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    { code: "1.1.3", button: "Dùng của tôi", left: { done: "19", total: "20" }, entries: 2 },
    { code: "2.3.1", button: "Giữ của ", left: { done: "18", total: "20" }, entries: 1 },
  ])("shows who is second both values: $button", async ({ code, button, left, entries }) => {
    const first = await byTelegram(await stage.person(`Lê Thị Cúc ${code}`, 2));
    const second = await byWeb(await stage.person(`Phạm Văn Dừa ${code}`, 2));
    await telling([first, second], async () => {
      for (const door of [first, second]) await door.ask(saying(`/tc ${code}`));
      await first.ask(saying("18/20"));
      const choice = lastOf(await second.ask(saying("19/20")));
      expect(choice.text).toMatch(/Lê Thị Cúc.*18\/20 \(.*điểm\)[^]*Anh\/chị: 19\/20 \(.*điểm\)/);
      expect(await entriesOf(code)).toHaveLength(1);
      const label = choice.buttons.find((each) => each.startsWith(button)) ?? button;
      await second.ask(pressing(label));
    });
    const kept = await entriesOf(code);
    expect(kept).toHaveLength(entries);
    expect(kept.at(-1)).toEqual(left);
  });

  it("takes one of two answers given at the same moment and asks about the other", async () => {
    const officers = [
      await byTelegram(await stage.person("Hoàng Thị Ổi", 2)),
      await byWeb(await stage.person("Vũ Văn Na", 2)),
    ];
    await telling(officers, async () => {
      for (const code of ["1.4.1", "2.4.2", "3.3.2", "5.4.1"]) {
        for (const door of officers) await door.ask(saying(`/tc ${code}`));
        const said = await Promise.all(
          officers.map((door, at) => door.ask(saying(`${17 + at}/20`))),
        );
        const texts = said.map((each) => lastOf(each).text);
        expect(texts.filter((text) => text.includes(`Đã ghi ${code}`))).toHaveLength(1);
        const [asked] = texts.filter((text) => text.includes("Lấy giá trị nào?"));
        expect(asked).toMatch(/17\/20[^]*18\/20|18\/20[^]*17\/20/);
        expect(await entriesOf(code)).toHaveLength(1);
      }
    });
  });
});

describe("the ranking", () => {
  it("moves with an answer, and shows an officer the own agency alone", async () => {
    const official = await byTelegram(await stage.person("Đỗ Thị Lê", 0, "official"));
    const one = await byWeb(await stage.person("Bùi Văn Mận", 3));
    const other = await byTelegram(await stage.person("Ngô Thị Đào", 4));
    await telling([official, one, other], async () => {
      await answerOne(one, "1.2.2", "có");
      const before = await ranking(official);
      expect(before.text).toMatch(/Sở Thử 4 \(A4\)[^]*Sở Thử 5 \(A5\)/);
      await answerOne(other, "1.1.3", "20/20");
      const after = await ranking(official);
      expect(after.text).toMatch(/Sở Thử 5 \(A5\)[^]*Sở Thử 4 \(A4\)/);
      for (const { text } of [before, after]) {
        expect(text).toMatch(/TẠM TÍNH, giai đoạn tự chấm điểm, tính lúc \d\d:\d\d ngày/);
      }
      expect(snapshotIn(after)).toBeGreaterThan(snapshotIn(before));

      const own = lastOf(await other.ask(saying("/xephang")));
      expect(own.text).toContain("Sở Thử 5");
      expect(own.text).not.toMatch(/Sở Thử [1-4]|Xếp thứ|Thứ hạng trong/);
    });
  });

  it("and everything else of the province is kept from a chat that is not linked", async () => {
    const stranger = openDoor(telegramChannel(stage.telegram, 999));
    const { rows } = await stage.pool.query<{ receipt: string }>(
      "select receipt from entries order by id limit 1",
    );
    const asked = [
      ...["/xephang", "/xephang so", "/visao", "/visao 1.1.3 A1", "/donvi", "/donvi A1"],
      ...["/tiendo", "/tc 1.1.3", "/nop", "/lienket", `/kiemtra ${rows[0]?.receipt ?? ""}`],
    ];
    await telling([stranger], async () => {
      for (const words of asked) {
        const { text } = lastOf(await stranger.ask(saying(words), () => true));
        expect(text).toContain("nhập mã mời");
        expect(text).not.toMatch(/Sở Thử|\bA\d\b|Kỳ thử|điểm|tiêu chí/);
      }
    });
  });
});

/** Answers the leaves one by one; for each answer and each document a door is chosen. */
async function scoreBy(choose: () => Door): Promise<void> {
  const officer = anOfficerWho(knownLeaves(scheme));
  for (const [at, code] of codes.entries()) {
    const door = choose();
    let heard = lastOf(await door.ask(saying(`/tc ${code}`)));
    while (asksForFact(heard, code)) {
      heard = lastOf(await door.ask(officer.reactTo(heard) ?? saying("/huy")));
    }
    if (code !== "6.3.2") await prove(choose(), code, at);
  }
}

function asksForFact({ text, buttons }: Heard, code: string): boolean {
  const isProof = buttons.includes("Nêu số văn bản") || text.includes("được 0 điểm");
  return !isProof && !/^\d+(\.\d+)+\. /.test(text.replace(`${code}. `, ""));
}

/** Gives a file, a document or an explanation for a leaf from its card. */
async function prove(door: Door, code: string, at: number): Promise<void> {
  const card = lastOf(await door.ask(saying(`/tc ${code}`)));
  expect(card.text).toContain("Đang ghi: ");
  if (at % 3 === 2) {
    await door.ask(pressing("Giải trình"));
    await door.ask(saying(explanation));
    return;
  }
  const list = lastOf(await door.ask(pressing("Thêm tài liệu")));
  await door.ask(pressing(list.buttons.find((label) => label.startsWith("○")) ?? ""));
  const proof =
    at % 3 === 0
      ? ({ kind: "send", bytes: aPdf("", at), name: `Tài liệu ${code}.pdf` } as const)
      : saying(`${at}/KH-S1; 20/01/2025; Sở Thử`);
  await door.ask(proof);
  await door.ask(saying("mục I, trang 2"));
}

async function answerOne(door: Door, code: string, answer: string): Promise<void> {
  await door.ask(saying(`/tc ${code}`));
  const saved = lastOf(await door.ask(saying(answer)));
  expect(saved.text).toContain(`Đã ghi ${code}`);
  await stage.until("select 1 where not exists (select from dirty_agencies)");
}

async function ranking(official: Door): Promise<Heard> {
  const isRanking = ({ text }: Heard): boolean => text.includes("Xếp hạng nhóm");
  return lastOf(await official.ask(saying("/xephang so"), isRanking));
}

function snapshotIn({ text }: Heard): number {
  return Number(/bản số (\d+)/.exec(text)?.[1]);
}

async function byTelegram(person: Invitable): Promise<Door> {
  nextChat += 1;
  const door = openDoor(telegramChannel(stage.telegram, nextChat));
  const code = await person.code();
  await telling([door], () => door.ask(saying(code)));
  return door;
}

async function byWeb(person: Invitable): Promise<Door> {
  const channel = await httpChannel(stage.product.url, await person.code());
  open.push(channel);
  return openDoor(channel);
}

async function entriesOf(code: string): Promise<readonly unknown[]> {
  const { rows } = await stage.pool.query<{ answer: unknown }>(
    `select body -> 'answer' as answer from entries
      where agency_id = $1 and code = $2 and kind = 'answer' order by id`,
    [agencyId(2), code],
  );
  return rows.map(({ answer }) => answer);
}

function agencyId(at: number): string {
  return stage.province.agencies[at]?.id ?? "";
}

/** Numbers that are the same each time: a small generator of its own instead of chance. */
function lots(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}
