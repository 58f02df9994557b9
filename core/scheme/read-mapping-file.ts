import { type Result, err, ok } from "../result.ts";
import type { LeafMapping } from "./map-leaves.ts";
import { type RawValue, keyOf } from "./raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  list,
  openNode,
  rawItems,
  readKey,
  refuse,
  refuseDoubles,
  silentText,
  text,
} from "./read-raw.ts";
import type { SchemeProblem } from "./scheme-problem.ts";
import type { Code } from "./scheme.ts";

/** Which leaves of a scheme continue which of an earlier one. */
export interface MappingFile {
  /** Id of the scheme; its versions share the mapping. */
  readonly scheme: string;
  readonly previous: string;
  readonly leaves: LeafMapping;
}

interface Row {
  readonly code: Code;
  /** A code, or "none". */
  readonly previous: string;
}

/**
 * Reads the file of a mapping (docs/scheme-mapping.md).
 *
 * @returns The mapping, or every problem of the file at once (at least one).
 */
export function readMappingFile(raw: RawValue): Result<MappingFile, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, ["scheme", "previous", "leaves"]);
  if (!node) return err(problems);
  const scheme = text(node, "scheme");
  const previous = text(node, "previous");
  const rows = list(node, "leaves", readRow);
  if (previous !== undefined && previous === scheme) {
    refuse(at(node, "previous"), `"${previous}"`, "mã của một bộ tiêu chí khác");
  }
  refuseDoubles(node, "leaves", "code");
  refuseTwice(node);
  const file = complete({ scheme, previous, rows });
  if (!file || problems.length > 0) return err(problems);
  const pairs = file.rows.map((row): readonly [Code, Code | null] => [
    row.code,
    row.previous === "none" ? null : row.previous,
  ]);
  return ok({ scheme: file.scheme, previous: file.previous, leaves: new Map(pairs) });
}

function readRow(raw: RawValue, place: Place): Row | undefined {
  const node = openNode(raw, place, ["code", "previous"]);
  if (!node) return undefined;
  return complete({
    code: readKey(keyOf(node.object, "code"), at(node, "code")),
    previous: readKey(keyOf(node.object, "previous"), at(node, "previous")),
  });
}

/** Two leaves cannot both continue the same earlier one. */
function refuseTwice(node: OpenNode): void {
  const seen = new Set<string>();
  for (const [index, item] of rawItems(node, "leaves").entries()) {
    const previous = silentText(item, "previous");
    if (previous === undefined || previous === "none") continue;
    const place = at(at(at(node, "leaves"), index), "previous");
    if (seen.has(previous)) refuse(place, `"${previous}"`, "tiêu chí năm trước chưa được nối");
    seen.add(previous);
  }
}
