import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Calendar, openCalendar, readDate, writeDate } from "../round/calendar.ts";
import type { PhaseWindow } from "../round/round.ts";
import { type ScheduledDuty, dueReminders } from "./due-reminders.ts";
import { dutiesOf } from "./duty.ts";
import type { Recipient } from "./recipient.ts";
import { type PlannedStep, type ReminderPlan, plannedSteps } from "./reminder-plan.ts";

/*
 * A worker that is up and down at random, on a random calendar, while agencies submit, take back
 * and are granted other deadlines. What it sent is judged by rules written anew here, from days and
 * minutes counted by hand.
 */

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** A Monday; minutes are counted from its midnight in Vietnam. */
const firstDay = readDate("2026-01-05") ?? Number.NaN;
const daysSeen = 19;

const iso = (minute: number): string =>
  new Date(firstDay * dayMs + (minute - 420) * minuteMs).toISOString();
const minuteOf = (instant: string): number =>
  (Date.parse(instant) - firstDay * dayMs) / minuteMs + 420;
const dayOf = (minute: number): number => Math.floor(minute / 1_440);
const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

interface Event {
  readonly minute: number;
  readonly agency: "A" | "B";
  readonly what:
    | { readonly kind: "submit" | "takeBack" | "sign" }
    | { readonly kind: "deadline"; readonly closes: number }
    | { readonly kind: "chat"; readonly staffId: string; readonly isOpen: boolean };
}

interface Scenario {
  readonly daysOff: readonly number[];
  readonly worked: readonly number[];
  readonly opens: number;
  readonly closes: number;
  readonly plan: ReminderPlan;
  readonly hours: Readonly<Record<string, { readonly from: string; readonly until: string }>>;
  readonly events: readonly Event[];
  /** Stretches of minutes in which the worker is down: from, length. */
  readonly downs: readonly (readonly [number, number])[];
  readonly tick: number;
}

const staff = ["o1", "o2", "l1"] as const;
const anyDay = fc.integer({ min: 0, max: daysSeen - 1 });
const minuteFrom = (day: fc.Arbitrary<number>, times: readonly string[]) =>
  fc.tuple(day, fc.constantFrom(...times)).map(([at, time]) => at * 1_440 + clock(time));
const closing = (min: number, max: number) =>
  minuteFrom(fc.integer({ min, max }), ["17:00", "17:00", "11:30", "07:45", "00:00", "23:59"]);
const eventTimes = ["08:00", "07:29", "10:17", "14:00", "18:30", "02:00"];
/** Half of what happens does so in the last two days. */
const eventMinutes = (closes: number) =>
  fc.oneof(
    minuteFrom(anyDay, eventTimes),
    minuteFrom(fc.integer({ min: dayOf(closes - 1) - 1, max: dayOf(closes - 1) }), eventTimes),
  );
const anyTime = fc.constantFrom("08:00", "08:00", "07:30", "11:00", "16:00");

const plans: fc.Arbitrary<ReminderPlan> = fc
  .tuple(
    fc.subarray([-10, -5, -3, -2, -1, 1, 2]),
    fc.array(anyTime, { minLength: 8, maxLength: 8 }),
  )
  .map(([some, times]) => ({
    steps: [...some, 0]
      .sort((one, other) => one - other)
      .map((days, index) => ({ days, at: times[index] ?? "08:00" })),
  }));

const hoursChosen = fc.constantFrom(
  ...[
    { from: "07:30", until: "17:30" },
    { from: "07:30", until: "17:30" },
    { from: "09:00", until: "11:30" },
    { from: "15:00", until: "20:00" },
  ],
);

const happening: fc.Arbitrary<Omit<Event, "minute">> = fc.record({
  agency: fc.constantFrom("A", "B"),
  what: fc.oneof(
    fc.record({ kind: fc.constantFrom("submit", "takeBack", "sign") }),
    fc.record({ kind: fc.constant("deadline"), closes: closing(3, daysSeen - 2) }),
    fc.record({
      ...{ kind: fc.constant("chat"), staffId: fc.constantFrom(...staff) },
      isOpen: fc.boolean(),
    }),
  ),
});

const eventsBefore = (closes: number): fc.Arbitrary<readonly Event[]> =>
  fc
    .array(fc.tuple(eventMinutes(closes), happening), { maxLength: 8 })
    .map((all) =>
      all
        .map(([minute, what]) => ({ ...what, minute }))
        .toSorted((one, other) => one.minute - other.minute),
    );

