import { type Code, type Leaf, type Scheme, leavesOf } from "./scheme.ts";

/** Leaves of a scheme by code, each with the code of the earlier leaf; null where there is none. */
export type LeafMapping = ReadonlyMap<Code, Code | null>;

/**
 * Finds which leaf of an earlier scheme each leaf continues: the one that the mapping names, else
 * the one that agrees in code, name and kind of rule. One that was taken by name serves no other.
 */
export function mapLeaves(
  current: Scheme,
  previous: Scheme,
  mapping: LeafMapping,
): ReadonlyMap<Code, Leaf> {
  const earlier = new Map(leavesOf(previous.fields).map((leaf) => [leaf.code, leaf]));
  const taken = new Set(mapping.values());
  const pairs = leavesOf(current.fields).flatMap((leaf): readonly (readonly [Code, Leaf])[] => {
    const named = mapping.get(leaf.code);
    const found = earlier.get(named ?? leaf.code);
    if (named === null || !found) return [];
    const isSame = named !== undefined || (agree(leaf, found) && !taken.has(leaf.code));
    return isSame ? [[leaf.code, found]] : [];
  });
  return new Map(pairs);
}

/** Codes that a mapping names and that are no leaves of the two schemes; both may be empty. */
export function unknownLeaves(
  current: Scheme,
  previous: Scheme,
  mapping: LeafMapping,
): { readonly current: readonly Code[]; readonly previous: readonly Code[] } {
  const known = (scheme: Scheme): ReadonlySet<Code> =>
    new Set(leavesOf(scheme.fields).map(({ code }) => code));
  const [here, there] = [known(current), known(previous)];
  return {
    current: [...mapping.keys()].filter((code) => !here.has(code)),
    previous: [...mapping.values()].flatMap((code) =>
      code === null || there.has(code) ? [] : [code],
    ),
  };
}

function agree(one: Leaf, other: Leaf): boolean {
  return fold(one.name) === fold(other.name) && one.rule.kind === other.rule.kind;
}

/** Case, and blanks beside each other, make no other criterion. */
function fold(name: string): string {
  return name.normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
