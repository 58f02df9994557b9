import type pg from "pg";
import type { DigestContent } from "../../core/conversation/reminders/digest-content.ts";
import type {
  LoggedReminder,
  PlannedPhase,
  PlannedRound,
  ReminderFacts,
  ReminderView,
  Unreached,
} from "../../core/conversation/reminders/reminder-facts.ts";
import { type SendFault } from "../../core/delivery/send-fault.ts";
import { desertedAgencies } from "../../core/reminders/deserted.ts";
import type { ScheduledDuty, SkipReason } from "../../core/reminders/due-reminders.ts";
import { channelsOf } from "../../core/reminders/recipient.ts";
import { plannedSteps } from "../../core/reminders/reminder-plan.ts";
import { officeHours } from "../../core/reminders/sending-hours.ts";
import type { Calendar } from "../../core/round/calendar.ts";
import { phases } from "../../core/round/round.ts";
import { type DutyCaches, type OwedRound, findOwed } from "./owed-duties.ts";
import { findRecipients } from "./reminded-people.ts";
import { usualPlan } from "./reminder-plans.ts";

type Db = pg.Pool | pg.PoolClient;

/** Who asks, and when. */
export interface ReminderAsking {
  readonly staffId: string;
  readonly name: string;
  readonly calendar: Calendar;
  readonly now: string;
}

/** What is asked about reminders, worked out from how everything stands. */
export async function findReminders(
  db: Db,
  caches: DutyCaches,
  asking: ReminderAsking,
  view: ReminderView,
): Promise<ReminderFacts> {
  const rounds = await findOwed(db, caches, asking);
  switch (view.kind) {
    case "own":
      return findOwn(db, rounds, asking);
    case "plan":
      return { kind: "plan", rounds: rounds.map((each) => planOf(each, asking.calendar)) };
    case "log":
      return findLog(db, rounds, asking, view.page);
    case "sample":
      return { kind: "sample", content: sampleOf(rounds, asking, view.agencyCode) };
  }
}

async function findOwn(
  db: Db,
  rounds: readonly OwedRound[],
  asking: ReminderAsking,
): Promise<ReminderFacts> {
  const person = (await findRecipients(db, { staffId: asking.staffId })).get(asking.staffId);
  const mine = openOf(rounds).filter(({ duty }) => duty.owedBy.includes(asking.staffId));
  return {
    ...{ kind: "own", content: contentOf(rounds, asking, mine) },
    hours: person?.hours ?? officeHours,
    channels: (person?.links ?? []).filter(({ state }) => state === "open").length,
  };
}

function sampleOf(
  rounds: readonly OwedRound[],
  asking: ReminderAsking,
  agencyCode: string,
): DigestContent | null {
  const theirs = rounds
    .flatMap(({ duties }) => duties)
    .filter(({ duty }) => duty.subject.toUpperCase() === agencyCode);
  if (theirs.length === 0) return null;
  const open = theirs.filter(({ duty }) => duty.isOwed && duty.owes.kind !== "signOff");
  return contentOf(rounds, asking, open.length > 0 ? open : theirs.slice(0, 1));
}

function openOf(rounds: readonly OwedRound[]): readonly ScheduledDuty[] {
  return rounds.flatMap(({ duties }) => duties).filter(({ duty }) => duty.isOwed);
}

/** As a digest would tell it, whichever step it is. */
function contentOf(
  rounds: readonly OwedRound[],
  { staffId, name, calendar, now }: ReminderAsking,
  duties: readonly ScheduledDuty[],
): DigestContent {
  const step = { key: "", days: 0, instant: now };
  return {
    ...{ name, calendar, now, notices: [] },
    rounds: new Map(rounds.map(({ round }) => [round.id, round])),
    reminders: duties
      .map((scheduled) => ({ key: scheduled.duty.key, staffId, scheduled, step }))
      .toSorted((one, other) => one.scheduled.deadline.localeCompare(other.scheduled.deadline)),
  };
}

/** The plan of a round, phase by phase. */
export function planOf({ round, plans, duties }: OwedRound, calendar: Calendar): PlannedRound {
  const { code, title, stage, isDemo, isTraining } = round;
  const planned = phases.flatMap((phase): readonly PlannedPhase[] => {
    const window = round.phases[phase];
    if (!window) return [];
    const { plan, escalation } = plans.get(phase) ?? usualPlan;
    const open = duties.filter(({ duty }) => duty.phase === phase && duty.isOwed);
    return [
      {
        ...{ phase, window, escalation },
        steps: plannedSteps(plan, window, calendar),
        owed: open.length,
        people: new Set(open.flatMap(({ duty }) => duty.owedBy)).size,
      },
    ];
  });
  return { code, title, stage, isDemo, isTraining, phases: planned };
}

