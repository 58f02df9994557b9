import type { LeafTrace, TraceStep } from "../../scoring/trace.ts";

/** The step of one kind. */
export type StepOf<Kind extends TraceStep["kind"]> = Extract<TraceStep, { readonly kind: Kind }>;

/** One writer for each kind of step. */
export type TraceWriters = {
  readonly [Kind in TraceStep["kind"]]: (step: StepOf<Kind>, trace: TraceEnds) => string;
};

/** What a step's words need of the leaf, or of the part of a sum, it belongs to. */
export type TraceEnds = Pick<LeafTrace, "max">;

/** Writes steps one after the other, as an arrow reads. */
export function writeSteps(
  writers: TraceWriters,
  steps: readonly TraceStep[],
  ends: TraceEnds,
): string {
  return steps
    .map((step) => {
      // The table has, under each kind, the writer of just that kind.
      const write = writers[step.kind] as (step: TraceStep, ends: TraceEnds) => string;
      return write(step, ends);
    })
    .join(" → ");
}
