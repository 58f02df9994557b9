import { actorAt } from "../core/access/delegation.ts";
import { advance, needsOf } from "../core/conversation/advance.ts";
import { readState } from "../core/conversation/conversation-state.ts";
import type { ChatInput } from "../core/conversation/turn.ts";
import type { World } from "../core/conversation/world.ts";
import { messagesIn } from "../core/conversation/messages/messages-in.ts";
import type {
  ChannelName,
  ChannelReader,
  ChatAddress,
  Clock,
  CommitOutcome,
  DecidedTurn,
  OpenTurn,
  OutgoingReply,
  Talks,
} from "./ports.ts";

/** What playing a turn needs from the outside. */
export interface PlayTurnDependencies {
  readonly talks: Talks;
  readonly readers: Readonly<Record<ChannelName, ChannelReader>>;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** Codes and tokens for a turn; the same ones when the same update is played again. */
  readonly fresh: (update: OpenTurn["update"]) => World["fresh"];
}

/** A turn that was played, and what came of writing it. */
export interface PlayedTurn {
  readonly opened: OpenTurn;
  readonly decided: DecidedTurn;
  readonly outcome: CommitOutcome;
}

/**
 * Opens a chat's next turn, decides it and writes it; nothing is sent here.
 *
 * @returns Undefined when no update of the chat may be played now.
 */
export async function playTurn(
  deps: PlayTurnDependencies,
  chat: ChatAddress,
  onOpened: (opened: OpenTurn) => void,
): Promise<PlayedTurn | undefined> {
  const opened = await deps.talks.openTurn(chat);
  if (!opened) return undefined;
  onOpened(opened);
  const decided = await decideTurn(deps, opened);
  return { opened, decided, outcome: await deps.talks.commit(decided) };
}

async function decideTurn(deps: PlayTurnDependencies, opened: OpenTurn): Promise<DecidedTurn> {
  const { update } = opened;
  const now = deps.clock.now().toISOString();
  const reader = deps.readers[update.from.channel];
  const input = reader.decode(update.payload);
  if (!input) return { opened, now, state: opened.state, replies: [], effects: [] };

  const state = readState(opened.state);
  const needs = needsOf(state, input, { me: opened.me && actorAt(opened.me, now) });
  const found = needs.length > 0 ? await deps.talks.find(opened, needs, now) : { found: {} };
  const turn = advance(state, input, {
    now,
    say: messagesIn(opened.language),
    channel: { name: update.from.channel, maxFileBytes: reader.maxFileBytes },
    publicUrl: deps.publicUrl,
    fresh: deps.fresh(update),
    me: opened.me && actorAt(opened.me, now),
    round: opened.round,
    scheme: opened.scheme,
    calendar: opened.calendar,
    draft: opened.draft,
    evidence: found.evidence ?? opened.evidence,
    found: found.found,
  });
  const replies = placeReplies(turn.replies, input, reader.callbackId(update.payload));
  return { opened, now, state: turn.state, replies, effects: turn.effects };
}

function placeReplies(
  replies: readonly OutgoingReply["reply"][],
  input: ChatInput,
  callbackId: string | null,
): readonly OutgoingReply[] {
  const pressed = input.kind === "choice" ? input.messageId : null;
  return replies.map((reply, index) => ({
    reply,
    editMessageId: reply.replacesPressed === true ? pressed : null,
    callbackId: index === 0 ? callbackId : null,
  }));
}
