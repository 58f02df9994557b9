import { type Result, err } from "../../../core/result.ts";
import { readScheme } from "../../../core/scheme/check-scheme.ts";
import type { Scheme } from "../../../core/scheme/scheme.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import { readSchemeWorkbook } from "./read-scheme-workbook.ts";

/** Reads and checks a scheme kept as a workbook; every problem at once, by sheet and cell. */
export async function readWorkbookScheme(
  bytes: Uint8Array,
): Promise<Result<Scheme, readonly SchemeProblem[]>> {
  const { raw, problems, byCell } = await readSchemeWorkbook(bytes);
  if (raw === undefined) return err(problems);
  const scheme = readScheme(raw);
  if (scheme.ok) return problems.length === 0 ? scheme : err(problems);
  const all = [...problems, ...byCell(scheme.error)];
  // A problem that only follows from refused cells is left out, but never the last one.
  return err(all.length > 0 ? all : scheme.error);
}
