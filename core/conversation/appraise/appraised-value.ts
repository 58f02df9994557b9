import type { Answer } from "../../scoring/answer.ts";

/** The first appraiser's value counts; the second's only shows whether the first's may. */
export type AppraisalPart = "first" | "second";

/** What an appraiser has decided about a leaf. */
export interface AppraisedValue {
  readonly version: number;
  readonly verdict: "agreed" | "corrected" | "set";
  readonly answer: Answer | null;
  readonly setPoints: number | null;
  readonly points: number | null;
  readonly notApplicable: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
}

/** Why an appraiser decides nothing about a leaf now. */
export type AppraisalRefusal =
  | { readonly kind: "noRight" }
  /** Nobody appraises the own agency. */
  | { readonly kind: "ownAgency" }
  /** The province has declared that the leaf does not apply to the agency. */
  | { readonly kind: "leftOut"; readonly agencyCode: string; readonly code: string }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "closed"; readonly closesAt: string };
