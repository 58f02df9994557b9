import type pg from "pg";
import type { StandingFound } from "../../core/conversation/standing/standing-found.ts";
import { standingOf } from "../../core/reminders/round-standing.ts";
import type { Calendar } from "../../core/round/calendar.ts";
import { type DutyCaches, type OwedRound, findOwed } from "./owed-duties.ts";
import { findUnreached } from "./reminder-views.ts";

/** Where the rounds that run stand; a plan that is only announced has nothing to tell. */
export async function findStanding(
  db: pg.Pool | pg.PoolClient,
  caches: DutyCaches,
  at: { readonly calendar: Calendar; readonly now: string },
): Promise<StandingFound> {
  const all = await findOwed(db, caches, at);
  const rounds = all.filter(({ round }) => round.stage !== "announced");
  return {
    standings: rounds.map((owed) => standingIn(owed, at)),
    unreached: await findUnreached(db, rounds, at),
  };
}

/** Where one round stands. */
function standingIn(
  { round, agencies, leaves, duties }: OwedRound,
  { calendar, now }: { readonly calendar: Calendar; readonly now: string },
): ReturnType<typeof standingOf> {
  const standing = agencies.map(({ code, name, group, submittedAt, signedAt }) => ({
    ...{ code, name, group, submittedAt, signedAt, leaves: leaves.get(code) ?? 0 },
  }));
  return standingOf({ round, agencies: standing, duties, calendar, now });
}
