import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { FileRefusedError, refuse } from "./file-refused-error.ts";
import type { TakenType } from "./taken-types.ts";

/** Limits that no document of an office comes near, and that an archive bomb breaks. */
const maxEntries = 10_000;
const maxInflatedBytes = 1 << 30;
/** Above this size a document must not grow more than `maxRatio` times. */
const ratioFromBytes = 64 << 20;
const maxRatio = 100;
const maxContentTypesBytes = 4 << 20;

/** What the walk through a zip has gathered. */
interface Walk {
  inflated: number;
  contentTypes: string | undefined;
  readonly names: string[];
}

/**
 * Takes Word and Excel documents out of all that is a zip. Every entry is inflated and counted,
 * since what an entry says about its size may be a lie; checksums are compared on the way.
 */
export async function checkZip(path: string, size: number): Promise<TakenType> {
  const walk: Walk = { inflated: 0, contentTypes: undefined, names: [] };
  try {
    const zip = await openPromise(path, { autoClose: false });
    try {
      await walkEntries(zip, walk, size);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (error instanceof FileRefusedError) throw error;
    // Whatever yauzl or zlib finds wrong is wrong with the file.
    refuse({ kind: "damaged", found: typeByParts(walk.names) ?? "zip" });
  }
  return officeType(walk);
}

async function walkEntries(zip: ZipFile, walk: Walk, size: number): Promise<void> {
  if (zip.entryCount > maxEntries) refuse({ kind: "archive", found: bomb });
  for await (const entry of zip.eachEntry()) {
    walk.names.push(entry.fileName);
    if ((entry.generalPurposeBitFlag & 1) === 1) refuse({ kind: "encrypted", found: "zip" });
    const isTypes = entry.fileName === "[Content_Types].xml";
    if (isTypes && entry.uncompressedSize > maxContentTypesBytes) {
      refuse({ kind: "archive", found: bomb });
    }
    const text = await inflate(zip, entry, { walk, size, keep: isTypes });
    if (isTypes) walk.contentTypes = text;
    if (isForeign(walk)) return;
  }
}

const bomb = "zip bomb";

async function inflate(
  zip: ZipFile,
  entry: Entry,
  { walk, size, keep }: { readonly walk: Walk; readonly size: number; readonly keep: boolean },
): Promise<string> {
  if (entry.fileName.endsWith("/")) return "";
  const kept: Buffer[] = [];
  const content: Readable = await zip.openReadStreamPromise(entry);
  for await (const piece of content as AsyncIterable<Buffer>) {
    walk.inflated += piece.length;
    if (isBomb(walk.inflated, size)) refuse({ kind: "archive", found: bomb });
    if (keep) kept.push(piece);
  }
  return Buffer.concat(kept).toString("utf8");
}

function isBomb(inflated: number, size: number): boolean {
  if (inflated > maxInflatedBytes) return true;
  return inflated > ratioFromBytes && inflated > size * maxRatio;
}

/** Whether the first entries show that it is no Office document, so that the rest is not read. */
function isForeign({ names }: Walk): boolean {
  return names.length >= 64 && typeByParts(names) === undefined;
}

function officeType({ contentTypes, names }: Walk): TakenType {
  const types = contentTypes ?? "";
  const part = typeByParts(names);
  if (names.some((name) => macroPart.test(name)) || /macroEnabled/i.test(types)) {
    refuse({ kind: "macros", found: part ?? "zip" });
  }
  const program = names.find((name) => programPart.test(name));
  if (program !== undefined && part !== undefined) {
    refuse({ kind: "program", found: extension(program) });
  }
  const taken = mainParts.find(([, type, name]) => types.includes(type) && names.includes(name));
  return taken ? taken[0] : refuseOther(names);
}

const macroPart = /vbaProject|vbaData\.xml|\/macrosheets\//i;
const programPart = /\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|hta|jar)$/i;
/** By type taken: what its main part is called, and where that lies. */
const mainParts = [
  ["docx", "wordprocessingml.document.main+xml", "word/document.xml"],
  ["xlsx", "spreadsheetml.sheet.main+xml", "xl/workbook.xml"],
] as const;

function refuseOther(names: readonly string[]): never {
  const part = typeByParts(names);
  if (part === "docx" || part === "xlsx") refuse({ kind: "damaged", found: part });
  if (part !== undefined) refuse({ kind: "typeNotTaken", found: part });
  if (names.includes("META-INF/MANIFEST.MF")) refuse({ kind: "program", found: "jar" });
  if (names.includes("AndroidManifest.xml")) refuse({ kind: "program", found: "apk" });
  refuse({ kind: "archive", found: "zip" });
}

/** The type that the names of the parts speak of. */
function typeByParts(names: readonly string[]): string | undefined {
  if (names.some((name) => name.startsWith("word/"))) return "docx";
  if (names.some((name) => name.startsWith("xl/"))) return "xlsx";
  if (names.some((name) => name.startsWith("ppt/"))) return "pptx";
  if (names.includes("mimetype") && names.includes("content.xml")) return "odf";
  if (names.includes("mimetype")) return "epub/odf";
  return undefined;
}

function extension(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}
