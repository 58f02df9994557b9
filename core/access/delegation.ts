import type { Actor } from "./actor.ts";

/** Viet Nam has one time zone and no summer time. */
const aheadMs = 7 * 3_600_000;

/** The day (YYYY-MM-DD) that an instant falls on in Viet Nam. */
export function localDay(instant: string): string {
  return new Date(Date.parse(instant) + aheadMs).toISOString().slice(0, 10);
}

/** The person with the duties that hold at an instant: an acting leader's only on its days. */
export function actorAt(actor: Actor, instant: string): Actor {
  const day = localDay(instant);
  const grants = actor.grants.filter(
    ({ for: whom }) => whom === undefined || (whom.from <= day && day <= whom.until),
  );
  return grants.length === actor.grants.length ? actor : { ...actor, grants };
}
