import { compare, decimal, plus, writeFigure, zero } from "../rational.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  figure,
  list,
  openNode,
  rawItems,
  refuse,
  refuseDoubles,
  silentFigure,
  text,
} from "./read-raw.ts";
import { type RawValue, isRawObject, keyOf } from "./raw-value.ts";
import {
  type ReadRule,
  type RuleContext,
  type RuleReader,
  keyIn,
  labelledPoints,
  openRule,
} from "./rule-context.ts";
import type { DecimalText, SumPart } from "./scheme.ts";
import { sortedByKey } from "./sorting.ts";

/** Parts that add up to the maximum. */
export const readSum: RuleReader<"sum"> = (raw, place, context, readRule) => {
  const node = openRule(raw, place, "parts");
  const inside = {
    ...context,
    stands: "inside" as const,
    mustApply: "trong một phần của sum không được để không áp dụng",
  };
  const parts = node && list(node, "parts", (item, spot) => readPart(item, spot, inside, readRule));
  if (node) {
    refuseDoubles(node, "parts", "key");
    checkTotal(node, context.max);
  }
  return parts && { kind: "sum", parts: sortedByKey(parts) };
};

function readPart(
  raw: RawValue,
  place: Place,
  context: RuleContext,
  readRule: ReadRule,
): SumPart | undefined {
  const hasRule = isRawObject(raw) && (keyOf(raw, "rule") ?? keyOf(raw, "max")) !== undefined;
  if (!hasRule) return labelledPoints(raw, place, context);
  const node = openNode(raw, place, ["key", "label", "max", "rule"]);
  if (!node) return undefined;
  const max = figure(node, "max", { above: "0" });
  const rule = readRule(keyOf(node.object, "rule"), at(node, "rule"), { ...context, max });
  return complete({ key: keyIn(node), label: text(node, "label"), max, rule });
}

function checkTotal(node: OpenNode, max: DecimalText | undefined): void {
  const worths = rawItems(node, "parts").map(
    (part) => silentFigure(part, "max") ?? silentFigure(part, "points"),
  );
  const read = worths.filter((worth) => worth !== undefined);
  if (max === undefined || read.length < worths.length) return;
  const total = read.map(decimal).reduce(plus, zero);
  if (compare(total, decimal(max)) === 0) return;
  refuse(
    at(node, "parts"),
    `tổng các phần là ${writeFigure(total)}`,
    `tổng bằng điểm tối đa ${max}`,
  );
}

/** Several rules over the whole maximum, one of which the answer chooses. */
export const readAlternatives: RuleReader<"alternatives"> = (raw, place, context, readRule) => {
  const node = openRule(raw, place, "alternatives");
  const inside = { ...context, stands: "inside" as const };
  const alternatives =
    node &&
    list(node, "alternatives", (item, spot) => {
      const one = openNode(item, spot, ["key", "label", "rule"]);
      if (!one) return undefined;
      const rule = readRule(keyOf(one.object, "rule"), at(one, "rule"), inside);
      return complete({ key: keyIn(one), label: text(one, "label"), rule });
    });
  if (node) refuseDoubles(node, "alternatives", "key");
  return alternatives && { kind: "alternatives", alternatives: sortedByKey(alternatives) };
};
