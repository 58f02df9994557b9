import { type Result, err, ok } from "../result.ts";
import type { Calendar } from "./calendar.ts";
import type { PlannedChange, RoundChange } from "./round-change.ts";
import type { RoundCourse } from "./course.ts";
import { byWorkingDays } from "./local-instant.ts";
import type { PhaseWindow } from "./round.ts";
import { type Phase, stagePhases, standsAt } from "./round.ts";
import type { RoundRefusal } from "./round-refusal.ts";

interface Facts {
  readonly course: RoundCourse;
  readonly calendar: Calendar;
  readonly now: string;
}

/**
 * Works out another end of a phase. The next phase follows when it was laid right behind, and makes
 * room when the new end reaches into it; it is never moved past its own end.
 */
export function planMove(
  { phase, until: asked, reason }: Extract<RoundChange, { readonly kind: "move" }>,
  { course, calendar, now }: Facts,
): Result<PlannedChange, readonly RoundRefusal[]> {
  const window = course.phases[phase];
  if (!window) return err([{ code: "noSuchPhase", phase }]);
  const { instant: until, movedFrom } = byWorkingDays(calendar, asked);
  const next = followingOf(course, phase);
  const refusals = [
    ...againstPhase({ course, now }, phase, window),
    ...againstEnd(window, until, now),
    ...(next && Date.parse(until) >= Date.parse(next.window.closesAt)
      ? [breaks(phase, until, next)]
      : []),
    ...besideStages(course, phase, until),
  ];
  if (refusals.length > 0) return err(refusals);
  return ok({
    ...{ kind: "move", phase, former: window.closesAt, until, movedFrom, reason: reason.trim() },
    next: next && nextOpening(next, { former: window.closesAt, until }),
  });
}

/** The survey's list is closed before figures are put together, so neither end passes the other. */
function besideStages(
  { phases: { survey, secondAppraisal } }: RoundCourse,
  phase: Phase,
  until: string,
): readonly RoundRefusal[] {
  if (phase === "survey" && secondAppraisal && isAfter(until, secondAppraisal.closesAt)) {
    return [{ code: "beyondRound", until, closesAt: secondAppraisal.closesAt }];
  }
  return phase === "secondAppraisal" && survey && isAfter(survey.closesAt, until)
    ? [{ code: "beforeSurvey", until, closesAt: survey.closesAt }]
    : [];
}

function isAfter(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}

interface Following {
  readonly phase: Phase;
  readonly window: PhaseWindow;
}

function againstPhase(
  { course, now }: Pick<Facts, "course" | "now">,
  phase: Phase,
  { closesAt }: PhaseWindow,
): readonly RoundRefusal[] {
  const order = standsAt(course.stage, phase);
  const isOver = order > 0 || (order === 0 && Date.parse(now) >= Date.parse(closesAt));
  return isOver ? [{ code: "phaseOver", phase }] : [];
}

function againstEnd(
  { opensAt, closesAt }: PhaseWindow,
  until: string,
  now: string,
): readonly RoundRefusal[] {
  const end = Date.parse(until);
  if (end <= Date.parse(now)) return [{ code: "inThePast", until }];
  if (end <= Date.parse(opensAt)) return [{ code: "notLater", until, closesAt: opensAt }];
  return end === Date.parse(closesAt) ? [{ code: "unchanged", until }] : [];
}

function breaks(phase: Phase, until: string, next: Following): RoundRefusal {
  const { closesAt } = next.window;
  return { code: "breaksOrder", phase, until, next: next.phase, closesAt };
}

/** Nothing follows the survey's list. */
function followingOf({ phases: laid }: RoundCourse, phase: Phase): Following | null {
  if (phase === "survey") return null;
  for (const each of stagePhases.slice(stagePhases.indexOf(phase) + 1)) {
    const window = laid[each];
    if (window) return { phase: each, window };
  }
  return null;
}

function nextOpening(
  { phase, window }: Following,
  { former, until }: { readonly former: string; readonly until: string },
): { readonly phase: Phase; readonly opensAt: string } | null {
  const isRightBehind = Date.parse(window.opensAt) === Date.parse(former);
  const isInTheWay = Date.parse(window.opensAt) < Date.parse(until);
  return isRightBehind || isInTheWay ? { phase, opensAt: until } : null;
}
