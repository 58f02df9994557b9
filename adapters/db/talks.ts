import type pg from "pg";
import type { Talks } from "../../usecases/ports.ts";
import { openCalendarCache } from "./calendar-cache.ts";
import { commitTurn } from "./commit-turn.ts";
import { openDraftCache } from "./draft-cache.ts";
import { findFacts } from "./find-facts.ts";
import { openTurn } from "./open-turn.ts";
import { openSchemeCache } from "./scheme-cache.ts";

/** The talks in PostgreSQL: a common turn costs one statement to open and one to write. */
export function talksIn(db: pg.Pool, secrets: { readonly codeKey: string }): Talks {
  const caches = {
    drafts: openDraftCache(),
    schemes: openSchemeCache(db),
    calendar: openCalendarCache(db),
  };
  return {
    openTurn: (chat) => openTurn(db, caches, chat),
    find: (opened, needs, now) =>
      findFacts({ db, schemes: caches.schemes, codeKey: secrets.codeKey, opened, now }, needs),
    commit: (turn) => commitTurn(db, turn, secrets),
  };
}
