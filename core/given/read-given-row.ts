import { type SheetTable, type TableRow, foldWords } from "../access/sheet-table.ts";
import { type Result, err, ok } from "../result.ts";
import { type RawObject, rawNumber } from "../scheme/raw-value.ts";
import type { AdjustmentItem, SurveyQuestion } from "../scheme/scheme.ts";
import type { CompiledScheme } from "../scoring/compile-scheme.ts";
import { type GivenColumn, type KindWord, kindWords, kindsWanted } from "./given-columns.ts";
import type { Ballots, DeclarationKind, GivenAgency } from "./given.ts";
import {
  type RowContext,
  type Wrong,
  scoringProblems,
  sourceWanted,
  wrong,
  wrongCell,
} from "./given-row-problems.ts";
import { readBallotsCell, readCountCell, readFigureCell, saysRemove } from "./read-given-value.ts";

/** What one row says: a value, or null for what counts no more. */
export type RowSays =
  | { readonly kind: "external"; readonly value: string | null }
  | {
      readonly kind: "survey";
      readonly question: string;
      readonly group: string;
      readonly ballots: Ballots | null;
    }
  | {
      readonly kind: DeclarationKind;
      readonly declared: { readonly count: number; readonly leaves: readonly string[] } | null;
    };

/** A row that fits the round. */
export interface GivenRow {
  readonly row: number;
  readonly agency: GivenAgency;
  readonly code: string;
  readonly says: RowSays;
  /** Empty where none is needed. */
  readonly reason: string;
}

/** The agencies of the round, and each group's scheme ready for use. */
export interface GivenWorld {
  readonly agencies: ReadonlyMap<string, GivenAgency>;
  readonly compiled: (agency: GivenAgency) => CompiledScheme;
}

/**
 * Reads one row and checks it against the agency's scheme by the rules of scoring.
 *
 * @returns The row; null when its value was left empty, as in a template half filled in; or every
 *   problem of it.
 */
export function readGivenRow(
  table: SheetTable<GivenColumn>,
  row: TableRow<GivenColumn>,
  { agencies, compiled }: GivenWorld,
): Result<GivenRow | null, Wrong> {
  const agency = agencies.get(row.cell("agency").toUpperCase());
  const word = kindWords.get(foldWords(row.cell("kind")));
  if (!agency || !word) {
    return err([
      ...(agency ? [] : [wrongCell(table, row, "agency", "mã một đơn vị trong kỳ đánh giá")]),
      ...(word ? [] : [wrongCell(table, row, "kind", kindsWanted)]),
    ]);
  }
  const context = { table, row, agency, compiled: compiled(agency) };
  const says = readSays(context, word);
  if (!says.ok || says.value === null) return says.ok ? ok(null) : says;
  return ok({
    ...{ row: row.number, agency, code: row.cell("code"), says: says.value },
    reason: row.cell("reason"),
  });
}

function readSays(context: RowContext, word: KindWord): Result<RowSays | null, Wrong> {
  switch (word.kind) {
    case "external":
      return readExternal(context);
    case "survey":
      return readSurveyed(context);
    case "notApplicable":
    case "knockout":
    case "adjustment":
      return readDeclared(context, { ...word, kind: word.kind });
  }
}

function readExternal(context: RowContext): Result<RowSays | null, Wrong> {
  const { row, compiled } = context;
  const code = row.cell("code");
  const rule = compiled.leafByCode.get(code)?.leaf.rule;
  if (rule?.kind !== "external") return wrong(context, "code", sourceWanted(compiled, "external"));
  const text = row.cell("value");
  if (text === "") return ok(null);
  if (saysRemove(text)) return ok({ kind: "external", value: null });
  const value = readFigureCell(text, rule.scale);
  if (!value.ok) return wrong(context, "value", value.error);
  const problems = scoringProblems(context, {
    answers: { [code]: { value: rawNumber(value.value) } },
  });
  if (problems.length > 0) return err(problems);
  return ok({ kind: "external", value: value.value });
}

function readSurveyed(context: RowContext): Result<RowSays | null, Wrong> {
  const { row, compiled } = context;
  const rule = compiled.leafByCode.get(row.cell("code"))?.leaf.rule;
  const survey = compiled.scheme.survey;
  if (rule?.kind !== "survey" || !survey) {
    return wrong(context, "code", sourceWanted(compiled, "survey"));
  }
  const asked = survey.questions.filter(({ key }) => rule.questions.includes(key));
  const question = asked.find(({ key }) => key === row.cell("question"));
  if (!question) return wrong(context, "question", `một trong: ${rule.questions.join(", ")}`);
  const groups = Object.keys(survey.groupWeights);
  if (groups.includes(row.cell("group"))) return readBallots(context, question);
  return wrong(context, "group", `một trong: ${groups.join(", ")}`);
}

