import { type FlushOutboxDependencies, sendReplies } from "./flush-outbox.ts";
import { type PlayTurnDependencies, type PlayedTurn, playTurn } from "./play-turn.ts";
import type { ChatAddress, Inbox, OpenTurn } from "./ports.ts";

/** What draining a chat needs from the outside. */
export interface DrainChatDependencies extends PlayTurnDependencies, FlushOutboxDependencies {
  readonly inbox: Inbox;
  /** Told of each turn after its commit, for work that must not wait for the sweeper. */
  readonly onPlayed: (played: PlayedTurn) => void;
  /** Told of a failure that was noted, for the log, under the channel's id of the update. */
  readonly onFailure: (error: unknown, updateId: string | undefined) => void;
}

/** How often an update is tried before it is put aside. */
const maxTries = 5;
/** The gap before the second try, in milliseconds; it doubles with each further one. */
const firstGapMs = 1_000;
/** How often a turn is decided anew because something changed meanwhile. */
const maxStale = 10;

/**
 * Plays a chat's waiting updates in the order they came and sends the replies at once.
 *
 * A failure ends the run, so that order holds; the sweeper comes back for the rest. After its
 * last try an update is buried and no longer holds up its chat. Two processes may drain the
 * same chat at once: each update is played by one of them. Never throws.
 */
export async function drainChat(deps: DrainChatDependencies, chat: ChatAddress): Promise<void> {
  let stale = 0;
  for (;;) {
    const step = await playOne(deps, chat);
    if (step === "none" || step === "mustWait") return;
    stale = step === "stale" ? stale + 1 : 0;
    if (stale >= maxStale) return;
  }
}

type Step = "none" | "mustWait" | "stale" | "goOn";

async function playOne(deps: DrainChatDependencies, chat: ChatAddress): Promise<Step> {
  let opened: OpenTurn | undefined;
  try {
    const played = await playTurn(deps, chat, (each) => (opened = each));
    if (!played) return "none";
    return await finishTurn(deps, played);
  } catch (error) {
    // Whatever it was, other chats must go on; the reason is kept beside the update.
    deps.onFailure(error, opened?.update.externalId);
    if (!opened) return "mustWait";
    return await tryToNote(deps, opened, error);
  }
}

/** Sends what a written turn said, and tells whether the chat has more to play. */
export async function finishTurn(deps: DrainChatDependencies, played: PlayedTurn): Promise<Step> {
  const { outcome } = played;
  if (outcome.kind === "stale") return "stale";
  if (outcome.kind === "alreadyPlayed") return "goOn";
  deps.onPlayed(played);
  if (await mayLeave(deps, played.opened, outcome.ahead)) await sendReplies(deps, outcome.replies);
  else await deps.outbox.hold(outcome.replies.map((each) => each.id));
  // Who stores an update meanwhile wakes the lane again: no need to look whether there is one.
  return outcome.hasMore ? "goOn" : "none";
}

/** A reply never overtakes an earlier one of its chat, whoever has that in hand. */
async function mayLeave(
  { outbox }: DrainChatDependencies,
  { isHeld }: OpenTurn,
  ahead: readonly string[],
): Promise<boolean> {
  if (isHeld) return false;
  return ahead.length === 0 || outbox.mayFollow(ahead);
}

/** Where not even that can be written the database is away: the sweeper finds the update again. */
async function tryToNote(
  deps: DrainChatDependencies,
  opened: OpenTurn,
  error: unknown,
): Promise<Step> {
  try {
    return await noteFailure(deps, opened, error);
  } catch (again) {
    deps.onFailure(again, opened.update.externalId);
    return "mustWait";
  }
}

async function noteFailure(
  { inbox }: DrainChatDependencies,
  { update }: OpenTurn,
  error: unknown,
): Promise<Step> {
  const reason = String(error);
  if (update.failures + 1 < maxTries) {
    await inbox.noteFailure(update.id, reason, firstGapMs * 2 ** update.failures);
    return "mustWait";
  }
  await inbox.bury(update.id, reason);
  return "goOn";
}
