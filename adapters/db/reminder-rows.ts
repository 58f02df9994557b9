import type pg from "pg";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import { digestMessage } from "../../core/conversation/reminders/digest-message.ts";
import type { ScheduledDuty, Skip } from "../../core/reminders/due-reminders.ts";
import { writeDate } from "../../core/round/calendar.ts";
import { localDayOf } from "../../core/round/local-instant.ts";
import type { OutgoingReply } from "../../usecases/ports.ts";
import type { DigestFacts, NewClimb } from "../../usecases/reminder-ports.ts";
import { addressesOf } from "./reminded-people.ts";

/** What a row of the log says beside its key. */
export interface Subject {
  readonly subject: string;
  readonly deadline: string;
}

/** Notes a rung as climbed, with the notices that it owes. */
export async function noteClimb(
  client: pg.PoolClient,
  { roundId, dutyKey, climb, notices }: NewClimb,
): Promise<void> {
  await client.query(
    `insert into escalations (round_id, duty_key, deadline, role, notices, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [roundId, dutyKey, climb.deadline, climb.role, JSON.stringify(notices), climb.at],
  );
}

/** Notes how many duties are owed, for the measures. */
export async function noteOwed(
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

/** Notes why reminders did not go out; what was noted before changes nothing. */
export async function noteSkips(
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

/** Writes a digest, its message and a row for each step it settles. */
export async function sendDigest(client: pg.PoolClient, facts: DigestFacts): Promise<void> {
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
