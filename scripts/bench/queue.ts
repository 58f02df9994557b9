// npm run bench:queue [-- --jobs N]: measures our queue against bare BullMQ, on Redis and on
// PostgreSQL; docs/benchmarks.md says what is measured.
import { parseArgs } from "node:util";
import { openDatabases } from "./chat/databases.ts";
import { startThrowAwayRedis } from "./chat/house.mjs";
import { medianOf } from "./chat/statistics.ts";
import { measureKeep } from "./queue/keep-rate.ts";
import { measureBare, measureOurs, measureRecompute } from "./queue/rates.ts";
import { type QueueResult, reportOf } from "./queue/report.ts";
import { type BenchGround, runBench } from "./run-bench.ts";

const { values: options } = parseArgs({ options: { jobs: { type: "string", default: "3000" } } });
const jobs = Number(options.jobs);
const agencies = 200;
const runs = 5;

await runBench(run);

async function run({ folder, machine, cluster, say, atEnd }: BenchGround): Promise<string> {
  const databases = openDatabases(cluster.url, agencies);
  const databaseUrl = await databases.province("do_queue", "1");
  const redis = await startThrowAwayRedis(folder);
  if (redis) atEnd(() => redis.stop());
  const results: QueueResult[] = [];
  for (const redisUrl of [...(redis ? [redis.url] : []), null]) {
    results.push(await measure({ redisUrl, databaseUrl }, folder, say));
  }
  const date = new Date().toISOString().slice(0, 10);
  return reportOf({ machine, date, jobs, agencies, runs, results });
}

/** By turns, so that whatever else the machine does meets both. */
async function measure(
  address: { readonly redisUrl: string | null; readonly databaseUrl: string },
  folder: string,
  say: (line: string) => void,
): Promise<QueueResult> {
  const backend = address.redisUrl === null ? "PostgreSQL" : "Redis";
  // The first run of each warms code, plans and connections up.
  await measureBare(address, jobs / 10);
  await measureOurs(address, jobs / 10);
  const bare: number[] = [];
  const ours: number[] = [];
  for (let at = 1; at <= runs; at += 1) {
    bare.push(await measureBare(address, jobs));
    ours.push(await measureOurs(address, jobs));
    say(
      `${backend}, run ${at}: bare ${bare.at(-1)?.toFixed(0)}/s, ours ${ours.at(-1)?.toFixed(0)}/s`,
    );
  }
  const recompute = await measureRecompute(address, 100);
  const keep = await measureKeep(address, 300, folder);
  return { backend, bare, ours, ratio: medianOf(ours) / medianOf(bare), recompute, keep };
}
