import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { readSchemeFile } from "../../adapters/scheme-files/read-scheme-file.ts";
import { compileScheme, type CompiledScheme } from "../../core/scoring/compile-scheme.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { shiftedScheme } from "./shifted-scheme.ts";

/** A scheme that a round of the demo uses. */
export interface SchemeInUse {
  readonly id: string;
  readonly scheme: Scheme;
  readonly hash: string;
  readonly compiled: CompiledScheme;
}

/** Reads the shipped schemes: those of 2025 as they are, those of 2024 moved from their year. */
export async function readSchemesInUse(): Promise<readonly SchemeInUse[]> {
  const [so, xa, branches, districts] = await Promise.all(
    ["so-2025", "xa-2025", "nganh-doc-2025", "huyen-2018"].map(readShipped),
  );
  if (!so || !xa || !branches || !districts) throw new RangeError("a shipped scheme is missing");
  const last = [so, branches, districts].map((scheme) => shiftedScheme(scheme, 2024));
  return [so, xa, branches, ...last].map((scheme) => ({
    id: randomUUID(),
    scheme,
    hash: hashScheme(scheme),
    compiled: compileScheme(scheme),
  }));
}

/**
 * Reads one of the schemes that lie beside this program.
 *
 * @throws {Error} When it is not a sound scheme; a test of the schemes would have said so.
 */
async function readShipped(name: string): Promise<Scheme> {
  const file = fileURLToPath(new URL(`../schemes/${name}.yaml`, import.meta.url));
  const scheme = await readSchemeFile(file);
  if (!scheme.ok) throw new Error(`${name}: ${JSON.stringify(scheme.error.slice(0, 5))}`);
  return scheme.value;
}
