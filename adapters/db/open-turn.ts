import type pg from "pg";
import type { Actor } from "../../core/access/actor.ts";
import type { DraftFacts } from "../../core/conversation/world.ts";
import { type ChatAddress, type OpenTurn, chatKeyOf } from "../../usecases/ports.ts";
import type { CalendarCache } from "./calendar-cache.ts";
import type { CachedDraft, DraftCache } from "./draft-cache.ts";
import { courseOf } from "./draft-course.ts";
import { evidenceFacts } from "./evidence-facts.ts";
import { leafFacts } from "./leaf-facts.ts";
import type { SchemeCache } from "./scheme-cache.ts";
import type { PersonRow, TurnRow } from "./turn-row.ts";
import { type ReadTurn, type TurnsAhead } from "./turns-ahead.ts";

/** What a process remembers between turns. */
export interface TurnCaches {
  readonly ahead: TurnsAhead;
  readonly schemes: SchemeCache;
  readonly calendar: CalendarCache;
}

/** Reads a chat's next update with the facts of its turn; undefined when none may be played now. */
export async function openTurn(
  db: pg.Pool,
  caches: TurnCaches,
  chat: ChatAddress,
): Promise<OpenTurn | undefined> {
  const read = caches.ahead.take(chat) ?? (await readNext(db, caches.ahead.drafts, chat));
  return read && openedTurn(caches, chat, read);
}

async function readNext(
  db: pg.Pool,
  drafts: DraftCache,
  chat: ChatAddress,
): Promise<ReadTurn | undefined> {
  const base = drafts.ofChat(chatKeyOf(chat));
  const { rows } = await db.query<{ turn: TurnRow | null }>({
    name: "open-turn",
    text: "select open_turn($1, $2, $3, $4, $5, $6) as turn",
    values: [chat.channel, chat.bot, chat.chatId, ...knownValues(base)],
  });
  const row = rows[0]?.turn;
  return row ? { row, base } : undefined;
}

/** What a statement that opens a turn is told of the draft that is known already. */
export function knownValues(
  base: CachedDraft | undefined,
): readonly [string | null, string | null, number] {
  return base ? [base.roundId, base.agencyId, base.version] : [null, null, 0];
}

async function openedTurn(
  caches: TurnCaches,
  chat: ChatAddress,
  { row, base }: ReadTurn,
): Promise<OpenTurn> {
  const { id, externalId, payload, failures, state, conversationVersion, isHeld } = row;
  return {
    update: { id, from: chat, externalId, payload, failures },
    ...{ state, conversationVersion, isHeld },
    language: row.language,
    me: row.me && actor(row.me),
    round: row.round,
    scheme: row.schemeId === null ? null : await caches.schemes.get(row.schemeId),
    calendar: await caches.calendar.get(),
    draft: draftFacts(row, caches.ahead.drafts, chatKeyOf(chat), base),
    evidence: row.evidence.map(evidenceFacts),
    stamp: row.stamp,
  };
}

function actor({ delegated, ...person }: PersonRow): Actor {
  return { ...person, grants: [...person.grants, ...delegated] };
}

function draftFacts(
  { me, round, draft }: TurnRow,
  cache: DraftCache,
  chatKey: string,
  base: CachedDraft | undefined,
): DraftFacts | null {
  if (!me || !round || !draft) return null;
  const { version, since, news, submittedAt, submittedBy, course } = draft;
  const merged = cache.merge(chatKey, since > 0 ? base : undefined, {
    ...{ roundId: round.id, agencyId: me.agencyId, version },
    news: news.map(leafFacts),
  });
  return { ...merged, submitted: submittedOf(submittedAt, submittedBy), course: courseOf(course) };
}

function submittedOf(at: string | null, by: string | null): DraftFacts["submitted"] {
  return at === null ? null : { at: new Date(at).toISOString(), by: by ?? "" };
}
