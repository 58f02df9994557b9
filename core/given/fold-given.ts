import type { SheetProblem } from "../access/people.ts";
import type { SheetTable } from "../access/sheet-table.ts";
import type { GivenColumn } from "./given-columns.ts";
import type { Given, GivenChange, StoredGiven, Tallies } from "./given.ts";
import type { GivenRow, RowSays } from "./read-given-row.ts";

/** What the rows of a sheet come to. */
export interface FoldedGiven {
  readonly changes: readonly GivenChange[];
  readonly unchanged: number;
  readonly problems: readonly SheetProblem[];
}

/**
 * Lays the rows over what is stored: rows of one code of an agency become one change. A stored
 * figure is not replaced without a reason; what the council has before it is left to the council.
 */
export function foldGiven(table: SheetTable<GivenColumn>, rows: readonly GivenRow[]): FoldedGiven {
  const problems: SheetProblem[] = [];
  const changes: GivenChange[] = [];
  let unchanged = 0;
  for (const group of byCode(rows)) {
    const { first, stored } = group;
    const kept = stored[0]?.given ?? null;
    let after: Given | null = kept;
    for (const { says, reason } of group.rows) after = laidOver(after, says, reason);
    if (isSame(kept, after)) {
      unchanged += 1;
      continue;
    }
    problems.push(...group.rows.flatMap((row) => refusedChange(table, row, stored)));
    changes.push({
      ...{ agency: { id: first.agency.id, code: first.agency.code }, kind: first.says.kind },
      ...{ code: first.code, before: kept, after },
      reason: [...new Set(group.rows.map(({ reason }) => reason).filter(Boolean))].join("; "),
      isValued: first.agency.valued.includes(first.code),
    });
  }
  return { changes, unchanged, problems };
}

interface RowsOfCode {
  readonly first: GivenRow;
  readonly rows: GivenRow[];
  readonly stored: readonly StoredGiven[];
}

function byCode(rows: readonly GivenRow[]): readonly RowsOfCode[] {
  const groups = new Map<string, RowsOfCode>();
  for (const row of rows) {
    const { agency, says, code } = row;
    const key = [agency.code, says.kind, code].join("\n");
    const found = groups.get(key);
    if (found) found.rows.push(row);
    else {
      const stored = agency.stored.filter(
        (each) => each.code === code && each.given.kind === says.kind,
      );
      groups.set(key, { first: row, rows: [row], stored });
    }
  }
  return [...groups.values()];
}

function laidOver(now: Given | null, says: RowSays, reason: string): Given | null {
  switch (says.kind) {
    case "external":
      return says.value === null ? null : { kind: "external", value: says.value };
    case "survey":
      return withBallots(now?.kind === "survey" ? now.tallies : {}, says);
    case "notApplicable":
    case "adjustment":
    case "knockout":
      return says.declared && { kind: says.kind, ...says.declared, reason };
  }
}

function withBallots(
  tallies: Tallies,
  { question, group, ballots }: Extract<RowSays, { readonly kind: "survey" }>,
): Given | null {
  const others = Object.entries(tallies[question] ?? {}).filter(([each]) => each !== group);
  const groups = [...others, ...(ballots ? [[group, ballots] as const] : [])];
  const rest = Object.entries(tallies).filter(([each]) => each !== question);
  const all = [
    ...rest,
    ...(groups.length > 0 ? [[question, Object.fromEntries(groups)] as const] : []),
  ];
  return all.length === 0 ? null : { kind: "survey", tallies: Object.fromEntries(all) };
}

function refusedChange(
  table: SheetTable<GivenColumn>,
  { row, agency, code, says, reason }: GivenRow,
  stored: readonly StoredGiven[],
): readonly SheetProblem[] {
  if (stored.length > 1) {
    const read = `${code}, đang có ${String(stored.length)} khai báo`;
    const wanted = "mã chỉ có một khai báo; nhiều khai báo cùng mã không sửa bằng tệp được";
    return [table.problem(row, "code", { read, wanted })];
  }
  if (agency.atCouncil.includes(`${says.kind} ${code}`)) {
    const wanted = "nội dung chưa vào chương trình họp; khai báo này do Hội đồng quyết định";
    return [table.problem(row, "code", { read: code, wanted })];
  }
  if (reason !== "" || !replaces(stored[0]?.given, says)) return [];
  const wanted = "lý do sửa, vì đã có số liệu khác";
  return [table.problem(row, "reason", { read: "", wanted })];
}

/** Whether a row takes the place of a figure that was given before. */
function replaces(before: Given | undefined, says: RowSays): boolean {
  if (before?.kind === "external" && says.kind === "external") return before.value !== says.value;
  if (before?.kind !== "survey" || says.kind !== "survey") return false;
  const ballots = before.tallies[says.question]?.[says.group];
  return ballots !== undefined && !isSame(ballots, says.ballots);
}

/** Compares plain data; the order of keys does not count, nor an option that nobody chose. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, comparable) === JSON.stringify(b, comparable);
}

function comparable(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== "0");
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
