import type { ChatLanes } from "./chat-lanes.ts";
import { type DrainChatDependencies, finishTurn } from "./drain-chat.ts";
import { type PlayedTurn, playAtOnce } from "./play-turn.ts";
import type { RawUpdate } from "./ports.ts";

/** What taking updates in needs from the outside. */
export interface TakeUpdateDependencies extends DrainChatDependencies {
  readonly lanes: ChatLanes;
}

/**
 * Keeps an update and sees to it that it is played; returns once it is stored for good.
 *
 * When its chat is at rest and remembered, it is played at once and stored together with what came
 * of it; else it is stored first, and its chat woken.
 *
 * @throws {Error} When it could not be stored.
 */
export function takeUpdate(deps: TakeUpdateDependencies, update: RawUpdate): Promise<void> {
  return new Promise((stored, failed) => {
    const isBegun = deps.lanes.tryRun(update.from, async () => {
      const played = await tryAtOnce(deps, update);
      if (!played) return storeAndWake(deps, update).then(stored, failed);
      // The reply leaves first: a person waits for it, the messenger only keeps a connection open.
      setImmediate(stored);
      await goOn(deps, update, played);
    });
    if (!isBegun) storeAndWake(deps, update).then(stored, failed);
  });
}

/** Whatever hinders playing at once is met again, and noted, when the update is stored and played. */
async function tryAtOnce(
  deps: TakeUpdateDependencies,
  update: RawUpdate,
): Promise<PlayedTurn | undefined> {
  try {
    return await playAtOnce(deps, update);
  } catch {
    return undefined;
  }
}

async function storeAndWake(
  { inbox, lanes }: TakeUpdateDependencies,
  update: RawUpdate,
): Promise<void> {
  await inbox.receive(update);
  lanes.wake(update.from);
}

async function goOn(
  deps: TakeUpdateDependencies,
  update: RawUpdate,
  played: PlayedTurn,
): Promise<void> {
  try {
    if ((await finishTurn(deps, played)) === "goOn") deps.lanes.wake(update.from);
  } catch (error) {
    deps.onFailure(error, update.externalId);
  }
}
