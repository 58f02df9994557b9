import { type Rational, writeFigure, zero } from "../../rational.ts";
import type { MissingPolicy } from "../../scheme/scheme.ts";
import type { MissingReason } from "../trace.ts";
import type { Told } from "./rule-scorer.ts";

/** What a rule gives when it cannot be computed; null hands the leaf to its own policy. */
export function missingPoints(policy: MissingPolicy, max: Rational): Rational | null {
  if (policy === "notApplicable") return null;
  return policy === "full" ? max : zero;
}

/** Tells that a rule could not be computed and what came of it. */
export function tellMissing(policy: MissingPolicy, max: Rational, why: MissingReason): Told {
  if (policy === "notApplicable") return { kind: "notApplicable", why };
  const points = policy === "full" ? max : zero;
  const step = { kind: "missing", why, gives: policy, points: writeFigure(points) } as const;
  return { kind: "points", points, step };
}
