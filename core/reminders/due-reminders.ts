import { type Calendar, writeDate } from "../round/calendar.ts";
import { localDayOf } from "../round/local-instant.ts";
import type { Duty } from "./duty.ts";
import type { EscalationNotice } from "./escalation.ts";
import { type Reachable, type Recipient, channelsOf, whenSendable } from "./recipient.ts";
import type { PlannedStep } from "./reminder-plan.ts";
import { officeHours } from "./sending-hours.ts";

/** A duty as it stands at send time, with the steps laid on its own deadline. */
export interface ScheduledDuty {
  readonly roundId: string;
  readonly duty: Duty;
  /** Where the phase closes for whoever owes it, extension included. */
  readonly deadline: string;
  readonly steps: readonly PlannedStep[];
}

/** All from which follows who is reminded now. */
export interface DueFacts {
  /** Those that are done too, so that their reminders are settled as not owing. */
  readonly duties: readonly ScheduledDuty[];
  /** What the ladder owes and nobody was told yet. */
  readonly notices: readonly EscalationNotice[];
  /** Keys that were sent or skipped for good. */
  readonly settled: ReadonlySet<string>;
  /** By staff id; whoever is missing is unlinked. */
  readonly recipients: ReadonlyMap<string, Recipient>;
  readonly calendar: Calendar;
  readonly now: string;
}

/** One reminder that is due to one person. */
export interface DueReminder {
  /** Unique: see `reminderKey`. */
  readonly key: string;
  readonly staffId: string;
  readonly scheduled: ScheduledDuty;
  readonly step: PlannedStep;
}

/** All that a person is told on a working day, in one message. */
export interface Digest {
  readonly staffId: string;
  /** Unique for a person and a working day: `staff@2026-01-30`. */
  readonly dayKey: string;
  /** Where it goes first, and then the person's other open channels in order. */
  readonly channels: readonly string[];
  /** Nearest deadline first. */
  readonly reminders: readonly DueReminder[];
  readonly notices: readonly EscalationNotice[];
}

/** Why somebody is not told. */
export type SkipReason =
  /** Done in the meantime, even in the same minute. */
  | "notOwing"
  /** A newer step, or the deadline itself, has overtaken it. */
  | "superseded"
  | "quietHours"
  | "dayOff"
  /** The day's digest has gone out. */
  | "alreadyToday"
  /** No chat is linked. */
  | "unlinked"
  /** Every linked chat was left or blocked by the person. */
  | "blockedByUser"
  /** Linked only to channels that are not in use. */
  | "noChannel"
  /** The channel may send no more for now. */
  | "quota";

/** A reminder or notice that does not go out now. */
export interface Skip {
  readonly key: string;
  readonly staffId: string;
  readonly reason: SkipReason;
  readonly outlook: Outlook;
}

/** What becomes of a reminder that does not go out now. */
export type Outlook =
  /** Never sent: its key counts as settled from now on. */
  | { readonly kind: "settled" }
  /** Looked at again, at this instant at the latest. */
  | { readonly kind: "postponed"; readonly until: string }
  /** Sent only if what was done is given back. */
  | { readonly kind: "resting" };

/** What is sent now and what is not. */
export interface DueReminders {
  readonly digests: readonly Digest[];
  readonly skips: readonly Skip[];
}

/** The name of a reminder: one round, one duty of one person, one step of one deadline. */
export function reminderKey(
  { roundId, duty }: Pick<ScheduledDuty, "roundId" | "duty">,
  staffId: string,
  step: Pick<PlannedStep, "key">,
): string {
  return `${roundId}:${duty.key}:${staffId}:${step.key}`;
}

/**
 * Says who is reminded of what at an instant. A digest takes along what is planned for later on
 * the same day, so that one a day is enough; after a downtime only the newest step of a duty is
 * left. Once its result is stored (keys settled, the day noted), asking again gives nothing twice.
 */
export function dueReminders(facts: DueFacts): DueReminders {
  const judged = facts.duties.flatMap((scheduled) =>
    [...new Set(scheduled.duty.owedBy)].map((staffId) => judgeDuty(facts, scheduled, staffId)),
  );
  const notices = judgeNotices(facts);
  const asked = new Map<string, Asked>();
  for (const each of judged) join(asked, each.staffId).judged.push(each);
  for (const each of notices.due) join(asked, each.staffId).notices.push(each);
  const told = [...asked.values()].map((each) => tellPerson(facts, each));
  return {
    digests: told.flatMap(({ digest }) => digest ?? []),
    skips: [judged, [notices], told].flat().flatMap(({ skips }) => skips),
  };
}

interface Judged {
  readonly staffId: string;
  /** The step that has come and was not sent. */
  readonly due: DueReminder | null;
  /** The one that comes later on this day. */
  readonly ahead: DueReminder | null;
  readonly skips: readonly Skip[];
}

