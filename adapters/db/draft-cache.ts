import type { DraftFacts, LeafFacts } from "../../core/conversation/world.ts";
import { rememberNewest } from "./remember-newest.ts";

/** A draft as it was last read, with the agency and round it belongs to. */
export interface CachedDraft {
  readonly roundId: string;
  readonly agencyId: string;
  readonly version: number;
  readonly leaves: ReadonlyMap<string, LeafFacts>;
}

/** The drafts last read by this process, so that a turn reads only what has changed since. */
export interface DraftCache {
  /** The draft that this chat was last seen working on. */
  ofChat(chatKey: string): CachedDraft | undefined;
  /**
   * Adds leaves that are newer than `base` and remembers the draft as the chat's.
   *
   * @param base - What was cached when the query was sent; undefined when nothing was.
   */
  merge(
    chatKey: string,
    base: CachedDraft | undefined,
    read: Omit<CachedDraft, "leaves"> & { readonly news: readonly LeafFacts[] },
  ): Pick<DraftFacts, "version" | "leaves">;
}

/** A cache for at most `limit` chats; the one that has been silent longest goes first. */
export function openDraftCache(limit = 5_000): DraftCache {
  const draftOfChat = new Map<string, string>();
  const drafts = new Map<string, CachedDraft>();
  return {
    ofChat: (chatKey) => drafts.get(draftOfChat.get(chatKey) ?? ""),
    merge(chatKey, base, { news, ...read }) {
      const key = `${read.roundId}/${read.agencyId}`;
      const known = base && `${base.roundId}/${base.agencyId}` === key ? base.leaves : new Map();
      const leaves = news.length === 0 ? known : withNews(known, news);
      rememberNewest(draftOfChat, chatKey, key, limit);
      const current = drafts.get(key);
      if (!current || current.version <= read.version) {
        rememberNewest(drafts, key, { ...read, leaves }, limit);
      }
      return { version: read.version, leaves };
    },
  };
}

function withNews(
  known: ReadonlyMap<string, LeafFacts>,
  news: readonly LeafFacts[],
): ReadonlyMap<string, LeafFacts> {
  const leaves = new Map(known);
  for (const leaf of news) leaves.set(leaf.code, leaf);
  return leaves;
}
