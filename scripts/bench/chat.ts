// npm run bench:chat [-- --quick] [--full] [--only NAME] [--open] [--dist FOLDER] [--profile FOLDER]:
// measures the way of a message through the product and through two peers; docs/benchmarks.md
// says what is measured and how to read it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openChildren } from "./chat/children.ts";
import { openDatabases } from "./chat/databases.ts";
import { startFake } from "./chat/fake-process.ts";
import { buildProduct, openCluster } from "./chat/house.mjs";
import { machineOf } from "./chat/machine.ts";
import {
  type Bench,
  type ClosedResult,
  type Extent,
  type OpenResult,
  measureClosed,
  measureOpen,
} from "./chat/measure.ts";
import { type Findings, reportOf } from "./chat/report.ts";
import type { SystemName } from "./chat/systems.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    only: { type: "string" },
    open: { type: "boolean", default: false },
    dist: { type: "string" },
    profile: { type: "string" },
  },
});
const extent: Extent = options.quick
  ? { officers: 50, openRuns: 1, openSeconds: 5, perSecond: 50, full: false }
  : { officers: 200, openRuns: 3, openSeconds: 20, perSecond: 50, full: options.full };
const every: readonly SystemName[] = ["product", "conversations", "threeCommits"];
const systems = every.filter((name) => options.only === undefined || options.only === name);

const root = fileURLToPath(new URL("../../", import.meta.url));
const cleanings: (() => Promise<void>)[] = [];
let brokenOff: (error: Error) => void = () => undefined;
const breakOff = new Promise<never>((_, reject) => (brokenOff = reject));
breakOff.catch(() => undefined);
// Read by "| head", for instance: the processes and the cluster must go all the same.
process.stdout.on("error", () => {
  brokenOff(new Error("nobody reads on"));
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    brokenOff(new Error(`broken off by ${name}`));
  });
}

try {
  const findings = await Promise.race([run(), breakOff]);
  process.stdout.write(`\n${reportOf(findings)}\n`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  for (const clean of cleanings.reverse()) await clean();
}
// What was broken off may still be waiting for something that will not come.
process.exit();

async function run(): Promise<Findings> {
  if (options.dist === undefined) await buildProduct(root, say);
  const folder = await mkdtemp(path.join(tmpdir(), "cham-bench-"));
  cleanings.push(() => rm(folder, { recursive: true, force: true }));
  const machine = machineOf(folder);
  const opening = openCluster(root, folder);
  // Also when broken off half-way: the server is in a process group of its own.
  cleanings.push(async () => (await opening.catch(() => null))?.stop());
  const cluster = await opening;
  const children = openChildren(root, brokenOff);
  cleanings.push(() => children.stopAll());
  const databases = openDatabases(cluster.url, extent.officers);
  const bench: Bench = {
    ...{ children, databases, root, folder, say },
    fake: await startFake(children),
    dist: path.resolve(options.dist ?? path.join(root, "dist")),
    nodeOptions: options.profile ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [],
    postmaster: cluster.pid(),
  };
  const date = new Date().toISOString().slice(0, 10);
  return { machine, date, extent, postgres: await databases.version(), ...(await measure(bench)) };
}

async function measure(bench: Bench): Promise<Pick<Findings, "closed" | "open">> {
  const closed: ClosedResult[] = [];
  const open: OpenResult[] = [];
  for (const system of systems) {
    open.push(await measureOpen(bench, system, openExtent(system)));
    if (!options.open) closed.push(await measureClosed(bench, system, extent));
  }
  return { closed, open };
}

/** The peers are there to compare with: one run of theirs is enough. */
function openExtent(system: SystemName): Extent {
  return system === "product" ? extent : { ...extent, openRuns: 1 };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
