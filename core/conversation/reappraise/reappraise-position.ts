import type { Answer } from "../../scoring/answer.ts";
import type { Given } from "../given.ts";
import type { Code } from "../../scheme/scheme.ts";

/** An appraiser answers explanations; `leaf` belongs to another agency, hence not `code`. */
export type ReappraisePosition =
  | { readonly flow: "reappraise"; readonly step: "list" }
  | {
      readonly flow: "reappraise";
      readonly step: "view";
      readonly agency: string;
      readonly leaf: Code;
    }
  | {
      readonly flow: "reappraise";
      readonly step: "points";
      readonly agency: string;
      readonly leaf: Code;
    }
  | {
      readonly flow: "reappraise";
      readonly step: "facts";
      readonly agency: string;
      readonly leaf: Code;
      readonly given: Given;
      readonly marked?: readonly number[];
    }
  | {
      readonly flow: "reappraise";
      readonly step: "reason";
      readonly agency: string;
      readonly leaf: Code;
      readonly outcome: "partly" | "rejected";
      /** What partly acceptance gives; null for a rejection. */
      readonly change: { readonly points: number } | { readonly answer: Answer } | null;
      readonly seen: string;
    };
