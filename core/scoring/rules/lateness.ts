import { type Rational, compare, decimal, rational, writeFigure, zero } from "../../rational.ts";
import {
  type Calendar,
  type DayNumber,
  readDate,
  workingDaysBetween,
  writeDate,
} from "../../round/calendar.ts";
import { keyOf } from "../../scheme/raw-value.ts";
import { type OpenObject, dateAt, openObject, within } from "./read-answer.ts";
import { type Facts, type RuleOf, type RuleScorer, factsOf } from "./rule-scorer.ts";

/** Points by the days something came late. */
export function compileLateness(rule: RuleOf<"lateness">): RuleScorer {
  const levels = rule.levels.map((level) => ({
    limit: decimal(level.maxDaysLate),
    worth: decimal(level.points),
  }));
  const ownDue = rule.due === null;
  const levelOf = (late: Rational | null): { limit: Rational; worth: Rational } | undefined =>
    late ? levels.find(({ limit }) => compare(limit, late) >= 0) : undefined;
  return {
    check(raw, at, found) {
      const place = openObject(raw, ownDue ? ["date", "due"] : ["date"], at, found);
      if (!place) return undefined;
      const date = keyOf(place.object, "date") === null ? null : dateAt(place, "date");
      const due = rule.due ?? dueAt(place);
      if (date === undefined || due === undefined) return undefined;
      const facts: Facts = {
        kind: "dates",
        date: date === null ? null : dayOf(date),
        due: dayOf(due),
      };
      return { answer: ownDue ? { date, due } : { date }, facts };
    },
    points: (facts, calendar) => levelOf(daysLate(rule.days, facts, calendar))?.worth ?? zero,
    tell(facts, calendar) {
      const { date, due } = factsOf(facts, "dates");
      const late = daysLate(rule.days, facts, calendar);
      const level = levelOf(late);
      const points = level?.worth ?? zero;
      const step = {
        kind: "lateness",
        date: date === null ? null : writeDate(date),
        due: writeDate(due),
        days: rule.days,
        daysLate: late && writeFigure(late),
        maxDaysLate: level ? writeFigure(level.limit) : null,
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}

function daysLate(days: "calendar" | "working", facts: Facts, calendar: Calendar): Rational | null {
  const { date, due } = factsOf(facts, "dates");
  if (date === null) return null;
  if (date <= due) return zero;
  return rational(days === "working" ? workingDaysBetween(calendar, due, date) : date - due);
}

function dueAt(place: OpenObject): string | undefined {
  if (keyOf(place.object, "due") !== undefined) return dateAt(place, "due");
  place.found.push({ kind: "missingDue", at: within(place.at, "due") });
  return undefined;
}

/** The text was checked by `dateAt` or by the scheme's reader. */
function dayOf(text: string): DayNumber {
  const day = readDate(text);
  if (day === undefined) throw new RangeError(`Not a date: ${text}`);
  return day;
}
