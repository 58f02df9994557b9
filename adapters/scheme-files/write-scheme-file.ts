import { open } from "node:fs/promises";
import { stringify } from "yaml";
import { schemeInFile } from "../../core/scheme/file-form.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { CellTooLongError } from "../documents/xlsx/cell-too-long-error.ts";

/** What came of writing a file. */
export type WriteOutcome =
  | { readonly kind: "written" }
  /** There is a file of this name; it was left alone. */
  | { readonly kind: "exists" }
  /** The name ends in none of .yaml, .yml, .json, .xlsx. */
  | { readonly kind: "unknownFormat" }
  /** A text is longer than a workbook's cell holds; `detail` names it. */
  | { readonly kind: "tooLong"; readonly detail: string }
  /** The folder is missing or may not be written to, the disk is full, …; `detail` is the code. */
  | { readonly kind: "refused"; readonly detail: string };

/** Writes a scheme as YAML, JSON or a workbook, as the file's name ends; never over another file. */
export async function writeSchemeFile(path: string, scheme: Scheme): Promise<WriteOutcome> {
  try {
    const content = await schemeContent(path, scheme);
    return content === undefined ? { kind: "unknownFormat" } : await writeNewFile(path, content);
  } catch (cause) {
    if (!(cause instanceof CellTooLongError)) throw cause;
    return { kind: "tooLong", detail: cause.message };
  }
}

/** Writes a file that must not exist yet. */
export async function writeNewFile(
  path: string,
  content: string | Uint8Array,
): Promise<WriteOutcome> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    return { kind: "written" };
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    if (cause.code === "EEXIST") return { kind: "exists" };
    return { kind: "refused", detail: String(cause.code) };
  }
}

/** The text of a scheme as YAML, figures quoted. */
export function schemeYaml(scheme: Scheme): string {
  return stringify(schemeInFile(scheme), { lineWidth: 100, defaultStringType: "PLAIN" });
}

/** The text of a scheme as JSON. */
export function schemeJson(scheme: Scheme): string {
  return `${JSON.stringify(schemeInFile(scheme), null, 2)}\n`;
}

async function schemeContent(path: string, scheme: Scheme): Promise<string | Buffer | undefined> {
  if (/\.ya?ml$/i.test(path)) return schemeYaml(scheme);
  if (/\.json$/i.test(path)) return schemeJson(scheme);
  return /\.xlsx$/i.test(path) ? workbookContent(scheme) : undefined;
}

/** The workbook writer is large and loads only when it is needed. */
async function workbookContent(scheme: Scheme): Promise<Buffer> {
  const { writeSchemeWorkbook } = await import("../documents/xlsx/write-scheme-workbook.ts");
  return writeSchemeWorkbook(scheme);
}
