import type { PlannedChange } from "../../../round/round-change.ts";
import type { AgencyCourse, RoundCourse } from "../../../round/course.ts";
import type { Phase, Stage } from "../../../round/round.ts";
import type { RoundRefusal } from "../../../round/round-refusal.ts";
import type { Reply } from "../../turn.ts";

/** A step that leads away from where a round stands, with what is still against it. */
export interface StepAhead {
  readonly to: Stage;
  readonly refusals: readonly RoundRefusal[];
}

/** Running a round. */
export interface RoundMessages {
  title(course: RoundCourse): string;
  menuButton(): string;
  status(facts: {
    readonly course: RoundCourse;
    readonly now: string;
    readonly ahead: readonly StepAhead[];
  }): string;
  /** There is no round at all, or none with this code. */
  noRound(code: string | null): string;
  /** One reason against a change, with what to do. */
  refusal(refusal: RoundRefusal): string;
  refused(refusals: readonly RoundRefusal[]): string;
  askAgency(): string;
  askPhase(): string;
  askLeaves(agency: AgencyCourse): string;
  askUntil(facts: { readonly phase: Phase; readonly closesAt: string }): string;
  notUntil(): string;
  askReason(): string;
  askLetter(): string;
  tooLong(most: number): string;
  confirm(facts: { readonly course: RoundCourse; readonly planned: PlannedChange }): string;
  /** What it comes to, alone. */
  planned(planned: PlannedChange): string;
  done(facts: { readonly course: RoundCourse; readonly planned: PlannedChange }): string;
  stepButton(to: Stage): string;
  extendButton(): string;
  reopenButton(): string;
  moveButton(): string;
  otherButton(code: string): string;
  phaseButton(phase: Phase): string;
  daysButton(facts: { readonly days: number; readonly until: string }): string;
  confirmButton(): string;
  cancelButton(): string;
  roundButton(): string;
}

/** An agency's explanations by the answer they got. */
export interface AppealAnswers {
  readonly accepted: number;
  readonly partly: number;
  readonly rejected: number;
  readonly unanswered: number;
}

/** What people hear of a change that somebody else made to a round. */
export interface RoundNoticeMessages {
  granted(facts: {
    readonly course: RoundCourse;
    readonly planned: Extract<PlannedChange, { readonly kind: "grant" }>;
  }): Reply;
  moved(facts: {
    readonly course: RoundCourse;
    readonly planned: Extract<PlannedChange, { readonly kind: "move" }>;
  }): Reply;
  /** To an agency that has explained: how its explanations were answered. */
  reappraised(facts: { readonly course: RoundCourse; readonly answers: AppealAnswers }): Reply;
}
