import {
  type CST,
  Composer,
  Lexer,
  LineCounter,
  Parser,
  type YAMLError,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
} from "yaml";
import { type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";
import { TooDeepError, mostNesting } from "./too-deep-error.ts";

/** What an alias may blow a file up to. */
const mostNodes = 1_000_000;

/**
 * Parses YAML 1.2 with every unquoted number kept by its source text. Keys are always texts; a
 * doubled key is an error.
 *
 * @throws {SyntaxError} When the text is not one YAML document; the message names all its faults.
 * @throws {TooDeepError} When it nests too deep, by itself or by its aliases.
 */
export function parseRawYaml(text: string): RawValue {
  const lines = new LineCounter();
  const composer = new Composer({ stringKeys: true });
  const [document, ...others] = composer.compose(tokensOf(text, lines), true, text.length);
  const errors = (document?.errors ?? []).map((error) => faultText(error, lines));
  if (others.length > 0) errors.push("nhiều tài liệu trong một tệp");
  if (errors.length > 0) throw new SyntaxError(errors.join("; "));
  const reading: Reading = { left: mostNodes, depth: 0, deepest: 0, anchored: new Map() };
  return document ? readNode(document.contents, reading) : null;
}

/** What is open at a spot: the document and a scalar beside the lists and maps. */
const alsoOpen = 2;

/** The composer, which takes these, calls itself for each level; the parser has its own stack. */
function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > mostNesting + alsoOpen) throw new TooDeepError();
  }
  yield* parser.end();
}

function faultText({ message, pos }: YAMLError, lines: LineCounter): string {
  const { line, col } = lines.linePos(pos[0]);
  return `${message} (dòng ${line}, cột ${col})`;
}

/** What stands behind an anchor: how many nodes it is, and how deep it nests. */
interface Anchored {
  readonly value: RawValue;
  readonly size: number;
  readonly height: number;
}

interface Reading {
  /** How many nodes may still be read. */
  left: number;
  depth: number;
  /** The greatest depth since the anchored node that is being read began. */
  deepest: number;
  /** By the anchor's name; unfinished while inside it, where an alias would never end. */
  readonly anchored: Map<string, Anchored | "unfinished">;
}

function readNode(node: unknown, reading: Reading): RawValue {
  if (isAlias(node)) return readAlias(node.source, reading);
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  const { left, deepest } = reading;
  if (anchor !== undefined) {
    reading.deepest = reading.depth;
    reading.anchored.set(anchor, "unfinished");
  }
  spend(reading, 1);
  const value = readContent(node, reading);
  if (anchor === undefined) return value;
  const height = reading.deepest - reading.depth;
  reading.anchored.set(anchor, { value, size: left - reading.left, height });
  reading.deepest = Math.max(deepest, reading.deepest);
  return value;
}

/** The library's own resolve() walks the whole document, once for every alias. */
function readAlias(name: string, reading: Reading): RawValue {
  const found = reading.anchored.get(name);
  if (found === "unfinished") throw new TooDeepError();
  if (!found) throw new SyntaxError(`no anchor &${name} before *${name}`);
  spend(reading, found.size);
  descend(reading, found.height);
  return found.value;
}

function spend(reading: Reading, nodes: number): void {
  reading.left -= nodes;
  if (reading.left < 0) throw new SyntaxError("too many nodes");
}

function descend(reading: Reading, levels: number): void {
  const depth = reading.depth + levels;
  if (depth > mostNesting) throw new TooDeepError();
  reading.deepest = Math.max(reading.deepest, depth);
}

function readContent(node: unknown, reading: Reading): RawValue {
  if (node === null || node === undefined) return null;
  if (isScalar(node)) return readScalar(node);
  descend(reading, 1);
  reading.depth += 1;
  const value = readCollection(node, reading);
  reading.depth -= 1;
  return value;
}

function readCollection(node: unknown, reading: Reading): RawValue {
  if (isSeq(node)) return node.items.map((item) => readNode(item, reading));
  if (!isMap(node)) return null;
  const entries = node.items.map(({ key, value }) => [keyText(key), readNode(value, reading)]);
  return Object.fromEntries(entries) as RawValue;
}

function readScalar({ value, source }: { value: unknown; source?: string | undefined }): RawValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  return rawNumber(source ?? "");
}

function keyText(key: unknown): string {
  return isScalar(key) && typeof key.value === "string" ? key.value : "";
}
