// npm run bench:chat [-- --quick] [--full] [--only NAME] [--open] [--dist FOLDER] [--profile FOLDER]:
// measures the way of a message through the product and through two peers; docs/benchmarks.md
// says what is measured and how to read it.
import path from "node:path";
import { parseArgs } from "node:util";
import { openDatabases } from "./chat/databases.ts";
import { startFake } from "./chat/fake-process.ts";
import { buildProduct } from "./chat/house.mjs";
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
import { type BenchGround, runBench } from "./run-bench.ts";

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

await runBench(run);

async function run(ground: BenchGround): Promise<string> {
  const { root, folder, machine, cluster, children, say } = ground;
  if (options.dist === undefined) await buildProduct(root, say);
  const databases = openDatabases(cluster.url, extent.officers);
  const bench: Bench = {
    ...{ children, databases, root, folder, say },
    fake: await startFake(children),
    dist: path.resolve(options.dist ?? path.join(root, "dist")),
    nodeOptions: options.profile ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [],
    postmaster: cluster.pid(),
  };
  const date = new Date().toISOString().slice(0, 10);
  const postgres = await databases.version();
  return reportOf({ machine, date, extent, postgres, ...(await measure(bench)) });
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
