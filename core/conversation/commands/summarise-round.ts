import { keyOf } from "../choice-keys.ts";
import { summariseGroups } from "../overview/round-summary.ts";
import { seesAll } from "../reader-rights.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** Shows the round on one page: where it stands, who has handed in, both ends of each ranking. */
export function summariseRound(talk: Talk): ChatTurn {
  const { say, found, calendar, now } = talk.world;
  if (!seesAll(talk.me)) return stay(talk, say.overview.forReaders());
  const { rankings = [], progress = [], fieldSpreads = [] } = found;
  const [first] = rankings;
  if (!first) return stay(talk, say.overview.nothingRuns());
  const groups = summariseGroups(rankings, progress, fieldSpreads);
  const window = progress[0]?.window ?? null;
  const text = say.overview.summary({ round: first, window, groups, calendar, now });
  const choices = [
    [
      { key: keyOf("ranking"), label: say.buttons.ranking() },
      { key: keyOf("laggards"), label: say.overview.laggardsButton() },
    ],
  ];
  return turn(
    talk.state,
    [{ title: say.overview.summaryTitle(), text, choices }],
    [{ kind: "noteQuery", what: "summary", stage: first.stage }],
  );
}
