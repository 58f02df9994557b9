import type pg from "pg";
import { expect } from "vitest";
import { may } from "../../core/access/may.ts";
import { dbTest } from "../../test/db.ts";
import { aProvince, anOfficer } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { findActor, findLinkedActor } from "./find-actor.ts";
import { findSession, openSession } from "./web-session-repository.ts";

const chat = { channel: "telegram", bot: "123", chatId: "77" } as const;
const inside = new Date("2026-02-10T02:00:00Z");
const after = new Date("2026-02-16T02:00:00Z");

dbTest("may do the same by chat, by page and by command line", async ({ pool }) => {
  const staffId = await anActingLeader(pool);
  const token = await openSession(pool, { staffId, label: "", now: inside });
  const found = async (now: Date) => [
    await findActor(pool, "CB-TELEGRAM-77", now),
    await findLinkedActor(pool, chat, { staffId, now }),
    (await findSession(pool, token, now))?.actor,
  ];
  const [one, ...others] = await found(inside);
  expect(others).toEqual([one, one]);
  const own = { agencyId: one?.agencyId ?? "", stage: "selfScoring" } as const;
  expect(one && may(one, "signOff", own)).toBe(true);
  expect(one?.grants.map(({ role, for: whom }) => [role, whom?.decision])).toEqual([
    ["officer", undefined],
    ["leader", "12/QĐ"],
  ]);

  const [later, ...same] = await found(after);
  expect(same).toEqual([later, later]);
  expect(later && may(later, "signOff", own)).toBe(false);
});

async function anActingLeader(pool: pg.Pool): Promise<string> {
  const { agencies } = await aProvince(pool, { scheme: aScheme() });
  const acting = await anOfficer(pool, agencies[0]?.id ?? "", chat);
  const { rows } = await pool.query<{ id: string }>(
    `with person as (insert into staff (code, full_name, agency_id)
                     values ('ld', 'Trần Lãnh Đạo', $1) returning id)
     insert into staff_roles (staff_id, role) select id, 'leader' from person
     returning staff_id as id`,
    [agencies[0]?.id],
  );
  await pool.query(
    `insert into delegations (leader_id, acting_id, from_day, until_day, decision, created_at)
     values ($1, $2, '2026-02-01', '2026-02-15', '12/QĐ', now())`,
    [rows[0]?.id, acting.id],
  );
  return acting.id;
}
