import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { medianOf } from "./statistics.ts";

/** What the figures depend on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGib: number;
  readonly node: string;
  /** Milliseconds to write eight kilobytes for good, median of a hundred. */
  readonly syncMs: number;
  /** Processes that wanted a core over the last minute when the benchmark began. */
  readonly load: number;
}

/** Looks at this machine; the folder is where the database will lie. */
export function machineOf(folder: string): Machine {
  return {
    cores: os.availableParallelism(),
    processor: os.cpus()[0]?.model ?? "?",
    memoryGib: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    syncMs: syncTime(folder),
    load: os.loadavg()[0] ?? 0,
  };
}

function syncTime(folder: string): number {
  const file = path.join(folder, "sync");
  const page = Buffer.alloc(8192, 1);
  const descriptor = openSync(file, "w");
  try {
    const times = Array.from({ length: 100 }, () => {
      writeSync(descriptor, page);
      const begun = performance.now();
      fdatasyncSync(descriptor);
      return performance.now() - begun;
    });
    return medianOf(times);
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
}
