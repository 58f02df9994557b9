import type { OwedRespondents } from "../../reminders/duty.ts";
import type { AskedRespondents } from "../../round/asked-respondents.ts";
import type { RoundMarks } from "../../round/round.ts";
import type { Listed } from "../../survey/read-respondents.ts";

/** Somebody whom an agency has named. */
export interface SuppliedRespondent extends Listed {
  readonly id: string;
  readonly kind: string;
}

/** An agency's list in its round; nothing is asked for where the round has no survey. */
export interface OwnRespondents {
  readonly asked: readonly AskedRespondents[];
  /** By kind, then number. */
  readonly people: readonly SuppliedRespondent[];
}

/** How far the agencies of a round have come; no names of people. */
export interface SurveyProgress extends RoundMarks {
  readonly code: string;
  readonly title: string;
  readonly closesAt: string;
  readonly agencies: readonly {
    readonly code: string;
    readonly name: string;
    readonly asked: readonly OwedRespondents[];
  }[];
}

/** Why an agency's list is not changed now. */
export type SupplyRefusal =
  | { readonly kind: "none" }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "closed"; readonly closesAt: string };
