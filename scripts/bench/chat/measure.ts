import { dialogueLength, updatesPerLeaf } from "./dialogue.ts";
import { type Driver, openDriver } from "./driver.ts";
import { type Played, closedLoop, openLoop } from "./loops.ts";
import { cpuOf, cpuOfServer, peakMemoryOf } from "./processes.ts";
import { type Latencies, latenciesOf, medianOf } from "./statistics.ts";
import {
  type Ground,
  type RunningSystem,
  type Said,
  type SystemName,
  startSystem,
} from "./systems.ts";

/** How long and how wide to measure. */
export interface Extent {
  /** Chats of the closed loop, and officers of the province. */
  readonly officers: number;
  readonly openRuns: number;
  readonly openSeconds: number;
  readonly perSecond: number;
  /** Whether the slow peer plays every criterion too, and not three samples of ten. */
  readonly full: boolean;
}

/** What the closed loop found of one system. */
export interface ClosedResult {
  readonly system: SystemName;
  readonly updates: number;
  /** Updates a second over the dialogue, in its first and in its last ten criteria. */
  readonly rate: number;
  readonly firstRate: number;
  readonly lastRate: number;
  readonly latencies: Latencies;
  /** Milliseconds of one core for each update, by process. */
  readonly cpu: ReadonlyMap<string, number>;
  readonly memory: ReadonlyMap<string, number>;
  /** Parts of the dialogue were skipped; the rate is the mean over three samples. */
  readonly isSampled: boolean;
}

/** What the open loop found of one system. */
export interface OpenResult {
  readonly system: SystemName;
  readonly runs: readonly Latencies[];
  readonly median: Latencies;
  readonly memory: ReadonlyMap<string, number>;
}

/** What measuring needs beyond the systems' own needs. */
export interface Bench extends Ground {
  readonly postmaster: number;
  readonly say: (line: string) => void;
}

type Window = Said["window"];

const sampleLeaves = 10;

/** Plays the dialogue with all officers at once. */
export function measureClosed(
  bench: Bench,
  system: SystemName,
  extent: Extent,
): Promise<ClosedResult> {
  return withSystem(bench, system, "closed", async (running, driver) => {
    const isSampled = !extent.full && running.copyFirstTalk !== null;
    await closedLoop(driver, extent.officers, [-2, 0]);
    const { said, stretches } = await playWindows(
      bench,
      { running, driver },
      {
        ...{ system, officers: extent.officers, windows: windowsOf(isSampled) },
      },
    );
    const memory = memoryOf(running);
    await running.verify(said);
    if (driver.surplus() > 0) throw new Error(`${driver.surplus()} replies too many`);
    const cpu = perUpdate(stretches);
    return {
      ...{ system, cpu, memory, isSampled },
      ...ratesOf(stretches.map((each) => each.played)),
    };
  });
}

interface Stretch {
  readonly played: Played;
  readonly used: CpuMs;
}

async function playWindows(
  bench: Bench,
  { running, driver }: { readonly running: RunningSystem; readonly driver: Driver },
  what: {
    readonly system: SystemName;
    readonly officers: number;
    readonly windows: readonly Window[];
  },
): Promise<{ readonly said: readonly Said[]; readonly stretches: readonly Stretch[] }> {
  const { system, officers, windows } = what;
  const said: Said[] = [];
  const stretches: Stretch[] = [];
  let at = 0;
  for (const window of windows) {
    if (at < window[0]) {
      await closedLoop(driver, 1, [at, window[0]]);
      await running.copyFirstTalk?.(officers);
      said.push({ officers: 1, window: [at, window[0]] });
    }
    const before = cpuNow(bench, running);
    const played = await closedLoop(driver, officers, window);
    const stretch = { played, used: difference(cpuNow(bench, running), before) };
    bench.say(lineOf(system, window, stretch));
    stretches.push(stretch);
    said.push({ officers, window });
    at = window[1];
  }
  return { said, stretches };
}

/** Criteria that every officer has played before the open loop. */
const warmUpLeaves = 10;

