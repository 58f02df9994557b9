import type { Answer } from "../scoring/answer.ts";
import type { Code } from "../scheme/scheme.ts";
import type { Given, GivenValue } from "./given.ts";
import { type CouncilPosition, councilTexts } from "./council/council-position.ts";
import type { RoundForm } from "./round/round-form.ts";
import { type StateV1, upgradeV1 } from "./upgrade-state-v1.ts";
import type { AppraisePosition } from "./appraise/appraise-position.ts";
import type { AppealPosition } from "./appeal/appeal-position.ts";
import type { ReappraisePosition } from "./reappraise/reappraise-position.ts";
import type { RespondentPosition } from "./respondents/respondent-position.ts";
import type { SignOffPosition } from "./sign-off/sign-off-position.ts";

export type { Given, GivenValue } from "./given.ts";

/** Where a talk stands. `code` is always the leaf it is on. */
export type Position =
  | { readonly flow: "menu"; readonly step: "idle" }
  /** A card of a leaf is shown; nothing is asked. */
  | { readonly flow: "selfScore"; readonly step: "view"; readonly code: Code }
  | AskPosition
  /** A typed figure can be read in two ways. */
  | {
      readonly flow: "selfScore";
      readonly step: "doubt";
      readonly code: Code;
      readonly seen: string;
      readonly given: Given;
      readonly question: string;
      readonly readings: readonly GivenValue[];
    }
  /** Someone else answered in the meantime; both values are shown. */
  | {
      readonly flow: "selfScore";
      readonly step: "conflict";
      readonly code: Code;
      readonly seen: string;
      readonly answer: Answer;
    }
  /** The leaf became another one while it was being answered: it is asked at the next thing said. */
  | { readonly flow: "selfScore"; readonly step: "reasked"; readonly code: Code }
  /** Why the leaf does not apply is asked. */
  | {
      readonly flow: "selfScore";
      readonly step: "reason";
      readonly code: Code;
      readonly seen: string;
    }
  | EvidencePosition
  | AppraisePosition
  | CouncilPosition
  | AppealPosition
  | ReappraisePosition
  /** Asks to confirm handing in the draft as it stood at `draftVersion`. */
  | { readonly flow: "submit"; readonly step: "confirm"; readonly draftVersion: number }
  | RoundPosition<"ask">
  | RoundPosition<"confirm">
  | RespondentPosition
  | SignOffPosition;

/** A change of a round is being asked, or is shown to be confirmed. */
interface RoundPosition<Step extends "ask" | "confirm"> {
  readonly flow: "round";
  readonly step: Step;
  readonly round: string;
  readonly form: RoundForm;
}

/** The facts of a leaf are being asked, one question at a time. */
export interface AskPosition {
  readonly flow: "selfScore";
  readonly step: "ask";
  readonly code: Code;
  /** Receipt of the leaf's content when the question was asked; "" for a leaf never touched. */
  readonly seen: string;
  readonly given: Given;
  /** Marked boxes of the checklist that is shown. */
  readonly marked?: readonly number[];
}

/** Evidence of a leaf is being asked or handled. */
export type EvidencePosition =
  | {
      readonly flow: "evidence";
      readonly step: "file";
      readonly code: Code;
      /** Which wanted document; null for an additional one. */
      readonly wanted: string | null;
      /** Wanted documents the person chose to leave for later. */
      readonly later: readonly string[];
    }
  | {
      readonly flow: "evidence";
      readonly step: "document";
      readonly code: Code;
      readonly wanted: string | null;
      readonly number: string | null;
      readonly date: string | null;
    }
  /** Where in the document the proof stands is asked. */
  | {
      readonly flow: "evidence";
      readonly step: "place";
      readonly code: Code;
      readonly wanted: string | null;
      readonly receipts: readonly string[];
    }
  | {
      readonly flow: "evidence";
      readonly step: "explain";
      readonly code: Code;
      readonly seen: string;
    }
  | {
      readonly flow: "evidence";
      readonly step: "withdraw";
      readonly code: Code;
      readonly evidenceId: string;
    };

/** What a talk remembers beside its position. */
export interface Memory {
  /** The last reply's choices in order: key and label, for typed numbers and labels. */
  readonly offered?: readonly (readonly [string, string])[];
  /** The message with those choices also gives a receipt, so nothing may take its place. */
  readonly isReceipt?: boolean;
  /** The round in which the warning about secret documents was given. */
  readonly warned?: string;
  /** The last thing this talk stored, for undoing it. */
  readonly undo?: { readonly code: Code; readonly receipt: string };
  /** The group of the last files, so that an album goes to one place. */
  readonly album?: {
    readonly group: string;
    readonly code: Code;
    readonly wanted: string | null;
    /** Section and page sent along with one of its files; they hold for all. */
    readonly place?: string;
  };
}

