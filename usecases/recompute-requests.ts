import type { Jobs } from "./job-ports.ts";
import type { Clock } from "./ports.ts";
import type { PlayedTurn } from "./play-turn.ts";

/** Asks the worker for new results after turns that changed a draft. */
export interface RecomputeRequests {
  note(played: PlayedTurn): void;
  /** Asks for what was noted and not yet asked for. */
  settle(): Promise<void>;
}

/** What asking needs from the outside. */
export interface RecomputeRequestDependencies {
  readonly jobs: Pick<Jobs, "recompute">;
  readonly clock: Clock;
  /** Runs the work once after so many milliseconds. */
  readonly later: (work: () => void, ms: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Answers that come together are asked for together. */
const gatherMs = 250;
/** While answers keep coming the results follow at this pace: a computation reads whole groups. */
const paceMs = 3_000;

/**
 * Gathers the groups whose answers changed and asks once for each. A lost asking is made good by
 * the sweeper, which finds the mark that the turn itself has left in the database.
 */
export function openRecomputeRequests({
  jobs,
  clock,
  later,
  onFailure,
}: RecomputeRequestDependencies): RecomputeRequests {
  let groups = new Map<string, { readonly roundId: string; readonly group: string }>();
  let nextAt = 0;

  async function settle(): Promise<void> {
    const asked = groups;
    groups = new Map();
    nextAt = clock.now().getTime() + paceMs;
    try {
      for (const { roundId, group } of asked.values()) await jobs.recompute(roundId, group);
    } catch (error) {
      // The queue is down: the sweeper asks again when it is back.
      onFailure(error);
    }
  }

  return {
    settle,
    note({ opened, decided }) {
      const { round, scheme } = opened;
      if (!round || !scheme || !decided.effects.some(isDraftChange)) return;
      if (groups.size === 0) {
        later(() => void settle(), Math.max(gatherMs, nextAt - clock.now().getTime()));
      }
      groups.set(`${round.id}/${scheme.group}`, { roundId: round.id, group: scheme.group });
    },
  };
}

function isDraftChange({ kind }: PlayedTurn["decided"]["effects"][number]): boolean {
  return kind === "saveLeaf" || kind === "submit";
}
