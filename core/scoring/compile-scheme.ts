import { type Rational, decimal, roundHalfUp } from "../rational.ts";
import {
  type Code,
  type Leaf,
  type Rule,
  type Scheme,
  type SchemeNode,
  isLeaf,
} from "../scheme/scheme.ts";
import { compileRule } from "./compile-rule.ts";
import type { RuleOf, RuleScorer } from "./rules/rule-scorer.ts";

/** Whole ten-thousandths of a point: 1.25 points is 12_500. Exact in sums, never negative. */
export type TenThousandths = number;

/** How many ten-thousandths a point has. */
export const unitsPerPoint = 10_000;

/** A leaf ready to score any number of answers. */
export interface CompiledLeaf {
  /** Its place among the scheme's leaves. */
  readonly place: number;
  readonly leaf: Leaf;
  readonly kind: Rule["kind"];
  readonly max: Rational;
  readonly maxUnits: TenThousandths;
  /** Decimals its points are rounded to, and how many such units a point has. */
  readonly decimals: number;
  readonly roundedTo: number;
  readonly scorer: RuleScorer;
}

/** A node with the stretch of leaves below it: places `from` up to but without `to`. */
export interface CompiledNode {
  readonly code: Code;
  readonly node: SchemeNode;
  readonly from: number;
  readonly to: number;
}

/** A gate whose breach makes every leaf of its parent 0. */
export interface ParentGate {
  readonly place: number;
  readonly parent: CompiledNode;
}

/** A leaf whose points depend on the whole group. */
export interface RelativeLeaf {
  readonly leaf: CompiledLeaf;
  readonly rule: RuleOf<"relative">;
}

/** A scheme with every parameter parsed. The same for all agencies and answers; keep it. */
export interface CompiledScheme {
  readonly scheme: Scheme;
  readonly leaves: readonly CompiledLeaf[];
  /** Each leaf's maximum by its place. */
  readonly maxima: readonly TenThousandths[];
  /** Every node, parents before children, in the scheme's order. */
  readonly nodes: readonly CompiledNode[];
  readonly nodeByCode: ReadonlyMap<Code, CompiledNode>;
  readonly leafByCode: ReadonlyMap<Code, CompiledLeaf>;
  readonly parentGates: readonly ParentGate[];
  readonly relativeLeaves: readonly RelativeLeaf[];
}

/**
 * Prepares a checked scheme for scoring.
 *
 * @throws {RangeError} When the scheme did not come from `readScheme` (a bug in the caller).
 */
export function compileScheme(scheme: Scheme): CompiledScheme {
  const leaves: CompiledLeaf[] = [];
  const nodes: CompiledNode[] = [];
  const parentGates: ParentGate[] = [];
  for (const field of scheme.fields) addNode(field, { leaves, nodes, parentGates, scheme });
  return {
    scheme,
    leaves,
    maxima: leaves.map(({ maxUnits }) => maxUnits),
    nodes,
    nodeByCode: new Map(nodes.map((node) => [node.code, node])),
    leafByCode: new Map(leaves.map((leaf) => [leaf.leaf.code, leaf])),
    parentGates,
    relativeLeaves: leaves.flatMap((leaf) =>
      leaf.leaf.rule.kind === "relative" ? [{ leaf, rule: leaf.leaf.rule }] : [],
    ),
  };
}

/** Prepares one leaf that stands by itself, for a chat that scores one answer. */
export function compileLeaf(leaf: Leaf, rounding: Scheme["rounding"], place = 0): CompiledLeaf {
  const max = decimal(leaf.max);
  return {
    place,
    leaf,
    kind: leaf.rule.kind,
    max,
    maxUnits: roundHalfUp(max, unitsPerPoint),
    decimals: rounding.leafDecimals,
    roundedTo: 10 ** rounding.leafDecimals,
    scorer: compileRule(leaf.rule, max),
  };
}

interface Lists {
  readonly scheme: Scheme;
  readonly leaves: CompiledLeaf[];
  readonly nodes: CompiledNode[];
  readonly parentGates: ParentGate[];
}

function addNode(node: SchemeNode, lists: Lists): CompiledNode {
  const from = lists.leaves.length;
  const slot = lists.nodes.length;
  const leafOnly = { code: node.code, node, from, to: from + 1 };
  lists.nodes.push(leafOnly);
  if (isLeaf(node)) {
    lists.leaves.push(compileLeaf(node, lists.scheme.rounding, from));
    return leafOnly;
  }
  const children = node.children.map((child) => addNode(child, lists));
  const whole = { ...leafOnly, to: lists.leaves.length };
  lists.nodes[slot] = whole;
  for (const { node: child, from: place } of children) {
    if (isParentGate(child)) lists.parentGates.push({ place, parent: whole });
  }
  return whole;
}

function isParentGate(node: SchemeNode): boolean {
  return isLeaf(node) && node.rule.kind === "gate" && node.rule.scope === "parent";
}