function readBallots(context: RowContext, question: SurveyQuestion): Result<RowSays | null, Wrong> {
  const { row } = context;
  const [code, group] = [row.cell("code"), row.cell("group")];
  const says = { kind: "survey", question: question.key, group } as const;
  if (saysRemove(row.cell("value"))) return ok({ ...says, ballots: null });
  const read = readBallotsCell(row.cell("value"), question);
  if (!read.ok) return wrong(context, "value", read.error);
  if (!read.value) return ok(null);
  const raw = Object.fromEntries(
    Object.entries(read.value).map(([option, count]) => [option, rawNumber(count)]),
  );
  const problems = scoringProblems(context, {
    survey: { [code]: { [question.key]: { [group]: raw } } },
  });
  if (problems.length > 0) return err(problems);
  return ok({ ...says, ballots: read.value });
}

function readDeclared(
  context: RowContext,
  { kind, item }: { readonly kind: DeclarationKind; readonly item?: AdjustmentItem["kind"] },
): Result<RowSays | null, Wrong> {
  const { table, row } = context;
  const code = row.cell("code");
  const leaves = row
    .cell("leaves")
    .split(/[;,\s]+/)
    .filter(Boolean);
  const plain = plainProblem(context, { kind, item, hasLeaves: leaves.length > 0 });
  const isRemoved = saysRemove(row.cell("value"));
  const count = isRemoved ? ok("1") : readTimes(row.cell("value"), kind);
  const problems = [
    ...(count.ok ? [] : [wrongCell(table, row, "value", count.error)]),
    ...(row.cell("reason") === ""
      ? [wrongCell(table, row, "reason", "lý do hoặc căn cứ của khai báo")]
      : []),
    ...(plain ??
      (count.ok
        ? scoringProblems(context, declaredRaw(kind, { code, count: count.value, leaves }))
        : [])),
  ];
  if (problems.length > 0 || !count.ok) return err(problems);
  const declared = isRemoved ? null : { count: Number(count.value), leaves: [...leaves].sort() };
  return ok({ kind, declared });
}

interface Declared {
  readonly kind: DeclarationKind;
  readonly item: AdjustmentItem["kind"] | undefined;
  readonly hasLeaves: boolean;
}

/** What can be said in the sheet's own words; undefined when nothing is wrong so far. */
function plainProblem(context: RowContext, declared: Declared): Wrong | undefined {
  const { table, row, compiled } = context;
  const { kind, item, hasLeaves } = declared;
  const code = row.cell("code");
  const items = compiled.scheme.adjustments.items.filter((each) => !item || each.kind === item);
  const found = kind === "adjustment" ? items.find((each) => each.code === code) : undefined;
  const wanted = kind === "notApplicable" ? applicableWanted(compiled, code) : undefined;
  if (wanted !== undefined) return [wrongCell(table, row, "code", wanted)];
  if (kind === "adjustment" && !found) {
    return [wrongCell(table, row, "code", itemWanted(items, item))];
  }
  if (!hasLeaves || found?.zeroesLeaves) return undefined;
  return [wrongCell(table, row, "leaves", "ô trống: khai báo này không làm tiêu chí nào về 0")];
}

function itemWanted(
  items: readonly AdjustmentItem[],
  item: AdjustmentItem["kind"] | undefined,
): string {
  const known = items.map(({ code }) => code).join(", ") || "bộ tiêu chí này không có khoản nào";
  const name = item === undefined ? "cộng, trừ" : item === "bonus" ? "thưởng" : "trừ";
  return `mã một khoản điểm ${name}: ${known}`;
}

function applicableWanted(
  { nodeByCode, leaves }: CompiledScheme,
  code: string,
): string | undefined {
  const node = nodeByCode.get(code);
  if (!node) return "mã một lĩnh vực, tiêu chí hoặc tiêu chí thành phần của bộ tiêu chí";
  const below = leaves.slice(node.from, node.to).map(({ leaf }) => leaf);
  const never = below.filter(({ notApplicable }) => notApplicable === "forbidden");
  if (never.length === 0) return undefined;
  const names = never.map((leaf) => `${leaf.code} ${leaf.name}`).join("; ");
  return `mục được phép không áp dụng; bộ tiêu chí không cho phép với ${names}`;
}

function readTimes(text: string, kind: DeclarationKind): Result<string, string> {
  if (kind === "adjustment") return readCountCell(text);
  const isYes = ["", "co", "1", "x"].includes(foldWords(text));
  return isYes ? ok("1") : err("ô trống hoặc “có” để khai báo, “bỏ” để thôi khai báo");
}

function declaredRaw(
  kind: DeclarationKind,
  { code, count, leaves }: { code: string; count: string; leaves: readonly string[] },
): RawObject {
  switch (kind) {
    case "notApplicable":
      return { notApplicable: [{ code }] };
    case "knockout":
      return { knockouts: [code] };
    case "adjustment":
      return {
        adjustments: [{ code, count: rawNumber(count), ...(leaves.length > 0 && { leaves }) }],
      };
  }
}
