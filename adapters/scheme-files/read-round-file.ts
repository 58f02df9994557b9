import type { Result } from "../../core/result.ts";
import { type RoundFile, readRoundFile } from "../../core/round/read-round-file.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { readRawFile } from "./read-raw-file.ts";

/** Reads the file of a round (YAML or JSON): the round, or every problem at once (at least one). */
export async function openRoundFile(
  path: string,
): Promise<Result<RoundFile, readonly SchemeProblem[]>> {
  const raw = await readRawFile(path);
  return raw.ok ? readRoundFile(raw.value) : raw;
}