const scenarios: fc.Arbitrary<Scenario> = closing(4, daysSeen - 5).chain((closes) =>
  fc.record({
    daysOff: fc.uniqueArray(anyDay, { maxLength: 8 }),
    worked: fc.uniqueArray(anyDay, { maxLength: 4 }),
    opens: minuteFrom(fc.integer({ min: 0, max: 3 }), ["08:00", "00:00", "10:30", "18:00"]),
    closes: fc.constant(closes),
    plan: plans,
    hours: fc.record({ o1: hoursChosen, o2: hoursChosen, l1: hoursChosen }),
    events: eventsBefore(closes),
    downs: fc.array(
      fc.tuple(
        minuteFrom(anyDay, ["00:00", "07:30", "09:00", "16:00"]),
        fc.integer({ min: 30, max: 4 * 1_440 }),
      ),
      { maxLength: 4 },
    ),
    tick: fc.constantFrom(45, 60, 77, 110),
  }),
);

/** How things stand at a minute, worked out from the events alone. */
interface AgencyState {
  window: PhaseWindow;
  steps: readonly PlannedStep[];
  submitted: boolean;
  signed: boolean;
  /** When the deadline, or whether anything is owed, changed last. */
  changedAt: number;
}

interface Line {
  readonly scheduled: ScheduledDuty;
  readonly key: string;
  readonly step: PlannedStep | null;
}

interface Sending {
  readonly minute: number;
  readonly staffId: string;
  readonly lines: readonly Line[];
}

/** A look of the worker: what was owed then, and what has been sent up to and with it. */
interface Look {
  readonly minute: number;
  readonly duties: readonly ScheduledDuty[];
  readonly changedAt: ReadonlyMap<string, number>;
  readonly open: ReadonlySet<string>;
  readonly sentBefore: readonly Sending[];
  readonly sentNow: readonly Sending[];
}

function simulate(scenario: Scenario): readonly Look[] {
  const date = (offset: number) => writeDate(firstDay + offset);
  const { daysOff, worked, plan } = scenario;
  const calendar = openCalendar({
    daysOff: daysOff.map(date),
    workingDays: worked.map(date),
  });
  const world = openWorld(scenario, calendar);
  const memory = { settled: new Set<string>(), sent: [] as Sending[] };
  const looks: Look[] = [];
  const pending = [...scenario.events];
  for (let minute = 0; minute < daysSeen * 1_440; minute += scenario.tick) {
    while (pending[0] && pending[0].minute <= minute) {
      const event = pending.shift();
      if (event) happen(world, event, { plan, calendar });
    }
    // By night one hour in four will do.
    if (isNight(minute) && Math.floor(minute / 60) % 4 !== 0) continue;
    if (scenario.downs.some(([from, length]) => from <= minute && minute < from + length)) continue;
    const duties = dutiesIn(world);
    const sentBefore = [...memory.sent];
    const facts = {
      duties,
      calendar,
      now: iso(minute),
      recipients: recipientsIn(scenario, world, memory.sent),
    };
    const sentNow = remind(facts, memory);
    looks.push({
      ...{ minute, duties, sentBefore, sentNow, open: new Set(world.open) },
      changedAt: new Map([...world.agencies].map(([code, { changedAt }]) => [code, changedAt])),
    });
  }
  return looks;
}

function isNight(minute: number): boolean {
  const time = minute - dayOf(minute) * 1_440;
  return time < clock("06:30") || time > clock("20:30");
}

interface World {
  readonly agencies: Map<string, AgencyState>;
  readonly open: Set<string>;
}

function openWorld({ opens, closes, plan }: Scenario, calendar: Calendar): World {
  const window = { opensAt: iso(opens), closesAt: iso(closes) };
  const fresh = () => ({
    ...{ window, steps: plannedSteps(plan, window, calendar) },
    ...{ submitted: false, signed: false, changedAt: 0 },
  });
  return {
    agencies: new Map([
      ["A", fresh()],
      ["B", fresh()],
    ]),
    open: new Set(staff),
  };
}

function happen(
  { agencies, open }: World,
  { minute, agency, what }: Event,
  { plan, calendar }: { readonly plan: ReminderPlan; readonly calendar: Calendar },
): void {
  const state = agencies.get(agency);
  if (!state) return;
  if (what.kind === "chat") {
    if (what.isOpen) open.add(what.staffId);
    else open.delete(what.staffId);
    return;
  }
  state.changedAt = minute;
  if (what.kind === "submit") state.submitted = true;
  if (what.kind === "sign") state.signed = state.submitted;
  if (what.kind === "takeBack") state.submitted = state.signed = false;
  if (what.kind !== "deadline") return;
  const { opensAt } = state.window;
  // Nobody sets a deadline that has passed, or one before the opening.
  if (what.closes <= minute || what.closes <= minuteOf(opensAt)) return;
  state.window = { opensAt, closesAt: iso(what.closes) };
  state.steps = plannedSteps(plan, state.window, calendar);
}

