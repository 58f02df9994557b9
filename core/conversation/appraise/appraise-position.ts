import type { Code } from "../../scheme/scheme.ts";
import type { Given, GivenValue } from "../given.ts";
import type { PendingValue } from "./appraisal-effect.ts";

interface AtLeaf {
  readonly flow: "appraise";
  /** Code of the agency whose leaf it is. */
  readonly agency: string;
  readonly leaf: Code;
  /** What is gone through: "STC", "1.1.3" or "*". */
  readonly scope: string;
  /** Versions of the agency's content and of the value when they were shown: "3.1". */
  readonly seen: string;
}

/** Where the talk of an appraiser stands. */
export type AppraisePosition =
  | { readonly flow: "appraise"; readonly step: "choose" }
  | (AtLeaf & { readonly step: "view" })
  /** The facts are asked for anew, one question at a time. */
  | (AtLeaf & {
      readonly step: "fact";
      readonly given: Given;
      readonly marked?: readonly number[];
    })
  | (AtLeaf & {
      readonly step: "doubt";
      readonly given: Given;
      readonly question: string;
      readonly readings: readonly GivenValue[];
    })
  | (AtLeaf & { readonly step: "points" })
  /** Why the value differs from the agency's is asked. */
  | (AtLeaf & { readonly step: "reason"; readonly value: PendingValue })
  /** What the agency is to explain is asked. */
  | (AtLeaf & { readonly step: "ask" })
  /** Another appraiser has decided meanwhile; both values are shown. */
  | (AtLeaf & { readonly step: "conflict"; readonly value: PendingValue })
  | { readonly flow: "appraise"; readonly step: "bulk"; readonly scope: string };

/** A position on one leaf. */
export type AppraiseLeafPosition = Extract<AppraisePosition, AtLeaf>;
