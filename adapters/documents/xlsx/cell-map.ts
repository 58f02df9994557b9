import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import type { ReadRow } from "./read-sheet.ts";

/** Remembers which cell each spot of the scheme came from. */
export interface CellMap {
  /** Notes the cell of a spot. */
  note(path: string, cell: string): void;
  /** Notes the cell of a spot that one column gives; a refused cell spoils the spot. */
  noteColumn(path: string, row: ReadRow, column: string): void;
  /** Notes that what stands here was refused already, so nothing more is said about it. */
  spoil(path: string): void;
  /** A problem of the scheme told by sheet and cell; null when the cell was refused already. */
  toCell(problem: SchemeProblem): SchemeProblem | null;
}

/** Makes an empty map. */
export function cellMap(): CellMap {
  const cells = new Map<string, string>();
  const spoiled = new Set<string>();
  const map: CellMap = {
    note: (path, cell) => {
      cells.set(path, cell);
    },
    noteColumn: (path, row, column) => {
      cells.set(path, row.at(column));
      if (row.refused.has(column)) spoiled.add(path);
    },
    spoil: (path) => {
      spoiled.add(path);
    },
    toCell: ({ path, ...problem }) => {
      const starts = startsOf(path);
      if (starts.some((start) => spoiled.has(start))) return null;
      const known = starts.find((start) => cells.has(start));
      const cell = known === undefined ? undefined : cells.get(known);
      if (known === undefined || cell === undefined)
        return { path: `scheme (${path})`, ...problem };
      const rest = path.slice(known.length).replace(/^\./, "");
      return { path: rest === "" ? cell : `${cell} (${rest})`, ...problem };
    },
  };
  return map;
}

/** The path and every spot that it lies in, the longest first. */
function startsOf(path: string): readonly string[] {
  const ends = [...path.matchAll(/[.[ ]/g)].map(({ index }) => index).reverse();
  return [path, ...ends.map((end) => path.slice(0, end))];
}
