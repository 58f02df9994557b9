import type { Scheme } from "./scheme.ts";

/** Plain JSON without numbers. */
export type CanonicalValue =
  string | boolean | null | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue };

/**
 * The scheme as its hash sees it: defaults written out and lists in order (as `readScheme` leaves
 * them), every number a canonical decimal text. Files that say the same give equal values.
 */
export function canonicalScheme(scheme: Scheme): CanonicalValue {
  return canonical(scheme);
}

function canonical(value: unknown): CanonicalValue {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object") throw new RangeError(`No place for ${typeof value} in a scheme`);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, canonical(part)]));
}
