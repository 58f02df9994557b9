import {
  type OpenNode,
  type Place,
  at,
  complete,
  list,
  oneOf,
  openNode,
  rawItems,
  readNumber,
  refuse,
  refuseDoubles,
  shown,
  text,
} from "./read-raw.ts";
import { type RawValue, isRawObject, keyOf } from "./raw-value.ts";
import {
  type RuleContext,
  type RuleReader,
  keyIn,
  openRule,
  pointsWithin,
} from "./rule-context.ts";
import type { MatrixCondition, MatrixFact, MatrixRow } from "./scheme.ts";
import { sortedByKey } from "./sorting.ts";

/** A decision table: facts sorted, rows in the scheme's own order. */
export const readMatrix: RuleReader<"matrix"> = (raw, place, context) => {
  const node = openRule(raw, place, "facts", "rows");
  if (!node) return undefined;
  const known: KnownFacts = new Map();
  const facts = list(node, "facts", (item, spot) => {
    const fact = readFact(item, spot);
    const key = isRawObject(item) ? keyOf(item, "key") : undefined;
    if (typeof key === "string") known.set(key, fact ?? null);
    return fact;
  });
  refuseDoubles(node, "facts", "key");
  const rows = list(node, "rows", (item, spot) => readRow(item, spot, known, context));
  checkLastRow(node);
  return facts && rows && { kind: "matrix", facts: sortedByKey(facts), rows };
};

/** Facts by key; null for one that was refused: its conditions are not looked at. */
type KnownFacts = Map<string, MatrixFact | null>;

function readFact(raw: RawValue, place: Place): MatrixFact | undefined {
  const isPercent = isRawObject(raw) && keyOf(raw, "type") === "percent";
  const policyKey = isPercent ? ["whenTotalZero"] : [];
  const node = openNode(raw, place, ["key", "label", "type", ...policyKey]);
  if (!node) return undefined;
  const type = oneOf(node, "type", ["percent", "count", "yesNo"]);
  const named = { key: keyIn(node), label: text(node, "label") };
  if (type !== "percent") return complete({ ...named, type });
  return complete({
    ...named,
    type,
    whenTotalZero: oneOf(node, "whenTotalZero", ["full", "zero"]),
  });
}

function readRow(
  raw: RawValue,
  place: Place,
  facts: KnownFacts,
  context: RuleContext,
): MatrixRow | undefined {
  const node = openNode(raw, place, ["when", "points"]);
  if (!node) return undefined;
  const points = pointsWithin(node, "points", context);
  const raws = keyOf(node.object, "when");
  if (raws === undefined || raws === null) return complete({ points });
  const when = readWhen(raws, at(node, "when"), facts);
  return complete({ when, points });
}

function readWhen(raw: RawValue, place: Place, facts: KnownFacts): MatrixRow["when"] {
  const node = openNode(raw, place, [...facts.keys()]);
  if (!node) return undefined;
  const conditions: [string, MatrixCondition][] = [];
  for (const [key, bounds] of Object.entries(node.object)) {
    const fact = facts.get(key);
    const condition = fact && readCondition(bounds, at(node, key), fact);
    if (condition) conditions.push([key, condition]);
  }
  return Object.fromEntries(conditions);
}

function readCondition(raw: RawValue, place: Place, fact: MatrixFact): MatrixCondition | undefined {
  const comparisons = fact.type === "yesNo" ? ["eq"] : ["eq", "gte", "gt", "lte", "lt"];
  const node = openNode(raw, place, comparisons);
  if (!node) return undefined;
  const bounds = comparisons.flatMap((key) => {
    const bound = keyOf(node.object, key);
    return bound === undefined ? [] : [[key, readBound(bound, at(node, key), fact)] as const];
  });
  if (bounds.length === 0)
    refuse(place, shown(raw), `ít nhất một trong: ${comparisons.join(", ")}`);
  return complete(Object.fromEntries(bounds));
}

function readBound(raw: RawValue, place: Place, fact: MatrixFact): string | boolean | undefined {
  if (fact.type !== "yesNo") return readNumber(raw, place, {});
  if (typeof raw === "boolean") return raw;
  refuse(place, shown(raw), "true hoặc false");
  return undefined;
}

function checkLastRow(node: OpenNode): void {
  const rows = rawItems(node, "rows");
  const last = rows.at(-1);
  const when = isRawObject(last) ? keyOf(last, "when") : undefined;
  if (when === undefined || when === null) return;
  refuse(at(at(node, "rows"), rows.length - 1), "có when", "dòng cuối không có when");
}
