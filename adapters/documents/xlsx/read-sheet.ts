import type ExcelJS from "exceljs";
import type { RawValue } from "../../../core/scheme/raw-value.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import { readCell } from "./read-cell.ts";
import type { Column, SheetLayout } from "./scheme-layout.ts";

/** A row of a sheet: what its cells hold, and where they stand. */
export interface ReadRow {
  readonly number: number;
  /** By the column's key; an empty cell is absent. */
  readonly cells: Readonly<Record<string, RawValue>>;
  /** Columns whose cell was refused. */
  readonly refused: ReadonlySet<string>;
  /** The cell of a column, as people name it: `nodes!C5`. */
  readonly at: (key: string) => string;
}

/** What a sheet holds below its heading, with all that is wrong with it. */
export interface ReadSheet {
  readonly rows: readonly ReadRow[];
  readonly problems: readonly SchemeProblem[];
}

const mostRows = 20_000;

/** Reads a sheet by its layout: the first row names the columns, in any order. */
export function readSheet(sheet: ExcelJS.Worksheet, layout: SheetLayout): ReadSheet {
  const problems: SchemeProblem[] = [...mergedCells(sheet)];
  if (sheet.rowCount > mostRows) {
    const read = `${String(sheet.rowCount)} dòng`;
    return { rows: [], problems: [{ path: layout.name, read, wanted: "ít dòng hơn" }] };
  }
  const columns = readHeading(sheet, layout, problems);
  const rows: ReadRow[] = [];
  for (let number = 2; number <= sheet.rowCount; number += 1) {
    const row = readRow(sheet, number, { layout, columns, problems });
    if (row) rows.push(row);
  }
  return { rows, problems };
}

interface Heading {
  readonly layout: SheetLayout;
  /** Columns of the layout by their number in the sheet. */
  readonly columns: ReadonlyMap<number, Column>;
  readonly problems: SchemeProblem[];
}

function mergedCells(sheet: ExcelJS.Worksheet): readonly SchemeProblem[] {
  return sheet.model.merges.map((range) => ({
    path: `${sheet.name}!${range}`,
    read: "các ô gộp",
    wanted: "bỏ gộp ô (Unmerge), mỗi ô một giá trị",
  }));
}

function readHeading(
  sheet: ExcelJS.Worksheet,
  layout: SheetLayout,
  problems: SchemeProblem[],
): ReadonlyMap<number, Column> {
  const columns = new Map<number, Column>();
  const known = layout.columns.map(({ key }) => key).join(", ");
  for (let place = 1; place <= sheet.columnCount; place += 1) {
    const cell = sheet.getCell(1, place);
    const path = `${layout.name}!${cell.address}`;
    const reading = readCell(cell.value, "text");
    if (!reading.ok) problems.push({ path, ...reading.error });
    if (!reading.ok || typeof reading.value !== "string") continue;
    const key = reading.value.trim();
    const column = layout.columns.find((each) => each.key === key);
    if (column && ![...columns.values()].includes(column)) columns.set(place, column);
    else {
      const wanted = column ? "mỗi cột một lần" : `tên cột trong: ${known}`;
      problems.push({ path, read: `"${key}"`, wanted });
    }
  }
  problems.push(...missingColumns(layout, [...columns.values()]));
  return columns;
}

function missingColumns(layout: SheetLayout, found: readonly Column[]): readonly SchemeProblem[] {
  const known = layout.columns.map(({ key }) => key).join(", ");
  return layout.columns
    .filter((column) => column.required === true && !found.includes(column))
    .map(({ key }) => ({
      path: `${layout.name}!1:1`,
      read: `thiếu cột "${key}"`,
      wanted: `dòng 1 có các cột: ${known}`,
    }));
}

function readRow(sheet: ExcelJS.Worksheet, number: number, heading: Heading): ReadRow | undefined {
  const { layout, columns, problems } = heading;
  const cells: Record<string, RawValue> = {};
  const refused = new Set<string>();
  const at = addressIn(layout, columns, number);
  for (const column of inLayoutOrder(heading)) {
    const value = ownValue(sheet.getCell(number, column.place));
    const reading = readCell(value, layout.typeOf?.(column, cells) ?? column.type);
    if (!reading.ok) {
      refused.add(column.key);
      problems.push({ path: at(column.key), ...reading.error });
    } else if (reading.value !== undefined) cells[column.key] = reading.value;
  }
  problems.push(...strayCells(sheet, number, heading));
  if (Object.keys(cells).length === 0 && refused.size === 0) return undefined;
  return { number, cells, refused, at };
}

/** The columns found, as the layout orders them: one may tell how a later one is read. */
function inLayoutOrder({ layout, columns }: Heading): readonly (Column & { place: number })[] {
  return [...columns]
    .map(([place, column]) => ({ ...column, place }))
    .toSorted(
      (a, b) =>
        layout.columns.findIndex(({ key }) => key === a.key) -
        layout.columns.findIndex(({ key }) => key === b.key),
    );
}

/** What a cell itself holds: the others of a merged block repeat the first one's value. */
function ownValue(cell: ExcelJS.Cell): ExcelJS.CellValue {
  return cell.isMerged && cell.master !== cell ? null : cell.value;
}

/** What stands under no heading; a column under an unknown name was refused by its heading. */
function strayCells(
  sheet: ExcelJS.Worksheet,
  number: number,
  { layout }: Heading,
): readonly SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  for (let place = 1; place <= sheet.columnCount; place += 1) {
    if (!isNameless(sheet, place)) continue;
    const cell = sheet.getCell(number, place);
    const reading = readCell(ownValue(cell), "text");
    if (reading.ok && reading.value === undefined) continue;
    const wanted = "để trống: cột này không có tên ở dòng 1";
    problems.push({ path: `${layout.name}!${cell.address}`, read: "ô có nội dung", wanted });
  }
  return problems;
}

function isNameless(sheet: ExcelJS.Worksheet, place: number): boolean {
  const heading = sheet.getCell(1, place).value;
  return heading === null || heading === undefined || heading === "";
}

function addressIn(
  layout: SheetLayout,
  columns: ReadonlyMap<number, Column>,
  number: number,
): ReadRow["at"] {
  return (key) => {
    const place = [...columns].find(([, column]) => column.key === key)?.[0] ?? 1;
    return `${layout.name}!${columnLetters(place)}${String(number)}`;
  };
}

function columnLetters(place: number): string {
  const rest = (place - 1) % 26;
  const letter = String.fromCharCode(65 + rest);
  const before = (place - 1 - rest) / 26;
  return before === 0 ? letter : columnLetters(before) + letter;
}
