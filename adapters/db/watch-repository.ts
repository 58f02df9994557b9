import type pg from "pg";
import type { NamedAlert } from "../../core/conversation/standing/alert.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { AlertLetter, WatchStore } from "../../usecases/watch-ports.ts";
import { machineKey } from "../watch-machine.ts";
import { readCalendar } from "./calendar-cache.ts";
import { findDeadGroups } from "./dead-letter-repository.ts";
import { inTransaction } from "./in-transaction.ts";
import { notifyStaff, staffWithRoles } from "./notify-staff.ts";
import { type DutyCaches, findOwed } from "./owed-duties.ts";
import { findStanding } from "./standing-repository.ts";

/**
 * What is watched, and told to those who run rounds, in the database.
 *
 * @param machine Begins the keys of what is so on this machine alone.
 */
export function watchIn(pool: pg.Pool, caches: DutyCaches, machine = machineKey): WatchStore {
  return {
    calendar: async () => openCalendar(await readCalendar(pool)),
    standing: (at) => findStanding(pool, caches, at),
    sendMorning: (report) => inTransaction(pool, (client) => sendMorning(client, report)),
    rounds: (at) => findOwed(pool, caches, at),
    troubles: (now) => findTroubles(pool, now),
    raise: (alerts, now) =>
      inTransaction(pool, (client) => raise(client, { alerts, now, machine })),
  };
}

async function sendMorning(
  client: pg.PoolClient,
  { day, now, letters }: Parameters<WatchStore["sendMorning"]>[0],
): Promise<number> {
  const { rowCount } = await client.query(
    "insert into morning_reports (day, at) values ($1, $2) on conflict do nothing",
    [day, now],
  );
  if (rowCount !== 1 || letters.length === 0) return 0;
  const ids = await staffWithRoles(client, ["coordinator"]);
  for (const letter of letters) await notifyStaff(client, ids, letter);
  return ids.length;
}

interface Raising {
  readonly alerts: readonly AlertLetter[];
  readonly now: string;
  readonly machine: string;
}

async function raise(client: pg.PoolClient, { alerts, now, machine }: Raising): Promise<number> {
  // Of another machine nothing is known here, but that it would say so again within a day.
  await client.query(
    `update alerts set ended_at = $2
      where ended_at is null and key <> all ($1::text[])
        and (not starts_with(key, 'machine/') or starts_with(key, $3)
          or raised_at < $2::timestamptz - interval '1 day')`,
    [alerts.map(({ key }) => key), now, machine],
  );
  let raised = 0;
  for (const { key, alert, hearers, letter } of alerts) {
    const { rowCount } = await client.query(
      "insert into alerts (key, facts, raised_at) values ($1, $2, $3) on conflict do nothing",
      [key, JSON.stringify(alert), now],
    );
    if (rowCount !== 1) continue;
    raised += 1;
    await notifyStaff(client, await staffWithRoles(client, hearers), letter);
  }
  return raised;
}

/** How long a channel, a person or a job may wait, in ms. */
const tooLongMs = 5 * 60_000;
const tooOften = 3;

async function findTroubles(pool: pg.Pool, now: string): Promise<readonly NamedAlert[]> {
  return [
    ...(await findRefusals(pool, now)),
    ...(await findSilentChannels(pool, now)),
    ...(await findOldInbox(pool, now)),
    ...(await findPoison(pool)),
  ];
}

async function findRefusals(pool: pg.Pool, now: string): Promise<readonly NamedAlert[]> {
  const { rows } = await pool.query<{
    readonly round_id: string;
    readonly agency_code: string;
    readonly agency_name: string;
    readonly code: string;
    readonly times: number;
  }>(
    `select e.round_id, a.code as agency_code, a.name as agency_name, e.code,
            count(*)::integer as times
       from evidence e join agencies a on a.id = e.agency_id
      where e.status = 'refused' and e.added_at > $1::timestamptz - interval '1 day'
      group by e.round_id, a.id, e.code having count(*) >= $2`,
    [now, tooOften],
  );
  return rows.map((row) => ({
    key: `refused/${row.round_id}/${row.agency_code}/${row.code}`,
    alert: {
      ...{ kind: "evidenceRefused", agencyCode: row.agency_code, agencyName: row.agency_name },
      ...{ code: row.code, times: row.times },
    },
  }));
}

async function findSilentChannels(pool: pg.Pool, now: string): Promise<readonly NamedAlert[]> {
  const { rows } = await pool.query<{ channel: string; oldest: Date; waiting: number }>(
    `select channel, min(created_at) as oldest, count(*)::integer as waiting from outbox
      where sent_at is null and refused is null and not is_bulk
      group by channel having min(created_at) < $1::timestamptz - $2 * interval '1 millisecond'`,
    [now, tooLongMs],
  );
  return rows.map(({ channel, oldest, waiting }) => ({
    key: `channel/${channel}`,
    alert: { kind: "channelDown", channel, waiting, minutes: minutesSince(oldest, now) },
  }));
}

async function findOldInbox(pool: pg.Pool, now: string): Promise<readonly NamedAlert[]> {
  const { rows } = await pool.query<{ oldest: Date | null; waiting: number }>(
    `select min(received_at) as oldest, count(*)::integer as waiting from inbound_updates
      where status = 'waiting' and received_at < $1::timestamptz - $2 * interval '1 millisecond'`,
    [now, tooLongMs],
  );
  const { oldest = null, waiting = 0 } = rows[0] ?? {};
  if (oldest === null) return [];
  return [
    { key: "inbox", alert: { kind: "inboxOld", waiting, minutes: minutesSince(oldest, now) } },
  ];
}

async function findPoison(pool: pg.Pool): Promise<readonly NamedAlert[]> {
  const groups = await findDeadGroups(pool);
  return groups.flatMap(({ key, cause, count }): readonly NamedAlert[] =>
    cause.source === "update"
      ? [
          {
            key: `poison/${key}`,
            alert: { kind: "poison", channel: cause.channel, words: cause.words, count },
          },
        ]
      : [],
  );
}

function minutesSince(instant: Date, now: string): number {
  return Math.floor((Date.parse(now) - instant.getTime()) / 60_000);
}
