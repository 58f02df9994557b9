import { dueByClock } from "../core/round/transitions.ts";
import type { Clock } from "./ports.ts";
import type { RoundDesk, RoundStore } from "./round-ports.ts";

/** What moving rounds by the clock needs from the outside. */
export interface AdvanceRoundsDependencies {
  readonly rounds: RoundStore;
  readonly clock: Clock;
}

/**
 * Moves every round whose phase has closed to the next stage; one that was left alone over several
 * closings takes every step, each with its own entry. Two workers at once have one effect.
 *
 * @returns How many steps were made here.
 * @throws {AggregateError} When some could not be moved, after all others were.
 */
export async function advanceRounds({ rounds, clock }: AdvanceRoundsDependencies): Promise<number> {
  const now = clock.now().toISOString();
  const failures: unknown[] = [];
  let steps = 0;
  for (const roundId of await rounds.dueByClock(now)) {
    try {
      while (await rounds.alone(roundId, (desk) => stepByClock(desk, now))) steps += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some rounds could not be moved");
  return steps;
}

async function stepByClock(desk: RoundDesk, now: string): Promise<boolean> {
  const step = dueByClock(desk.course, now);
  if (!step) return false;
  const { from, to } = step;
  await desk.save(
    { kind: "advance", from, to, reason: null },
    { staffId: null, role: null, updateId: null, now },
  );
  return true;
}
