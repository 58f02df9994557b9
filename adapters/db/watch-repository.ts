import type pg from "pg";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import { type NamedAlert, hearersOf } from "../../core/conversation/standing/alert.ts";
import { openDeadlines } from "../../core/conversation/standing/open-deadlines.ts";
import { alertReply, standingReplies } from "../../core/conversation/standing/show-standing.ts";
import { isWithinHours, officeHours } from "../../core/reminders/sending-hours.ts";
import { isWorkingDay, openCalendar, writeDate } from "../../core/round/calendar.ts";
import { localDayOf } from "../../core/round/local-instant.ts";
import { readCalendar } from "./calendar-cache.ts";
import { findDeadGroups } from "./dead-letter-repository.ts";
import { inTransaction } from "./in-transaction.ts";
import { notifyStaff, staffWithRoles } from "./notify-staff.ts";
import { type DutyCaches, findOwed } from "./owed-duties.ts";
import { findStanding } from "./standing-repository.ts";

/**
 * Sends the morning's report to every coordinator: once a working day, in office hours, while a
 * round has a phase that runs. Two workers at once send one.
 *
 * @returns How many people it went to.
 */
export async function reportMorning(
  pool: pg.Pool,
  caches: DutyCaches,
  now: string,
): Promise<number> {
  const calendar = openCalendar(await readCalendar(pool));
  const day = localDayOf(now);
  if (!isWorkingDay(calendar, day) || !isWithinHours(officeHours, now)) return 0;
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "insert into morning_reports (day, at) values ($1, $2) on conflict do nothing",
      [writeDate(day), now],
    );
    if (rowCount !== 1) return 0;
    const found = await findStanding(client, caches, { calendar, now });
    const running = found.standings.filter(({ phase }) => phase !== null);
    const ids = await staffWithRoles(client, ["coordinator"]);
    for (const at of running.keys()) {
      const unreached = at === 0 ? found.unreached : [];
      await notifyStaff(client, ids, (language) => {
        const say = messagesIn(language).standing;
        const [reply] = standingReplies(
          { standings: running.slice(at, at + 1), unreached },
          say,
          "morning",
        );
        return reply ?? { text: "" };
      });
    }
    return running.length === 0 ? 0 : ids.length;
  });
}

/**
 * Raises what is new, and ends what is over: an alert is told once while it lasts.
 *
 * @returns How many were raised.
 */
export async function raiseAlerts(
  pool: pg.Pool,
  found: readonly NamedAlert[],
  now: string,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query(
      "update alerts set ended_at = $2 where ended_at is null and key <> all ($1::text[])",
      [found.map(({ key }) => key), now],
    );
    let raised = 0;
    for (const { key, alert } of found) {
      const { rowCount } = await client.query(
        "insert into alerts (key, facts, raised_at) values ($1, $2, $3) on conflict do nothing",
        [key, JSON.stringify(alert), now],
      );
      if (rowCount !== 1) continue;
      raised += 1;
      const ids = await staffWithRoles(client, hearersOf(alert));
      await notifyStaff(client, ids, (language) =>
        alertReply(alert, messagesIn(language).standing),
      );
    }
    return raised;
  });
}

/** How long a channel, a person or a job may wait, in ms. */
const tooLongMs = 5 * 60_000;
const tooOften = 3;

/** Everything in the database that somebody must hear of at once. */
export async function findAlerts(
  pool: pg.Pool,
  caches: DutyCaches,
  now: string,
): Promise<readonly NamedAlert[]> {
  const calendar = openCalendar(await readCalendar(pool));
  const rounds = await findOwed(pool, caches, { now, calendar });
  return [
    ...rounds.flatMap((owed) => openDeadlines(owed, now)),
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
