import type { Code } from "../scheme/scheme.ts";
import { type CompiledLeaf, unitsPerPoint } from "./compile-scheme.ts";
import { type CarryInto, rescored } from "./carry-answers.ts";
import type { Answer } from "./answer.ts";

/** A value that somebody beside the agency gave a leaf. */
export interface GivenValue {
  readonly code: Code;
  /** Facts; null when there are none, or none that a rule reads (ballots of the survey). */
  readonly answer: Answer | null;
  /** Ten-thousandths set by hand. */
  readonly setPoints: number | null;
  readonly points: number | null;
  readonly notApplicable: string | null;
}

/**
 * Carries a value into another scheme.
 *
 * @param asked - Leaves of the later scheme whose own answer is asked again: what was judged of the
 *   former answer does not stand either.
 * @returns Where it stands and what it is worth there; null when it is set aside.
 */
export function carryValue(
  into: CarryInto,
  asked: ReadonlySet<Code>,
  value: GivenValue,
): { readonly code: Code; readonly points: number | null } | null {
  const fate = into.fates.find((each) => each.from === value.code);
  if (fate?.kind !== "kept" || asked.has(fate.to.code)) return null;
  const { code, notApplicable } = fate.to;
  if (value.notApplicable !== null && notApplicable === "forbidden") return null;
  if (value.setPoints !== null) {
    const fits = fitsByHand(into.compiled.leafByCode.get(code), value.setPoints);
    return fits ? { code, points: value.points } : null;
  }
  const scored = rescored(into, code, { answer: value.answer, points: value.points });
  return scored && { code, points: scored.points };
}

/** Points by hand are within the maximum and no finer than the scheme rounds. */
function fitsByHand(leaf: CompiledLeaf | undefined, points: number): boolean {
  return (
    leaf !== undefined && points <= leaf.maxUnits && points % (unitsPerPoint / leaf.roundedTo) === 0
  );
}

/** Turns fates round, for the way back: what was kept leads from the later scheme to the former. */
export function keptBack({
  fates,
  compiled,
}: Pick<CarryInto, "fates" | "compiled">): CarryInto["fates"] {
  return fates.flatMap((fate) => {
    if (fate.kind !== "kept") return [];
    const former = compiled.leafByCode.get(fate.from);
    return former ? [{ kind: "kept", from: fate.to.code, to: former.leaf } as const] : [];
  });
}
