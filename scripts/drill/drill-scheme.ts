import type { Leaf, Scheme } from "../../core/scheme/scheme.ts";

/** The code of a leaf: each person of an agency has a field of their own. */
export function leafCode(person: number, leaf: number): string {
  return `${String(person + 1)}.${String(leaf + 1)}`;
}

/** A scheme of leaves of one point each, scored by share: so many fields of so many leaves. */
export function drillScheme(people: number, leavesEach: number): Scheme {
  const fields = Array.from({ length: people }, (_, person) => {
    const children = Array.from({ length: leavesEach }, (_, leaf) => aLeaf(leafCode(person, leaf)));
    const code = String(person + 1);
    return { code, name: `Lĩnh vực ${code}`, max: String(leavesEach), children };
  });
  return {
    ...{ format: 1, scheme: "dien-tap-2025", title: "Bộ tiêu chí diễn tập", year: 2025 },
    ...{ group: "so", basis: [], total: String(people * leavesEach) },
    evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
    rounding: { leafDecimals: 4, indexDecimals: 2 },
    bands: [
      { name: "Tốt", from: "80", requires: [] },
      { name: "Yếu", from: "0", requires: [] },
    ],
    ...{ knockouts: [], ranking: "competition", tieBreakers: [], adjustments: { items: [] } },
    fields,
  };
}

function aLeaf(code: string): Leaf {
  return {
    ...{ code, name: `Tỷ lệ nhiệm vụ hoàn thành đúng hạn, mục ${code}`, max: "1" },
    ...{ source: "self", lead: "SNV", evidence: [], notApplicable: "rebase" },
    rule: {
      ...{ kind: "ratio", floor: "80", floorInclusive: true, cap: "100", from: "zero" },
      ...{ whenTotalZero: "full", mayExceed: false },
    },
  };
}
