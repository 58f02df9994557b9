import { HyperFormula } from "hyperformula";
import type { CompiledGroup } from "../../core/ranking/compile-group.ts";
import type { GroupScores } from "../../core/ranking/score-group.ts";
import { roundHalfUp } from "../../core/rational.ts";
import { leafCount } from "./score-data.ts";

/** Whole figures of every leaf of every agency, one after the other. */
export interface Figures {
  readonly done: Float64Array;
  readonly total: Float64Array;
}

/** Takes the figures out of groups whose leaves are all ratios. */
export function figuresOf(groups: readonly GroupScores[]): Figures {
  const facts = groups.flatMap(({ agencies }) => agencies.flatMap((agency) => agency.facts));
  const side = (key: "done" | "total"): Float64Array =>
    Float64Array.from(facts, (each) => (each?.kind === "share" ? roundHalfUp(each[key], 1) : 0));
  return { done: side("done"), total: side("total") };
}

/** The least that an exact computation can do: whole numbers in one loop, sums, no ranks. */
export function bareLoop({ done, total }: Figures): Float64Array {
  const sums = new Float64Array(done.length / leafCount);
  for (let at = 0; at < done.length; at += 1) {
    const [part, whole] = [done[at] ?? 0, total[at] ?? 1];
    const points =
      part * 100 < 80 * whole ? 0 : Math.floor((2 * part * 10_000 + whole) / (2 * whole));
    const agency = Math.floor(at / leafCount);
    sums[agency] = (sums[agency] ?? 0) + points;
  }
  return sums;
}

/** A workbook that computes the same points, sums and indexes (it has no ranks). */
export interface Workbook {
  /** Milliseconds from the formulas to all values. */
  readonly builtMs: number;
  /** Milliseconds for one changed answer. */
  readonly changedMs: number;
  /** Indexes with two decimals that are not the exact ones. */
  readonly wrongIndexes: number;
}

/** Builds the same workbook in HyperFormula, computes it, then changes one answer. */
export function measureWorkbook(
  group: CompiledGroup,
  { done, total }: Figures,
  scores: readonly GroupScores[],
): Workbook {
  const agencies = done.length / leafCount;
  const answers = Array.from({ length: agencies }, (_, agency) =>
    Array.from({ length: 2 * leafCount }, (__, column) => {
      const at = agency * leafCount + (column >> 1);
      return (column % 2 === 0 ? done[at] : total[at]) ?? 0;
    }),
  );
  const points = Array.from({ length: agencies }, (_, agency) => formulasOf(agency + 1));
  const started = performance.now();
  const engine = HyperFormula.buildFromSheets({ answers, points }, { licenseKey: "gpl-v3" });
  const sheet = engine.getSheetId("points") ?? 0;
  const indexes = Array.from({ length: agencies }, (_, row) =>
    Number(engine.getCellValue({ sheet, row, col: leafCount + 1 })),
  );
  const builtMs = performance.now() - started;
  const changed = performance.now();
  engine.setCellContents({ sheet: engine.getSheetId("answers") ?? 0, row: 0, col: 0 }, 1);
  const changedMs = performance.now() - changed;
  engine.destroy();
  const exact = scores.flatMap((each) => each.scores.map(({ index }) => index ?? 0));
  const wrong = indexes.filter((index, at) => Math.round(index * group.indexUnits) !== exact[at]);
  return { builtMs, changedMs, wrongIndexes: wrong.length };
}

function formulasOf(row: number): string[] {
  const leaves = Array.from({ length: leafCount }, (_, leaf) => {
    const done = `answers!${columnName(2 * leaf)}${row}`;
    const total = `answers!${columnName(2 * leaf + 1)}${row}`;
    return `=IF(${total}=0,1,IF(${done}/${total}<0.8,0,ROUND(${done}/${total}*1,4)))`;
  });
  const last = columnName(leafCount - 1);
  const sum = columnName(leafCount);
  return [...leaves, `=SUM(A${row}:${last}${row})`, `=ROUND(${sum}${row}/${leafCount}*100,2)`];
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
