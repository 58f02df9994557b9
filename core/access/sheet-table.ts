import { err, ok, type Result } from "../result.ts";
import type { SheetGrid, SheetProblem } from "./people.ts";

/** A column that an import knows. */
export interface ColumnSpec<Key extends string> {
  readonly key: Key;
  /** The heading as our templates write it. */
  readonly title: string;
  /** Other headings that mean the same; case and diacritics never matter. */
  readonly aliases: readonly string[];
  readonly isRequired: boolean;
}

/** One row with its cells by column; a column that is not in the file reads as empty. */
export interface TableRow<Key extends string> {
  readonly number: number;
  readonly cell: (key: Key) => string;
}

/** A sheet whose headings are understood. */
export interface SheetTable<Key extends string> {
  readonly sheet: string;
  /** Rows with anything in them. */
  readonly rows: readonly TableRow<Key>[];
  /** False when the file has no such column, so that it says nothing about it. */
  readonly has: (key: Key) => boolean;
  /** Headings that no column has; their cells are not read. */
  readonly ignored: readonly string[];
  readonly problem: (row: number | null, key: Key, about: WhatIsWrong) => SheetProblem;
}

/** What stands in a place and what was wanted there. */
export interface WhatIsWrong {
  readonly read: string;
  readonly wanted: string;
}

const headingsWithin = 10;
const mostRows = 20_000;

/** Makes words comparable: lower case, no diacritics, single spaces between letters and digits. */
export function foldWords(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The letters over a spreadsheet's column: 0 is A, 26 is AA. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/**
 * Finds the row of headings among the first ten rows (a title may stand above it) and reads what
 * lies below.
 */
export function readTable<Key extends string>(
  grid: SheetGrid,
  specs: readonly ColumnSpec<Key>[],
): Result<SheetTable<Key>, readonly SheetProblem[]> {
  const { sheet } = grid;
  const heading = findHeading(grid, specs);
  if (heading === undefined) return err([noHeadings(grid, specs)]);
  const columns = specs.map((spec) => ({ spec, places: placesOf(spec, heading.cells) }));
  const problems = columns.flatMap((column) => headingProblems(sheet, heading, column));
  const rows = grid.rows.filter((row) => row.number > heading.number && row.cells.some(Boolean));
  if (rows.length > mostRows) problems.push(tooMany(sheet, rows.length));
  if (rows.length === 0) problems.push(noRows(sheet, heading.number));
  if (problems.length > 0) return err(problems);

  const placeOf = new Map(columns.map(({ spec, places }) => [spec.key, places[0]]));
  const known = new Set(placeOf.values());
  return ok({
    sheet,
    rows: rows.map(({ number, cells }) => ({
      number,
      cell: (key) => cells[placeOf.get(key) ?? -1] ?? "",
    })),
    has: (key) => placeOf.get(key) !== undefined,
    ignored: heading.cells.filter((text, index) => text !== "" && !known.has(index)),
    problem: (row, key, about) => ({
      sheet,
      row,
      column: columnName(specs, placeOf, key),
      ...about,
    }),
  });
}

type Row = SheetGrid["rows"][number];

function findHeading<Key extends string>(
  grid: SheetGrid,
  specs: readonly ColumnSpec<Key>[],
): Row | undefined {
  const hits = ({ cells }: Row) => specs.filter((spec) => placesOf(spec, cells).length > 0).length;
  const candidates = grid.rows.slice(0, headingsWithin).filter((row) => hits(row) >= 2);
  return candidates.sort((a, b) => hits(b) - hits(a) || a.number - b.number)[0];
}

function placesOf<Key extends string>(
  { title, aliases }: ColumnSpec<Key>,
  cells: readonly string[],
): readonly number[] {
  const names = new Set([title, ...aliases].map(foldWords));
  return cells.flatMap((text, index) => (names.has(foldWords(text)) ? [index] : []));
}

function headingProblems<Key extends string>(
  sheet: string,
  heading: Row,
  { spec, places }: { readonly spec: ColumnSpec<Key>; readonly places: readonly number[] },
): SheetProblem[] {
  if (places.length > 1) {
    const read = places.map((each) => `${columnLetters(each)}: ${heading.cells[each] ?? ""}`);
    return [
      {
        sheet,
        row: heading.number,
        column: spec.title,
        read: read.join("; "),
        wanted: `chỉ một cột “${spec.title}”`,
      },
    ];
  }
  if (places.length === 1 || !spec.isRequired) return [];
  const read = heading.cells.filter(Boolean).join("; ");
  const wanted = `có cột “${spec.title}”`;
  return [{ sheet, row: heading.number, column: spec.title, read, wanted }];
}

function noHeadings<Key extends string>(
  { sheet, rows }: SheetGrid,
  specs: readonly ColumnSpec<Key>[],
): SheetProblem {
  const first = rows.find(({ cells }) => cells.some(Boolean));
  const titles = specs.filter(({ isRequired }) => isRequired).map(({ title }) => `“${title}”`);
  return {
    sheet,
    row: first?.number ?? null,
    column: null,
    read: first?.cells.filter(Boolean).join("; ") ?? "trang tính trống",
    wanted: `dòng tiêu đề có các cột ${titles.join(", ")} trong ${String(headingsWithin)} dòng đầu`,
  };
}

function noRows(sheet: string, row: number): SheetProblem {
  return {
    sheet,
    row,
    column: null,
    read: "không có dòng nào",
    wanted: "ít nhất một dòng dữ liệu",
  };
}

function tooMany(sheet: string, count: number): SheetProblem {
  const wanted = `không quá ${String(mostRows)} dòng`;
  return { sheet, row: null, column: null, read: `${String(count)} dòng`, wanted };
}

function columnName<Key extends string>(
  specs: readonly ColumnSpec<Key>[],
  placeOf: ReadonlyMap<Key, number | undefined>,
  key: Key,
): string {
  const title = specs.find((spec) => spec.key === key)?.title ?? key;
  const place = placeOf.get(key);
  return place === undefined ? title : `${columnLetters(place)}, ${title}`;
}
