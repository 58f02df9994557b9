import type { DigestContent } from "../core/conversation/reminders/digest-content.ts";
import { type Digest, type ScheduledDuty, dueReminders } from "../core/reminders/due-reminders.ts";
import { type EscalationNotice, escalate } from "../core/reminders/escalation.ts";
import type { Clock } from "./ports.ts";
import type {
  LadderedDuty,
  RemindedPerson,
  ReminderDesk,
  RemindersNow,
  ReminderStore,
} from "./reminder-ports.ts";

/** What reminding needs from the outside. */
export interface SendRemindersDependencies {
  readonly reminders: ReminderStore;
  readonly clock: Clock;
}

/** What one look came to. */
export interface Reminded {
  readonly sent: number;
  /** Digests that wait for the next look because enough is on its way. */
  readonly left: number;
}

/**
 * At most so many messages wait to be sent: who owes what is worked out shortly before it is told,
 * so that whoever has done it a minute ago is left in peace.
 */
const mostWaiting = 150;

/** Reminds whoever is due at this instant. Two workers at once have one effect. */
export async function sendReminders({
  reminders,
  clock,
}: SendRemindersDependencies): Promise<Reminded> {
  const room = mostWaiting - (await reminders.waiting());
  if (room <= 0) return { sent: 0, left: 1 };
  const now = clock.now().toISOString();
  const done = await reminders.alone((desk) => remind(desk, now, room));
  return done ?? { sent: 0, left: 0 };
}

async function remind(desk: ReminderDesk, now: string, room: number): Promise<Reminded> {
  const facts = await desk.now(now);
  const notices = [...facts.notices, ...(await climb(desk, facts, now))];
  const scheduled = facts.duties.map((each) => each.scheduled);
  await desk.noteOwed(scheduled, now);
  const due = dueReminders({
    ...{ duties: scheduled, notices, settled: facts.settled, now },
    ...{ recipients: facts.people, calendar: facts.calendar },
  });
  await desk.noteSkips(due.skips, now);
  const duties = new Map(scheduled.map((each) => [`${each.roundId}:${each.duty.key}`, each]));
  const digests = due.digests.slice(0, room);
  for (const digest of digests) {
    const person = facts.people.get(digest.staffId);
    if (!person) continue;
    const content = contentOf(digest, { facts, person, duties, now });
    await desk.send({ digest, person, content });
  }
  return { sent: digests.length, left: due.digests.length - digests.length };
}

function contentOf(
  { reminders, notices }: Digest,
  of: {
    readonly facts: RemindersNow;
    readonly person: RemindedPerson;
    readonly duties: ReadonlyMap<string, ScheduledDuty>;
    readonly now: string;
  },
): DigestContent {
  const { facts, person, duties, now } = of;
  return {
    ...{ name: person.name, rounds: facts.rounds, calendar: facts.calendar, now, reminders },
    notices: notices.flatMap((notice) => {
      const scheduled = duties.get(`${notice.roundId}:${notice.dutyKey}`);
      return scheduled ? [{ notice, scheduled }] : [];
    }),
  };
}

/** Climbs every ladder that is due by one rung. */
async function climb(
  desk: ReminderDesk,
  { duties, calendar }: RemindersNow,
  now: string,
): Promise<readonly EscalationNotice[]> {
  const owed: EscalationNotice[] = [];
  for (const each of duties.filter(({ isHalted }) => !isHalted)) {
    const step = escalate({ ...ladderOf(each), calendar, now });
    if (step.kind !== "due") continue;
    const { roundId, duty } = each.scheduled;
    const { climb: rung, notices } = step;
    await desk.noteClimb({ roundId, dutyKey: duty.key, climb: rung, notices });
    owed.push(...notices);
  }
  return owed;
}

function ladderOf({ scheduled, holders, substitutes, plan, climbs }: LadderedDuty) {
  const { roundId, duty, deadline } = scheduled;
  return { roundId, duty, deadline, plan, holders, substitutes, climbs };
}