/** Plays a stretch of the dialogue at a steady rate, several times. */
export function measureOpen(
  bench: Bench,
  system: SystemName,
  { officers, openRuns, openSeconds, perSecond }: Extent,
): Promise<OpenResult> {
  return withSystem(bench, system, "open", async (running, driver) => {
    // Opens every chat and warms the program up: its code, the database's plans, the disk's files.
    const from = warmUpLeaves * updatesPerLeaf;
    await closedLoop(driver, officers, [-2, from]);
    const steps = Array.from({ length: officers }, () => from);
    const runs: Latencies[] = [];
    for (let run = 1; run <= openRuns; run += 1) {
      const updates = Math.round(perSecond * openSeconds);
      const played = await openLoop(driver, { perSecond, updates, steps, seed: 2025 + run });
      runs.push(played.latencies);
      bench.say(`${system}, open loop ${run}: ${told(played.latencies)}`);
    }
    const median = {
      p50: medianOf(runs.map(({ p50 }) => p50)),
      p95: medianOf(runs.map(({ p95 }) => p95)),
      p99: medianOf(runs.map(({ p99 }) => p99)),
    };
    return { system, runs, median, memory: memoryOf(running) };
  });
}

async function withSystem<T>(
  bench: Bench,
  system: SystemName,
  run: string,
  work: (running: RunningSystem, driver: Driver) => Promise<T>,
): Promise<T> {
  const running = await startSystem(bench, system, `${system.toLowerCase()}_${run}`);
  const driver = openDriver(running.webhook, bench.fake);
  try {
    await bench.databases.settle();
    return await work(running, driver);
  } finally {
    driver.close();
    await running.stop();
  }
}

/**
 * Ten criteria at the beginning and at the end; between them all, or ten in the middle. What lies
 * between samples is played by one officer, and the others' talks become copies of that one.
 */
function windowsOf(isSampled: boolean): readonly Window[] {
  const size = sampleLeaves * updatesPerLeaf;
  const last = dialogueLength - size;
  const middle = Math.floor(last / 2 / updatesPerLeaf) * updatesPerLeaf;
  return [[0, size], isSampled ? [middle, middle + size] : [size, last], [last, dialogueLength]];
}

function cpuNow({ postmaster, fake }: Bench, { processes }: RunningSystem): CpuMs {
  const used = process.cpuUsage();
  return new Map([
    ...[...processes].map(([name, pid]) => [name, cpuOf(pid)] as const),
    ["database", cpuOfServer(postmaster)] as const,
    ["fake", cpuOf(fake.pid)] as const,
    ["driver", (used.user + used.system) / 1000] as const,
  ]);
}

function memoryOf({ processes }: RunningSystem): ReadonlyMap<string, number> {
  return new Map([...processes].map(([name, pid]) => [name, peakMemoryOf(pid)]));
}

type CpuMs = ReadonlyMap<string, number>;

function difference(after: CpuMs, before: CpuMs): CpuMs {
  return new Map([...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)]));
}

function perUpdate(stretches: readonly Stretch[]): CpuMs {
  const updates = stretches.reduce((sum, { played }) => sum + played.updates, 0);
  const names = [...(stretches[0]?.used.keys() ?? [])];
  return new Map(
    names.map((name) => [
      name,
      stretches.reduce((sum, { used }) => sum + (used.get(name) ?? 0), 0) / updates,
    ]),
  );
}

function ratesOf(
  played: readonly Played[],
): Pick<ClosedResult, "updates" | "rate" | "firstRate" | "lastRate" | "latencies"> {
  const updates = played.reduce((sum, each) => sum + each.updates, 0);
  const seconds = played.reduce((sum, each) => sum + each.seconds, 0);
  const rates = played.map((each) => each.updates / each.seconds);
  return {
    updates,
    // The samples are of one size, so both are the mean time of an update, turned over.
    rate: updates / seconds,
    firstRate: rates[0] ?? 0,
    lastRate: rates.at(-1) ?? 0,
    latencies: latenciesOf(played.flatMap(({ all }) => [...all])),
  };
}

function lineOf(system: SystemName, [from, to]: Window, stretch: Stretch): string {
  const { updates, seconds, latencies } = stretch.played;
  const criteria = `${from / updatesPerLeaf + 1}-${to / updatesPerLeaf}`;
  const cpu = [...perUpdate([stretch])].map(([name, ms]) => `${name} ${ms.toFixed(2)}`).join(", ");
  return `${system}, criteria ${criteria}: ${(updates / seconds).toFixed(0)}/s, ${told(latencies)}; CPU ms: ${cpu}`;
}

function told({ p50, p95, p99 }: Latencies): string {
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
}
