import type ExcelJS from "exceljs";
import type { RawObject, RawValue } from "../../../core/scheme/raw-value.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import { type CellMap, cellMap } from "./cell-map.ts";
import { openWorkbook } from "./open-workbook.ts";
import { readHead } from "./read-head.ts";
import { type ReadRow, readSheet } from "./read-sheet.ts";
import {
  adjustmentsSheet,
  bandsSheet,
  evidenceSheet,
  guideSheet,
  headSheet,
  knockoutsSheet,
  nodesSheet,
  schemeSheets,
  surveySheet,
} from "./scheme-layout.ts";
import { fieldsOf } from "./scheme-tree.ts";
import { questionsOf } from "./survey-rows.ts";

/** A workbook read as far as its sheets go; what the scheme itself says is not checked yet. */
export interface SchemeWorkbook {
  /** In the form of a YAML or JSON file; undefined when there is no scheme to speak of. */
  readonly raw: RawValue;
  /** What is wrong with the sheets themselves, by sheet and cell. */
  readonly problems: readonly SchemeProblem[];
  /**
   * Tells the problems that `readScheme` finds in `raw` by sheet and cell, without those that
   * follow from a cell refused already.
   */
  readonly byCell: (problems: readonly SchemeProblem[]) => readonly SchemeProblem[];
}

/**
 * Reads a scheme workbook of the layout in docs/scheme-workbook.md. Every problem of the sheets is
 * told at once.
 */
export async function readSchemeWorkbook(bytes: Uint8Array): Promise<SchemeWorkbook> {
  const opened = await openWorkbook(bytes);
  if (!opened.ok) return unreadable([opened.error]);
  const problems = sheetProblems(opened.value);
  const rows = new Map<string, readonly ReadRow[]>();
  for (const layout of schemeSheets) {
    const sheet = opened.value.getWorksheet(layout.name);
    if (!sheet) continue;
    const read = readSheet(sheet, layout);
    rows.set(layout.name, read.rows);
    problems.push(...read.problems);
  }
  if (!rows.has(headSheet.name) && !rows.has(nodesSheet.name)) return unreadable(problems);
  const cells = cellMap();
  const raw = assemble(rows, cells, problems);
  return {
    raw,
    problems,
    byCell: (found) => found.flatMap((problem) => cells.toCell(problem) ?? []),
  };
}

function unreadable(problems: readonly SchemeProblem[]): SchemeWorkbook {
  return { raw: undefined, problems, byCell: () => [] };
}

function sheetProblems(book: ExcelJS.Workbook): SchemeProblem[] {
  const names = book.worksheets.map(({ name }) => name);
  const known = [...schemeSheets.map(({ name }) => name), guideSheet];
  const wanted = `các trang: ${known.join(", ")}`;
  return [
    ...schemeSheets
      .filter(({ name, required }) => required && !names.includes(name))
      .map(({ name }) => ({ path: name, read: `thiếu trang "${name}"`, wanted })),
    ...names
      .filter((name) => !known.includes(name))
      .map((name) => ({ path: name, read: `trang "${name}"`, wanted })),
  ];
}

function assemble(
  rows: ReadonlyMap<string, readonly ReadRow[]>,
  cells: CellMap,
  problems: SchemeProblem[],
): RawValue {
  const of = (name: string) => rows.get(name) ?? [];
  for (const [path, sheet] of listPaths) cells.note(path, sheet);
  const { adjustments, survey, ...head } = readHead(of(headSheet.name), cells, problems);
  const items = listOf("adjustments.items", of(adjustmentsSheet.name), cells, [
    ...["code", "kind", "name", "points", "cap", "zeroesLeaves"],
  ]);
  const questions = questionsOf(of(surveySheet.name), cells, problems);
  return {
    ...head,
    bands: listOf("bands", of(bandsSheet.name), cells, ["name", "from", "requires"]),
    knockouts: listOf("knockouts", of(knockoutsSheet.name), cells, ["key", "label", "notAbove"]),
    adjustments: { ...adjustments, items },
    ...(survey === undefined && questions.length === 0 ? {} : { survey: { ...survey, questions } }),
    fields: fieldsOf({
      nodes: of(nodesSheet.name),
      evidence: of(evidenceSheet.name),
      cells,
      problems,
    }),
  };
}

const listPaths = [
  ["bands", bandsSheet.name],
  ["knockouts", knockoutsSheet.name],
  ["adjustments.items", adjustmentsSheet.name],
  ["survey.questions", surveySheet.name],
  ["fields", nodesSheet.name],
] as const;

function listOf(
  list: string,
  rows: readonly ReadRow[],
  cells: CellMap,
  keys: readonly string[],
): readonly RawObject[] {
  return rows.map((row, place) => {
    const path = `${list}[${String(place)}]`;
    cells.note(path, row.at(keys[0] ?? ""));
    for (const key of keys) cells.noteColumn(`${path}.${key}`, row, key);
    return { ...row.cells };
  });
}
