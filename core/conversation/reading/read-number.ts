import type { DecimalText } from "../../scheme/scheme.ts";

/** What a typed figure may mean: nothing, one number, or either of two. */
export type NumberReading =
  | { readonly kind: "number"; readonly value: DecimalText }
  /** "1.250": a thousand marked by a point, or a decimal. */
  | { readonly kind: "doubt"; readonly grouped: DecimalText; readonly decimal: DecimalText }
  | { readonly kind: "none" };

const none: NumberReading = { kind: "none" };
const maxLength = 24;

/**
 * Reads a number as people in Vietnam type it: `12,5`, `12.5`, `1.250.000`, `1 250`, `85%`.
 *
 * @param whole - Whether only a whole number makes sense; then `1.250` is 1250 without doubt.
 */
export function readNumber(text: string, whole: boolean): NumberReading {
  const bare = text.trim().replace(/\s*%$/, "");
  const minus = /^[-−–]\s*/.exec(bare)?.[0] ?? "";
  const digits = bare.slice(minus.length).replaceAll(/[\s_]/g, " ");
  if (digits === "" || digits.length > maxLength) return none;
  const reading = readUnsigned(digits, whole);
  return minus === "" ? reading : negate(reading);
}

/** The canonical form of digits with at most one point: no needless zeros. */
export function canonicalDecimal(text: string): DecimalText {
  const [whole = "", fraction = ""] = text.split(".");
  const head = whole.replace(/^0+(?=\d)/, "") || "0";
  const tail = fraction.replace(/0+$/, "");
  return tail === "" ? head : `${head}.${tail}`;
}

function readUnsigned(digits: string, whole: boolean): NumberReading {
  if (/^\d+$/.test(digits)) return number(digits);
  if (/^\d{1,3}( \d{3})+([.,]\d+)?$/.test(digits)) {
    return number(digits.replaceAll(" ", "").replace(",", "."));
  }
  if (/^\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(digits)) return number(digits.replaceAll(/[.,]/g, ""));
  const mixed = /^(\d{1,3}(?:([.,])\d{3})+)([.,])(\d+)$/.exec(digits);
  if (mixed && mixed[2] !== mixed[3]) {
    return number(`${(mixed[1] ?? "").replaceAll(/[.,]/g, "")}.${mixed[4] ?? ""}`);
  }
  return readSingleMark(digits, whole);
}

function readSingleMark(digits: string, whole: boolean): NumberReading {
  const match = /^(\d+)[.,](\d+)$/.exec(digits);
  if (!match) return none;
  const [, head = "", tail = ""] = match;
  const decimal = canonicalDecimal(`${head}.${tail}`);
  if (!/^[1-9]\d{0,2}$/.test(head) || tail.length !== 3) return { kind: "number", value: decimal };
  const grouped = canonicalDecimal(head + tail);
  return whole ? number(grouped) : { kind: "doubt", grouped, decimal };
}

function number(text: string): NumberReading {
  return { kind: "number", value: canonicalDecimal(text) };
}

function negate(reading: NumberReading): NumberReading {
  const minus = (value: DecimalText) => (value === "0" ? value : `-${value}`);
  switch (reading.kind) {
    case "number":
      return { kind: "number", value: minus(reading.value) };
    case "doubt":
      return { kind: "doubt", grouped: minus(reading.grouped), decimal: minus(reading.decimal) };
    case "none":
      return reading;
  }
}
