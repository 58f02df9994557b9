import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { contentAt, dialogueLength } from "../chat/dialogue.ts";
import type { Driver } from "../chat/driver.ts";
import { type Latencies, latenciesOf, poissonGaps } from "../chat/statistics.ts";

/** People who type all the while, each the next thing some seconds after the answer before. */
export interface Typists {
  /** Lets them type until they are stopped. */
  start(): Promise<void>;
  /** Waits until so many answers have come, from the beginning on. */
  typed(answers: number): Promise<void>;
  /** Latencies of what was said since an instant of the machine's monotonic clock. */
  since(ms: number): Latencies & { readonly count: number; readonly worst: number };
  stop(): Promise<void>;
}

/** How long a person takes from one message to the next. */
const thinkMs = 6_000;

/**
 * Opens the typists. They begin one after the other, so that their messages are spread evenly over
 * the time; with `isRandom` each takes a random time instead, and messages fall together by chance.
 */
export function openTypists(
  driver: Driver,
  { people, isRandom }: { readonly people: number; readonly isRandom: boolean },
): Typists {
  const said: { readonly atMs: number; readonly latencyMs: number }[] = [];
  const stopper = new AbortController();
  setMaxListeners(0, stopper.signal);
  const waiting: { readonly answers: number; readonly go: () => void }[] = [];

  async function type(person: number): Promise<void> {
    const gap = poissonGaps(1000 / thinkMs, 77 + person);
    let due = performance.now() + (person * thinkMs) / people;
    for (let step = -2; step < dialogueLength; step += 1) {
      if (!(await isTime(due, stopper.signal))) return;
      const atMs = nowMs();
      const latencyMs = await driver.say(person, contentAt(person, step));
      said.push({ atMs, latencyMs });
      for (const each of waiting) if (said.length >= each.answers) each.go();
      // Telegram takes one message a second in a chat: nobody types faster than that here.
      due = isRandom ? performance.now() + Math.max(1_100, gap()) : due + thinkMs;
    }
  }

  return {
    async start() {
      await Promise.all(Array.from({ length: people }, (_, person) => type(person)));
    },
    typed: (answers) => new Promise((go) => waiting.push({ answers, go })),
    since(ms) {
      const counted = said.filter(({ atMs }) => atMs >= ms).map(({ latencyMs }) => latencyMs);
      return { ...latenciesOf(counted), count: counted.length, worst: Math.max(0, ...counted) };
    },
    stop() {
      stopper.abort();
      return Promise.resolve();
    },
  };
}

function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Waits until it is time; false when it was called off before. */
async function isTime(due: number, signal: AbortSignal): Promise<boolean> {
  const ms = Math.max(0, due - performance.now());
  return delay(ms, true, { signal }).catch(() => false);
}