function judgeDuty(facts: DueFacts, scheduled: ScheduledDuty, staffId: string): Judged {
  const { settled } = facts;
  const now = Date.parse(facts.now);
  const reminders = scheduled.steps
    .map((step) => ({ key: reminderKey(scheduled, staffId, step), staffId, scheduled, step }))
    .toSorted(byInstant);
  const started = reminders.filter(({ step }) => Date.parse(step.instant) <= now);
  const open = started.filter(({ key }) => !settled.has(key));
  const newest = started.at(-1);
  const due = open.find((each) => each === newest && !isOvertaken(each, now)) ?? null;
  const others = open.filter((each) => each !== due);
  if (scheduled.duty.isOwed) {
    return { staffId, due, ahead: aheadToday(facts, reminders), skips: others.map(supersede) };
  }
  const skips = [...others.map(settleDone), ...(due ? [rest(due)] : [])];
  return { staffId, due: null, ahead: null, skips };
}

/** A step that speaks of a deadline to come is of no use once the deadline has passed. */
function isOvertaken({ scheduled, step }: DueReminder, now: number): boolean {
  return step.days <= 0 && now >= Date.parse(scheduled.deadline);
}

function aheadToday(
  { settled, now }: DueFacts,
  reminders: readonly DueReminder[],
): DueReminder | null {
  const today = localDayOf(now);
  const ahead = reminders.find(
    ({ key, step }) =>
      !settled.has(key) &&
      Date.parse(step.instant) > Date.parse(now) &&
      localDayOf(step.instant) === today,
  );
  return ahead ?? null;
}

/** A notice is of one deadline: with another a new ladder begins. */
function judgeNotices({ notices, duties, settled }: DueFacts): {
  readonly due: readonly EscalationNotice[];
  readonly skips: readonly Skip[];
} {
  const scheduled = new Map(duties.map((each) => [`${each.roundId}:${each.duty.key}`, each]));
  const due: EscalationNotice[] = [];
  const skips: Skip[] = [];
  for (const notice of notices.filter(({ key }) => !settled.has(key))) {
    const of = scheduled.get(`${notice.roundId}:${notice.dutyKey}`);
    if (!of?.duty.isOwed) skips.push(rest(notice));
    else if (Date.parse(of.deadline) === Date.parse(notice.why.deadline)) due.push(notice);
    else skips.push(supersede(notice));
  }
  return { due, skips };
}

interface Asked {
  readonly staffId: string;
  readonly judged: Judged[];
  readonly notices: EscalationNotice[];
}

function join(asked: Map<string, Asked>, staffId: string): Asked {
  const found = asked.get(staffId) ?? { staffId, judged: [], notices: [] };
  asked.set(staffId, found);
  return found;
}

interface Told {
  readonly digest: Digest | null;
  readonly skips: readonly Skip[];
}

function tellPerson(facts: DueFacts, asked: Asked): Told {
  const { staffId, judged, notices } = asked;
  const started = [...judged.flatMap(({ due }) => due ?? []), ...notices];
  if (started.length === 0) return { digest: null, skips: [] };
  const held = whyHeld(facts, staffId);
  if (held.kind === "held") {
    return { digest: null, skips: started.map((each) => hold(each, held)) };
  }
  const reminders = judged.flatMap(({ due, ahead }) => ahead ?? due ?? []);
  const overtaken = judged.flatMap(({ due, ahead }) => (ahead && due ? due : []));
  const dayKey = `${staffId}@${writeDate(localDayOf(facts.now))}`;
  return {
    digest: {
      ...{ staffId, dayKey, channels: held.channels },
      ...{ reminders: reminders.toSorted(byDeadline), notices },
    },
    skips: overtaken.map(supersede),
  };
}

interface Held {
  readonly kind: "held";
  readonly reason: SkipReason;
  readonly retryAt: string;
  /** Until `retryAt` nothing can change it; a channel may open at any moment. */
  readonly isFixed: boolean;
}

const nobodyKnown = { hours: officeHours, links: [], lastDigestAt: null };

function whyHeld({ recipients, calendar, now }: DueFacts, staffId: string): Held | Reachable {
  const recipient: Omit<Recipient, "staffId"> = recipients.get(staffId) ?? nobodyKnown;
  const wait = whenSendable(recipient, calendar, now);
  if (wait) return { ...wait, kind: "held", isFixed: true };
  const reached = channelsOf(recipient, calendar, now);
  return reached.kind === "reachable" ? reached : { ...reached, kind: "held", isFixed: false };
}

/** A postponement that is sure to end after the deadline is none: the step is settled. */
function hold(each: DueReminder | EscalationNotice, { reason, retryAt, isFixed }: Held): Skip {
  const { key, staffId } = each;
  const isTooLate = isFixed && "step" in each && isOvertaken(each, Date.parse(retryAt));
  const outlook: Outlook = isTooLate ? { kind: "settled" } : { kind: "postponed", until: retryAt };
  return { key, staffId, reason, outlook };
}

function supersede({ key, staffId }: DueReminder | EscalationNotice): Skip {
  return { key, staffId, reason: "superseded", outlook: { kind: "settled" } };
}

function settleDone({ key, staffId }: DueReminder): Skip {
  return { key, staffId, reason: "notOwing", outlook: { kind: "settled" } };
}

function rest({ key, staffId }: DueReminder | EscalationNotice): Skip {
  return { key, staffId, reason: "notOwing", outlook: { kind: "resting" } };
}

function byInstant(one: DueReminder, other: DueReminder): number {
  return Date.parse(one.step.instant) - Date.parse(other.step.instant);
}

function byDeadline(one: DueReminder, other: DueReminder): number {
  return Date.parse(one.scheduled.deadline) - Date.parse(other.scheduled.deadline);
}
