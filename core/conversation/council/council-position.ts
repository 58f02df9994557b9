import type { VoteManner } from "../../council/council.ts";

/** Words are asked for the council or the approval. */
export type CouncilPosition =
  /** A vote "ý kiến khác" needs its text; `member` is whose vote it is. */
  | {
      readonly flow: "council";
      readonly step: "opinion";
      readonly item: string;
      readonly member: string;
      readonly manner: VoteManner;
    }
  | { readonly flow: "council"; readonly step: "interest"; readonly item: string }
  | { readonly flow: "council"; readonly step: "points"; readonly item: string }
  /** The reason of a decision on the votes as they stood at `seen`. */
  | {
      readonly flow: "council";
      readonly step: "reason";
      readonly item: string;
      readonly seen: string;
    }
  /** Another opinion on all items of a scope, as they stood at `seen`. */
  | {
      readonly flow: "council";
      readonly step: "jointOpinion";
      readonly scope: string;
      readonly seen: string;
    }
  /** One reason for all items with an outcome, as they stood at `seen`. */
  | { readonly flow: "council"; readonly step: "jointReason"; readonly seen: string }
  | { readonly flow: "council"; readonly step: "reopen"; readonly closing: string }
  | { readonly flow: "approval"; readonly step: "number"; readonly closing: string }
  | {
      readonly flow: "approval";
      readonly step: "date";
      readonly closing: string;
      readonly number: string;
    }
  | {
      readonly flow: "approval";
      readonly step: "confirm";
      readonly closing: string;
      readonly number: string;
      readonly date: string;
    }
  /** The second factor is asked before the approval is written. */
  | {
      readonly flow: "approval";
      readonly step: "factor";
      readonly closing: string;
      readonly number: string;
      readonly date: string;
    }
  | { readonly flow: "approval"; readonly step: "return"; readonly closing: string };

/** The texts that each of these positions must hold. */
export const councilTexts: Readonly<Record<string, readonly string[]>> = {
  "council/opinion": ["item", "member", "manner"],
  "council/interest": ["item"],
  "council/points": ["item"],
  "council/reason": ["item", "seen"],
  "council/jointOpinion": ["scope", "seen"],
  "council/jointReason": ["seen"],
  "council/reopen": ["closing"],
  "approval/number": ["closing"],
  "approval/date": ["closing", "number"],
  "approval/confirm": ["closing", "number", "date"],
  "approval/factor": ["closing", "number", "date"],
  "approval/return": ["closing"],
};
