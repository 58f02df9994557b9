import type pg from "pg";
import type { Talks } from "../../usecases/ports.ts";
import { openAppraisals } from "./appraisal-repository.ts";
import { openCalendarCache } from "./calendar-cache.ts";
import { commitTurn } from "./commit-turn.ts";
import { findFacts } from "./find-facts.ts";
import { openTurn } from "./open-turn.ts";
import { openLastYears } from "./last-year.ts";
import { openSchemeCache } from "./scheme-cache.ts";
import { type TurnsAhead, openTurnsAhead } from "./turns-ahead.ts";

/**
 * The talks in PostgreSQL: a common turn costs one statement to open and one to write.
 *
 * @param ahead Shared with the inbox, whose storing then opens the turn as well.
 */
export function talksIn(
  db: pg.Pool,
  secrets: { readonly codeKey: string },
  ahead: TurnsAhead = openTurnsAhead(),
): Talks {
  const schemes = openSchemeCache(db);
  const known = {
    ...{ schemes, lastYears: openLastYears(db, schemes) },
    appraisals: openAppraisals(db, schemes),
  };
  const caches = {
    ...{ ahead, schemes },
    calendar: openCalendarCache(db),
  };
  return {
    openTurn: (chat) => openTurn(db, caches, chat),
    find: (opened, needs, now) =>
      findFacts({ ...known, db, codeKey: secrets.codeKey, opened, now }, needs),
    commit(turn) {
      ahead.drop(turn.opened.update.from);
      return commitTurn(db, turn, secrets);
    },
  };
}
