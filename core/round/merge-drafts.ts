import type { CarriedLeaf, MergeableDraft, MergeableLeaf, SetAsideLeaf } from "./agency-change.ts";

/**
 * Makes one draft of several, leaf by leaf: the first that has a value goes on, else the first that
 * has said anything of the leaf. Nothing is lost: what does not go on is set aside.
 *
 * @param drafts - In the order in which they count, the one that is kept first.
 * @param into - The agency whose draft it becomes.
 */
export function mergeDrafts(
  drafts: readonly MergeableDraft[],
  into: string | null,
): { readonly carried: readonly CarriedLeaf[]; readonly setAside: readonly SetAsideLeaf[] } {
  const carried: CarriedLeaf[] = [];
  const setAside: SetAsideLeaf[] = [];
  for (const candidates of byLeaf(drafts)) {
    const winner = candidates.find(({ leaf }) => leaf.hasValue) ?? candidates[0];
    if (!winner) continue;
    if (winner.agencyId !== into) carried.push({ leaf: winner.leaf, fromId: winner.agencyId });
    setAside.push(...candidates.filter((each) => each !== winner));
  }
  return { carried, setAside };
}

function byLeaf(drafts: readonly MergeableDraft[]): readonly (readonly SetAsideLeaf[])[] {
  const leaves = new Map<string, SetAsideLeaf[]>();
  for (const { agencyId, leaves: own } of drafts) {
    for (const leaf of own.filter(saysAnything)) {
      const key = `${leaf.origin} ${leaf.code}`;
      leaves.set(key, [...(leaves.get(key) ?? []), { leaf, agencyId }]);
    }
  }
  return [...leaves.values()];
}

function saysAnything({ hasValue, hasExplanation, evidence }: MergeableLeaf): boolean {
  return hasValue || hasExplanation || evidence > 0;
}
