import type { Result } from "../../core/result.ts";
import { type MappingFile, readMappingFile } from "../../core/scheme/read-mapping-file.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { readRawFile } from "./read-raw-file.ts";

/** Reads the file of a mapping (YAML or JSON): the mapping, or every problem at once (at least one). */
export async function openMappingFile(
  path: string,
): Promise<Result<MappingFile, readonly SchemeProblem[]>> {
  const raw = await readRawFile(path);
  return raw.ok ? readMappingFile(raw.value) : raw;
}
