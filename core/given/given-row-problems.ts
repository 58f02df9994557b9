import type { SheetProblem } from "../access/people.ts";
import type { SheetTable, TableRow, WhatIsWrong } from "../access/sheet-table.ts";
import { type Result, err } from "../result.ts";
import { type RawObject, rawNumber } from "../scheme/raw-value.ts";
import type { CompiledScheme } from "../scoring/compile-scheme.ts";
import { readAnswers } from "../scoring/read-answers.ts";
import type { GivenColumn } from "./given-columns.ts";
import type { GivenAgency } from "./given.ts";

/** What is wrong with a row; at least one problem. */
export type Wrong = readonly SheetProblem[];

/** A row under the scheme of its agency. */
export interface RowContext {
  readonly table: SheetTable<GivenColumn>;
  readonly row: TableRow<GivenColumn>;
  readonly agency: GivenAgency;
  readonly compiled: CompiledScheme;
}

/** What scoring would refuse, as an answers file of this agency with this row alone. */
export function scoringProblems(
  { table, row, agency, compiled }: RowContext,
  given: RawObject,
): Wrong {
  const raw = {
    format: rawNumber("1"),
    calendar: {},
    agencies: [{ code: agency.code, group: compiled.scheme.group, ...given }],
  };
  const read = readAnswers(raw, [compiled]);
  if (read.ok) return [];
  return read.error.map(({ path, ...about }) =>
    table.problem(row.number, columnAt(path), withoutQuotes(about)),
  );
}

function columnAt(path: string): GivenColumn {
  if (path.includes("].leaves")) return "leaves";
  return /notApplicable|knockouts|adjustments\[\d+\]\.code/.test(path) ? "code" : "value";
}

/** A sheet's problems bring quotes of their own. */
function withoutQuotes({ read, wanted }: WhatIsWrong): WhatIsWrong {
  return { read: read.replace(/^"([^"]*)"$/, "$1"), wanted };
}

/** Which codes take their figure from a source. */
export function sourceWanted({ leaves }: CompiledScheme, source: "external" | "survey"): string {
  const codes = leaves.filter(({ leaf }) => leaf.source === source).map(({ leaf }) => leaf.code);
  const name = source === "external" ? "số liệu bên ngoài" : "điều tra xã hội học";
  return codes.length === 0
    ? `bộ tiêu chí có tiêu chí lấy ${name}; bộ của nhóm đơn vị này không có`
    : `mã tiêu chí lấy ${name}: ${codes.join(", ")}`;
}

/** Refuses a row for one cell. */
export function wrong(
  { table, row }: RowContext,
  key: GivenColumn,
  wanted: string,
): Result<never, Wrong> {
  return err([wrongCell(table, row, key, wanted)]);
}

/** One cell that does not fit. */
export function wrongCell(
  table: SheetTable<GivenColumn>,
  row: TableRow<GivenColumn>,
  key: GivenColumn,
  wanted: string,
): SheetProblem {
  return table.problem(row.number, key, { read: row.cell(key), wanted });
}