const people = { A: { officers: ["o1", "o2"] }, B: { officers: ["o2"] } };

function dutiesIn({ agencies }: World): readonly ScheduledDuty[] {
  return (["A", "B"] as const).flatMap((code) => {
    const state = agencies.get(code);
    if (!state) return [];
    const { window, steps, submitted, signed } = state;
    const at = iso(0);
    const duties = dutiesOf({
      ...{ kind: "selfScoring", openLeaves: [], reopened: [], submittedAt: submitted ? at : null },
      ...{ signedAt: signed ? at : null },
      agency: { code, name: code, leaders: ["l1"], ...people[code] },
    });
    return duties.map((duty) => ({ roundId: "r", duty, deadline: window.closesAt, steps }));
  });
}

function recipientsIn(
  { hours }: Scenario,
  { open }: World,
  sent: readonly Sending[],
): ReadonlyMap<string, Recipient> {
  const of = (staffId: string): Recipient => {
    const last = sent.findLast((each) => each.staffId === staffId);
    return {
      ...{ staffId, hours: hours[staffId] ?? { from: "07:30", until: "17:30" } },
      links: [{ channel: "telegram", state: open.has(staffId) ? "open" : "blockedByUser" }],
      lastDigestAt: last ? iso(last.minute) : null,
    };
  };
  return new Map(staff.map((staffId) => [staffId, of(staffId)]));
}

interface Memory {
  readonly settled: Set<string>;
  readonly sent: Sending[];
}

function remind(
  facts: Omit<Parameters<typeof dueReminders>[0], "settled" | "notices">,
  memory: Memory,
) {
  const due = dueReminders({ ...facts, notices: [], settled: memory.settled });
  for (const { key, outlook } of due.skips) if (outlook.kind === "settled") memory.settled.add(key);
  return due.digests.map(({ staffId, reminders }) =>
    send(memory, facts.now, {
      staffId,
      lines: reminders.map(({ key, scheduled, step }) => ({ key, scheduled, step })),
    }),
  );
}

function send(memory: Memory, now: string, message: Omit<Sending, "minute">): Sending {
  for (const { key } of message.lines) memory.settled.add(key);
  const sending = { ...message, minute: minuteOf(now) };
  memory.sent.push(sending);
  return sending;
}

/* What must hold, counted by hand. */

const isWorkedIn =
  ({ daysOff, worked }: Scenario) =>
  (day: number): boolean => {
    const weekday = ((day % 7) + 7) % 7;
    return worked.includes(day) || (weekday < 5 && !daysOff.includes(day));
  };

const isInHours = ({ hours }: Scenario, staffId: string, minute: number): boolean => {
  const { from, until } = hours[staffId] ?? { from: "", until: "" };
  const time = minute - dayOf(minute) * 1_440;
  return clock(from) <= time && time < clock(until);
};

/** From when on the last step before a deadline is to be told, on its day; null without a step. */
function lastCall(scenario: Scenario, { opensAt, closesAt }: PhaseWindow): number | null {
  const isWorked = isWorkedIn(scenario);
  const [opens, closes] = [minuteOf(opensAt), minuteOf(closesAt)];
  const at = clock(scenario.plan.steps.find(({ days }) => days === 0)?.at ?? "");
  for (let day = dayOf(closes - 1); day >= dayOf(opens); day -= 1) {
    if (!isWorked(day) || day * 1_440 + at >= closes) continue;
    const call = Math.max(day * 1_440 + at, opens);
    return call - day * 1_440 < clock("17:30") ? call : null;
  }
  return null;
}

const nameOf = ({ duty, deadline }: ScheduledDuty): string => `${duty.key} ${deadline}`;

const said = (sendings: readonly Sending[], staffId: string) =>
  sendings.filter((each) => each.staffId === staffId);

function digestsOf(looks: readonly Look[]): readonly Sending[] {
  return looks.flatMap(({ sentNow }) => sentNow);
}

function holds(judge: (scenario: Scenario, looks: readonly Look[]) => void): void {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      judge(scenario, simulate(scenario));
    }),
    { numRuns: 40 },
  );
}

