import type pg from "pg";
import { digestMessage } from "../../core/conversation/reminders/digest-message.ts";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import type { ScheduledDuty, Skip } from "../../core/reminders/due-reminders.ts";
import type { Climb, EscalationNotice } from "../../core/reminders/escalation.ts";
import { openCalendar, writeDate } from "../../core/round/calendar.ts";
import { localDayOf } from "../../core/round/local-instant.ts";
import type { OutgoingReply } from "../../usecases/ports.ts";
import type {
  DigestFacts,
  LadderedDuty,
  NewClimb,
  ReminderDesk,
  ReminderStore,
  RemindersNow,
} from "../../usecases/reminder-ports.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { readCalendar } from "./calendar-cache.ts";
import { inTransaction } from "./in-transaction.ts";
import { type Ladder, findLadders } from "./ladder-holders.ts";
import { type DutyCaches, type OwedRound, findOwed } from "./owed-duties.ts";
import { addressesOf, findRecipients } from "./reminded-people.ts";
import { usualPlan } from "./reminder-plans.ts";
import { openSchemeCache } from "./scheme-cache.ts";

/** Held while reminders are sent, so that one process does it at a time. */
const lockKey = 72_707_371;

/** The reminders in the database. */
export function remindersIn(pool: pg.Pool): ReminderStore {
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
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

function openDesk(client: pg.PoolClient, caches: DutyCaches): ReminderDesk {
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

/** What a row of the log says beside its key. */
interface Subject {
  readonly subject: string;
  readonly deadline: string;
}

function nameOf({ scheduled }: LadderedDuty): string {
  return `${scheduled.roundId}:${scheduled.duty.key}`;
}

function subjectOf({ scheduled }: LadderedDuty): Subject {
  return { subject: scheduled.duty.subject, deadline: scheduled.deadline };
}

async function readNow(
  client: pg.PoolClient,
  caches: DutyCaches,
  now: string,
): Promise<RemindersNow> {
  const calendar = openCalendar(await readCalendar(client));
  const rounds = await findOwed(client, caches, { now, calendar });
  const ids = rounds.map(({ round }) => round.id);
  const climbed = await readClimbs(client, ids);
  const ladders = await findLadders(client, rounds);
  const duties = rounds.flatMap((each) => laddered(each, { ladders, climbed }));
  return {
    rounds: new Map(rounds.map(({ round }) => [round.id, round])),
    ...{ duties, calendar },
    notices: [...climbed.values()].flatMap(({ notices }) => notices),
    settled: await readSettled(client, ids),
    people: await findRecipients(client),
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
    const isSigned = duty.owes.kind === "signOff" || duty.owes.kind === "signExplanations";
    const officer = isSigned ? [] : duty.owedBy;
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

async function noteClimb(
  client: pg.PoolClient,
  { roundId, dutyKey, climb, notices }: NewClimb,
): Promise<void> {
  await client.query(
    `insert into escalations (round_id, duty_key, deadline, role, notices, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [roundId, dutyKey, climb.deadline, climb.role, JSON.stringify(notices), climb.at],
  );
}

async function noteOwed(
  client: pg.PoolClient,
  duties: readonly ScheduledDuty[],
  instant: string,
): Promise<void> {
  const kinds = duties
    .filter(({ duty }) => duty.isOwed)
    .map(({ duty }) => [duty.phase, duty.owes.kind]);
  await client.query("delete from owed_duties");
  await client.query(
    `insert into owed_duties (phase, kind, count, at)
     select k ->> 0, k ->> 1, count(*), $2 from jsonb_array_elements($1::jsonb) k group by 1, 2`,
    [JSON.stringify(kinds), instant],
  );
}

/** A key is round:duty:person:step, and a duty's own key holds no colon. */
function partsOf(key: string): { roundId: string; dutyKey: string; step: string } {
  const [roundId = "", dutyKey = "", , ...step] = key.split(":");
  return { roundId, dutyKey, step: step.join(":") };
}

async function noteSkips(
  client: pg.PoolClient,
  {
    skips,
    subjects,
    instant,
  }: {
    readonly skips: readonly Skip[];
    readonly subjects: ReadonlyMap<string, Subject>;
    readonly instant: string;
  },
): Promise<void> {
  const rows = skips.flatMap(({ key, staffId, reason, outlook }) => {
    const { roundId, dutyKey, step } = partsOf(key);
    const about = subjects.get(`${roundId}:${dutyKey}`);
    if (!about) return [];
    const isSettled = outlook.kind === "settled";
    return [{ key, roundId, dutyKey, step, staffId, reason, isSettled, ...about }];
  });
  if (rows.length === 0) return;
  await client.query(
    `insert into reminders (key, round_id, duty_key, subject, staff_id, step, deadline, outcome,
       reason, is_settled, at)
     select r.key, r."roundId", r."dutyKey", r.subject, r."staffId", r.step, r.deadline, 'skipped',
            r.reason, r."isSettled", $2
       from json_to_recordset($1) as r (
         key text, "roundId" uuid, "dutyKey" text, subject text, "staffId" uuid, step text,
         deadline timestamptz, reason text, "isSettled" boolean)
     on conflict do nothing`,
    [JSON.stringify(rows), instant],
  );
}

async function sendDigest(client: pg.PoolClient, facts: DigestFacts): Promise<void> {
  const { digest, person, content } = facts;
  const { now } = content;
  const [first, ...others] = addressesOf(person, digest.channels);
  if (!first) return;
  const { rows } = await client.query<{ id: string }>(
    `insert into reminder_digests (staff_id, day, at, others) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [digest.staffId, writeDate(localDayOf(now)), now, JSON.stringify(others)],
  );
  const id = rows[0]?.id;
  if (id === undefined) return;
  const say = messagesIn(person.language);
  const reply = digestMessage(content, say.reminder);
  const body: OutgoingReply = { reply, editMessageId: null, callbackId: null };
  await client.query(
    `with sent as (
       insert into outbox (channel, bot, chat_id, body, is_bulk) values ($1, $2, $3, $4, true)
       returning id)
     insert into reminder_sends (digest_id, place, outbox_id, at) select $5, 0, id, $6 from sent`,
    [first.channel, first.bot, first.chatId, JSON.stringify(body), id, now],
  );
  await noteSent(client, { facts, digestId: id });
}

async function noteSent(
  client: pg.PoolClient,
  { facts, digestId }: { readonly facts: DigestFacts; readonly digestId: string },
): Promise<void> {
  const { digest, content } = facts;
  const told = [
    ...digest.reminders.map(({ key, scheduled }) => ({ key, scheduled })),
    ...content.notices.map(({ notice, scheduled }) => ({ key: notice.key, scheduled })),
  ].map(({ key, scheduled }) => ({
    ...{ key, ...partsOf(key) },
    ...{ subject: scheduled.duty.subject, deadline: scheduled.deadline },
  }));
  await client.query(
    `insert into reminders (key, round_id, duty_key, subject, staff_id, step, deadline, outcome,
       is_settled, digest_id, at)
     select r.key, r."roundId", r."dutyKey", r.subject, $2, r.step, r.deadline, 'sent', true, $3, $4
       from json_to_recordset($1) as r (
         key text, "roundId" uuid, "dutyKey" text, subject text, step text, deadline timestamptz)`,
    [JSON.stringify(told), digest.staffId, digestId, content.now],
  );
}
