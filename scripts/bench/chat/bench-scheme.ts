import type { Leaf, Scheme } from "../../../core/scheme/scheme.ts";

/** How many leaves the synthetic scheme has: as many as `so-2025`. */
export const leafCount = 87;

const fieldCount = 8;

/** The codes of the leaves in the order in which the talk asks for them. */
export const leafCodes: readonly string[] = Array.from({ length: leafCount }, (_, index) => {
  const field = (index % fieldCount) + 1;
  return `${field}.${Math.floor(index / fieldCount) + 1}`;
}).sort(byCode);

/** A scheme of 87 leaves of one point each, all scored by share, none with evidence by name. */
export function benchScheme(): Scheme {
  const fields = Array.from({ length: fieldCount }, (_, index) => fieldOf(String(index + 1)));
  return {
    format: 1,
    scheme: "do-2025",
    title: "Bộ tiêu chí để đo",
    year: 2025,
    group: "so",
    basis: [],
    total: String(leafCount),
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
    fields,
  };
}

function fieldOf(code: string): Scheme["fields"][number] {
  const children = leafCodes.filter((each) => each.startsWith(`${code}.`)).map(leafOf);
  return { code, name: `Lĩnh vực ${code}`, max: String(children.length), children };
}

function leafOf(code: string): Leaf {
  return {
    code,
    name: `Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn, nhóm ${code}`,
    max: "1",
    source: "self",
    lead: "SNV",
    evidence: [],
    notApplicable: "rebase",
    rule: {
      kind: "ratio",
      floor: "80",
      floorInclusive: true,
      cap: "100",
      from: "zero",
      whenTotalZero: "full",
      mayExceed: false,
    },
  };
}

function byCode(a: string, b: string): number {
  const [fieldA = 0, leafA = 0] = a.split(".").map(Number);
  const [fieldB = 0, leafB = 0] = b.split(".").map(Number);
  return fieldA - fieldB || leafA - leafB;
}
