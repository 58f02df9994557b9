import { contentAt } from "./dialogue.ts";
import type { Driver } from "./driver.ts";
import { type Latencies, latenciesOf, poissonGaps } from "./statistics.ts";

/** A stretch of the dialogue as it was played. */
export interface Played {
  readonly updates: number;
  readonly seconds: number;
  readonly latencies: Latencies;
  readonly all: readonly number[];
}

/** All officers go through the steps at once, each sending as soon as the reply is there. */
export async function closedLoop(
  driver: Driver,
  officers: number,
  [from, to]: readonly [number, number],
): Promise<Played> {
  const all: number[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: officers }, async (_, officer) => {
      for (let step = from; step < to; step += 1) {
        all.push(await driver.say(officer, contentAt(officer, step)));
      }
    }),
  );
  return played(all, begun);
}

/** What an open loop plays. */
export interface OpenLoop {
  readonly perSecond: number;
  readonly updates: number;
  /** The step at which each officer stands; moved on. */
  readonly steps: number[];
  readonly seed: number;
}

/**
 * Updates come as a Poisson stream, whether the ones before were answered or not; each from the
 * officer who has been silent longest.
 *
 * @throws {Error} When every officer waits for a reply: the system is far behind.
 */
export async function openLoop(
  driver: Driver,
  { perSecond, updates, steps, seed }: OpenLoop,
): Promise<Played> {
  const gap = poissonGaps(perSecond, seed);
  const silent = steps.map((_, officer) => officer);
  const all: number[] = [];
  const begun = performance.now();
  const talks: Promise<void>[] = [];
  let due = begun;
  for (let sent = 0; sent < updates; sent += 1) {
    due += gap();
    await untilTime(due);
    const officer = silent.shift();
    if (officer === undefined) throw new Error("every officer waits for a reply");
    talks.push(sayNext(officer, due));
    // A failure is reported by the wait at the end.
    talks.at(-1)?.catch(() => undefined);
  }
  await Promise.all(talks);
  return played(all, begun);

  async function sayNext(officer: number, dueAt: number): Promise<void> {
    const step = steps[officer] ?? 0;
    steps[officer] = step + 1;
    const late = performance.now() - dueAt;
    const latency = await driver.say(officer, contentAt(officer, step));
    all.push(latency + (late > timerMs ? late : 0));
    silent.push(officer);
  }
}

/** A timer of ours rings up to so much late; what is more is counted as waiting. */
const timerMs = 2;

function untilTime(due: number): Promise<void> {
  const ms = due - performance.now();
  return ms <= 0 ? Promise.resolve() : new Promise((go) => setTimeout(go, ms));
}

function played(all: readonly number[], begun: number): Played {
  const seconds = (performance.now() - begun) / 1000;
  return { updates: all.length, seconds, latencies: latenciesOf(all), all };
}
