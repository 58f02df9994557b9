import type pg from "pg";
import { isSigning } from "../../core/reminders/duty.ts";
import type { Climb, EscalationNotice } from "../../core/reminders/escalation.ts";
import { type SendQuotas, isSpent } from "../../core/delivery/send-quota.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type {
  LadderedDuty,
  ReminderDesk,
  ReminderStore,
  RemindersNow,
} from "../../usecases/reminder-ports.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { readCalendar } from "./calendar-cache.ts";
import { inTransaction } from "./in-transaction.ts";
import { findQuotaUse } from "./quota-repository.ts";
import { type Ladder, findLadders } from "./ladder-holders.ts";
import { type DutyCaches, type OwedRound, findOwed } from "./owed-duties.ts";
import { findRecipients } from "./reminded-people.ts";
import { usualPlan } from "./reminder-plans.ts";
import { type Subject, noteClimb, noteOwed, noteSkips, sendDigest } from "./reminder-rows.ts";
import { openSchemeCache } from "./scheme-cache.ts";

/** Held while reminders are sent, so that one process does it at a time. */
const lockKey = 72_707_371;

/** The reminders in the database. */
export function remindersIn(pool: pg.Pool, quotas: SendQuotas = new Map()): ReminderStore {
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool), quotas };
  return {
    async waiting() {
      const { rows } = await pool.query<{ waiting: number }>(
        `select count(*)::integer as waiting
           from reminder_sends s join outbox o on o.id = s.outbox_id
          where o.sent_at is null and o.refused is null and s.at > now() - interval '1 day'`,
      );
      return rows[0]?.waiting ?? 0;
    },
    tryNextChannels: (instant) => tryNextChannels(pool, instant),
    alone: (work) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ mine: boolean }>(
          "select pg_try_advisory_xact_lock($1) as mine",
          [lockKey],
        );
        return rows[0]?.mine ? work(openDesk(client, caches)) : undefined;
      }),
  };
}

/** The words are those of the try that was refused; one that may have arrived is not repeated. */
async function tryNextChannels(pool: pg.Pool, instant: string): Promise<number> {
  const { rowCount } = await pool.query(
    `with refused as (
       select d.id, d.others -> 0 as next, o.body, s.place
         from reminder_digests d
         join reminder_sends s on s.digest_id = d.id
         join outbox o on o.id = s.outbox_id
        where o.refused is not null and not o.is_ambiguous and jsonb_array_length(d.others) > 0
          and s.place = (select max(n.place) from reminder_sends n where n.digest_id = d.id)
        limit 200 for update of d skip locked),
     taken as (
       update reminder_digests d set others = d.others - 0 from refused r where r.id = d.id),
     sent as (
       insert into outbox (channel, bot, chat_id, is_bulk, body)
       select next ->> 'channel', next ->> 'bot', next ->> 'chatId', true,
              jsonb_set(body, '{digest}', to_jsonb(id)) from refused
       returning id, (body ->> 'digest')::bigint as digest_id)
     insert into reminder_sends (digest_id, place, outbox_id, at)
     select r.id, r.place + 1, s.id, $1 from sent s join refused r on r.id = s.digest_id`,
    [instant],
  );
  return rowCount ?? 0;
}

interface DeskCaches extends DutyCaches {
  readonly quotas: SendQuotas;
}

function openDesk(client: pg.PoolClient, caches: DeskCaches): ReminderDesk {
  const subjects = new Map<string, Subject>();
  return {
    async now(instant) {
      const facts = await readNow(client, caches, instant);
      for (const each of facts.duties) subjects.set(nameOf(each), subjectOf(each));
      return facts;
    },
    noteClimb: (climb) => noteClimb(client, climb),
    noteOwed: (duties, instant) => noteOwed(client, duties, instant),
    noteSkips: (skips, instant) => noteSkips(client, { skips, subjects, instant }),
    send: (facts) => sendDigest(client, facts),
  };
}

function nameOf({ scheduled }: LadderedDuty): string {
  return `${scheduled.roundId}:${scheduled.duty.key}`;
}

function subjectOf({ scheduled }: LadderedDuty): Subject {
  return { subject: scheduled.duty.subject, deadline: scheduled.deadline };
}

async function readNow(
  client: pg.PoolClient,
  caches: DeskCaches,
  now: string,
): Promise<RemindersNow> {
  const calendar = openCalendar(await readCalendar(client));
  const rounds = await findOwed(client, caches, { now, calendar });
  const ids = rounds.map(({ round }) => round.id);
  const climbed = await readClimbs(client, ids);
  const ladders = await findLadders(client, rounds);
  const uses = await findQuotaUse(client, caches.quotas, now);
  const duties = rounds.flatMap((each) => laddered(each, { ladders, climbed }));
  return {
    rounds: new Map(rounds.map(({ round }) => [round.id, round])),
    ...{ duties, calendar },
    notices: [...climbed.values()].flatMap(({ notices }) => notices),
    settled: await readSettled(client, ids),
    people: await findRecipients(client, {
      spent: uses.filter(isSpent).map(({ channel }) => channel),
    }),
  };
}

interface Climbed {
  readonly climbs: readonly Climb[];
  readonly notices: readonly EscalationNotice[];
}

function laddered(
  { duties, plans }: OwedRound,
  known: {
    readonly ladders: (roundId: string, subject: string) => Ladder;
    readonly climbed: ReadonlyMap<string, Climbed>;
  },
): readonly LadderedDuty[] {
  return duties.map((scheduled) => {
    const { roundId, duty } = scheduled;
    const { escalation, substitutes } = plans.get(duty.phase) ?? usualPlan;
    const ladder = known.ladders(roundId, duty.subject);
    const officer = isSigning(duty) ? [] : duty.owedBy;
    return {
      ...{ scheduled, plan: escalation, substitutes, isHalted: ladder.isHalted },
      holders: { ...ladder.holders, officer },
      climbs: known.climbed.get(`${roundId}:${duty.key}`)?.climbs ?? [],
    };
  });
}

async function readClimbs(
  client: pg.PoolClient,
  roundIds: readonly string[],
): Promise<ReadonlyMap<string, Climbed>> {
  const { rows } = await client.query<{
    readonly round_id: string;
    readonly duty_key: string;
    readonly role: Climb["role"];
    readonly at: Date;
    readonly deadline: Date;
    readonly notices: readonly EscalationNotice[];
  }>(
    `select round_id, duty_key, role, at, deadline, notices from escalations
      where round_id = any ($1::uuid[]) order by at`,
    [roundIds],
  );
  const byDuty = new Map<string, Climbed>();
  for (const { role, at, deadline, notices, ...row } of rows) {
    const key = `${row.round_id}:${row.duty_key}`;
    const before = byDuty.get(key) ?? { climbs: [], notices: [] };
    const climb = { role, at: at.toISOString(), deadline: deadline.toISOString() };
    byDuty.set(key, {
      climbs: [...before.climbs, climb],
      notices: [...before.notices, ...notices],
    });
  }
  return byDuty;
}

async function readSettled(
  client: pg.PoolClient,
  roundIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ key: string }>(
    "select key from reminders where is_settled and round_id = any ($1::uuid[])",
    [roundIds],
  );
  return new Set(rows.map(({ key }) => key));
}
