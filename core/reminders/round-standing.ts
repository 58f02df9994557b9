import { compare } from "../rational.ts";
import type { Calendar } from "../round/calendar.ts";
import {
  type Phase,
  type PhaseWindow,
  type RoundMarks,
  type Stage,
  stagePhases,
} from "../round/round.ts";
import type { ScheduledDuty } from "./due-reminders.ts";
import { type Owes, isSigning, missingIn } from "./duty.ts";
import { type Pace, paceOf } from "./pace.ts";
import { isLate, workingDaysLeft } from "./time-left.ts";

/** An agency as far as its standing in self-scoring goes. */
export interface StandingAgency {
  readonly code: string;
  readonly name: string;
  readonly group: string;
  /** Leaves that it scores itself. */
  readonly leaves: number;
  readonly submittedAt: string | null;
  readonly signedAt: string | null;
}

/** Whoever has not done what the phase asks. */
export interface Behind {
  /** An agency's code; null for a person. */
  readonly code: string | null;
  readonly name: string;
  readonly owes: Owes["kind"];
  readonly left: number;
  /** How many there were to do; null where that is not counted. */
  readonly total: number | null;
  readonly deadline: string;
  /** Working days over. */
  readonly daysOver: number;
}

/** Somebody whose pace does not carry to the end, with the sum. */
export interface AtRisk extends Omit<Behind, "daysOver"> {
  readonly pace: Extract<Pace, { readonly kind: "running" }>;
}

/** So many that have done nothing yet are told together: of each the same would be said. */
const fewUntouched = 3;

/** Parts those at risk that have done nothing at all from those whose pace tells something. */
export function partUntouched(atRisk: readonly AtRisk[]): {
  readonly untouched: readonly AtRisk[];
  readonly begun: readonly AtRisk[];
} {
  const untouched = atRisk.filter(({ pace, owes }) => pace.done === 0 && owes !== "supply");
  if (untouched.length < fewUntouched) return { untouched: [], begun: atRisk };
  return { untouched, begun: atRisk.filter((each) => !untouched.includes(each)) };
}

/** Agencies of one group, or of all. */
export interface HandedIn {
  readonly group: string;
  readonly agencies: number;
  readonly submitted: number;
  /** Of those handed in, before the own deadline. */
  readonly onTime: number;
  readonly signed: number;
}

/** Where a round stands at an instant, as far as anybody has to act. */
export interface RoundStanding extends RoundMarks {
  readonly code: string;
  readonly title: string;
  readonly stage: Stage;
  readonly phase: Phase | null;
  readonly deadline: string | null;
  /** Working days left after today; null without a phase or when it has closed. */
  readonly daysLeft: number | null;
  readonly handedIn: readonly HandedIn[];
  /** Most days over first. */
  readonly late: readonly Behind[];
  /** Furthest behind the pace first. */
  readonly atRisk: readonly AtRisk[];
  /** Open and neither late nor at risk. */
  readonly onTheWay: number;
}

/** All from which a standing follows. */
export interface StandingFacts {
  readonly round: RoundMarks & {
    readonly code: string;
    readonly title: string;
    readonly stage: Stage;
    readonly phases: Readonly<Partial<Record<Phase, PhaseWindow>>>;
  };
  readonly agencies: readonly StandingAgency[];
  readonly duties: readonly ScheduledDuty[];
  readonly calendar: Calendar;
  readonly now: string;
}

/** On the first day nothing is done yet by anybody: no pace is read from it. */
const leastDays = 2;

/** Works out where a round stands; the duties of leaders count with those of their agency. */
export function standingOf(facts: StandingFacts): RoundStanding {
  const { round, calendar, now } = facts;
  const { code, title, stage, isDemo, isTraining } = round;
  const phase = phaseOf(stage);
  const window = phase ? (round.phases[phase] ?? null) : null;
  const open = facts.duties.filter(isCounted);
  const late = open.filter(({ deadline }) => isLate(deadline, now));
  const running = open.filter(({ deadline }) => !isLate(deadline, now));
  const atRisk = running.flatMap((each) => riskOf(facts, each)).toSorted(byShortfall);
  return {
    ...{ code, title, stage, isDemo, isTraining, phase },
    deadline: window?.closesAt ?? null,
    daysLeft:
      window && !isLate(window.closesAt, now)
        ? workingDaysLeft(calendar, window.closesAt, now)
        : null,
    handedIn: handedInBy(facts),
    late: late.map((each) => behindOf(facts, each)).toSorted((a, b) => b.daysOver - a.daysOver),
    atRisk,
    onTheWay: running.length - atRisk.length,
  };
}

function phaseOf(stage: Stage): Phase | null {
  return stagePhases.find((each) => each === stage) ?? null;
}

/** What officers, appraisers and members owe; a leader waits for them. */
function isCounted({ duty }: ScheduledDuty): boolean {
  return duty.isOwed && !isSigning(duty);
}

function leftOf({ duty }: ScheduledDuty): number {
  const { owes } = duty;
  switch (owes.kind) {
    case "score":
    case "rescore":
    case "answer":
      return owes.leaves.length;
    case "appraise":
      return owes.leaves;
    case "vote":
      return owes.items.length;
    case "supply":
      return missingIn(owes.lacking);
    case "signOff":
    case "signExplanations":
      return 0;
  }
}

function behindOf(facts: StandingFacts, scheduled: ScheduledDuty): Behind {
  const { duty, deadline } = scheduled;
  const agency = facts.agencies.find(({ code }) => code === duty.subject);
  const isOver = isLate(deadline, facts.now);
  return {
    code: agency?.code ?? null,
    name: duty.subjectName,
    owes: duty.owes.kind,
    left: leftOf(scheduled),
    total: duty.owes.kind === "score" ? (agency?.leaves ?? null) : null,
    deadline,
    daysOver: isOver ? workingDaysLeft(facts.calendar, deadline, facts.now) : 0,
  };
}

function riskOf(facts: StandingFacts, scheduled: ScheduledDuty): readonly AtRisk[] {
  const window = facts.round.phases[scheduled.duty.phase];
  const { daysOver, ...behind } = behindOf(facts, scheduled);
  if (!window || behind.total === null || daysOver > 0) return [];
  const pace = paceOf({
    window: { opensAt: window.opensAt, closesAt: scheduled.deadline },
    ...{ done: behind.total - behind.left, left: behind.left },
    ...{ calendar: facts.calendar, now: facts.now },
  });
  const isRead = pace.kind === "running" && pace.isAtRisk && pace.daysGone >= leastDays;
  return isRead ? [{ ...behind, pace }] : [];
}

function byShortfall(one: AtRisk, other: AtRisk): number {
  return compare(other.pace.short, one.pace.short);
}

function handedInBy({ agencies, duties }: StandingFacts): readonly HandedIn[] {
  const deadlines = new Map(
    duties
      .filter(({ duty }) => duty.owes.kind === "score")
      .map(({ duty, deadline }) => [duty.subject, Date.parse(deadline)]),
  );
  const groups = [...new Set(agencies.map(({ group }) => group))].toSorted();
  return groups.map((group) => {
    const own = agencies.filter((each) => each.group === group);
    const submitted = own.filter(({ submittedAt }) => submittedAt !== null);
    const onTime = submitted.filter(
      ({ code, submittedAt }) =>
        Date.parse(submittedAt ?? "") < (deadlines.get(code) ?? Number.POSITIVE_INFINITY),
    );
    return {
      ...{ group, agencies: own.length, submitted: submitted.length, onTime: onTime.length },
      signed: own.filter(({ signedAt }) => signedAt !== null).length,
    };
  });
}
