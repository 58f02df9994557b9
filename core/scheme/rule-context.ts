import {
  type OpenNode,
  type Place,
  at,
  complete,
  figure,
  oneOf,
  openNode,
  rawItems,
  readKey,
  refuse,
  silentFigure,
  text,
} from "./read-raw.ts";
import { type RawValue, isRawObject, keyOf } from "./raw-value.ts";
import type { DecimalText, LabelledPoints, MissingPolicy, Rule } from "./scheme.ts";
import { compareDecimals } from "./sorting.ts";

/** What a rule's reader must know of the place where the rule stands. */
export interface RuleContext {
  /** The most points it can give; undefined when the maximum itself was refused. */
  readonly max: DecimalText | undefined;
  /** Whether it is a leaf's own rule or inside a sum or an alternative. */
  readonly stands: "leaf" | "inside";
  /** Why the rule may not say "not applicable"; null when it may. */
  readonly mustApply: string | null;
  /** A leaf that is a field has no parent for a gate to close. */
  readonly hasParent: boolean;
  /** Keys of the survey's questions. */
  readonly questions: ReadonlySet<string>;
  /** What the survey does with too few ballots; null without a survey. */
  readonly whenTooFew: string | null;
}

/** Reads a rule of any kind; handed to the rules that contain others. */
export type ReadRule = (raw: RawValue, place: Place, context: RuleContext) => Rule | undefined;

/** Reads a rule of one kind. */
export type RuleReader<K extends Rule["kind"]> = (
  raw: RawValue,
  place: Place,
  context: RuleContext,
  readRule: ReadRule,
) => Extract<Rule, { readonly kind: K }> | undefined;

/** Opens a rule's object; every rule may have its kind. */
export function openRule(
  raw: RawValue,
  place: Place,
  ...parameters: readonly string[]
): OpenNode | undefined {
  return openNode(raw, place, ["kind", ...parameters]);
}

/** Reads points that lie between 0 and the maximum. */
export function pointsWithin(
  node: OpenNode,
  key: string,
  { max }: RuleContext,
): DecimalText | undefined {
  const points = figure(node, key, { min: "0" });
  if (points === undefined || max === undefined) return points;
  if (compareDecimals(points, max) <= 0) return points;
  refuse(at(node, key), points, `điểm không vượt quá điểm tối đa ${max}`);
  return undefined;
}

/** Reads one labelled choice with its points; `bounded` points may not pass the maximum. */
export function labelledPoints(
  raw: RawValue,
  place: Place,
  bounded: RuleContext | null,
): LabelledPoints | undefined {
  const node = openNode(raw, place, ["key", "label", "points"]);
  if (!node) return undefined;
  const points = bounded
    ? pointsWithin(node, "points", bounded)
    : figure(node, "points", { min: "0" });
  return complete({ key: keyIn(node), label: text(node, "label"), points });
}

/** Reads the key of a list's item. */
export function keyIn(node: OpenNode): string | undefined {
  return readKey(keyOf(node.object, "key"), at(node, "key"));
}

/** Reads what a rule gives when a figure is missing; it has no default. */
export function missingPolicy(
  node: OpenNode,
  key: string,
  { mustApply }: RuleContext,
): MissingPolicy | undefined {
  const policy = oneOf<MissingPolicy>(node, key, ["full", "zero", "notApplicable"]);
  if (policy !== "notApplicable" || mustApply === null) return policy;
  refuse(at(node, key), policy, `full hoặc zero: ${mustApply}`);
  return undefined;
}

/** Refuses thresholds of a list that are equal, and a lowest one that is not 0. */
export function checkThresholds(node: OpenNode, listKey: string, name: string): void {
  const items = rawItems(node, listKey);
  const thresholds = items.map((item) => silentFigure(item, name));
  refuseEqual(node, listKey, name);
  const read = thresholds.filter((threshold) => threshold !== undefined);
  if (read.length === 0 || read.length < items.length) return;
  const lowest = read.reduce((a, b) => (compareDecimals(b, a) < 0 ? b : a));
  if (lowest === "0") return;
  refuse(at(node, listKey), `${name} thấp nhất là ${lowest}`, `${name} thấp nhất bằng 0`);
}

/** Refuses thresholds of a list that are equal; `null` is a threshold of its own. */
export function refuseEqual(node: OpenNode, listKey: string, name: string): void {
  const seen = new Set<string>();
  for (const [index, item] of rawItems(node, listKey).entries()) {
    const isNull = isRawObject(item) && keyOf(item, name) === null;
    const threshold = isNull ? "null" : silentFigure(item, name);
    if (threshold === undefined) continue;
    if (seen.has(threshold)) {
      refuse(at(at(at(node, listKey), index), name), threshold, "ngưỡng không trùng nhau");
    }
    seen.add(threshold);
  }
}
