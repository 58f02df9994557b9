import { type ChatAddress, chatKeyOf } from "../../usecases/ports.ts";
import { type CachedDraft, type DraftCache, openDraftCache } from "./draft-cache.ts";
import type { TurnRow } from "./turn-row.ts";

/** A turn as it was read, and the draft that was known when it was asked for. */
export interface ReadTurn {
  readonly row: TurnRow;
  readonly base: CachedDraft | undefined;
}

/**
 * Turns that were read in the same statement that stored their update, which saves a way to the
 * database and back. Each is taken once. What it says may be overtaken like any turn's: writing
 * checks that.
 */
export interface TurnsAhead {
  /** The drafts that this process knows. */
  readonly drafts: DraftCache;
  keep(chat: ChatAddress, turn: ReadTurn): void;
  take(chat: ChatAddress): ReadTurn | undefined;
  /** Forgets what was read of a chat: it has moved on. */
  drop(chat: ChatAddress): void;
}

/** How long a turn may lie; nearly every one is taken at once, by the lane that was woken for it. */
const keptMs = 200;

/** Opens the memory of a process. */
export function openTurnsAhead(): TurnsAhead {
  const turns = new Map<string, { readonly turn: ReadTurn; readonly at: number }>();
  const take = (chat: ChatAddress): ReadTurn | undefined => {
    const key = chatKeyOf(chat);
    const kept = turns.get(key);
    turns.delete(key);
    return kept && performance.now() - kept.at < keptMs ? kept.turn : undefined;
  };
  return {
    drafts: openDraftCache(),
    keep(chat, turn) {
      turns.set(chatKeyOf(chat), { turn, at: performance.now() });
    },
    take,
    drop(chat) {
      turns.delete(chatKeyOf(chat));
    },
  };
}
