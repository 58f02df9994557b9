import ExcelJS from "exceljs";
import { ruleInFile } from "../../../core/scheme/file-form.ts";
import type { Band, Leaf, Rule, Scheme, SchemeNode } from "../../../core/scheme/scheme.ts";
import { isLeaf, leavesOf } from "../../../core/scheme/scheme.ts";
import { escapeCell } from "./cell-escapes.ts";
import { CellTooLongError } from "./cell-too-long-error.ts";
import {
  type SheetLayout,
  adjustmentsSheet,
  bandsSheet,
  evidenceSheet,
  groupWeightPrefix,
  headSheet,
  knockoutsSheet,
  nodesSheet,
  schemeSheets,
  surveySheet,
} from "./scheme-layout.ts";

/** What one row holds, by column; an absent column stays empty. */
export type SheetRow = Readonly<Record<string, string | boolean | undefined>>;

/** The most characters that Excel keeps in a cell. */
const longestCell = 32_767;

/**
 * Writes a scheme as a workbook that `readSchemeWorkbook` reads back without loss: every figure
 * and code as text, so that no program rounds or reformats it.
 *
 * @throws {CellTooLongError} When a text is longer than Excel keeps.
 */
export async function writeSchemeWorkbook(scheme: Scheme): Promise<Buffer> {
  const book = schemeBook(rowsOf(scheme));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Lays out the sheets with the rows given by sheet name. */
export function schemeBook(rows: ReadonlyMap<string, readonly SheetRow[]>): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  for (const layout of schemeSheets) addSheet(book, layout, rows.get(layout.name) ?? []);
  return book;
}

/** The rows of each sheet. */
export function rowsOf(scheme: Scheme): ReadonlyMap<string, readonly SheetRow[]> {
  return new Map<string, readonly SheetRow[]>([
    [headSheet.name, headRows(scheme)],
    [nodesSheet.name, scheme.fields.flatMap(nodeRows)],
    [evidenceSheet.name, leavesOf(scheme.fields).flatMap(evidenceRows)],
    [bandsSheet.name, scheme.bands.map(bandRow)],
    [knockoutsSheet.name, scheme.knockouts.map((knockout) => ({ ...knockout }))],
    [adjustmentsSheet.name, scheme.adjustments.items.map((item) => ({ ...item }))],
    [surveySheet.name, surveyRows(scheme)],
  ]);
}

function addSheet(book: ExcelJS.Workbook, layout: SheetLayout, rows: readonly SheetRow[]): void {
  const sheet = book.addWorksheet(layout.name, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = layout.columns.map(({ key, width }) => ({
    key,
    width,
    style: { numFmt: "@", alignment: { vertical: "top", wrapText: width >= 24 } },
  }));
  for (const [place, { key, note }] of layout.columns.entries()) {
    const cell = sheet.getCell(1, place + 1);
    cell.value = key;
    cell.font = { bold: true };
    cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE7EEF7" } };
    cell.note = note;
  }
  for (const [place, row] of rows.entries()) {
    for (const [column, { key }] of layout.columns.entries()) {
      const value = row[key];
      if (value === undefined) continue;
      sheet.getCell(place + 2, column + 1).value =
        typeof value === "boolean" ? value : cellText(value, `${layout.name}, ${key}`);
    }
  }
}

function cellText(text: string, where: string): string {
  const escaped = escapeCell(text);
  if (escaped.length <= longestCell) return escaped;
  throw new CellTooLongError(`${where}: ${String(escaped.length)} > ${String(longestCell)}`);
}

function headRows(scheme: Scheme): readonly SheetRow[] {
  const { adjustments, survey } = scheme;
  const values: readonly (readonly [string, string | undefined])[] = [
    ["format", String(scheme.format)],
    ["scheme", scheme.scheme],
    ["title", scheme.title],
    ["year", String(scheme.year)],
    ["group", scheme.group],
    ...scheme.basis.map((basis) => ["basis", basis] as const),
    ["total", scheme.total],
    ["evaluationPeriod.from", scheme.evaluationPeriod.from],
    ["evaluationPeriod.to", scheme.evaluationPeriod.to],
    ["rounding.leafDecimals", String(scheme.rounding.leafDecimals)],
    ["rounding.indexDecimals", String(scheme.rounding.indexDecimals)],
    ["ranking", scheme.ranking],
    ...scheme.tieBreakers.map((breaker) => ["tieBreakers", breaker] as const),
    ["adjustments.bonusCap", adjustments.bonusCap],
    ["adjustments.penaltyCap", adjustments.penaltyCap],
    ["survey.combine", survey?.combine],
    ["survey.minBallots", survey?.minBallots],
    ["survey.whenTooFew", survey?.whenTooFew],
    ...Object.entries(survey?.groupWeights ?? {}).map(
      ([group, weight]) => [groupWeightPrefix + group, weight] as const,
    ),
  ];
  return values.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

function nodeRows(node: SchemeNode): readonly SheetRow[] {
  const { code, name, max } = node;
  if (!isLeaf(node)) return [{ code, name, max }, ...node.children.flatMap(nodeRows)];
  const { source, lead, notApplicable, guidance, rule } = node;
  const row = { code, name, max, source, lead, notApplicable, guidance };
  return [{ ...row, kind: rule.kind, rule: parametersOf(rule) }];
}

function parametersOf(rule: Rule): string | undefined {
  const parameters = Object.entries(ruleInFile(rule)).filter(([key]) => key !== "kind");
  return parameters.length > 0 ? JSON.stringify(Object.fromEntries(parameters)) : undefined;
}

function evidenceRows({ code, evidence }: Leaf): readonly SheetRow[] {
  return evidence.map((item) => ({ code, ...item }));
}

function bandRow({ name, from, requires }: Band): SheetRow {
  return { name, from, requires: requires.length > 0 ? JSON.stringify(requires) : undefined };
}

function surveyRows({ survey }: Scheme): readonly SheetRow[] {
  return (survey?.questions ?? []).flatMap(({ key: question, text, options }) =>
    options.map(({ key: option, label, weight }, place) => ({
      question,
      text: place === 0 ? text : undefined,
      option,
      label,
      weight,
    })),
  );
}
