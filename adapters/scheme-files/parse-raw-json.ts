import { parse } from "lossless-json";
import { type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";

/**
 * Parses JSON with every number kept by its source text. A key doubled with another value is an
 * error.
 *
 * @throws {SyntaxError} When the text is not JSON; the message names the position.
 */
export function parseRawJson(text: string): RawValue {
  return parse(text, null, { parseNumber: rawNumber }) as RawValue;
}
