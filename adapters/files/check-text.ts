import type { FileHandle } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { refuse } from "./file-refused-error.ts";
import type { TakenType } from "./taken-types.ts";

const pieceBytes = 1 << 18;

/** Text under such a name is run by the system that opens it. */
const scripts = new Set(
  "bat cmd com ps1 psm1 vbs vbe js jse mjs wsf wsh hta sh bash py rb pl php jar reg inf scr sct url lnk desktop".split(
    " ",
  ),
);

/**
 * Takes plain text: valid UTF-8, or UTF-16 with its mark, without control characters. Text of
 * another type (a table, a web page, a script) is refused.
 *
 * @returns Undefined when it is no text at all.
 */
export async function checkText(
  file: FileHandle,
  extension: string,
): Promise<TakenType | undefined> {
  if (scripts.has(extension)) refuse({ kind: "program", found: extension });
  if (!(await isPlainText(file))) return undefined;
  return isText(extension) ? "txt" : refuse({ kind: "typeNotTaken", found: extension });
}

/** Names without extension are taken for text; of other taken types the renaming is told later. */
function isText(extension: string): boolean {
  return /^(|txt|text|pdf|docx?|xlsx?|jpe?g|png|hei[cf])$/.test(extension);
}

async function isPlainText(file: FileHandle): Promise<boolean> {
  const decoder = new TextDecoder(await encodingOf(file), { fatal: true });
  const piece = Buffer.alloc(pieceBytes);
  for (let at = 0; ; at += pieceBytes) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes, at);
    const text = decodePart(decoder, piece.subarray(0, bytesRead), bytesRead === pieceBytes);
    if (text === undefined || hasControls(text)) return false;
    if (bytesRead < pieceBytes) return true;
  }
}

async function encodingOf(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  const mark = buffer.toString("hex", 0, bytesRead);
  if (mark === "fffe") return "utf-16le";
  return mark === "feff" ? "utf-16be" : "utf-8";
}

function decodePart(decoder: TextDecoder, part: Uint8Array, stream: boolean): string | undefined {
  try {
    return decoder.decode(part, { stream });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Tab, line feed, form feed and carriage return are the controls that text has. */
function hasControls(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u0008\u000B\u000E-\u001F\u007F]/.test(text);
}
