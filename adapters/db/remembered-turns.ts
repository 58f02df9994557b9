import type { DraftFacts } from "../../core/conversation/world.ts";
import {
  type ChatAddress,
  type DecidedTurn,
  type OpenTurn,
  type RawUpdate,
  chatKeyOf,
} from "../../usecases/ports.ts";
import type { WrittenTurn } from "./commit-turn.ts";
import type { DraftCache } from "./draft-cache.ts";
import { evidenceFacts } from "./evidence-facts.ts";
import { leafFacts } from "./leaf-facts.ts";
import { rememberNewest } from "./remember-newest.ts";

/**
 * What chats' next turns will be decided on, as far as this process can tell: so that a turn need
 * not be read before it is written. What it says may be overtaken; writing checks that.
 */
export interface RememberedTurns {
  /** Remembers how a chat stands after a turn that changed nothing but talk and draft. */
  keep(turn: DecidedTurn, written: WrittenTurn): void;
  /** The turn of an update that is not stored yet. */
  recall(update: RawUpdate): OpenTurn | undefined;
  /** Forgets a chat: it has moved on in a way that must be read. */
  drop(chat: ChatAddress): void;
}

/** A memory for at most `limit` chats; the one that has been silent longest goes first. */
export function openRememberedTurns(drafts: DraftCache, limit = 5_000): RememberedTurns {
  const known = new Map<string, Omit<OpenTurn, "update">>();
  return {
    keep({ opened, state }, written) {
      const { update, ...facts } = opened;
      const key = chatKeyOf(update.from);
      known.delete(key);
      if (facts.stamp === null || facts.isHeld) return;
      rememberNewest(
        known,
        key,
        {
          ...facts,
          // As it will be read from the database: without what JSON does not hold.
          state: JSON.parse(JSON.stringify(state)) as unknown,
          conversationVersion: facts.conversationVersion + 1,
          draft: draftAfter(drafts, key, opened, written),
          evidence: written.evidence.map(evidenceFacts),
        },
        limit,
      );
    },
    recall({ from, externalId, payload }) {
      const key = chatKeyOf(from);
      const facts = known.get(key);
      if (!facts) return undefined;
      const update = { from, externalId, payload, id: "", failures: 0 };
      return { ...facts, update, draft: newestDraft(drafts, key, facts) };
    },
    drop(chat) {
      known.delete(chatKeyOf(chat));
    },
  };
}

function draftAfter(
  drafts: DraftCache,
  chatKey: string,
  { me, round, draft }: OpenTurn,
  { draftVersion: version, news }: WrittenTurn,
): DraftFacts | null {
  if (!me || !round || !draft) return null;
  const names = { roundId: round.id, agencyId: me.agencyId };
  const base = { ...names, version: draft.version, leaves: draft.leaves };
  const read = { ...names, version, news: news.map(leafFacts) };
  return { ...draft, ...drafts.merge(chatKey, base, read) };
}

/** The draft as this process last saw it: other chats of the agency may have gone on with it. */
function newestDraft(
  drafts: DraftCache,
  chatKey: string,
  { me, round, draft }: Omit<OpenTurn, "update">,
): DraftFacts | null {
  const newest = drafts.ofChat(chatKey);
  const isSame = newest?.roundId === round?.id && newest?.agencyId === me?.agencyId;
  if (!draft || !newest || !isSame || newest.version <= draft.version) return draft;
  return { ...draft, version: newest.version, leaves: newest.leaves };
}