const pageLength = 15;

interface LogRow {
  readonly at: Date;
  readonly name: string;
  readonly agency_code: string;
  readonly subject: string;
  readonly duty_key: string;
  readonly step: string;
  readonly reason: SkipReason | null;
  readonly channel: string | null;
  readonly is_sent: boolean;
  readonly fault: SendFault | null;
  readonly is_ambiguous: boolean;
}

/** A digest's outcome is that of its last try. */
const logSql = `
select r.at, s.full_name as name, a.code as agency_code, r.duty_key, r.step, r.reason,
       coalesce((select p.full_name from staff p where p.id::text = r.subject), r.subject)
         as subject,
       o.channel, o.sent_at is not null as is_sent, o.refused as fault,
       coalesce(o.is_ambiguous, false) as is_ambiguous
  from reminders r
  join staff s on s.id = r.staff_id
  join agencies a on a.id = s.agency_id
  left join lateral (
    select x.outbox_id from reminder_sends x where x.digest_id = r.digest_id
     order by x.place desc limit 1) t on true
  left join outbox o on o.id = t.outbox_id
 where ($3::text is null or a.code = $3)
 order by r.id desc limit $1 offset $2`;

async function findLog(
  db: Db,
  rounds: readonly OwedRound[],
  asking: ReminderAsking,
  page: number,
): Promise<ReminderFacts> {
  const rows = await readLog(db, { limit: pageLength + 1, offset: page * pageLength });
  return {
    ...{ kind: "log", page, hasMore: rows.length > pageLength },
    rows: rows.slice(0, pageLength),
    unreached: await findUnreached(db, rounds, asking),
  };
}

/** Lines of the log, newest first; of one agency's people where it is named. */
export async function readLog(
  db: Db,
  want: { readonly limit: number; readonly offset: number; readonly agencyCode?: string },
): Promise<readonly LoggedReminder[]> {
  const { rows } = await db.query<LogRow>(logSql, [
    ...[want.limit, want.offset, want.agencyCode ?? null],
  ]);
  return rows.map((row) => ({
    ...{ at: row.at.toISOString(), name: row.name, agencyCode: row.agency_code },
    ...{ subject: row.subject, duty: row.duty_key, step: row.step, outcome: outcomeOf(row) },
  }));
}

function outcomeOf(row: LogRow): LoggedReminder["outcome"] {
  const channel = row.channel ?? "";
  if (row.reason !== null) return { kind: "skipped", reason: row.reason };
  if (row.is_sent) return { kind: "delivered", channel };
  if (row.fault === null) return { kind: "waiting", channel };
  return row.is_ambiguous
    ? { kind: "mayHaveArrived", channel }
    : { kind: "failed", channel, fault: row.fault };
}

/** Whoever owes something now and has no open chat, after the agencies that have nobody for it. */
export async function findUnreached(
  db: Db,
  rounds: readonly OwedRound[],
  { calendar, now }: Pick<ReminderAsking, "calendar" | "now">,
): Promise<readonly Unreached[]> {
  const people = await findRecipients(db);
  const owing = [...new Set(openOf(rounds).flatMap(({ duty }) => duty.owedBy))];
  const reasons = new Map(
    owing.flatMap((id) => {
      const reached = channelsOf(
        people.get(id) ?? { links: [], hours: officeHours },
        calendar,
        now,
      );
      return reached.kind === "unreachable" ? [[id, reached.reason] as const] : [];
    }),
  );
  const { rows } = await db.query<{ id: string; name: string; agencyCode: string }>(
    `select s.id, s.full_name as name, a.code as "agencyCode"
       from staff s join agencies a on a.id = s.agency_id
      where s.id = any ($1::uuid[]) order by a.code, s.full_name`,
    [[...reasons.keys()]],
  );
  const deserted = desertedAgencies(openOf(rounds).map(({ duty }) => duty)).map(
    ({ code, name, lacks }) => ({ name, agencyCode: code, reason: lacks }),
  );
  const unlinked = rows.flatMap(({ id, name, agencyCode }) => {
    const reason = reasons.get(id);
    return reason ? [{ name, agencyCode, reason }] : [];
  });
  return [...deserted, ...unlinked];
}
