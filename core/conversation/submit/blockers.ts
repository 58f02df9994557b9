import { type Code, leavesOf } from "../../scheme/scheme.ts";
import type { DraftFacts, EvidenceFacts } from "../facts.ts";
import type { Work } from "../talk.ts";
import type { Blocker, FieldTotal } from "./submit-facts.ts";
import {
  type LeafStanding,
  leafStanding,
  maxOf,
  outsideStanding,
} from "../self-score/leaf-standing.ts";
import {
  type GivenProof,
  type SaidOfLeaf,
  evidenceByLeaf,
  gapsOf,
} from "../self-score/leaf-status.ts";

/** Lists every leaf that lacks something; the evidence of all leaves is loaded. */
export function blockersOf({
  index,
  draft,
  world,
}: Pick<Work, "index"> & {
  readonly draft: { readonly leaves: ReadonlyMap<Code, SaidOfLeaf> };
  readonly world: {
    readonly evidence: readonly (GivenProof & Pick<EvidenceFacts, "code" | "phase">)[];
  };
}): readonly Blocker[] {
  const evidence = evidenceByLeaf(world.evidence);
  return index.own.flatMap((leaf) => {
    const gaps = gapsOf(leaf, draft.leaves.get(leaf.code), evidence.get(leaf.code) ?? []);
    return gaps.length > 0 ? [{ leaf, gaps }] : [];
  });
}

/** Adds up what the agency claims, field by field; fields without leaves of its own are left out. */
export function totalsOf({
  index,
  draft,
}: Pick<Work, "index"> & {
  readonly draft: Pick<DraftFacts, "leaves">;
}): readonly FieldTotal[] {
  return index.scheme.fields.flatMap((field) => {
    const own = leavesOf([field]).filter(({ source }) => source === "self");
    if (own.length === 0) return [];
    const standings = own.map((leaf) => ({
      max: maxOf(leaf),
      isLeftOut: index.leftOut.has(leaf.code),
      standing: index.leftOut.has(leaf.code)
        ? outsideStanding(leaf)
        : leafStanding(leaf, draft.leaves.get(leaf.code)),
    }));
    const total: FieldTotal = {
      field,
      points: sumOf(standings, claimed),
      max: sumOf(standings, ({ standing, max }) => (isOut(standing) ? 0 : max)),
      waiting: standings.filter(({ standing }) => standing.kind === "waits").length,
      notApplicable: standings.filter(
        ({ standing, isLeftOut }) => !isLeftOut && standing.kind === "notApplicable",
      ).length,
      leftOut: standings.filter(({ isLeftOut }) => isLeftOut).length,
    };
    return [total];
  });
}

interface Standing {
  readonly max: number;
  readonly standing: LeafStanding;
}

function claimed({ standing, max }: Standing): number {
  if (standing.kind === "points") return standing.points;
  return standing.kind === "notApplicable" && standing.countsFull ? max : 0;
}

function isOut(standing: LeafStanding): boolean {
  return standing.kind === "notApplicable" && !standing.countsFull;
}

function sumOf(standings: readonly Standing[], value: (standing: Standing) => number): number {
  return standings.reduce((sum, each) => sum + value(each), 0);
}
