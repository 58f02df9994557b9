import { compare, decimal } from "../rational.ts";
import {
  type OpenNode,
  at,
  complete,
  figure,
  figureOr,
  flag,
  list,
  oneOf,
  openNode,
  optionalFigure,
  present,
  rawItems,
  refuse,
  shown,
} from "./read-raw.ts";
import { isRawObject, keyOf } from "./raw-value.ts";
import {
  type RuleReader,
  checkThresholds,
  missingPolicy,
  openRule,
  pointsWithin,
  refuseEqual,
} from "./rule-context.ts";
import type { DecimalText, RatioRule } from "./scheme.ts";
import { compareDecimals, sorted } from "./sorting.ts";

/** Bands of a percentage; sorted from the highest. */
export const readPercentBands: RuleReader<"percentBands"> = (raw, place, context) => {
  const node = openRule(raw, place, "bands", "whenTotalZero");
  if (!node) return undefined;
  const bands = list(node, "bands", (item, spot) => {
    const band = openNode(item, spot, ["from", "fromInclusive", "points"]);
    if (!band) return undefined;
    const points = pointsWithin(band, "points", context);
    const fromInclusive = flag(band, "fromInclusive", true);
    return complete({ from: figure(band, "from"), fromInclusive, points });
  });
  checkThresholds(node, "bands", "from");
  const whenTotalZero = missingPolicy(node, "whenTotalZero", context);
  if (!bands || !whenTotalZero) return undefined;
  const highestFirst = sorted(bands, (a, b) => compareDecimals(b.from, a.from));
  return { kind: "percentBands", bands: highestFirst, whenTotalZero };
};

/** Points that follow a share. */
export const readRatio: RuleReader<"ratio"> = (raw, place, context) => {
  const keys = ["floor", "floorInclusive", "cap", "from", "whenTotalZero", "mayExceed"];
  const node = openRule(raw, place, ...keys);
  if (!node) return undefined;
  const floor = optionalFigure(node, "floor", { min: "0" });
  const rule = complete({
    kind: "ratio" as const,
    floor,
    floorInclusive: flag(node, "floorInclusive", true),
    cap: figureOr(node, "cap", "100", { above: "0" }),
    from: oneOf<RatioRule["from"]>(node, "from", ["zero", "floor"], "zero"),
    whenTotalZero: missingPolicy(node, "whenTotalZero", context),
    mayExceed: flag(node, "mayExceed", false),
  });
  if (!rule || !areBoundsClear(node, rule)) return undefined;
  const { floor: bound, ...others } = rule;
  return { ...others, ...present("floor", bound) };
};

interface RatioBounds {
  readonly floor: DecimalText | null;
  readonly floorInclusive: boolean;
  readonly cap: DecimalText;
  readonly from: RatioRule["from"];
}

/** A floor above the cap leaves no share that is worth anything between them. */
function areBoundsClear(node: OpenNode, { floor, cap, from }: RatioBounds): boolean {
  if (floor === null) {
    if (from === "zero") return true;
    refuse(at(node, "from"), "floor", "phải có floor khi điểm tính từ floor");
    return false;
  }
  if (compare(decimal(cap), decimal(floor)) >= 0) return true;
  refuse(at(node, "floor"), floor, `số không lớn hơn cap (${cap})`);
  return false;
}

/** Bands of a change; sorted from the highest, the lowest is null. */
export const readGrowth: RuleReader<"growth"> = (raw, place, context) => {
  const node = openRule(raw, place, "against", "bands", "whenNoBaseline");
  if (!node) return undefined;
  const against = oneOf(node, "against", ["lastYear", "plan"], "lastYear");
  const whenNoBaseline = missingPolicy(node, "whenNoBaseline", context);
  const bands = list(node, "bands", (item, spot) => {
    const band = openNode(item, spot, ["from", "points"]);
    if (!band) return undefined;
    return complete({ from: lowestOrFigure(band), points: pointsWithin(band, "points", context) });
  });
  checkLowest(node);
  if (!against || !bands || !whenNoBaseline) return undefined;
  return { kind: "growth", against, bands: sorted(bands, byFrom), whenNoBaseline };
};

interface GrowthBand {
  readonly from: DecimalText | null;
  readonly points: DecimalText;
}

function lowestOrFigure(band: OpenNode): DecimalText | null | undefined {
  return keyOf(band.object, "from") === null ? null : figure(band, "from");
}

function checkLowest(node: OpenNode): void {
  refuseEqual(node, "bands", "from");
  const hasLowest = rawItems(node, "bands").some(
    (band) => isRawObject(band) && keyOf(band, "from") === null,
  );
  if (hasLowest) return;
  refuse(at(node, "bands"), shown(keyOf(node.object, "bands")), "mức thấp nhất có from: null");
}

function byFrom(a: GrowthBand, b: GrowthBand): number {
  if (a.from === null || b.from === null) return Number(a.from === null) - Number(b.from === null);
  return compareDecimals(b.from, a.from);
}

/** Points against the group's other agencies. */
export const readRelative: RuleReader<"relative"> = (raw, place, context) => {
  const node = openRule(raw, place, "mode", "whenTotalZero");
  if (!node) return undefined;
  return complete({
    kind: "relative" as const,
    mode: oneOf(node, "mode", ["ratioToBest", "minMax", "leader"]),
    whenTotalZero: missingPolicy(node, "whenTotalZero", context),
  });
};
