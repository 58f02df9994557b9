import { readSchemeFile } from "../adapters/scheme-files/read-scheme-file.ts";
import type { Scheme } from "../core/scheme/scheme.ts";

/** One of the criteria sets under prisma/schemes, read and checked. */
export async function shippedScheme(name: string): Promise<Scheme> {
  const path = new URL(`../prisma/schemes/${name}.yaml`, import.meta.url).pathname;
  const read = await readSchemeFile(path);
  if (!read.ok) throw new Error(`${name} is not a valid scheme.`);
  return read.value;
}
