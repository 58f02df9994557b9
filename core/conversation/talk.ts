import type { Actor } from "../access/actor.ts";
import type { RoundFacts } from "../round/round.ts";
import type { Scheme } from "../scheme/scheme.ts";
import type { ConversationState, Memory, Position } from "./conversation-state.ts";
import { memoryOf } from "./conversation-state.ts";
import type { Effect } from "./effect.ts";
import { type SchemeIndex, indexFor } from "./scheme-index.ts";
import type { Choice, Reply, Turn } from "./turn.ts";
import type { DraftFacts } from "./facts.ts";
import type { World } from "./world.ts";

/** One turn of the product's talks. */
export type ChatTurn = Turn<ConversationState>;

/** What every step reads: where the talk stands and the loaded facts, with a known person. */
export interface Talk {
  readonly state: ConversationState;
  readonly world: World;
  readonly me: Actor;
}

/** A talk whose person has an agency with an assessed round and a draft. */
export interface Work extends Talk {
  readonly round: RoundFacts;
  readonly scheme: Scheme;
  readonly draft: DraftFacts;
  readonly index: SchemeIndex;
}

/** Adds the round's facts, or null when this person's agency has no round now. */
export function workOf(talk: Talk): Work | null {
  const { round, scheme, draft } = talk.world;
  if (!round || !scheme || !draft) return null;
  return { ...talk, round, scheme, draft, index: indexFor(scheme, draft.course.leftOut) };
}

/** Moves the talk to a position, keeping what it remembers. */
export function moveTo(
  state: ConversationState,
  position: Position,
  memory: Memory = {},
): ConversationState {
  return { v: 2, ...memoryOf(state), ...memory, ...position };
}

/** A turn that says something and goes to `state`. */
export function turn(
  state: ConversationState,
  replies: readonly Reply[],
  effects: readonly Effect[] = [],
): ChatTurn {
  return { state, replies, effects };
}

/** A turn that leaves the talk where it is and says one thing. */
export function stay(
  { state }: Talk,
  text: string,
  choices: readonly (readonly Choice[])[] = [],
): ChatTurn {
  return turn(state, [{ text, ...(choices.length > 0 && { choices }) }]);
}

/** Says why typed words are not taken, and repeats them so that they are not lost. */
export function refuseTyped(talk: Talk, why: string, typed: string): ChatTurn {
  return stay(talk, [why, talk.world.say.common.typedWas(typed)].join("\n\n"));
}

/** Puts something said and stored before what another turn says and stores. */
export function before(
  following: ChatTurn,
  replies: readonly Reply[],
  effects: readonly Effect[] = [],
): ChatTurn {
  return {
    state: following.state,
    replies: [...replies, ...following.replies],
    effects: [...effects, ...following.effects],
  };
}

/**
 * Says something in the same message as what another turn says first; apart when that opens a
 * card with a title of its own.
 */
export function together(
  { title, text }: Reply,
  following: ChatTurn,
  effects: readonly Effect[] = [],
): ChatTurn {
  const [first, ...others] = following.replies;
  const said = { text, ...(title !== undefined && { title }) };
  if (first?.title !== undefined || !first) return before(following, [said], effects);
  const joined: Reply = { ...first, ...said, text: `${text}\n\n${first.text}` };
  return {
    state: following.state,
    replies: [joined, ...others],
    effects: [...effects, ...following.effects],
  };
}

/** The position a stored state stands at, without what it remembers. */
export function isAt<Flow extends Position["flow"], Step extends Position["step"]>(
  state: ConversationState,
  flow: Flow,
  step: Step,
): state is ConversationState & Extract<Position, { readonly flow: Flow; readonly step: Step }> {
  return state.flow === flow && state.step === step;
}

/** The leaf the talk is on, or null. */
export function codeOf(state: ConversationState): string | null {
  return "code" in state ? state.code : null;
}

/** The next unused receipt code of this turn. */
export function receiptAt(world: World, place = 0): string {
  const receipt = world.fresh.receipts[place];
  if (receipt === undefined) throw new RangeError("A turn needs more receipts than were made.");
  return receipt;
}
