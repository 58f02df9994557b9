import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";

/** What an alias may blow a file up to. */
const mostNodes = 1_000_000;

/**
 * Parses YAML 1.2 with every unquoted number kept by its source text. Keys are always texts; a
 * doubled key is an error.
 *
 * @throws {SyntaxError} When the text is not one YAML document; the message names all its faults.
 */
export function parseRawYaml(text: string): RawValue {
  const document = parseDocument(text, { stringKeys: true, prettyErrors: true });
  if (document.errors.length > 0) {
    throw new SyntaxError(document.errors.map(({ message }) => firstLine(message)).join("; "));
  }
  return readNode(document.contents, { document, left: mostNodes });
}

interface Reading {
  readonly document: Document;
  left: number;
}

function readNode(node: unknown, reading: Reading): RawValue {
  reading.left -= 1;
  if (reading.left < 0) throw new SyntaxError("too many nodes");
  if (node === null || node === undefined) return null;
  if (isAlias(node)) return readNode(node.resolve(reading.document), reading);
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [keyText(key), readNode(value, reading)]);
    return Object.fromEntries(entries) as RawValue;
  }
  if (isSeq(node)) return node.items.map((item) => readNode(item, reading));
  return isScalar(node) ? readScalar(node) : null;
}

function readScalar({ value, source }: { value: unknown; source?: string | undefined }): RawValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  return rawNumber(source ?? "");
}

function keyText(key: unknown): string {
  return isScalar(key) && typeof key.value === "string" ? key.value : "";
}

/** The second line of a message draws the spot, which does not fit a list. */
function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/:$/, "");
}