/** The stored state of a talk: plain JSON, versioned, the leaf it is on at `code`. */
export type ConversationState = { readonly v: 2 } & Memory & Position;

/** Where every talk begins, and where one that cannot be read begins again. */
export const startState: ConversationState = { v: 2, flow: "menu", step: "idle" };

/** Reads a stored state: upgrades an older version, and takes garbage for a new talk. */
export function readState(json: unknown): ConversationState {
  if (typeof json !== "object" || json === null || !("v" in json)) return startState;
  if (json.v === 1) return isKnown(upgradeV1(json as StateV1) as unknown as ConversationState);
  return json.v === 2 ? isKnown(json as ConversationState) : startState;
}

/** What is kept when the talk moves elsewhere. */
export function memoryOf(state: ConversationState): Memory {
  const { offered, isReceipt, warned, undo, album } = state;
  return {
    ...(offered && { offered }),
    ...(isReceipt === true && { isReceipt }),
    ...(warned !== undefined && { warned }),
    ...(undo && { undo }),
    ...(album && { album }),
  };
}

const requiredText: Readonly<Record<string, readonly string[]>> = {
  "menu/idle": [],
  "selfScore/view": ["code"],
  "selfScore/ask": ["code", "seen"],
  "selfScore/doubt": ["code", "seen", "question"],
  "selfScore/conflict": ["code", "seen"],
  "selfScore/reasked": ["code"],
  "selfScore/reason": ["code", "seen"],
  "evidence/file": ["code"],
  "evidence/document": ["code"],
  "evidence/place": ["code"],
  "evidence/explain": ["code", "seen"],
  "evidence/withdraw": ["code", "evidenceId"],
  "submit/confirm": [],
  "signOff/review": [],
  "signOff/reason": [],
  "signOff/factor": [],
  "signOff/codes": [],
  "signOff/comment": [],
  "signOff/answer": ["code"],
  "factor/prove": [],
  "resetFactor/choose": ["agencyCode"],
  "resetFactor/reason": ["agencyCode", "staffId"],
  "delegate/terms": ["actingId", "name"],
  "appraise/choose": [],
  "appraise/view": ["agency", "leaf", "scope", "seen"],
  "appraise/fact": ["agency", "leaf", "scope", "seen"],
  "appraise/doubt": ["agency", "leaf", "scope", "seen", "question"],
  "appraise/points": ["agency", "leaf", "scope", "seen"],
  "appraise/reason": ["agency", "leaf", "scope", "seen"],
  "appraise/ask": ["agency", "leaf", "scope", "seen"],
  "appraise/conflict": ["agency", "leaf", "scope", "seen"],
  "appraise/bulk": ["scope"],
  ...councilTexts,
  "appeal/list": [],
  "appeal/view": ["code"],
  "appeal/proof": ["code"],
  "appeal/return": ["code"],
  "appeal/explain": ["code", "seen"],
  "appeal/place": ["code"],
  "appeal/unprove": ["code", "proof"],
  "appeal/confirm": ["seen"],
  "appeal/sign": ["seen"],
  "appeal/factor": ["seen"],
  "reappraise/list": [],
  "reappraise/view": ["agency", "leaf"],
  "reappraise/points": ["agency", "leaf"],
  "reappraise/facts": ["agency", "leaf"],
  "reappraise/reason": ["agency", "leaf", "outcome", "seen"],
  "respondents/lines": ["of"],
  "respondents/remove": ["of"],
  "respondents/confirm": ["of", "person"],
  "round/ask": ["round"],
  "round/confirm": ["round"],
};

const requiredObjects: Readonly<Record<string, readonly string[]>> = {
  "selfScore/ask": ["given"],
  "selfScore/doubt": ["given", "readings"],
  "selfScore/conflict": ["answer"],
  "evidence/file": ["later"],
  "evidence/place": ["receipts"],
  "signOff/comment": ["codes"],
  "appraise/fact": ["given"],
  "appraise/doubt": ["given", "readings"],
  "appraise/reason": ["value"],
  "appraise/conflict": ["value"],
  "appeal/place": ["receipts"],
  "reappraise/facts": ["given"],
  "round/ask": ["form"],
  "round/confirm": ["form"],
};

function isKnown(state: ConversationState): ConversationState {
  const fields = state as unknown as Readonly<Record<string, unknown>>;
  const place = `${String(fields["flow"])}/${String(fields["step"])}`;
  const texts = requiredText[place];
  if (!texts?.every((name) => typeof fields[name] === "string")) return startState;
  const objects = requiredObjects[place] ?? [];
  return objects.every((name) => typeof fields[name] === "object" && fields[name] !== null)
    ? state
    : startState;
}
