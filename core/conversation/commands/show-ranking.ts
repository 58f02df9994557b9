import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { seesAll } from "../reader-rights.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import type { RankingFacts } from "../facts.ts";

const pageLength = 20;
const topLength = 5;

/** Shows the ranking of a group, or the top of every group; others see only their own result. */
export function showRanking(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  if (!seesAll(talk.me)) return showOwn(talk);
  const rankings = found.rankings ?? [];
  const [group = "", page = "0"] = argument.toLowerCase().split(/\s+/);
  const only =
    group === "" ? (rankings.length === 1 ? rankings[0] : null) : findGroup(rankings, group);
  if (only === undefined) {
    return stay(talk, say.commands.noSuchGroup({ group, known: rankings.map((one) => one.group) }));
  }
  return only === null ? showTops(talk, rankings) : showGroup(talk, only, Number(page));
}

function findGroup(rankings: readonly RankingFacts[], group: string): RankingFacts | undefined {
  return rankings.find((ranking) => ranking.group.toLowerCase() === group);
}

function showTops(talk: Talk, rankings: readonly RankingFacts[]): ChatTurn {
  const { say } = talk.world;
  const text = say.commands.rankingTops(
    rankings.map((ranking) => ({ ranking, rows: ranking.rows.slice(0, topLength) })),
  );
  const choices = rankings.map(({ group }) => [
    { key: keyOf("ranking", group), label: say.commands.groupButton(group) },
  ]);
  const title = say.commands.rankingTitle(null);
  return turn(
    talk.state,
    [{ title, text, choices }],
    [{ kind: "noteQuery", what: "ranking", stage: rankings[0]?.stage ?? null }],
  );
}

function showGroup(talk: Talk, ranking: RankingFacts, page: number): ChatTurn {
  const { say } = talk.world;
  const pages = Math.max(1, Math.ceil(ranking.rows.length / pageLength));
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const rows = ranking.rows.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = say.commands.ranking({ ranking, rows, page: shown + 1, pages });
  const { group } = ranking;
  const row: readonly Choice[] = [
    ...(shown > 0
      ? [{ key: keyOf("ranking", group, shown - 1), label: say.buttons.pageBack() }]
      : []),
    ...(shown < pages - 1
      ? [{ key: keyOf("ranking", group, shown + 1), label: say.buttons.pageOn() }]
      : []),
  ];
  const title = say.commands.rankingTitle(group);
  return turn(
    talk.state,
    [{ title, text, ...(row.length > 0 && { choices: [row] }) }],
    [{ kind: "noteQuery", what: `ranking ${group}`, stage: ranking.stage }],
  );
}

function showOwn(talk: Talk): ChatTurn {
  const { say, found } = talk.world;
  const isMine = may(talk.me, "seeAgencyResult", subjectOf(talk, talk.me.agencyCode));
  if (!isMine) return stay(talk, say.common.notAllowed());
  const result = found.agencyResult ?? null;
  const isPublished = result?.stage === "published" || result?.stage === "archived";
  const choices = [[{ key: keyOf("why", talk.me.agencyCode), label: say.buttons.whyIndex() }]];
  return stay(talk, say.commands.ownRanking({ result, isPublished }), result ? choices : []);
}
