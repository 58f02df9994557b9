import { isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
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
  return readNode(document.contents, { left: mostNodes, anchored: new Map() });
}

interface Reading {
  /** How many nodes may still be read. */
  left: number;
  /** What stands behind each anchor read so far, and how many nodes it is. */
  readonly anchored: Map<string, { readonly value: RawValue; readonly size: number }>;
}

function readNode(node: unknown, reading: Reading): RawValue {
  if (isAlias(node)) return readAlias(node.source, reading);
  const before = reading.left;
  spend(reading, 1);
  const value = readContent(node, reading);
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
    reading.anchored.set(node.anchor, { value, size: before - reading.left });
  }
  return value;
}

/** The library's own resolve() walks the whole document, once for every alias. */
function readAlias(name: string, reading: Reading): RawValue {
  const found = reading.anchored.get(name);
  if (!found) throw new SyntaxError(`no anchor &${name} before *${name}`);
  spend(reading, found.size);
  return found.value;
}

function spend(reading: Reading, nodes: number): void {
  reading.left -= nodes;
  if (reading.left < 0) throw new SyntaxError("too many nodes");
}

function readContent(node: unknown, reading: Reading): RawValue {
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
