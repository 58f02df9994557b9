import type { FileHandle } from "node:fs/promises";
import { refuse } from "./file-refused-error.ts";
import type { TakenType } from "./taken-types.ts";

const pieceBytes = 1 << 20;
/** A name that straddles two pieces is still found whole. */
const overlapBytes = 64;
const tailBytes = 32_768;

/**
 * Refuses a PDF that is encrypted or was cut off.
 *
 * The key /Encrypt stands in the trailer or in the dictionary of a cross-reference stream, both
 * never compressed, so that the bytes can be searched without reading the document's structure.
 */
export async function checkPdf(file: FileHandle, size: number): Promise<TakenType> {
  if (!(await hasEnd(file, size))) refuse({ kind: "damaged", found: "pdf" });
  const piece = Buffer.alloc(pieceBytes + overlapBytes);
  for (let at = 0; at < size; at += pieceBytes) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (isEncrypted(piece.subarray(0, bytesRead))) refuse({ kind: "encrypted", found: "pdf" });
  }
  return "pdf";
}

/** A reference ("/Encrypt 12 0 R") or a dictionary in place; not /EncryptMetadata. */
const encryptEntry = /^\/Encrypt\s*(\d+\s+\d+\s+R\b|<<)/;

function isEncrypted(piece: Buffer): boolean {
  let at = piece.indexOf("/Encrypt");
  while (at !== -1) {
    if (encryptEntry.test(piece.toString("latin1", at, at + overlapBytes))) return true;
    at = piece.indexOf("/Encrypt", at + 1);
  }
  return false;
}

async function hasEnd(file: FileHandle, size: number): Promise<boolean> {
  const length = Math.min(size, tailBytes);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.includes("%%EOF") || buffer.includes("startxref");
}
