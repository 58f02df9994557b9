import type { RankingFacts } from "../facts.ts";
import type { Messages } from "../messages/catalogue.ts";
import { type Panel, type Picture, paginate } from "./picture.ts";

type BarPanel = Extract<Panel, { kind: "bars" }>;

/** The ranking of each group as bars, best first; empty while no group has an index. */
export function rankingPictures(
  rankings: readonly RankingFacts[],
  { picture: say }: Messages,
): readonly Picture[] {
  const shown = rankings.filter(({ rows }) => rows.some(({ index }) => index !== null));
  const [first] = shown;
  if (!first) return [];
  const standing = say.standing(first);
  return paginate(shown.map((ranking) => panelOf(ranking, say))).map((panels) => {
    const bars = panels.flatMap((panel) => (panel as BarPanel).bars);
    return {
      title: say.rankingTitle(),
      lines: [first.roundTitle, say.computed(newestOf(shown))],
      warnings: say.warnings(first),
      standing,
      alt: say.rankingAlt({
        roundTitle: first.roundTitle,
        standing: standing.text,
        first: panels.flatMap((panel) => (panel as BarPanel).bars.slice(0, 1).map(altOf)),
        agencies: bars.length,
      }),
      panels,
    };
  });
}

function panelOf({ group, rows, bands }: RankingFacts, say: Messages["picture"]): BarPanel {
  return {
    kind: "bars",
    title: say.group({ group, agencies: rows.length }),
    grades: bands,
    bars: rows.map((row) => {
      const level = row.band === null ? -1 : bands.indexOf(row.band);
      return {
        ...say.bar(row),
        value: row.index === null ? null : Number(row.index),
        level: level < 0 ? null : level,
      };
    }),
  };
}

/** Groups are computed one by one: the latest time is told. */
function newestOf(rankings: readonly RankingFacts[]): RankingFacts {
  return rankings.reduce((newest, one) =>
    (one.computedAt ?? "") > (newest.computedAt ?? "") ? one : newest,
  );
}

function altOf({ label, text }: BarPanel["bars"][number]): string {
  return `${label.replace(/^\S+ /, "")} ${text.replaceAll(/\s+/g, " ")}`;
}
