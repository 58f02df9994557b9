import { messagesIn } from "../core/conversation/messages/messages-in.ts";
import { type NamedAlert, hearersOf } from "../core/conversation/standing/alert.ts";
import { openDeadlines } from "../core/conversation/standing/open-deadlines.ts";
import { alertReply } from "../core/conversation/standing/show-standing.ts";
import type { Clock } from "./ports.ts";
import type { AlertLetter, WatchStore } from "./watch-ports.ts";

/** What watching needs from the outside. */
export interface RaiseAlertsDependencies {
  readonly watch: WatchStore;
  readonly clock: Clock;
  /** Alerts about what the database does not know, or knows elsewhere, at an instant. */
  readonly others: (now: string) => Promise<readonly NamedAlert[]>;
}

/**
 * Tells coordinators and administrators at once of what is new, each thing once while it lasts.
 *
 * @returns How many alerts were told.
 */
export async function raiseAlerts({
  watch,
  clock,
  others,
}: RaiseAlertsDependencies): Promise<number> {
  const now = clock.now().toISOString();
  const rounds = await watch.rounds({ calendar: await watch.calendar(), now });
  const alerts = [
    ...(await others(now)),
    ...rounds.flatMap((each) => openDeadlines(each, now)),
    ...(await watch.troubles(now)),
  ];
  return watch.raise(alerts.map(letterOf), now);
}

function letterOf(named: NamedAlert): AlertLetter {
  const { alert } = named;
  return {
    ...{ ...named, hearers: hearersOf(alert) },
    letter: (language) => alertReply(alert, messagesIn(language).standing),
  };
}
