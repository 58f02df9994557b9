import type { Actor } from "../access/actor.ts";
import { may } from "../access/may.ts";
import type { ConversationState, Memory } from "./conversation-state.ts";
import { playCommand } from "./commands/play-command.ts";
import { takeAppealFile } from "./appeal/appeal-proof.ts";
import { clipped } from "./messages/local-time.ts";
import { needsOfInput } from "./needs.ts";
import { playPressed } from "./play-pressed.ts";
import { playTyped } from "./play-typed.ts";
import { type Understood, longestLabel, readInput } from "./read-input.ts";
import { advanceRegister, codeIn } from "./register/register-flow.ts";
import { type ChatTurn, type Talk, stay, workOf } from "./talk.ts";
import { takeFile } from "./evidence/take-file.ts";
import type { ChatInput, Reply } from "./turn.ts";
import type { Need, World } from "./world.ts";

/** Names the facts that this input needs beyond those that every turn loads. */
export function needsOf(
  state: ConversationState,
  input: ChatInput,
  { me }: { readonly me: Actor | null },
): readonly Need[] {
  if (me) {
    const own = { agencyId: me.agencyId, stage: null };
    const beside: readonly Need[] = may(me, "scoreSelf", own) ? [{ kind: "lastYear" }] : [];
    return [...needsOfInput(me, state, readInput(state, input)), ...beside];
  }
  const code = codeIn(input);
  return code === null ? [] : [{ kind: "redeemCode", code }];
}

/**
 * Plays one input of a chat: what is said, what is stored, and where the talk then stands. An
 * input that does not fit leaves the talk where it was and is answered with what would fit.
 */
export function advance(state: ConversationState, input: ChatInput, world: World): ChatTurn {
  const played = world.me
    ? play({ state, world, me: world.me }, readInput(state, input))
    : advanceRegister(state, input, world);
  const fitted = { ...remember(played), replies: played.replies.map(fitting) };
  return mayReplace(state, input) ? replacing(fitted) : fitted;
}

/** Only the last question is edited in place; an older message, or one with a receipt, stays. */
function mayReplace({ offered, isReceipt }: ConversationState, input: ChatInput): boolean {
  if (input.kind !== "choice" || isReceipt === true) return false;
  return offered?.some(([key]) => key === input.key) ?? false;
}

/** No chat service takes more than 4096 characters; nothing here is meant to come near. */
function fitting(reply: Reply): Reply {
  const longest = 4000 - (reply.title?.length ?? 0);
  return reply.text.length <= longest ? reply : { ...reply, text: clipped(reply.text, longest) };
}

function play(talk: Talk, understood: Understood): ChatTurn {
  switch (understood.kind) {
    case "command":
      return playCommand(talk, understood.command);
    case "pressed":
      return playPressed(talk, understood);
    case "text":
      return playTyped(talk, understood.text);
    case "file": {
      const work = workOf(talk);
      const explained = work && takeAppealFile(work, understood);
      if (explained) return explained;
      return work ? takeFile(work, understood) : stay(talk, talk.world.say.common.noRound());
    }
    case "unreadable":
      return stay(talk, talk.world.say.common.unreadable());
  }
}

/** Keeps the choices last offered, so that their numbers and labels can be typed. */
function remember(turn: ChatTurn): ChatTurn {
  const last = turn.replies.findLast(({ choices }) => choices !== undefined && choices.length > 0);
  if (!last?.choices) return turn;
  const offered: Memory["offered"] = last.choices
    .flat()
    .map(({ key, label }) => [key, label.slice(0, longestLabel)] as const);
  const isReceipt = turn.effects.some((effect) => "receipt" in effect);
  return { ...turn, state: { ...turn.state, offered, isReceipt } };
}

/** The first thing said takes the place of the message whose button was pressed. */
function replacing(turn: ChatTurn): ChatTurn {
  const [first, ...others] = turn.replies;
  if (!first) return turn;
  const replaced: Reply = { ...first, replacesPressed: true };
  return { ...turn, replies: [replaced, ...others] };
}
