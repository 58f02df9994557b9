import { messagesIn } from "../core/conversation/messages/messages-in.ts";
import { standingReplies } from "../core/conversation/standing/show-standing.ts";
import type { StandingFound } from "../core/conversation/standing/standing-found.ts";
import { isWithinHours, officeHours } from "../core/reminders/sending-hours.ts";
import { isWorkingDay, writeDate } from "../core/round/calendar.ts";
import { localDayOf } from "../core/round/local-instant.ts";
import type { Clock } from "./ports.ts";
import type { Letter, WatchStore } from "./watch-ports.ts";

/**
 * Sends the morning's report to every coordinator: once a working day, in office hours, while a
 * round has a phase that runs. Two workers at once send one.
 *
 * @returns How many people it went to.
 */
export async function reportMorning({
  watch,
  clock,
}: {
  readonly watch: WatchStore;
  readonly clock: Clock;
}): Promise<number> {
  const now = clock.now().toISOString();
  const calendar = await watch.calendar();
  const day = localDayOf(now);
  if (!isWorkingDay(calendar, day) || !isWithinHours(officeHours, now)) return 0;
  const letters = lettersOf(await watch.standing({ calendar, now }));
  return watch.sendMorning({ day: writeDate(day), now, letters });
}

/** One for each round that runs; whom nothing reaches stands in the first. */
function lettersOf({ standings, unreached }: StandingFound): readonly Letter[] {
  const running = standings.filter(({ phase }) => phase !== null);
  return running.map((standing, at) => (language) => {
    const told = { standings: [standing], unreached: at === 0 ? unreached : [] };
    const [reply] = standingReplies(told, messagesIn(language).standing, "morning");
    return reply ?? { text: "" };
  });
}
