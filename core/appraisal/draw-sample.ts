/**
 * Draws a random part of a list for single judgement. The seed decides it: whoever knows seed and
 * list can draw again and must get the same, in whatever order the list is given.
 *
 * @param percent - Rounded up; of a list that is not empty at least one is drawn.
 * @returns The drawn keys, sorted.
 */
export function drawSample(
  keys: readonly string[],
  percent: number,
  seed: string,
): readonly string[] {
  const size = Math.min(keys.length, Math.max(1, Math.ceil((keys.length * percent) / 100)));
  return keys
    .map((key) => ({ key, lot: lotOf(`${seed}|${key}`) }))
    .toSorted((one, other) => one.lot - other.lot || (one.key < other.key ? -1 : 1))
    .slice(0, size)
    .map(({ key }) => key)
    .toSorted();
}

/** FNV-1a over the characters, stirred once more so that like texts lie far apart. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
