import { type Code, type Scheme, leavesOf } from "./scheme.ts";

/** Codes at which two schemes do not hold the same leaf to the letter, those of one only included. */
export function changedLeaves(before: Scheme, after: Scheme): readonly Code[] {
  const old = textsOf(before);
  const now = textsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (code) => old.get(code) !== now.get(code),
  );
}

function textsOf({ fields }: Scheme): ReadonlyMap<Code, string> {
  return new Map(leavesOf(fields).map((leaf) => [leaf.code, sortedText(leaf)]));
}

/** JSON whose keys are sorted: the database gives them in an order of its own. */
function sortedText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${sortedText(part)}`);
  return `{${parts.join(",")}}`;
}
