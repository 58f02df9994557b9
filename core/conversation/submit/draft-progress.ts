import type { Code } from "../../scheme/scheme.ts";
import { blockersOf } from "./blockers.ts";
import type { Blocker } from "./submit-facts.ts";

/** How far an agency is with its self-score: the only count that anybody is told. */
export interface DraftProgress {
  /** What keeps the draft from being handed in, in the scheme's order. */
  readonly blockers: readonly Blocker[];
  /** Leaves with nothing left to do: answered and, where asked for, proved or explained. */
  readonly complete: readonly Code[];
  /** Leaves that are answered and lack only proof. */
  readonly unproved: readonly Code[];
}

/** Counts a draft as handing it in does. */
export function draftProgress(work: Parameters<typeof blockersOf>[0]): DraftProgress {
  const blockers = blockersOf(work);
  const blocked = new Set(blockers.map(({ leaf }) => leaf.code));
  return {
    blockers,
    complete: work.index.own.map(({ code }) => code).filter((code) => !blocked.has(code)),
    unproved: blockers
      .filter(({ gaps }) => gaps.every(({ kind }) => kind !== "unanswered"))
      .map(({ leaf }) => leaf.code),
  };
}
