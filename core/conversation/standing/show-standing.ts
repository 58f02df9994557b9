import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import type { StandingMessages } from "../messages/catalogue/standing.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";
import type { Reply } from "../turn.ts";
import type { Alert } from "./alert.ts";
import type { StandingFound } from "./standing-found.ts";

/** `/tinhhinh`: who has handed in, who is late, who will be, with the sums. */
export function playStanding(talk: Talk): ChatTurn {
  const { say, found } = talk.world;
  if (!may(talk.me, "seeRound", { agencyId: null, stage: null })) {
    return stay(talk, say.common.notAllowed());
  }
  const [first, ...others] = standingReplies(found.standing ?? null, say.standing, "asked");
  if (!first) return stay(talk, say.common.noRound());
  const stage = found.standing?.standings[0]?.stage ?? null;
  return turn(talk.state, [first, ...others], [{ kind: "noteQuery", what: "standing", stage }]);
}

/** One message for each round; the same words when asked and in the morning's report. */
export function standingReplies(
  found: StandingFound | null,
  say: StandingMessages,
  by: "asked" | "morning",
): readonly Reply[] {
  const { standings, unreached } = found ?? { standings: [], unreached: [] };
  return standings.map((standing, at) => ({
    title: by === "asked" ? say.title() : say.dailyTitle(),
    text: say.standing({ standing, unreached: at === 0 ? unreached : [] }),
    choices: [
      [
        { key: keyOf("laggards"), label: say.buttons.laggards() },
        { key: keyOf("reminders", "nhatky"), label: say.buttons.log() },
      ],
      [{ key: keyOf("round", standing.code), label: say.buttons.round() }],
    ],
  }));
}

/** What is told at once, with the way to what can be done about it. */
export function alertReply(alert: Alert, say: StandingMessages): Reply {
  const isOfRound = alert.kind === "deadlineOpen" || alert.kind === "evidenceRefused";
  const button = isOfRound
    ? { key: keyOf("standing"), label: say.title() }
    : { key: keyOf("trouble"), label: say.buttons.trouble() };
  return { title: say.alertTitle(), text: say.alert(alert), choices: [[button]] };
}
