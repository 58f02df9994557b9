/** A part of a longer text and where in it the part begins, in UTF-16 units. */
export interface TextPart {
  readonly start: number;
  readonly text: string;
}

/** Where to cut, best first. */
const boundaries = ["\n\n", "\n", " "] as const;

/**
 * Cuts a text into parts of at most `limit` UTF-16 units, at the end of a paragraph, a line or a
 * word where one lies in the second half of the part; never inside a character of two units.
 *
 * @returns At least one part; white space at the cuts is left out.
 */
export function splitText(text: string, limit: number): readonly TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  while (text.length - start > limit) {
    const end = cutIn(text, start, limit);
    parts.push({ start, text: text.slice(start, end).trimEnd() });
    start = skipSpace(text, end);
  }
  parts.push({ start, text: text.slice(start) });
  return parts.filter((part, index) => part.text !== "" || (index === 0 && parts.length === 1));
}

function cutIn(text: string, start: number, limit: number): number {
  const window = text.slice(start, start + limit + 1);
  for (const boundary of boundaries) {
    const at = window.lastIndexOf(boundary, limit);
    if (at > limit / 2) return start + at;
  }
  const end = start + limit;
  return isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text[at] === " " || text[at] === "\n")) at += 1;
  return at;
}
