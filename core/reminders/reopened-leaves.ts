import type { Code } from "../scheme/scheme.ts";
import type { OwedLeaf, ReopenedLeaves } from "./duty.ts";

/** What was reopened by name for one agency, as it was granted. */
export interface Reopening {
  readonly codes: readonly Code[];
  readonly grantedAt: string;
  readonly closesAt: string;
}

/**
 * Sorts what was reopened by when it closes; a leaf that was reopened more than once counts where
 * it closes last. A leaf is seen to once it was changed after that reopening, and lacks nothing.
 *
 * @returns By closing instant; may be empty.
 */
export function reopenedLeaves({
  reopenings,
  leaves,
  changedAt,
  lacking,
}: {
  readonly reopenings: readonly Reopening[];
  /** The agency's own; others are not its to answer. */
  readonly leaves: readonly OwedLeaf[];
  /** By leaf: the instant of the last change; whatever was never touched is missing. */
  readonly changedAt: ReadonlyMap<Code, string>;
  readonly lacking: ReadonlySet<Code>;
}): readonly ReopenedLeaves[] {
  const byClosing = new Map<number, { window: ReopenedLeaves["window"]; untouched: OwedLeaf[] }>();
  for (const leaf of leaves) {
    const reopening = lastOf(reopenings.filter(({ codes }) => codes.includes(leaf.code)));
    if (!reopening) continue;
    const { grantedAt, closesAt } = reopening;
    const key = Date.parse(closesAt);
    const found = byClosing.get(key) ?? {
      ...{ window: { opensAt: grantedAt, closesAt }, untouched: [] },
    };
    byClosing.set(key, found);
    const changed = Date.parse(changedAt.get(leaf.code) ?? "");
    const isSeenTo = changed >= Date.parse(grantedAt) && !lacking.has(leaf.code);
    if (!isSeenTo) found.untouched.push(leaf);
  }
  return [...byClosing].toSorted(([one], [other]) => one - other).map(([, each]) => each);
}

function lastOf(reopenings: readonly Reopening[]): Reopening | undefined {
  return reopenings
    .toSorted((one, other) => Date.parse(one.closesAt) - Date.parse(other.closesAt))
    .at(-1);
}
