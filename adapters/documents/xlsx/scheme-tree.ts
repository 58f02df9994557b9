import type { RawObject, RawValue } from "../../../core/scheme/raw-value.ts";
import { isRawObject } from "../../../core/scheme/raw-value.ts";
import { mostLevels } from "../../../core/scheme/read-nodes.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import type { CellMap } from "./cell-map.ts";
import type { ReadRow } from "./read-sheet.ts";

/** What the tree is built from, and where its cells and problems are noted. */
export interface TreeSource {
  readonly nodes: readonly ReadRow[];
  readonly evidence: readonly ReadRow[];
  readonly cells: CellMap;
  readonly problems: SchemeProblem[];
}

interface Grouped extends TreeSource {
  readonly childrenOf: ReadonlyMap<string, readonly ReadRow[]>;
  readonly evidenceOf: ReadonlyMap<string, readonly ReadRow[]>;
}

const plainColumns = ["code", "name", "max", "source", "lead", "guidance", "notApplicable"];

/** Builds the fields and all below them: each row hangs under the row whose code it extends. */
export function fieldsOf(source: TreeSource): RawValue {
  const codes = new Set(source.nodes.map(codeOf));
  const childrenOf = new Map<string, ReadRow[]>();
  for (const row of source.nodes) {
    if (codeOf(row) === "") {
      source.problems.push(...withoutCode(row));
      continue;
    }
    const parent = parentOf(codeOf(row));
    if (parent !== "" && !codes.has(parent)) {
      source.problems.push({
        path: row.at("code"),
        read: `"${codeOf(row)}"`,
        wanted: `mã có dòng cha "${parent}" trong trang nodes`,
      });
    } else append(childrenOf, parent, row);
  }
  const evidenceOf = new Map<string, ReadRow[]>();
  for (const row of source.evidence) {
    if (codes.has(codeOf(row))) append(evidenceOf, codeOf(row), row);
    else if (codeOf(row) === "") source.problems.push(...withoutCode(row));
    else {
      const wanted = "mã của một dòng trong trang nodes";
      source.problems.push({ path: row.at("code"), read: `"${codeOf(row)}"`, wanted });
    }
  }
  const open = { ...source, childrenOf, evidenceOf };
  return (childrenOf.get("") ?? []).map((row, place) =>
    rawNode(row, `fields[${String(place)}]`, open),
  );
}

/** A row whose code was refused has been told of already. */
function withoutCode(row: ReadRow): readonly SchemeProblem[] {
  if (row.refused.has("code")) return [];
  return [{ path: row.at("code"), read: "không có", wanted: "mã, định dạng văn bản" }];
}

function append(map: Map<string, ReadRow[]>, key: string, row: ReadRow): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}

function codeOf({ cells }: ReadRow): string {
  return typeof cells["code"] === "string" ? cells["code"] : "";
}

function parentOf(code: string): string {
  return code.includes(".") ? code.slice(0, code.lastIndexOf(".")) : "";
}

/** What hangs below such a node is not built: the node itself is going to be refused. */
function isPastLast(code: string): boolean {
  return code.split(".").length > mostLevels;
}

function rawNode(row: ReadRow, chain: string, open: Grouped): RawObject {
  const { cells } = open;
  const code = codeOf(row);
  const path = `${chain} (${code})`;
  cells.note(path, row.at("code"));
  cells.note(`${path}.children`, row.at("max"));
  for (const key of plainColumns) cells.noteColumn(`${path}.${key}`, row, key);
  const children = isPastLast(code) ? [] : (open.childrenOf.get(code) ?? []);
  return {
    ...pick(row, plainColumns),
    ...evidenceIn(path, open.evidenceOf.get(code) ?? [], cells),
    ...ruleIn(path, row, open),
    ...(children.length === 0
      ? {}
      : {
          children: children.map((child, place) =>
            rawNode(child, `${chain}.children[${String(place)}]`, open),
          ),
        }),
  };
}

function pick({ cells }: ReadRow, keys: readonly string[]): RawObject {
  return Object.fromEntries(
    keys.flatMap((key) => (cells[key] === undefined ? [] : [[key, cells[key]]])),
  );
}

function evidenceIn(path: string, rows: readonly ReadRow[], cells: CellMap): RawObject {
  if (rows.length === 0) return {};
  const keys = ["key", "name", "required"];
  const evidence = rows.map((row, place) => {
    const item = `${path}.evidence[${String(place)}]`;
    cells.note(item, row.at("key"));
    for (const key of keys) cells.noteColumn(`${item}.${key}`, row, key);
    return pick(row, keys);
  });
  return { evidence };
}

function ruleIn(path: string, row: ReadRow, { cells, problems }: TreeSource): RawObject {
  const { kind, rule } = row.cells;
  cells.noteColumn(`${path}.rule`, row, "rule");
  cells.noteColumn(`${path}.rule.kind`, row, "kind");
  if (kind === undefined && rule === undefined) {
    cells.note(`${path}.rule`, row.at("kind"));
    return {};
  }
  const parameters = rule ?? {};
  if (!isRawObject(parameters) || Object.hasOwn(parameters, "kind")) {
    const wanted = "JSON là một nhóm khoá { … }, không có kind (kind ghi ở cột riêng)";
    problems.push({ path: row.at("rule"), read: "nội dung khác", wanted });
    cells.spoil(`${path}.rule`);
    return {};
  }
  return { rule: { ...parameters, ...(kind === undefined ? {} : { kind }) } };
}
