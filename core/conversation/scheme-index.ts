import {
  type Branch,
  type Code,
  type Leaf,
  type Scheme,
  type SchemeNode,
  isLeaf,
  leavesOf,
} from "../scheme/scheme.ts";
import type { LeftOut } from "../round/left-out.ts";

/** A scheme arranged for looking things up during a talk. */
export interface SchemeIndex {
  readonly scheme: Scheme;
  readonly nodes: ReadonlyMap<Code, SchemeNode>;
  readonly leaves: readonly Leaf[];
  /** The leaves an agency answers itself, in the scheme's order. */
  readonly own: readonly Leaf[];
  readonly places: ReadonlyMap<Code, number>;
  /** The top-level node (lĩnh vực) of each node. */
  readonly fieldOf: ReadonlyMap<Code, SchemeNode>;
  readonly parentOf: ReadonlyMap<Code, Branch>;
  /** Leaves that do not apply to the agency, with the reason the province gave. */
  readonly leftOut: ReadonlyMap<Code, string>;
}

const indexes = new WeakMap<Scheme, SchemeIndex>();

/** The index of a scheme; made once for each scheme object, which never changes. */
export function indexOf(scheme: Scheme): SchemeIndex {
  const known = indexes.get(scheme);
  if (known) return known;
  const made = makeIndex(scheme);
  indexes.set(scheme, made);
  return made;
}

/**
 * The index for one agency: leaves below what the province has declared not to apply to it are not
 * its own.
 */
export function indexFor(scheme: Scheme, declared: readonly LeftOut[]): SchemeIndex {
  const index = indexOf(scheme);
  if (declared.length === 0) return index;
  const leftOut = new Map(
    declared.flatMap(({ code, reason }) => {
      const node = index.nodes.get(code);
      return node ? leavesOf([node]).map((leaf) => [leaf.code, reason] as const) : [];
    }),
  );
  const own = index.own.filter(({ code }) => !leftOut.has(code));
  return { ...index, own, places: placesOf(own), leftOut };
}

/** The leaf with this code, or undefined when there is none. */
export function findLeaf(scheme: Scheme, code: Code): Leaf | undefined {
  const node = indexOf(scheme).nodes.get(code);
  return node && isLeaf(node) ? node : undefined;
}

function makeIndex(scheme: Scheme): SchemeIndex {
  const nodes = new Map<Code, SchemeNode>();
  const fieldOf = new Map<Code, SchemeNode>();
  const parentOf = new Map<Code, Branch>();
  const visit = (node: SchemeNode, field: SchemeNode) => {
    nodes.set(node.code, node);
    fieldOf.set(node.code, field);
    if (isLeaf(node)) return;
    for (const child of node.children) {
      parentOf.set(child.code, node);
      visit(child, field);
    }
  };
  for (const field of scheme.fields) visit(field, field);
  const leaves = leavesOf(scheme.fields);
  const own = leaves.filter(({ source }) => source === "self");
  const places = placesOf(own);
  return { scheme, nodes, leaves, own, places, fieldOf, parentOf, leftOut: new Map() };
}

function placesOf(leaves: readonly Leaf[]): ReadonlyMap<Code, number> {
  return new Map(leaves.map(({ code }, place) => [code, place]));
}
