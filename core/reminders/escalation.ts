import { type Result, err, ok } from "../result.ts";
import { type Calendar, type DayNumber, writeDate } from "../round/calendar.ts";
import { addWorkingDays, subtractWorkingDays, workingDaysBetween } from "../round/calendar.ts";
import { instantAt, localDayOf } from "../round/local-instant.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import { complete, figureOr, openNode } from "../scheme/read-raw.ts";
import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import type { Duty } from "./duty.ts";
import { lastDayOf } from "./reminder-plan.ts";
import { nextSendable, officeHours } from "./sending-hours.ts";

/** Who is told that something stays undone, one after another; the coordinator is Sở Nội vụ's. */
export const rungRoles = ["officer", "leader", "coordinator", "official"] as const;

/** A rung of the ladder. */
export type RungRole = (typeof rungRoles)[number];

/** How fast and how far it is climbed. */
export interface EscalationPlan {
  /** Working days from the deadline to the first rung; negative before it. */
  readonly startDays: number;
  /** Working days from one rung to the next; at least 1. */
  readonly daysBetween: number;
  /** Rungs climbed at most for one deadline; 0 switches the ladder off. */
  readonly maxRungs: number;
}

/** The ladder of a phase that has none of its own. */
export const defaultEscalation: EscalationPlan = { startDays: 1, daysBetween: 2, maxRungs: 4 };

/** A rung that was climbed. */
export interface Climb {
  readonly role: RungRole;
  readonly at: string;
  /** The deadline it was about: another deadline begins a new ladder. */
  readonly deadline: string;
}

/** All from which follows where a duty stands on the ladder. */
export interface EscalationFacts {
  readonly roundId: string;
  readonly duty: Duty;
  readonly deadline: string;
  readonly plan: EscalationPlan;
  /** Ids of staff on each rung, for this duty. */
  readonly holders: Readonly<Record<RungRole, readonly string[]>>;
  /** Who is told in the place of a rung that has nobody. */
  readonly substitutes: Readonly<Partial<Record<RungRole, readonly string[]>>>;
  /** Of this duty, in any order. */
  readonly climbs: readonly Climb[];
  readonly calendar: Calendar;
  readonly now: string;
}

/** Why a rung is due: the arithmetic, for showing and for the log. */
export interface ClimbReason {
  readonly deadline: string;
  /** The working day it was due on, YYYY-MM-DD. */
  readonly dueOn: string;
  /** Working days gone since the deadline; 0 before it. */
  readonly daysOver: number;
  /** The rung told before; null for the first. */
  readonly after: Climb | null;
  /** Rungs passed over because there is nobody on them and nobody in their place. */
  readonly passedOver: readonly RungRole[];
}

/** What one person on a rung is told of one duty. */
export interface EscalationNotice {
  /** Unique: round, duty, deadline, rung, person. */
  readonly key: string;
  readonly staffId: string;
  readonly roundId: string;
  readonly dutyKey: string;
  readonly role: RungRole;
  readonly isSubstitute: boolean;
  readonly why: ClimbReason;
}

/** Where a duty stands on the ladder. */
export type Escalation =
  /** To be noted as climbed together with its notices, which stay owed until they are sent. */
  | { readonly kind: "due"; readonly climb: Climb; readonly notices: readonly EscalationNotice[] }
  | { readonly kind: "waiting"; readonly role: RungRole; readonly until: string }
  | {
      readonly kind: "stopped";
      /** topReached: no rung is left that has anybody. */
      readonly because: "notOwing" | "maximum" | "topReached";
    };

