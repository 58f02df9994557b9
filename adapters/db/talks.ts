import type pg from "pg";
import type { Talks } from "../../usecases/ports.ts";
import { openAppraisals } from "./appraisal-repository.ts";
import { openCalendarCache } from "./calendar-cache.ts";
import { commitTurn, takeTurn } from "./commit-turn.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { findFacts } from "./find-facts.ts";
import { openTurn } from "./open-turn.ts";
import { openLastYears } from "./last-year.ts";
import { openRememberedTurns } from "./remembered-turns.ts";
import { openSchemeCache } from "./scheme-cache.ts";
import { type TurnsAhead, openTurnsAhead } from "./turns-ahead.ts";

/**
 * The talks in PostgreSQL: a common turn costs one statement to open and one to write, or one alone
 * when it is decided on what was remembered of the chat.
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
    duties: { schemes, rosters: openRosterCache(db) },
  };
  const caches = {
    ...{ ahead, schemes },
    calendar: openCalendarCache(db),
  };
  const remembered = openRememberedTurns(ahead.drafts);
  return {
    openTurn: (chat) => openTurn(db, caches, chat),
    async recall(update) {
      const opened = remembered.recall(update);
      return opened && { ...opened, calendar: await caches.calendar.get() };
    },
    find: (opened, needs, now) =>
      findFacts({ ...known, db, codeKey: secrets.codeKey, opened, now }, needs),
    commit(turn) {
      ahead.drop(turn.opened.update.from);
      remembered.drop(turn.opened.update.from);
      return commitTurn(db, turn, secrets, (written) => {
        remembered.keep(turn, written);
      });
    },
    take(turn) {
      remembered.drop(turn.opened.update.from);
      return takeTurn(db, turn, (written) => {
        remembered.keep(turn, written);
      });
    },
  };
}
