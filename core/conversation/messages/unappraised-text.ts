import type { Unappraised } from "../../round/course.ts";

/** The words of a language that a list of unappraised leaves needs. */
export interface UnappraisedWords {
  /** "5 agencies". */
  readonly of: (count: number) => string;
  readonly second: string;
  /** "and 3 more codes". */
  readonly more: (count: number) => string;
}

const most = 10;

/** "1.1.3 (STC); 2.1.1 (5 agencies)": by code, cut at ten. */
export function unappraisedText(leaves: readonly Unappraised[], words: UnappraisedWords): string {
  const byLeaf = new Map<string, Unappraised[]>();
  for (const leaf of leaves) {
    const key = `${leaf.code} ${leaf.part}`;
    byLeaf.set(key, [...(byLeaf.get(key) ?? []), leaf]);
  }
  const told = [...byLeaf.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const who = others.length === 0 ? first.agencyCode : words.of(others.length + 1);
    return [`${first.code} (${first.part === "second" ? `${words.second}, ` : ""}${who})`];
  });
  const rest = told.length - most;
  return told.slice(0, most).join("; ") + (rest > 0 ? ` ${words.more(rest)}` : "");
}
