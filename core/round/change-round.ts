import { type Result, err, ok } from "../result.ts";
import type { Calendar } from "./calendar.ts";
import type { AgencyCourse, RoundCourse } from "./course.ts";
import { byWorkingDays } from "./local-instant.ts";
import { planMove } from "./move-phase.ts";
import { phaseState, windowOf } from "./phase-window.ts";
import { type Phase, stages } from "./round.ts";
import type { PlannedChange, RoundChange } from "./round-change.ts";
import type { RoundRefusal } from "./round-refusal.ts";
import { type RoundMover, advanceRound } from "./transitions.ts";

/** What a change is judged by. */
export interface ChangeFacts {
  readonly course: RoundCourse;
  /** The agency that the change names; null when it is not in the round, or none is named. */
  readonly agency: AgencyCourse | null;
  readonly calendar: Calendar;
  readonly now: string;
  readonly who: RoundMover;
}

/**
 * Judges what a person asks of a round and works out what it comes to: a deadline on a day off is
 * moved to the next working day, and what hangs on a moved phase is laid anew.
 *
 * @returns What is to be written, or every reason against it at once (at least one).
 */
export function planChange(
  change: RoundChange,
  facts: ChangeFacts,
): Result<PlannedChange, readonly RoundRefusal[]> {
  if (change.kind === "advance") {
    const { to, reason } = change;
    const step = advanceRound(to, facts.who, { ...facts, reason });
    return step.ok ? ok({ kind: "advance", from: step.value.from, to, reason }) : step;
  }
  const refusals = [
    ...(mayManage(facts) ? [] : [{ code: "noRight" } as const]),
    ...(change.reason.trim() === "" ? [{ code: "noReason" } as const] : []),
  ];
  const planned = change.kind === "move" ? planMove(change, facts) : planGrant(change, facts);
  if (planned.ok && refusals.length === 0) return planned;
  return err([...refusals, ...(planned.ok ? [] : planned.error)]);
}

type Grant = Extract<RoundChange, { readonly kind: "extend" | "reopen" }>;

function planGrant(
  change: Grant,
  facts: ChangeFacts,
): Result<PlannedChange, readonly RoundRefusal[]> {
  const { agency, calendar } = facts;
  const deadline = byWorkingDays(calendar, change.until);
  const until = deadline.instant;
  const { letter } = change;
  const refusals = [
    ...(letter.trim() === "" ? [{ code: "noLetter" } as const] : []),
    ...againstTime(facts, until),
    ...(agency
      ? againstGrant(change, agency, { ...facts, until })
      : [{ code: "unknownAgency", agency: change.agency } as const]),
  ];
  if (refusals.length > 0 || !agency) return err(refusals);
  const { movedFrom } = deadline;
  const phase = change.kind === "extend" ? change.phase : "selfScoring";
  const codes = change.kind === "extend" ? null : change.codes;
  return ok({
    ...{ kind: "grant", agency, phase, codes, until, movedFrom },
    ...{ reason: change.reason.trim(), letter: letter.trim() },
  });
}

/** Exceptions hold until second appraisal has ended, so none may end later. */
function againstTime({ course, now }: ChangeFacts, until: string): readonly RoundRefusal[] {
  const last = course.phases.secondAppraisal?.closesAt;
  const order = stages.indexOf(course.stage);
  const isBefore = order < stages.indexOf("announced");
  const isAfter = order > stages.indexOf("secondAppraisal");
  return [
    ...(isBefore || isAfter ? [{ code: "noExceptionsNow", stage: course.stage } as const] : []),
    ...(Date.parse(until) <= Date.parse(now) ? [{ code: "inThePast", until } as const] : []),
    ...(last !== undefined && Date.parse(until) > Date.parse(last)
      ? [{ code: "beyondRound", until, closesAt: last } as const]
      : []),
  ];
}

type GrantFacts = ChangeFacts & { readonly until: string };

function againstGrant(
  change: Grant,
  agency: AgencyCourse,
  facts: GrantFacts,
): readonly RoundRefusal[] {
  return change.kind === "extend"
    ? againstExtension(change.phase, agency, facts)
    : againstReopening(change.codes, agency, facts);
}

function againstExtension(
  phase: Phase,
  agency: AgencyCourse,
  { course, until }: GrantFacts,
): readonly RoundRefusal[] {
  const window = windowOf({ ...course, exceptions: agency.exceptions }, phase);
  if (!window || phase === "council") return [{ code: "noSuchPhase", phase }];
  if (phase === "selfScoring" && agency.isSubmitted) {
    return [{ code: "alreadySubmitted", agency: agency.code }];
  }
  const { closesAt } = window;
  return Date.parse(until) > Date.parse(closesAt) ? [] : [{ code: "notLater", until, closesAt }];
}

function againstReopening(
  codes: readonly string[],
  agency: AgencyCourse,
  { course, now }: GrantFacts,
): readonly RoundRefusal[] {
  const own = new Set(agency.ownLeaves);
  const unknown = codes.filter((code) => !own.has(code));
  const forAgency = { ...course, exceptions: agency.exceptions };
  const isOpen = phaseState(forAgency, "selfScoring", { now, code: null }) === "open";
  const closesAt = windowOf(forAgency, "selfScoring")?.closesAt ?? now;
  return [
    ...(codes.length === 0 ? [{ code: "noLeaves" } as const] : []),
    ...(unknown.length > 0 ? [{ code: "unknownLeaves", codes: unknown } as const] : []),
    ...(isOpen && !agency.isSubmitted
      ? [{ code: "stillOpen", agency: agency.code, closesAt } as const]
      : []),
  ];
}

function mayManage({ who }: ChangeFacts): boolean {
  return who.kind === "person" && who.rights.includes("manageRound");
}
