import type { Leaf, Scheme } from "../core/scheme/scheme.ts";

/** A valid leaf worth one point by share; a test names only what it is about. */
export function aLeaf(overrides: Partial<Leaf> = {}): Leaf {
  return {
    code: "1.1",
    name: "Mức độ hoàn thành kế hoạch",
    max: "1",
    source: "self",
    lead: "SNV",
    evidence: [],
    notApplicable: "rebase",
    rule: {
      kind: "ratio",
      floorInclusive: true,
      cap: "100",
      from: "zero",
      whenTotalZero: "full",
      mayExceed: false,
    },
    ...overrides,
  };
}

/** A valid scheme of one field with the leaves given. */
export function aScheme(
  leaves: readonly Leaf[] = [aLeaf()],
  overrides: Partial<Scheme> = {},
): Scheme {
  const total = String(leaves.reduce((sum, { max }) => sum + Number(max), 0));
  return {
    format: 1,
    scheme: "thu-2025",
    title: "Bộ tiêu chí thử",
    year: 2025,
    group: "so",
    basis: [],
    total,
    evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
    rounding: { leafDecimals: 4, indexDecimals: 2 },
    bands: [
      { name: "Tốt", from: "80", requires: [] },
      { name: "Yếu", from: "0", requires: [] },
    ],
    knockouts: [],
    ranking: "competition",
    tieBreakers: [],
    adjustments: { items: [] },
    fields: [{ code: "1", name: "Lĩnh vực thử", max: total, children: leaves }],
    ...overrides,
  };
}
