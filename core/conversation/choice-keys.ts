import type { CommandName } from "./reading/read-command.ts";

/** What a button does beside the commands, which are buttons too. */
export type Verb =
  | CommandName
  /** Fields with their progress; a field's leaves by page. */
  | "list"
  | "field"
  | "guide"
  /** An answer to the question asked: leaf, place of the question, value. */
  | "answer"
  | "reading"
  | "keepTheirs"
  | "useMine"
  | "add"
  | "wanted"
  | "explain"
  | "cite"
  | "upload"
  | "later"
  | "whole"
  | "withdraw"
  | "confirm"
  | "revoke"
  | SignOffVerb
  | "newCode"
  /** A button of an appraiser: what to do, agency, leaf. */
  | "judge"
  /** What an agency, and what an appraiser, does with an explanation: act, then whose and which. */
  | "appealDo"
  | "reappraiseDo"
  /** Takes a person off the list for the survey: whom. */
  | "unlist"
  | "none";

/** Buttons of signing, giving back and delegating. */
export type SignOffVerb =
  | "signNow"
  | "sendCode"
  | "giveBack"
  /** A leaf that was given back, with the comment: leaf. */
  | "returned"
  | "answerReturn"
  | "delegateTo"
  /** Resets somebody's second factor: whose. */
  | "resetFactor"
  | "undelegate";

/** A pressed button taken apart. */
export interface PressedKey {
  readonly verb: string;
  readonly args: readonly string[];
}

/** A button's key: what it does and to what; leaf codes hold no colon. */
export function keyOf(verb: Verb, ...args: readonly (string | number)[]): string {
  return [verb, ...args].join(":");
}

/** Takes a key apart. */
export function readKey(key: string): PressedKey {
  const [verb = "", ...args] = key.split(":");
  return { verb, args };
}
