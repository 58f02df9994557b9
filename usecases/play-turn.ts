import type { Actor } from "../core/access/actor.ts";
import { actorAt } from "../core/access/delegation.ts";
import { advance, needsOf } from "../core/conversation/advance.ts";
import { type ConversationState, readState } from "../core/conversation/conversation-state.ts";
import type { ChatInput } from "../core/conversation/turn.ts";
import type { Need, World } from "../core/conversation/world.ts";
import { messagesIn } from "../core/conversation/messages/messages-in.ts";
import type {
  ChannelName,
  ChannelReader,
  ChatAddress,
  Clock,
  CommitOutcome,
  DecidedTurn,
  FoundFacts,
  OpenTurn,
  OutgoingReply,
  RawUpdate,
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

/**
 * Plays an update that is not stored yet on what is remembered of its chat: it is stored and its
 * turn written in one transaction.
 *
 * @returns Undefined, with nothing written, when the update must be stored and its turn opened.
 */
export async function playAtOnce(
  deps: PlayTurnDependencies,
  update: RawUpdate,
): Promise<PlayedTurn | undefined> {
  const opened = await deps.talks.recall(update);
  if (!opened) return undefined;
  const asked = ask(deps, opened);
  if (!asked.needs.every(isAtHand)) return undefined;
  const decided = decide(deps, opened, asked, await findNeeds(deps, opened, asked));
  const outcome = await deps.talks.take(decided);
  return outcome.kind === "stale" ? undefined : { opened, decided, outcome };
}

async function decideTurn(deps: PlayTurnDependencies, opened: OpenTurn): Promise<DecidedTurn> {
  const asked = ask(deps, opened);
  return decide(deps, opened, asked, await findNeeds(deps, opened, asked));
}

/** A finished year is kept by the process; all else is looked for in the database. */
function isAtHand({ kind }: Need): boolean {
  return kind === "lastYear";
}

function findNeeds(
  { talks }: PlayTurnDependencies,
  opened: OpenTurn,
  { needs, now }: Asked,
): Promise<FoundFacts> {
  return needs.length > 0 ? talks.find(opened, needs, now) : Promise.resolve({ found: {} });
}

/** What a chat says, and which facts the answer needs. */
interface Asked {
  readonly now: string;
  readonly me: Actor | null;
  readonly state: ConversationState;
  /** Null when the update is not for us. */
  readonly input: ChatInput | null;
  readonly needs: readonly Need[];
}

function ask(deps: PlayTurnDependencies, { update, state: stored, ...opened }: OpenTurn): Asked {
  const now = deps.clock.now().toISOString();
  const me = opened.me && actorAt(opened.me, now);
  const input = deps.readers[update.from.channel].decode(update.payload);
  const state = readState(stored);
  return { now, me, state, input, needs: input ? needsOf(state, input, { me }) : [] };
}

function decide(
  deps: PlayTurnDependencies,
  opened: OpenTurn,
  { now, me, state, input }: Asked,
  found: FoundFacts,
): DecidedTurn {
  const { update } = opened;
  const reader = deps.readers[update.from.channel];
  if (!input) return { opened, now, state: opened.state, replies: [], effects: [] };

  const turn = advance(state, input, {
    now,
    say: messagesIn(opened.language),
    channel: { name: update.from.channel, maxFileBytes: reader.maxFileBytes },
    publicUrl: deps.publicUrl,
    fresh: deps.fresh(update),
    me,
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
