import { type FileHandle, open } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import type { FileRefusal } from "../../core/evidence/file-refusal.ts";
import { checkCfb } from "./check-cfb.ts";
import { checkPdf } from "./check-pdf.ts";
import { checkText } from "./check-text.ts";
import { checkZip } from "./check-zip.ts";
import { FileRefusedError, refuse } from "./file-refused-error.ts";
import { extensionOf, mimeOf, promisedType, type TakenType } from "./taken-types.ts";

/** What a file turned out to be. */
export type CheckedFile =
  | { readonly kind: "taken"; readonly type: TakenType; readonly mime: string }
  | { readonly kind: "refused"; readonly refusal: FileRefusal };

/**
 * Says whether a file on disk may be evidence. The content decides; the name must only agree with
 * it. Reads piecewise, so that memory stays small whatever the file's size.
 */
export async function checkFile(path: string, name: string): Promise<CheckedFile> {
  const file = await open(path, "r");
  try {
    const type = await typeOf(file, path, extensionOf(name));
    checkName(type, extensionOf(name));
    return { kind: "taken", type, mime: mimeOf[type] };
  } catch (error) {
    if (error instanceof FileRefusedError) return { kind: "refused", refusal: error.refusal };
    throw error;
  } finally {
    await file.close();
  }
}

/** How much of the beginning is looked at for telling the type. */
const headBytes = 4_100;

async function typeOf(file: FileHandle, path: string, extension: string): Promise<TakenType> {
  const { size } = await file.stat();
  if (size === 0) refuse({ kind: "empty" });
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);

  const program = programOf(head);
  if (program !== undefined) refuse({ kind: "program", found: program });
  const signature = signatureOf(head);
  // Text comes before the rarer signatures: a few letters at its start may look like some.
  if (signature !== undefined) return checkContent({ file, path, size }, signature);
  return (await checkText(file, extension)) ?? refuseUnknown(head, extension);
}

function checkContent(
  { file, path, size }: { readonly file: FileHandle; readonly path: string; readonly size: number },
  signature: Signature,
): TakenType | Promise<TakenType> {
  switch (signature) {
    case "zip":
      return checkZip(path, size);
    case "cfb":
      return checkCfb(file, size);
    case "pdf":
      return checkPdf(file, size);
    case "png":
      return checkPng(file, size);
    case "jpg":
    case "heic":
      return signature;
  }
}

/** A right content under another type's name was renamed, by mistake or to get past a filter. */
function checkName(type: TakenType, extension: string): void {
  if (extension === "" || promisedType(extension) === type) return;
  refuse({ kind: "renamed", found: type, named: extension });
}

type Signature = "zip" | "cfb" | "pdf" | "jpg" | "png" | "heic";

const heicBrands = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]);

function signatureOf(head: Buffer): Signature | undefined {
  const hex = head.subarray(0, 8).toString("hex");
  if (hex.startsWith("504b0304") || hex.startsWith("504b0506")) return "zip";
  if (hex === "d0cf11e0a1b11ae1") return "cfb";
  if (hex.startsWith("ffd8ff")) return "jpg";
  if (hex === "89504e470d0a1a0a") return "png";
  if (isHeic(head)) return "heic";
  // A mark before the header is common (a byte-order mark, a printer's preamble).
  if (head.subarray(0, 1_024).includes("%PDF-")) return "pdf";
  return undefined;
}

/** The major brand may be the general `mif1`; then a HEIC brand must be among the others. */
function isHeic(head: Buffer): boolean {
  if (head.toString("latin1", 4, 8) !== "ftyp" || head.length < 16) return false;
  const end = Math.min(head.readUInt32BE(0), 256, head.length);
  const brands = [head.toString("latin1", 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString("latin1", at, at + 4));
  return !brands.includes("avif") && brands.some((brand) => heicBrands.has(brand));
}

function programOf(head: Buffer): string | undefined {
  if (head.toString("latin1", 0, 2) === "MZ") return "exe";
  if (head.toString("latin1", 0, 4) === "\x7fELF") return "elf";
  if (head.toString("latin1", 0, 2) === "#!") return "script";
  const hex = head.toString("hex", 0, 8);
  if (/^(feedfac[ef]|c[ef]faedfe|cafebabe)/.test(hex)) return "macho/class";
  if (hex === "4c00000001140200") return "lnk";
  return undefined;
}

const archives = new Set(
  "7z rar gz bz2 xz tar tar.gz zst lz lz4 cab arj lzh Z ace ar iso dmg cpio rpm deb".split(" "),
);
const programs = new Set("exe elf macho wasm class dex swf crx nes jar apk msi lnk".split(" "));

/**
 * Refuses what is none of the types taken, by the name of its signature if it has one; what has
 * none, under the name of a type that is taken, is that type no more.
 */
async function refuseUnknown(head: Buffer, extension: string): Promise<never> {
  const known = (await fileTypeFromBuffer(head))?.ext;
  if (known === undefined && promisedType(extension) !== undefined) {
    refuse({ kind: "damaged", found: extension });
  }
  const found = known ?? (extension || "?");
  if (archives.has(found)) refuse({ kind: "archive", found });
  if (programs.has(found)) refuse({ kind: "program", found });
  refuse({ kind: "typeNotTaken", found });
}

const tailBytes = 65_536;

/** Ends with its closing chunk, unless it was cut off on the way. */
async function checkPng(file: FileHandle, size: number): Promise<TakenType> {
  const length = Math.min(size, tailBytes);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  if (!buffer.includes("IEND")) refuse({ kind: "damaged", found: "png" });
  return "png";
}
