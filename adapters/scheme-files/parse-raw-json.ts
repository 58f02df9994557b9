import { parse } from "lossless-json";
import { type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";
import { TooDeepError, mostNesting } from "./too-deep-error.ts";

/**
 * Parses JSON with every number kept by its source text. A doubled key is an error, as in YAML.
 *
 * @throws {SyntaxError} When the text is not JSON; the message names the position.
 * @throws {TooDeepError} When it nests too deep.
 */
export function parseRawJson(text: string): RawValue {
  refuseDepth(text);
  const value = parse(text, null, { parseNumber: rawNumber }) as RawValue;
  refuseDoubledKeys(text);
  return value;
}

/** The parser calls itself for each level; the text need not be JSON yet. */
function refuseDepth(text: string): void {
  let depth = 0;
  let isInText = false;
  for (const [mark] of text.matchAll(/\\.|["{}[\]]/gs)) {
    if (mark === '"') isInText = !isInText;
    if (isInText) continue;
    if (mark === "{" || mark === "[") depth += 1;
    if (mark === "}" || mark === "]") depth -= 1;
    if (depth > mostNesting) throw new TooDeepError();
  }
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs;

/** Keys read so far in an object that is open; null for a list. */
type Open = Set<string> | null;

/** The parser lets a key pass that is doubled with an equal value; the text is JSON by now. */
function refuseDoubledKeys(text: string): void {
  const open: Open[] = [];
  let isKeyNext = false;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const isMark = token.length === 1;
    if (isMark) nest(open, token);
    else if (isKeyNext) noteKey(open.at(-1) ?? null, token, index);
    isKeyNext = isMark && (token === "{" || token === ",") && open.at(-1) !== null;
  }
}

function nest(open: Open[], mark: string): void {
  if (mark === "{") open.push(new Set());
  else if (mark === "[") open.push(null);
  else if (mark !== ",") open.pop();
}

function noteKey(keys: Open, token: string, index: number): void {
  const key = JSON.parse(token) as string;
  if (keys?.has(key)) throw new SyntaxError(`Duplicate key ${token} at position ${index}`);
  keys?.add(key);
}
