import { decimal, roundHalfUp } from "../../rational.ts";
import { type Code, type Scheme, leavesOf } from "../../scheme/scheme.ts";
import { unitsPerPoint } from "../../scoring/compile-scheme.ts";
import type { AgencyResult } from "../facts.ts";

/** One of two agencies that are compared. */
export interface ComparedAgency {
  readonly result: AgencyResult;
  /** The scheme it is scored by. */
  readonly scheme: Scheme;
}

/** A node's value on both sides. */
export interface ComparedNode {
  readonly code: Code;
  readonly name: string;
  readonly sides: readonly [NodeValue, NodeValue];
  /** First less second, in ten-thousandths of a point; null where one of them has no points. */
  readonly gap: number | null;
}

/** Null where the results do not have it yet; its points are null where it does not apply. */
type NodeValue = { readonly points: string | null; readonly max: string } | null;

/** Two agencies side by side. */
export interface Comparison {
  /** First less second, in ten-thousandths; null where one has no index. */
  readonly indexGap: number | null;
  /** Null where they are scored by different schemes: then only the indexes can be compared. */
  readonly nodes: {
    readonly fields: readonly ComparedNode[];
    /** The leaves that pull them apart, the greatest gap first. */
    readonly apart: readonly ComparedNode[];
  } | null;
}

/** How many leaves are told that pull two agencies apart. */
const mostApart = 5;

/** Compares the newest results of two agencies, field by field and down to the leaves. */
export function compareResults(one: ComparedAgency, other: ComparedAgency): Comparison {
  const [first, second] = [one.result, other.result];
  const nodeOf = ({ code, name }: { readonly code: Code; readonly name: string }): ComparedNode => {
    const sides = [first.nodes.get(code) ?? null, second.nodes.get(code) ?? null] as const;
    return { code, name, sides, gap: gapOf(sides[0]?.points, sides[1]?.points) };
  };
  return {
    indexGap: gapOf(first.row.index, second.row.index),
    nodes:
      first.schemeHash === second.schemeHash
        ? {
            fields: one.scheme.fields.map(nodeOf),
            apart: leavesOf(one.scheme.fields)
              .map(nodeOf)
              .filter(({ gap }) => gap !== null && gap !== 0)
              .toSorted((a, b) => Math.abs(b.gap ?? 0) - Math.abs(a.gap ?? 0))
              .slice(0, mostApart),
          }
        : null,
  };
}

function gapOf(one: string | null | undefined, other: string | null | undefined): number | null {
  if (typeof one !== "string" || typeof other !== "string") return null;
  return unitsOf(one) - unitsOf(other);
}

/** Ten-thousandths of a printed number. */
export function unitsOf(printed: string): number {
  return roundHalfUp(decimal(printed), unitsPerPoint);
}
