import { type AgencyResultText, agencyResultText } from "../../core/ranking/group-result.ts";
import type { ScoredGroup } from "../../core/ranking/score-file.ts";

type Row = readonly string[];

const heading: Row = [
  ...["Hạng", "Mã", "Đơn vị", "Điểm đạt", "Điểm tối đa áp dụng"],
  ...["Cộng", "Trừ", "Chỉ số (%)", "Xếp loại"],
];
const wordColumns: ReadonlySet<number> = new Set([1, 2, 8]);

/** Writes the groups as tables for people: best first, agencies without a rank last. */
export function scoreTable(scored: readonly ScoredGroup[]): string {
  return scored.map(groupTable).join("\n");
}

function groupTable({ group, agencies, scores }: ScoredGroup): string {
  const { title, scheme, group: code } = group.compiled.scheme;
  const lines = scores.scores
    .map((score, at) => ({ score, name: agencies[at]?.name ?? score.code }))
    .sort((a, b) => (a.score.rank ?? Infinity) - (b.score.rank ?? Infinity))
    .map(({ score, name }) => rowOf(agencyResultText(group, score), name));
  return `${title}\nNhóm ${code}, bộ tiêu chí ${scheme}\n\n${aligned([heading, ...lines])}`;
}

function rowOf(result: AgencyResultText, name: string): Row {
  return [
    result.rank === null ? "–" : String(result.rank),
    result.code,
    name,
    vietnamese(result.achieved),
    vietnamese(result.applicableMax),
    vietnamese(result.bonus),
    vietnamese(result.penalty),
    vietnamese(result.index ?? "–"),
    result.band ?? "–",
  ];
}

function vietnamese(figure: string): string {
  return figure.replace(".", ",");
}

/** Words to the left, figures to the right. */
function aligned(rows: readonly Row[]): string {
  const widths = heading.map((_, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ""))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0, column))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function padded(cell: string, wanted: number, column: number): string {
  const space = " ".repeat(wanted - width(cell));
  return wordColumns.has(column) ? cell + space : space + cell;
}

/** Characters as they are seen: a letter with its marks is one. */
function width(text: string): number {
  return Array.from(text.normalize("NFC")).length;
}