/** Reads a ladder as a file gives it; what is left out is as in `defaultEscalation`. */
export function readEscalationPlan(
  raw: RawValue,
): Result<EscalationPlan, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, ["startDays", "daysBetween", "maxRungs"]);
  if (!node) return err(problems);
  const days = (key: keyof EscalationPlan, min: string, max: string): number | undefined => {
    const read = figureOr(node, key, String(defaultEscalation[key]), { whole: true, min, max });
    return read === undefined ? undefined : Number(read);
  };
  const plan = complete({
    startDays: days("startDays", "-30", "30"),
    daysBetween: days("daysBetween", "1", "30"),
    maxRungs: days("maxRungs", "0", String(rungRoles.length)),
  });
  return plan && problems.length === 0 ? ok(plan) : err(problems);
}

/**
 * Says which rung of the ladder is due for a duty. One rung at a time: after a downtime the days
 * between count from the rung that was told last, so nobody is told of a silence that nobody heard.
 */
export function escalate(facts: EscalationFacts): Escalation {
  const { duty, plan, climbs, deadline } = facts;
  if (!duty.isOwed) return { kind: "stopped", because: "notOwing" };
  const climbed = climbs.filter((each) => Date.parse(each.deadline) === Date.parse(deadline));
  if (climbed.length >= plan.maxRungs) return { kind: "stopped", because: "maximum" };
  const after = climbed.toSorted(byRung).at(-1) ?? null;
  const above = rungRoles.slice(after ? rungRoles.indexOf(after.role) + 1 : 0);
  const role = above.find((each) => peopleOn(facts, each).staffIds.length > 0);
  if (role === undefined) return { kind: "stopped", because: "topReached" };
  return timed(facts, { role, after, passedOver: above.slice(0, above.indexOf(role)) });
}

interface NextRung {
  readonly role: RungRole;
  readonly after: Climb | null;
  readonly passedOver: readonly RungRole[];
}

function timed(facts: EscalationFacts, next: NextRung): Escalation {
  const { calendar, now, deadline } = facts;
  const { role, after } = next;
  const day = dueDay(facts, after);
  const opening = instantAt(day, officeHours.from);
  const earliest = Date.parse(now) > Date.parse(opening) ? now : opening;
  const until = nextSendable(calendar, officeHours, earliest);
  if (Date.parse(now) < Date.parse(until)) return { kind: "waiting", role, until };
  const notices = noticesOf(facts, next, writeDate(day));
  return { kind: "due", climb: { role, at: now, deadline }, notices };
}

function dueDay({ plan, deadline, calendar }: EscalationFacts, after: Climb | null): DayNumber {
  if (after) return addWorkingDays(calendar, localDayOf(after.at), plan.daysBetween);
  const last = lastDayOf({ closesAt: deadline });
  const { startDays } = plan;
  return startDays > 0
    ? addWorkingDays(calendar, last, startDays)
    : subtractWorkingDays(calendar, last, -startDays);
}

function noticesOf(
  facts: EscalationFacts,
  { role, after, passedOver }: NextRung,
  dueOn: string,
): readonly EscalationNotice[] {
  const { roundId, duty, deadline, calendar, now } = facts;
  const { staffIds, isSubstitute } = peopleOn(facts, role);
  const last = lastDayOf({ closesAt: deadline });
  const daysOver = workingDaysBetween(calendar, last, localDayOf(now));
  const why = { deadline, dueOn, daysOver, after, passedOver };
  return staffIds.map((staffId) => ({
    key: `${roundId}:${duty.key}:${staffId}:${role}@${deadline}`,
    ...{ staffId, roundId, dutyKey: duty.key, role, isSubstitute, why },
  }));
}

function peopleOn(
  { holders, substitutes }: EscalationFacts,
  role: RungRole,
): { readonly staffIds: readonly string[]; readonly isSubstitute: boolean } {
  const own = [...new Set(holders[role])];
  if (own.length > 0) return { staffIds: own, isSubstitute: false };
  return { staffIds: [...new Set(substitutes[role] ?? [])], isSubstitute: true };
}

function byRung(one: Climb, other: Climb): number {
  return rungRoles.indexOf(one.role) - rungRoles.indexOf(other.role);
}
