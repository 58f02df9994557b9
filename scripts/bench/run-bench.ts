import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Children, openChildren } from "./chat/children.ts";
import { type Cluster, openCluster } from "./chat/house.mjs";
import { type Machine, machineOf } from "./chat/machine.ts";

/** What every benchmark of running processes stands on; all of it goes away at the end. */
export interface BenchGround {
  /** The repository. */
  readonly root: string;
  /** A folder of its own. */
  readonly folder: string;
  /** As it was before anything was started. */
  readonly machine: Machine;
  readonly cluster: Cluster;
  readonly children: Children;
  readonly say: (line: string) => void;
  /** Has something undone at the end, the last first. */
  readonly atEnd: (clean: () => Promise<void>) => void;
}

/**
 * Runs a benchmark and prints its report. Whatever breaks it off (an error, a signal, a reader that
 * has gone), everything it has started is ended and removed.
 */
export async function runBench(measure: (ground: BenchGround) => Promise<string>): Promise<never> {
  const cleanings: (() => Promise<void>)[] = [];
  const { brokenOff, breakOff } = openBreak();
  try {
    const report = await Promise.race([
      prepare(cleanings, breakOff).then((ground) => measure(ground)),
      brokenOff,
    ]);
    process.stdout.write(`\n${report}\n`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    for (const clean of cleanings.reverse()) await clean();
  }
  // What was broken off may still be waiting for something that will not come.
  process.exit();
}

async function prepare(
  cleanings: (() => Promise<void>)[],
  breakOff: (error: Error) => void,
): Promise<BenchGround> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const folder = await mkdtemp(path.join(tmpdir(), "cham-bench-"));
  cleanings.push(() => rm(folder, { recursive: true, force: true }));
  const machine = machineOf(folder);
  const opening = openCluster(root, folder);
  // Also when broken off half-way: the server is in a process group of its own.
  cleanings.push(async () => (await opening.catch(() => null))?.stop());
  const cluster = await opening;
  const children = openChildren(root, breakOff);
  cleanings.push(() => children.stopAll());
  const atEnd = (clean: () => Promise<void>): void => void cleanings.push(clean);
  return { root, folder, machine, cluster, children, say, atEnd };
}

function openBreak(): {
  readonly brokenOff: Promise<never>;
  readonly breakOff: (error: Error) => void;
} {
  let breakOff: (error: Error) => void = () => undefined;
  const brokenOff = new Promise<never>((_, reject) => (breakOff = reject));
  brokenOff.catch(() => undefined);
  // Read by "| head", for instance: the processes and the cluster must go all the same.
  process.stdout.on("error", () => {
    breakOff(new Error("nobody reads on"));
  });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      breakOff(new Error(`broken off by ${name}`));
    });
  }
  return {
    brokenOff,
    breakOff: (error) => {
      breakOff(error);
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
