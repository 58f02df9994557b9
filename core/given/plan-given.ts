import type { SheetGrid, SheetProblem } from "../access/people.ts";
import { type SheetTable, readTable } from "../access/sheet-table.ts";
import { type Result, err, ok } from "../result.ts";
import { stages } from "../round/round.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { type CompiledScheme, compileScheme } from "../scoring/compile-scheme.ts";
import { foldGiven } from "./fold-given.ts";
import type { GivenAgency, GivenChange, GivenCourse } from "./given.ts";
import { type GivenColumn, givenColumns } from "./given-columns.ts";
import { type GivenRow, readGivenRow } from "./read-given-row.ts";

/** What an import would do, or did. */
export interface GivenPlan {
  /** In the order of the file. */
  readonly changes: readonly GivenChange[];
  /** Things that the file says as they are stored. */
  readonly unchanged: number;
  /** Rows whose value was left empty. */
  readonly empty: number;
  /** Headings whose cells were not read. */
  readonly ignored: readonly string[];
}

/** Why a round takes no given figures: its plan is not announced, or the council has closed. */
export type GivenRefusal = "draft" | "closed";

/** Says why a round takes no given figures now; null when it does. */
export function givenRefusal({ stage, isClosed }: GivenCourse): GivenRefusal | null {
  if (stage === "draft") return "draft";
  return isClosed || stages.indexOf(stage) > stages.indexOf("council") ? "closed" : null;
}

/** Says what importing the sheet would do. */
export function planGiven(
  grid: SheetGrid,
  agencies: readonly GivenAgency[],
): Result<GivenPlan, readonly SheetProblem[]> {
  const table = readTable(grid, givenColumns);
  if (!table.ok) return table;
  const world = {
    agencies: new Map(agencies.map((each) => [each.code, each])),
    compiled: openCompiled(),
  };
  const problems: SheetProblem[] = [];
  const rows: GivenRow[] = [];
  let empty = 0;
  for (const each of table.value.rows) {
    const read = readGivenRow(table.value, each, world);
    if (!read.ok) problems.push(...read.error);
    else if (read.value) rows.push(read.value);
    else empty += 1;
  }
  problems.push(...doubled(table.value, rows));
  const folded = foldGiven(table.value, rows);
  problems.push(...folded.problems);
  if (problems.length > 0) return err(problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)));
  const { changes, unchanged } = folded;
  return ok({ changes, unchanged, empty, ignored: table.value.ignored });
}

function openCompiled(): (agency: GivenAgency) => CompiledScheme {
  const known = new Map<Scheme, CompiledScheme>();
  return ({ scheme }) => {
    const found = known.get(scheme) ?? compileScheme(scheme);
    known.set(scheme, found);
    return found;
  };
}

function doubled(
  table: SheetTable<GivenColumn>,
  rows: readonly GivenRow[],
): readonly SheetProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, agency, code, says }) => {
    const part = says.kind === "survey" ? [says.question, says.group] : [];
    const key = [agency.code, says.kind, code, ...part].join("\n");
    const before = first.get(key);
    first.set(key, before ?? row);
    if (before === undefined) return [];
    const read = [agency.code, code, ...part].join(", ");
    return [
      table.problem(row, "code", {
        read,
        wanted: `mỗi nội dung một dòng; đã có ở dòng ${String(before)}`,
      }),
    ];
  });
}
