import type { ConversationState } from "./conversation-state.ts";
import { readKey } from "./choice-keys.ts";
import { foldText } from "./reading/fold-text.ts";
import { type Command, commandWords, isUnmistakable, readCommand } from "./reading/read-command.ts";
import { readDate } from "./reading/read-date.ts";
import { readNumber } from "./reading/read-number.ts";
import type { ChatInput } from "./turn.ts";

/** What a person meant, as far as it can be told without knowing the question. */
export type Understood =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "pressed"; readonly verb: string; readonly args: readonly string[] }
  /** NFC, without blanks at the ends. */
  | { readonly kind: "text"; readonly text: string }
  | Extract<ChatInput, { readonly kind: "file" | "unreadable" }>;

/** Reads an input against the choices and the position of the stored state. */
export function readInput(state: ConversationState, input: ChatInput): Understood {
  switch (input.kind) {
    case "choice":
      return readPress(input.key);
    case "text":
      return readText(state, input.text.normalize("NFC").trim());
    case "file":
    case "unreadable":
      return input;
  }
}

/** The choice that a typed number stands for, where numbers are no figures. */
export function readChoiceNumber(state: ConversationState, text: string): Understood | null {
  const digits = /^(\d{1,2})[.)]?$/.exec(text)?.[1];
  const key = digits === undefined ? undefined : state.offered?.[Number(digits) - 1]?.[0];
  return key === undefined ? null : readPress(key);
}

function readText(state: ConversationState, text: string): Understood {
  const command = readCommand(text);
  if (isFreeText(state)) {
    if (command && isUnmistakable(text, command)) return { kind: "command", command };
    return readLabel(state, text) ?? { kind: "text", text };
  }
  if (command) return readLabelInstead(state, text, command) ?? { kind: "command", command };
  return readLabel(state, text) ?? readCodeHere(state, text) ?? { kind: "text", text };
}

/** "Giải trình" is a button of self-scoring too: where it is offered, the word is the button. */
function readLabelInstead(
  state: ConversationState,
  text: string,
  { name }: Command,
): Understood | null {
  const isWord = name === "appeal" && !/^[/\\]/.test(text);
  return isWord ? readLabel(state, text) : null;
}

/** Steps that take any words, by flow: only a clear command leaves them. */
const freeText: Readonly<Record<ConversationState["flow"], (step: string) => boolean>> = {
  menu: () => false,
  submit: () => false,
  selfScore: (step) => step === "reason",
  evidence: (step) => step !== "file",
  signOff: (step) => step !== "review",
  factor: () => true,
  resetFactor: (step) => step === "reason",
  delegate: () => true,
  appraise: (step) => step === "reason" || step === "ask",
  appeal: (step) => ["explain", "place", "unprove", "return", "factor"].includes(step),
  reappraise: (step) => step === "reason",
  council: (step) => step !== "confirm",
  approval: (step) => step !== "confirm",
  round: (step) => step === "ask",
  respondents: (step) => step !== "confirm",
};

function isFreeText({ flow, step }: ConversationState): boolean {
  return freeText[flow](step);
}

function readLabel({ offered }: ConversationState, text: string): Understood | null {
  if (!offered || text.length > 80 || !/\p{L}/u.test(text)) return null;
  const folded = foldLabel(text);
  const matching = offered.filter(([, label]) => foldLabel(label) === folded);
  const [key] = matching.length === 1 && folded !== "" ? (matching[0] ?? []) : [];
  return key === undefined ? null : readPress(key);
}

/** Labels are kept and compared up to this length. */
export const longestLabel = 40;

/** A label as it is compared: without diacritics and the marks in front. */
function foldLabel(label: string): string {
  return foldText(label.slice(0, longestLabel)).replace(/^[^\p{L}\p{N}]+/u, "");
}

/** Flows that ask for figures, at other steps than a card or a list. */
const figureFlows: readonly string[] = ["selfScore", "appraise", "reappraise"];

/** A bare code opens its leaf, unless the question would take it for a figure or a date. */
function readCodeHere({ flow, step }: ConversationState, text: string): Understood | null {
  if (!/^\d{1,3}([._]\d{1,3}){1,5}\.?$/.test(text)) return null;
  const takesFigures = figureFlows.includes(flow) && step !== "view" && step !== "list";
  const isFigure = readNumber(text, false).kind !== "none" || readDate(text).kind !== "none";
  const name = flow === "appeal" ? "appeal" : "open";
  const opening: Understood = { kind: "command", command: { name, argument: text } };
  return takesFigures && isFigure ? null : opening;
}

function readPress(key: string): Understood {
  const { verb, args } = readKey(key);
  const isCommand = Object.hasOwn(commandWords, verb);
  if (!isCommand) return { kind: "pressed", verb, args };
  const name = verb as keyof typeof commandWords;
  return { kind: "command", command: { name, argument: args.join(" ") } };
}
