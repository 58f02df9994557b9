import type { Stage } from "../round/round.ts";
import type { DecimalText, Scheme } from "../scheme/scheme.ts";

/** What the province may declare about an agency. */
export type DeclarationKind = "notApplicable" | "adjustment" | "knockout";

/** What an agency does not give itself, by its sort. */
export type GivenKind = "external" | "survey" | DeclarationKind;

/** How many ballots each option has. */
export type Ballots = Readonly<Record<string, DecimalText>>;

/** Ballots of one leaf by question and respondent group. */
export type Tallies = Readonly<Record<string, Readonly<Record<string, Ballots>>>>;

/** What is given for one code of an agency. */
export type Given =
  | { readonly kind: "external"; readonly value: DecimalText }
  | { readonly kind: "survey"; readonly tallies: Tallies }
  | {
      readonly kind: DeclarationKind;
      /** How many times; 1 where it is only declared or not. */
      readonly count: number;
      /** Leaves that a penalty makes 0, sorted. */
      readonly leaves: readonly string[];
      readonly reason: string;
    };

/** A given thing as it is stored. */
export interface StoredGiven {
  readonly code: string;
  readonly given: Given;
}

/** An agency of a round with all that is given for it. */
export interface GivenAgency {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** One object for all agencies of a group. */
  readonly scheme: Scheme;
  readonly stored: readonly StoredGiven[];
  /** Leaves with an appraised or decided value, which counts over what is given. */
  readonly valued: readonly string[];
  /** Declarations that the council has on its agenda or has struck out, as `kind code`. */
  readonly atCouncil: readonly string[];
}

/** One thing that an import adds, changes or takes away. */
export interface GivenChange {
  readonly agency: Pick<GivenAgency, "id" | "code">;
  readonly kind: GivenKind;
  readonly code: string;
  /** Null when nothing was given. */
  readonly before: Given | null;
  /** Null when it is taken away. */
  readonly after: Given | null;
  /** Empty when none was written down. */
  readonly reason: string;
  /** An appraised or decided value goes on counting over it. */
  readonly isValued: boolean;
}

/** A round as far as it takes given figures. */
export interface GivenCourse {
  readonly code: string;
  readonly stage: Stage;
  /** The council has closed, and its closing stands. */
  readonly isClosed: boolean;
}
