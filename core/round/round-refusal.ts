import type { Unappraised } from "./course.ts";
import type { Phase, Stage } from "./round.ts";

/** Why a round is not changed; each is answered with what to do about it. */
export type RoundRefusal =
  /** No step leads there; `possible` are the stages that one does lead to. */
  | {
      readonly code: "noSuchStep";
      readonly from: Stage;
      readonly to: Stage;
      readonly possible: readonly Stage[];
    }
  | { readonly code: "noRight" }
  | { readonly code: "noLegalBasis" }
  | { readonly code: "noGroup" }
  | { readonly code: "schemeNotFrozen"; readonly group: string; readonly scheme: string }
  | { readonly code: "noAgency"; readonly group: string }
  | { readonly code: "phaseMissing"; readonly phase: Phase }
  /** Closes before it opens, or opens before the phase in front of it has closed. */
  | { readonly code: "phaseOrder"; readonly phase: Phase; readonly before: Phase | null }
  | { readonly code: "beginsInThePast"; readonly phase: Phase; readonly closesAt: string }
  /** Agencies of which only their own people could appraise their own leaves. */
  | { readonly code: "noSubstitute"; readonly agencies: readonly string[] }
  /** By agency, then in the order of the scheme; not empty. */
  | { readonly code: "nobodyAppraises"; readonly leaves: readonly Unappraised[] }
  | { readonly code: "notYetOpen"; readonly phase: Phase; readonly opensAt: string }
  | { readonly code: "notYetClosed"; readonly phase: Phase; readonly closesAt: string }
  | { readonly code: "notComputed"; readonly groups: readonly string[] }
  | { readonly code: "agendaUndecided"; readonly undecided: number | null }
  | { readonly code: "noClosingDecision" }
  | { readonly code: "noApproval" }
  /** Approved, and no figure has changed since. */
  | { readonly code: "alreadyFinal"; readonly approval: string }
  | { readonly code: "noReason" }
  | { readonly code: "noLetter" }
  | { readonly code: "unknownAgency"; readonly agency: string }
  | { readonly code: "noLeaves" }
  | { readonly code: "unknownLeaves"; readonly codes: readonly string[] }
  /** The round has no such phase, or none that may be granted to one agency. */
  | { readonly code: "noSuchPhase"; readonly phase: Phase }
  | { readonly code: "phaseOver"; readonly phase: Phase }
  | { readonly code: "inThePast"; readonly until: string }
  | { readonly code: "notLater"; readonly until: string; readonly closesAt: string }
  | { readonly code: "unchanged"; readonly until: string }
  | {
      readonly code: "breaksOrder";
      readonly phase: Phase;
      readonly until: string;
      readonly next: Phase;
      readonly closesAt: string;
    }
  /** Second appraisal would end before the list for the survey is closed. */
  | { readonly code: "beforeSurvey"; readonly until: string; readonly closesAt: string }
  | { readonly code: "beyondRound"; readonly until: string; readonly closesAt: string }
  | { readonly code: "noExceptionsNow"; readonly stage: Stage }
  | { readonly code: "alreadySubmitted"; readonly agency: string }
  | { readonly code: "stillOpen"; readonly agency: string; readonly closesAt: string };
