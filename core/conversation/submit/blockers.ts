import { leavesOf } from "../../scheme/scheme.ts";
import { decimal, roundHalfUp } from "../../rational.ts";
import type { Work } from "../talk.ts";
import type { Blocker, FieldTotal } from "./submit-facts.ts";
import { evidenceByLeaf, gapsOf } from "../self-score/leaf-status.ts";

/** Lists every leaf that lacks something; the evidence of all leaves is loaded. */
export function blockersOf({ index, draft, world }: Work): readonly Blocker[] {
  const evidence = evidenceByLeaf(world.evidence);
  return index.own.flatMap((leaf) => {
    const gaps = gapsOf(leaf, draft.leaves.get(leaf.code), evidence.get(leaf.code) ?? []);
    return gaps.length > 0 ? [{ leaf, gaps }] : [];
  });
}

/** Adds up what the agency claims, field by field; fields without leaves of its own are left out. */
export function totalsOf({ scheme, draft }: Work): readonly FieldTotal[] {
  return scheme.fields.flatMap((field) => {
    const own = leavesOf([field]).filter(({ source }) => source === "self");
    if (own.length === 0) return [];
    const facts = own.map(({ code }) => draft.leaves.get(code));
    const total: FieldTotal = {
      field,
      points: facts.reduce((sum, leaf) => sum + (leaf?.points ?? 0), 0),
      max: own.reduce((sum, leaf) => sum + roundHalfUp(decimal(leaf.max), 10_000), 0),
      waiting: facts.filter((leaf) => leaf?.answer && leaf.points === null).length,
      notApplicable: facts.filter((leaf) => leaf !== undefined && leaf.notApplicable !== null)
        .length,
    };
    return [total];
  });
}
