import { readFile } from "node:fs/promises";
import { type Result, err, ok } from "../../core/result.ts";
import type { RawValue } from "../../core/scheme/raw-value.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { parseRawJson } from "./parse-raw-json.ts";
import { parseRawYaml } from "./parse-raw-yaml.ts";
import { TooDeepError, mostNesting } from "./too-deep-error.ts";

/**
 * Reads a YAML (.yaml, .yml) or JSON file without checking what it means.
 *
 * @returns Plain data with numbers by their source text, or why the file cannot be read.
 */
export async function readRawFile(
  path: string,
): Promise<Result<RawValue, readonly SchemeProblem[]>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const isYaml = /\.ya?ml$/i.test(path);
  try {
    return ok(isYaml ? parseRawYaml(text.value) : parseRawJson(text.value));
  } catch (cause) {
    if (cause instanceof TooDeepError)
      return refused(cause.message, `tệp lồng nhau nhiều nhất ${mostNesting} cấp`);
    if (cause instanceof SyntaxError)
      return refused(cause.message, `tệp ${isYaml ? "YAML" : "JSON"} đúng cú pháp`);
    throw cause;
  }
}

/** Reads a file whole; a file that cannot be opened is a problem like others. */
export async function readBytes(
  path: string,
): Promise<Result<Uint8Array, readonly SchemeProblem[]>> {
  try {
    return ok(await readFile(path));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const why =
      cause.code === "ENOENT" ? "không có tệp này" : `không mở được (${String(cause.code)})`;
    return refused(why, "một tệp có thật, đọc được");
  }
}

async function readText(path: string): Promise<Result<string, readonly SchemeProblem[]>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value));
  } catch (cause) {
    if (cause instanceof TypeError) return refused("tệp không phải UTF-8", "tệp chữ mã UTF-8");
    throw cause;
  }
}

function refused(read: string, wanted: string): Result<never, readonly SchemeProblem[]> {
  return err([{ path: "", read, wanted }]);
}
