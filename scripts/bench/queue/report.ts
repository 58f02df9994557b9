import type { Machine } from "../chat/machine.ts";
import { medianOf } from "../chat/statistics.ts";

/** What was found on one backend; rates in jobs a second. */
export interface QueueResult {
  readonly backend: string;
  readonly bare: readonly number[];
  readonly ours: readonly number[];
  /** Of the medians. */
  readonly ratio: number;
  /** Computations of a group's results. */
  readonly recompute: number;
  /** Files of 100 kB kept. */
  readonly keep: number;
}

/** Lays the findings out as Markdown, the goal beside them. */
export function reportOf(findings: {
  readonly machine: Machine;
  readonly date: string;
  readonly jobs: number;
  readonly agencies: number;
  readonly runs: number;
  readonly results: readonly QueueResult[];
}): string {
  const { machine, date, jobs, agencies, runs, results } = findings;
  const { cores, processor, memoryGib, node, load, syncMs } = machine;
  return [
    `${date}; ${cores} cores (${processor}), ${memoryGib} GiB; Node ${node}, fsync on (8 kB in ${syncMs.toFixed(2)} ms); load before the run ${load.toFixed(1)}.`,
    `${jobs} empty jobs, ${runs} runs by turns, medians; a group of ${agencies} agencies to compute.`,
    "",
    "| backend | bare BullMQ | ours | ours to bare, goal ≥ 80 % | | results of a group | files of 100 kB |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...results.map(({ backend, bare, ours, ratio, recompute, keep }) =>
      [
        `| ${backend} | ${medianOf(bare).toFixed(0)}/s | ${medianOf(ours).toFixed(0)}/s`,
        `${(100 * ratio).toFixed(0)} % | ${ratio >= 0.8 ? "met" : "missed"}`,
        `${recompute.toFixed(1)}/s | ${keep.toFixed(1)}/s |`,
      ].join(" | "),
    ),
    "",
  ].join("\n");
}
