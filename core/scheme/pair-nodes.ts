import { type Code, type SchemeNode, isLeaf } from "./scheme.ts";

/** The same criterion in two schemes. */
export interface NodePair {
  readonly before: SchemeNode;
  readonly after: SchemeNode;
}

/** Which criteria of two schemes are the same ones, and which stand in one only. */
export interface PairedNodes {
  /** In the order of the later scheme. */
  readonly pairs: readonly NodePair[];
  readonly added: readonly SchemeNode[];
  readonly removed: readonly SchemeNode[];
}

interface Placed {
  readonly node: SchemeNode;
  readonly parentName: string;
}

/**
 * Finds each criterion again: first under the same code and name, then under the same name (with
 * the same name above it) at another code, last under the same code with another name. So one
 * criterion put in between does not make all that follow look renamed.
 */
export function pairNodes(
  before: readonly SchemeNode[],
  after: readonly SchemeNode[],
): PairedNodes {
  const found = new Map<Code, SchemeNode>();
  const old = new Map(placed(before).map((item) => [item.node.code, item]));
  const open = new Map(placed(after).map((item) => [item.node.code, item]));
  const later = [...open.values()];
  const pair = (one: Placed, other: Placed) => {
    found.set(other.node.code, one.node);
    old.delete(one.node.code);
    open.delete(other.node.code);
  };

  for (const item of later) {
    const same = old.get(item.node.code);
    if (same && sameName(same, item)) pair(same, item);
  }
  const oldByName = uniqueByName([...old.values()]);
  for (const [name, item] of uniqueByName([...open.values()])) {
    const moved = oldByName.get(name);
    if (moved) pair(moved, item);
  }
  for (const item of [...open.values()]) {
    const renamed = old.get(item.node.code);
    if (renamed) pair(renamed, item);
  }
  return {
    pairs: later.flatMap(({ node }) => {
      const earlier = found.get(node.code);
      return earlier ? [{ before: earlier, after: node }] : [];
    }),
    added: [...open.values()].map(({ node }) => node),
    removed: [...old.values()].map(({ node }) => node),
  };
}

function placed(nodes: readonly SchemeNode[], parentName = ""): readonly Placed[] {
  return nodes.flatMap((node) => [
    { node, parentName },
    ...(isLeaf(node) ? [] : placed(node.children, node.name)),
  ]);
}

function sameName(one: Placed, other: Placed): boolean {
  return folded(one.node.name) === folded(other.node.name);
}

/** The nodes whose name, with the name above, stands there once. */
function uniqueByName(items: readonly Placed[]): Map<string, Placed> {
  const byName = new Map<string, Placed[]>();
  for (const item of items) {
    const sharing = byName.get(fullName(item));
    if (sharing) sharing.push(item);
    else byName.set(fullName(item), [item]);
  }
  return new Map(
    [...byName].flatMap(([name, sharing]) => {
      const [only] = sharing;
      return only && sharing.length === 1 ? [[name, only] as const] : [];
    }),
  );
}

function fullName({ node, parentName }: Placed): string {
  return `${folded(parentName)} / ${folded(node.name)}`;
}

function folded(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
