import {
  type CST,
  Composer,
  type Document,
  Lexer,
  LineCounter,
  Parser,
  type YAMLError,
  isAlias,
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
  return document ? readNode(document.contents, { document, left: mostNodes, depth: 0 }) : null;
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

interface Reading {
  readonly document: Document;
  left: number;
  depth: number;
}

function readNode(node: unknown, reading: Reading): RawValue {
  reading.left -= 1;
  if (reading.left < 0) throw new SyntaxError("too many nodes");
  if (node === null || node === undefined) return null;
  if (isAlias(node)) return readNode(node.resolve(reading.document), reading);
  if (isScalar(node)) return readScalar(node);
  reading.depth += 1;
  if (reading.depth > mostNesting) throw new TooDeepError();
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
