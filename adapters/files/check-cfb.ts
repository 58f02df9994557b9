import type { FileHandle } from "node:fs/promises";
import { CfbError, openCfb, type Cfb, type CfbEntry } from "./read-cfb.ts";
import { refuse } from "./file-refused-error.ts";
import type { TakenType } from "./taken-types.ts";

/**
 * Takes Word 97 and Excel 97 documents out of all that is a compound file; encrypted ones and
 * those with macros are refused. Only the directory and a stream's first bytes are read.
 *
 * @see [MS-CFB], [MS-DOC] 2.5.2 (fEncrypted), [MS-XLS] 2.4.117 (FilePass), [MS-OVBA] 2.2
 */
export async function checkCfb(file: FileHandle, size: number): Promise<TakenType> {
  try {
    return await checkDirectory(await openCfb(file, size));
  } catch (error) {
    if (error instanceof CfbError) refuse({ kind: "damaged", found: "doc/xls" });
    throw error;
  }
}

async function checkDirectory(cfb: Cfb): Promise<TakenType> {
  const names = new Set(cfb.entries.map((entry) => entry.name.toLowerCase()));
  if (names.has("encryptedpackage")) refuse({ kind: "encrypted", found: "docx/xlsx" });
  if (names.has("_vba_project_cur") || names.has("_vba_project") || names.has("macros")) {
    refuse({ kind: "macros", found: names.has("worddocument") ? "doc" : "xls" });
  }
  const word = streamNamed(cfb, ["WordDocument"]);
  if (word) return checkWord(cfb, word);
  const workbook = streamNamed(cfb, ["Workbook", "Book"]);
  if (workbook) return checkWorkbook(cfb, workbook);
  return refuseOther(names);
}

function streamNamed(cfb: Cfb, names: readonly string[]): CfbEntry | undefined {
  return cfb.entries.find((entry) => entry.isStream && names.includes(entry.name));
}

async function checkWord(cfb: Cfb, stream: CfbEntry): Promise<TakenType> {
  const start = await cfb.readStart(stream, 32);
  if (start.length < 32 || start.readUInt16LE(0) !== 0xa5ec) {
    refuse({ kind: "damaged", found: "doc" });
  }
  if ((start.readUInt16LE(10) & 0x0100) !== 0) refuse({ kind: "encrypted", found: "doc" });
  return "doc";
}

/** Of the records that follow the first BOF, FilePass stands among the very first. */
async function checkWorkbook(cfb: Cfb, stream: CfbEntry): Promise<TakenType> {
  const start = await cfb.readStart(stream, 512);
  if (start.length < 4 || (start.readUInt16LE(0) & 0xff) !== 0x09) {
    refuse({ kind: "damaged", found: "xls" });
  }
  for (let at = 0; at + 4 <= start.length; at += 4 + start.readUInt16LE(at + 2)) {
    if (start.readUInt16LE(at) === 0x002f) refuse({ kind: "encrypted", found: "xls" });
  }
  return "xls";
}

function refuseOther(names: ReadonlySet<string>): never {
  if (names.has("powerpoint document")) refuse({ kind: "typeNotTaken", found: "ppt" });
  if (names.has("__properties_version1.0")) refuse({ kind: "typeNotTaken", found: "msg" });
  if (names.has("visiodocument")) refuse({ kind: "typeNotTaken", found: "vsd" });
  // An installer's tables have names of their own code; its summary stands beside them.
  const isInstaller = [...names].some((name) => /^[\u3800-\u4840]/u.test(name));
  if (isInstaller) refuse({ kind: "program", found: "msi" });
  refuse({ kind: "typeNotTaken", found: "ole" });
}
