import type pg from "pg";
import { expect } from "vitest";
import { planChange } from "../../core/round/change-round.ts";
import type { RoundChange } from "../../core/round/round-change.ts";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { sendReminders } from "../../usecases/send-reminders.ts";
import { remindersIn } from "./reminder-repository.ts";
import { roundsIn } from "./round-repository.ts";

const wednesday = "2026-01-28T02:00:00.000Z";
const moved = { phase: "survey", until: "2026-02-06T10:00:00.000Z", reason: "Bão" } as const;

dbTest(
  "a moved list for the survey is told of once, and reminded of by its new date",
  async ({ pool }) => {
    const { roundId, chats } = await aSurvey(pool);
    expect(await remind(pool, wednesday)).toBe(2);
    expect((await textsTo(pool, chats[1] ?? ""))[0]).toContain("17:00 ngày 30/01/2026");

    await change(pool, roundId, { kind: "move", ...moved });
    const [correction] = await textsTo(pool, chats[1] ?? "");
    expect(correction).toContain("17:00 ngày 06/02/2026");
    expect(correction).toContain("điều tra xã hội học");
    expect(await remind(pool, "2026-01-30T01:00:00Z")).toBe(2);
    expect((await textsTo(pool, chats[1] ?? ""))[0]).toContain("17:00 ngày 06/02/2026");
  },
);

dbTest("an extension for the survey's list is its agency's alone", async ({ pool }) => {
  const { roundId, chats } = await aSurvey(pool);
  await remind(pool, wednesday);
  await change(pool, roundId, { kind: "extend", agency: "A2", letter: "15/A2-VP", ...moved });
  expect((await textsTo(pool, chats[1] ?? ""))[0]).toContain("17:00 ngày 06/02/2026");
  await remind(pool, "2026-01-30T01:00:00Z");
  expect((await textsTo(pool, chats[0] ?? ""))[0]).toContain("17:00 ngày 30/01/2026");
  expect((await textsTo(pool, chats[1] ?? ""))[0]).toContain("17:00 ngày 06/02/2026");
});

/** Two agencies that owe nothing but the list, until 30/01/2026. */
async function aSurvey(pool: pg.Pool) {
  const { roundId, officers } = await aProvince(pool, { scheme: aScheme(), agencyCount: 2 });
  await pool.query("update round_agencies set submitted_at = '2026-01-10T02:00:00Z'");
  await pool.query(
    "insert into round_phases values ($1, 'survey', '2026-01-05T01:00:00Z', '2026-01-30T10:00:00Z')",
    [roundId],
  );
  await pool.query(
    `insert into round_respondents (round_id, group_code, kind, name, wanted)
     select round_id, group_code, 'cbcc', 'Công chức, viên chức', 2 from round_groups`,
  );
  return { roundId, chats: officers.map(({ chat }) => chat.chatId) };
}

async function remind(pool: pg.Pool, now: string): Promise<number> {
  const clock = { now: () => new Date(now) };
  return (await sendReminders({ reminders: remindersIn(pool), clock })).sent;
}

async function change(pool: pg.Pool, roundId: string, asked: RoundChange): Promise<void> {
  await roundsIn(pool).alone(roundId, async (desk) => {
    const planned = planChange(asked, {
      ...{ course: desk.course, calendar: await desk.calendar(), now: wednesday },
      agency: asked.kind === "extend" ? await desk.agency(asked.agency) : null,
      who: { kind: "person", rights: ["manageRound"] },
    });
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    const by = { staffId: null, role: null, updateId: null, now: wednesday };
    await desk.save(planned.value, by);
  });
}

/** What a chat was told, newest first. */
async function textsTo(pool: pg.Pool, chatId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(
    "select body -> 'reply' ->> 'text' as text from outbox where chat_id = $1 order by id desc",
    [chatId],
  );
  return rows.map(({ text }) => text);
}
