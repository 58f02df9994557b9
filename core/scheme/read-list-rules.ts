import {
  type Place,
  at,
  complete,
  date,
  figure,
  figureOr,
  has,
  list,
  oneOf,
  openNode,
  optionalFigure,
  present,
  refuse,
  refuseDoubles,
  shown,
  text,
} from "./read-raw.ts";
import { type RawValue, keyOf } from "./raw-value.ts";
import {
  type RuleContext,
  type RuleReader,
  checkThresholds,
  labelledPoints,
  openRule,
  pointsWithin,
} from "./rule-context.ts";
import type { DecimalText } from "./scheme.ts";
import { compareDecimals, compareTexts, sorted, sortedByKey } from "./sorting.ts";

/** Everything or nothing: no parameters. */
export const readYesNo: RuleReader<"yesNo"> = (raw, place) =>
  openRule(raw, place) && { kind: "yesNo" };

/** Described levels; sorted from the most points. */
export const readLevels: RuleReader<"levels"> = (raw, place, context) => {
  const node = openRule(raw, place, "levels");
  const levels = node && list(node, "levels", (item, spot) => labelledPoints(item, spot, context));
  if (node) refuseDoubles(node, "levels", "key");
  return (
    levels && {
      kind: "levels",
      levels: sorted(
        levels,
        (a, b) => compareDecimals(b.points, a.points) || compareTexts(a.key, b.key),
      ),
    }
  );
};

/** Levels by a count; sorted from the highest threshold. */
export const readCountLevels: RuleReader<"countLevels"> = (raw, place, context) => {
  const node = openRule(raw, place, "levels");
  const levels =
    node && list(node, "levels", (item, spot) => readThreshold(item, spot, "atLeast", context));
  if (node) checkThresholds(node, "levels", "atLeast");
  if (!levels) return undefined;
  const highestFirst = sorted(levels, (a, b) => compareDecimals(b.threshold, a.threshold));
  return {
    kind: "countLevels",
    levels: highestFirst.map(({ threshold, points }) => ({ atLeast: threshold, points })),
  };
};

/** Points for each whole step over a start. */
export const readSteps: RuleReader<"steps"> = (raw, place, context) => {
  const node = openRule(raw, place, "start", "every", "points", "base");
  if (!node) return undefined;
  return complete({
    kind: "steps" as const,
    start: figure(node, "start"),
    every: figure(node, "every", { above: "0" }),
    points: figure(node, "points", { min: "0" }),
    base: has(node, "base") ? pointsWithin(node, "base", context) : "0",
  });
};

/** The same points for each item. */
export const readPerItem: RuleReader<"perItem"> = (raw, place) => {
  const node = openRule(raw, place, "points");
  return (
    node && complete({ kind: "perItem" as const, points: figure(node, "points", { min: "0" }) })
  );
};

/** Points taken away for each breach; a single one may cost more than the maximum. */
export const readDeduct: RuleReader<"deduct"> = (raw, place) => {
  const node = openRule(raw, place, "per", "zeroFrom");
  if (!node) return undefined;
  const per = list(node, "per", (item, spot) => labelledPoints(item, spot, null));
  refuseDoubles(node, "per", "key");
  const zeroFrom = optionalFigure(node, "zeroFrom", { above: "0" });
  if (!per || zeroFrom === undefined) return undefined;
  return { kind: "deduct", per: sortedByKey(per), ...present("zeroFrom", zeroFrom) };
};

/** Points by days late; sorted from the fewest days. */
export const readLateness: RuleReader<"lateness"> = (raw, place, context) => {
  const node = openRule(raw, place, "due", "dueFact", "days", "levels");
  if (!node) return undefined;
  const due = readDue(node);
  const days = oneOf(node, "days", ["calendar", "working"]);
  const levels = list(node, "levels", (item, spot) =>
    readThreshold(item, spot, "maxDaysLate", context),
  );
  checkThresholds(node, "levels", "maxDaysLate");
  if (due === undefined || !days || !levels) return undefined;
  const lowestFirst = sorted(levels, (a, b) => compareDecimals(a.threshold, b.threshold));
  return {
    kind: "lateness",
    due,
    days,
    levels: lowestFirst.map(({ threshold, points }) => ({ maxDaysLate: threshold, points })),
  };
};

/** Either the date itself or `dueFact: true`, which is null here. */
function readDue(node: Parameters<typeof date>[0]): string | null | undefined {
  const dueFact = keyOf(node.object, "dueFact");
  const hasFact = dueFact !== undefined && dueFact !== null;
  if (hasFact && dueFact !== true) {
    refuse(at(node, "dueFact"), shown(dueFact), "true, hoặc bỏ khoá này và ghi due");
    return undefined;
  }
  if (has(node, "due") !== hasFact) return hasFact ? null : date(node, "due");
  refuse(
    node,
    hasFact ? "có cả due và dueFact" : "không có due, không có dueFact",
    "due (ngày phải xong) hoặc dueFact: true, một trong hai",
  );
  return undefined;
}

/** Any breach takes everything. */
export const readGate: RuleReader<"gate"> = (raw, place, { stands, hasParent }) => {
  const node = openRule(raw, place, "label", "scope");
  if (!node) return undefined;
  const scope = oneOf(node, "scope", ["leaf", "parent"], "leaf");
  if (scope === "parent" && stands === "inside") {
    refuse(at(node, "scope"), scope, "leaf: quy tắc nằm trong quy tắc khác không có mục cha");
  } else if (scope === "parent" && !hasParent) {
    refuse(at(node, "scope"), scope, "leaf: lĩnh vực không có mục cha");
  }
  return complete({ kind: "gate" as const, label: text(node, "label"), scope });
};

/** A value of another index on its own scale. */
export const readExternal: RuleReader<"external"> = (raw, place) => {
  const node = openRule(raw, place, "label", "scale");
  if (!node) return undefined;
  const scale = figureOr(node, "scale", "100", { above: "0" });
  return complete({ kind: "external" as const, label: text(node, "label"), scale });
};

/** Points given outright, perhaps in steps. */
export const readAppraiser: RuleReader<"appraiser"> = (raw, place) => {
  const node = openRule(raw, place, "step");
  const step = node && optionalFigure(node, "step", { above: "0" });
  return step === undefined ? undefined : { kind: "appraiser", ...present("step", step) };
};

interface Threshold {
  readonly threshold: DecimalText;
  readonly points: DecimalText;
}

function readThreshold(
  raw: RawValue,
  place: Place,
  key: string,
  context: RuleContext,
): Threshold | undefined {
  const node = openNode(raw, place, [key, "points"]);
  if (!node) return undefined;
  return complete({ threshold: figure(node, key), points: pointsWithin(node, "points", context) });
}
