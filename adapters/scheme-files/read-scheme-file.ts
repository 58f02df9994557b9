import type { Result } from "../../core/result.ts";
import { readScheme } from "../../core/scheme/check-scheme.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { readBytes, readRawFile } from "./read-raw-file.ts";

/**
 * Reads and checks a scheme kept as a workbook (.xlsx), YAML (.yaml, .yml) or else JSON.
 *
 * @returns The scheme, or every problem of the file at once (at least one).
 */
export async function readSchemeFile(
  path: string,
): Promise<Result<Scheme, readonly SchemeProblem[]>> {
  if (/\.xlsx$/i.test(path)) return readWorkbook(path);
  const raw = await readRawFile(path);
  return raw.ok ? readScheme(raw.value) : raw;
}

/** The workbook reader is large and loads only when it is needed. */
async function readWorkbook(path: string): Promise<Result<Scheme, readonly SchemeProblem[]>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  const { readWorkbookScheme } = await import("../documents/xlsx/read-workbook-scheme.ts");
  return readWorkbookScheme(bytes.value);
}
