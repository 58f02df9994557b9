import type { Code } from "../../scheme/scheme.ts";

/** An agency answers leaves that were appraised lower than it had scored itself. */
export type AppealPosition =
  | { readonly flow: "appeal"; readonly step: "list" }
  | { readonly flow: "appeal"; readonly step: "view"; readonly code: Code }
  | { readonly flow: "appeal"; readonly step: "proof"; readonly code: Code }
  | { readonly flow: "appeal"; readonly step: "return"; readonly code: Code }
  /** `seen`: what stood there when the words were asked for. */
  | {
      readonly flow: "appeal";
      readonly step: "explain";
      readonly code: Code;
      readonly seen: string;
    }
  | {
      readonly flow: "appeal";
      readonly step: "place";
      readonly code: Code;
      readonly receipts: readonly string[];
    }
  /** Why a piece of proof is withdrawn; named by its receipt. */
  | {
      readonly flow: "appeal";
      readonly step: "unprove";
      readonly code: Code;
      readonly proof: string;
    }
  /** What is sent up, or signed, as it was shown: leaves with their versions. */
  | { readonly flow: "appeal"; readonly step: "confirm"; readonly seen: string }
  | { readonly flow: "appeal"; readonly step: "sign"; readonly seen: string }
  /** The second factor is asked before what was shown is signed. */
  | { readonly flow: "appeal"; readonly step: "factor"; readonly seen: string };