describe("reminders, whatever happens", () => {
  it("never go out on a day off or outside a person's hours", () => {
    holds((scenario, looks) => {
      const isWorked = isWorkedIn(scenario);
      for (const { minute, staffId } of looks.flatMap(({ sentNow }) => sentNow)) {
        expect(isWorked(dayOf(minute))).toBe(true);
        expect(isInHours(scenario, staffId, minute)).toBe(true);
      }
    });
  });

  it("are never of what is done, nor of a deadline to come once it has passed", () => {
    holds((scenario, looks) => {
      for (const { minute, sentNow } of looks) {
        for (const { scheduled, step } of sentNow.flatMap(({ lines }) => lines)) {
          expect(isDoneAt(scenario, scheduled, minute)).toBe(false);
          if ((step?.days ?? 0) <= 0) expect(minute).toBeLessThan(minuteOf(scheduled.deadline));
          else expect(minute).toBeGreaterThanOrEqual(minuteOf(scheduled.deadline));
        }
      }
    });
  });

  it("never go out twice, nor an older step after a newer one", () => {
    holds((_, looks) => {
      const lines = looks.flatMap(({ sentNow }) => sentNow).flatMap((each) => each.lines);
      const keys = lines.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      const newest = new Map<string, number>();
      for (const { staffId, lines: told } of digestsOf(looks)) {
        for (const { scheduled, step } of told) {
          const name = `${staffId} ${nameOf(scheduled)}`;
          expect(step?.days).toBeGreaterThan(newest.get(name) ?? -Infinity);
          newest.set(name, step?.days ?? 0);
        }
      }
    });
  });

  it("are one digest per person and day, with one line for a duty", () => {
    holds((_, looks) => {
      const days = digestsOf(looks).map(({ staffId, minute }) => `${staffId} ${dayOf(minute)}`);
      expect(new Set(days).size).toBe(days.length);
      for (const { lines } of digestsOf(looks)) {
        const duties = lines.map(({ scheduled }) => scheduled.duty.key);
        expect(new Set(duties).size).toBe(duties.length);
        expect(lines.length).toBeGreaterThan(0);
      }
    });
  });

  it("are only of the newest step, however long the worker was down", () => {
    holds((_, looks) => {
      for (const { minute, lines } of digestsOf(looks)) {
        for (const { scheduled, step } of lines) {
          const come = scheduled.steps.filter(
            ({ instant }) => dayOf(minuteOf(instant)) <= dayOf(minute),
          );
          expect(step?.key).toBe(come.at(-1)?.key);
        }
      }
    });
  });

  it("never miss the last step when the worker looks in time on its day", () => {
    let calls = 0;
    holds((scenario, looks) => {
      for (const look of looks) {
        for (const scheduled of look.duties) calls += expectLastCall(scenario, look, scheduled);
      }
    });
    expect(calls).toBeGreaterThan(50);
  });
});

function isDoneAt({ events: all }: Scenario, { duty }: ScheduledDuty, minute: number): boolean {
  let [submitted, signed] = [false, false];
  for (const { minute: at, agency, what } of all) {
    if (at > minute || agency !== duty.subject) continue;
    if (what.kind === "submit") submitted = true;
    if (what.kind === "sign") signed = submitted;
    if (what.kind === "takeBack") submitted = signed = false;
  }
  return duty.owes.kind === "signOff" ? signed : submitted;
}

/** Whether a person could be written to at this look about a duty that is not done. */
function mayBeTold(scenario: Scenario, look: Look, scheduled: ScheduledDuty, staffId: string) {
  const { minute, open } = look;
  return (
    minute < minuteOf(scheduled.deadline) &&
    !isDoneAt(scenario, scheduled, minute) &&
    open.has(staffId) &&
    isWorkedIn(scenario)(dayOf(minute)) &&
    isInHours(scenario, staffId, minute)
  );
}

function expectLastCall(scenario: Scenario, look: Look, scheduled: ScheduledDuty): number {
  const { minute, sentBefore, sentNow, changedAt } = look;
  const window = { opensAt: iso(scenario.opens), closesAt: scheduled.deadline };
  const call = lastCall(scenario, window);
  if (call === null || minute < call || dayOf(minute) !== dayOf(call)) return 0;
  const asked = scheduled.duty.owedBy.filter((each) => mayBeTold(scenario, look, scheduled, each));
  for (const staffId of asked) {
    const today = said([...sentBefore, ...sentNow], staffId).filter(
      (each) => dayOf(each.minute) === dayOf(minute),
    );
    const isTold = today.some(({ lines }) => lines.some((line) => isOf(line, scheduled)));
    // A digest went out before there was this to say; there is only one a day.
    const since = changedAt.get(scheduled.duty.subject) ?? 0;
    const isExcused = today.some(({ minute: at }) => at < since);
    expect(isTold || isExcused).toBe(true);
  }
  return asked.length;
}

function isOf({ scheduled, step }: Line, wanted: ScheduledDuty): boolean {
  const isSame = scheduled.duty.key === wanted.duty.key && scheduled.deadline === wanted.deadline;
  return isSame && (step === null || step.days === 0);
}
