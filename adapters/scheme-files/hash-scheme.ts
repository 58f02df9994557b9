import { createHash } from "node:crypto";
import canonicalizeModule from "canonicalize";
import { canonicalScheme } from "../../core/scheme/canonical-scheme.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";

/** The package's types describe an ES module; what is imported is the function itself. */
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/**
 * Identifies what a scheme says, however its file was written.
 *
 * @returns SHA-256 over the RFC 8785 form of the normalised scheme, lower-case hexadecimal.
 */
export function hashScheme(scheme: Scheme): string {
  const text = canonicalize(canonicalScheme(scheme));
  if (text === undefined) throw new Error("A scheme always has a canonical form");
  return createHash("sha256").update(text, "utf8").digest("hex");
}
