import { type SchemeChange, compareSchemes } from "../core/scheme/compare-schemes.ts";
import type { Scheme } from "../core/scheme/scheme.ts";

/** A version of a scheme as it is kept. */
export interface StoredScheme {
  readonly version: number;
  readonly hash: string;
  readonly scheme: Scheme;
  /** True once a round uses it: it never changes again. */
  readonly isFrozen: boolean;
}

/** Where schemes are kept: numbered versions, of which none is ever changed. */
export interface SchemeStore {
  /** The newest version under this id. */
  findScheme(id: string): Promise<StoredScheme | undefined>;
  /** Keeps it as a new version; the same content again gives the version that has it. */
  saveScheme(scheme: Scheme, hash: string): Promise<{ readonly version: number }>;
}

/** What an import does, or would do; `saved` is null in a dry run. */
export type SchemeImport =
  | { readonly kind: "new"; readonly saved: number | null }
  | { readonly kind: "unchanged"; readonly version: number }
  | {
      readonly kind: "changed";
      readonly before: StoredScheme;
      readonly changes: readonly SchemeChange[];
      readonly saved: number | null;
    };

/** Compares a scheme with the newest version kept and, when told to, keeps it as a new one. */
export async function importScheme(
  store: SchemeStore,
  { scheme, hash }: { readonly scheme: Scheme; readonly hash: string },
  { apply }: { readonly apply: boolean },
): Promise<SchemeImport> {
  const before = await store.findScheme(scheme.scheme);
  if (before?.hash === hash) return { kind: "unchanged", version: before.version };
  const saved = apply ? (await store.saveScheme(scheme, hash)).version : null;
  if (!before) return { kind: "new", saved };
  return { kind: "changed", before, changes: compareSchemes(before.scheme, scheme), saved };
}
