/**
 * Why an answer is not taken. `at` is the way to the figure inside the answer ("total",
 * "parts.plan.done"; empty for the answer itself); figures are told as they were read.
 */
export type AnswerProblem =
  /** Not what this place wants at all: a text where an object is wanted, … */
  | { readonly kind: "wrongShape"; readonly at: string; readonly wanted: WantedShape }
  | { readonly kind: "missing"; readonly at: string }
  | { readonly kind: "unknownKey"; readonly at: string }
  /** Not a decimal such as 12 or 12.5. */
  | { readonly kind: "notANumber"; readonly at: string; readonly read: string }
  | { readonly kind: "negative"; readonly at: string; readonly value: string }
  | { readonly kind: "notAWholeNumber"; readonly at: string; readonly value: string }
  | {
      readonly kind: "doneAboveTotal";
      readonly at: string;
      readonly done: string;
      readonly total: string;
    }
  | {
      readonly kind: "unknownLevel";
      readonly at: string;
      readonly level: string;
      readonly known: readonly string[];
    }
  | {
      readonly kind: "unknownAlternative";
      readonly at: string;
      readonly alternative: string;
      readonly known: readonly string[];
    }
  /** Not a day of the calendar written YYYY-MM-DD. */
  | { readonly kind: "notADate"; readonly at: string; readonly read: string }
  /** The rule takes its due date from the answer. */
  | { readonly kind: "missingDue"; readonly at: string }
  | { readonly kind: "targetNotAboveZero"; readonly at: string; readonly target: string }
  | {
      readonly kind: "valueAboveScale";
      readonly at: string;
      readonly value: string;
      readonly scale: string;
    }
  | {
      readonly kind: "pointsAboveMax";
      readonly at: string;
      readonly points: string;
      readonly max: string;
    }
  | {
      readonly kind: "notAMultipleOfStep";
      readonly at: string;
      readonly points: string;
      readonly step: string;
    }
  /** A survey leaf takes tallies, never an answer. */
  | { readonly kind: "notAnswerable"; readonly at: string };

/** What a place inside an answer wants. */
export type WantedShape = "object" | "yesOrNo" | "text" | "date" | "number";
