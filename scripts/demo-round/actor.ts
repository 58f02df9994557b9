import type { ConversationState } from "../../core/conversation/conversation-state.ts";
import { readState } from "../../core/conversation/conversation-state.ts";
import type { Choice, Reply } from "../../core/conversation/turn.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type { PlayedTurn } from "../../usecases/play-turn.ts";

/** What a person sees after one input: the last message counts for what to do next. */
export interface Heard {
  /** Titles and texts of all messages, in order. */
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly state: ConversationState;
  /** The scheme of the person's own agency; null where it has none. */
  readonly scheme: Scheme | null;
}

/** A person of the demo province at the phone: types words and presses buttons, no more. */
export interface Actor {
  /** The staff code. */
  readonly code: string;
  readonly agencyCode: string;
  readonly agencyGroup: string;
  /** Answers to the last input; what a chat begins with before the first. */
  readonly heard: Heard;
  say(text: string): Promise<Heard>;
  /** Presses the button of the last message whose key begins so. */
  press(key: string): Promise<Heard>;
  /** Presses a button of an older message, or of one that came by itself. */
  tap(key: string): Promise<Heard>;
  /** Types the code that the authenticator app shows now, enrolling first where that is asked. */
  prove(again: () => Promise<Heard>): Promise<Heard>;
}

/** Puts together what a played turn said. */
export function heardFrom({ opened, decided }: PlayedTurn): Heard {
  const replies = decided.replies.map(({ reply }) => reply);
  return {
    text: replies.map(textOf).join("\n\n"),
    choices: (replies.at(-1)?.choices ?? []).flat(),
    state: readState(decided.state),
    scheme: opened.scheme,
  };
}

/** A button of the last message; undefined when there is none with such a key. */
export function choiceOf({ choices }: Heard, key: string): Choice | undefined {
  return choices.find((choice) => choice.key === key || choice.key.startsWith(`${key}:`));
}

/**
 * Says what was expected and what came, so that a round that goes wrong names the place.
 *
 * @throws {Error} Always.
 */
export function astray(code: string, wanted: string, heard: Heard): never {
  const buttons = heard.choices.map(({ key, label }) => `[${key} ${label}]`).join(" ");
  throw new Error(`${code}: ${wanted}; the bot said:\n${heard.text}\n${buttons}`);
}

function textOf({ title, text, link }: Reply): string {
  return [title, text, link?.url].filter((part) => part !== undefined).join("\n");
}
