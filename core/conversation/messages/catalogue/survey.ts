import type { OwedRespondents } from "../../../reminders/duty.ts";
import type { PhaseWindow, RoundFacts } from "../../../round/round.ts";
import type { LineProblem, RefusedLine } from "../../../survey/read-respondents.ts";
import type {
  SuppliedRespondent,
  SupplyRefusal,
  SurveyProgress,
} from "../../respondents/respondent-facts.ts";

/** Supplying the people who may be asked in the survey. */
export interface SurveyMessages {
  title(): string;
  /** The own agency's list by kind. */
  overview(facts: {
    readonly round: RoundFacts;
    readonly agencyName: string;
    readonly asked: readonly OwedRespondents[];
    /** The agency's own, extension included. */
    readonly window: PhaseWindow | null;
    readonly refusal: SupplyRefusal | null;
    readonly maySupply: boolean;
    readonly now: string;
  }): string;
  kindButton(asked: OwedRespondents): string;
  /** How people of a kind are written down. */
  ask(asked: OwedRespondents): string;
  /** What became of a paste; `asked` and `counts` already count what was taken. */
  taken(facts: {
    readonly taken: number;
    readonly refused: readonly RefusedLine[];
    readonly asked: OwedRespondents;
    readonly counts: readonly OwedRespondents[];
  }): string;
  /** Why one line is not taken. */
  lineProblem(problem: LineProblem): string;
  list(facts: {
    readonly asked: OwedRespondents;
    readonly people: readonly SuppliedRespondent[];
    /** From 0. */
    readonly page: number;
    readonly pages: number;
  }): string;
  askRemoval(): string;
  noSuchNumber(): string;
  confirmRemoval(person: SuppliedRespondent): string;
  /** `asked` no longer counts the person. */
  removed(asked: OwedRespondents): string;
  refused(refusal: SupplyRefusal): string;
  progressTitle(): string;
  /** Agencies that are short, with numbers and never names of people. */
  progress(round: SurveyProgress): string;
  noProgress(): string;
  readonly buttons: {
    add(): string;
    list(): string;
    remove(): string;
    other(name: string): string;
    done(): string;
    confirm(): string;
    keep(): string;
    earlier(): string;
    more(): string;
    progress(): string;
  };
}
