import type { SendFault } from "./send-fault.ts";

/** Why something could not be done. */
export type DeadCause =
  /** A person's message that always failed, with the error's words. */
  | { readonly source: "update"; readonly channel: string; readonly words: string }
  /** A job of the worker, by its name. */
  | { readonly source: "job"; readonly name: string; readonly words: string }
  /** A piece of evidence that could not be fetched from its channel. */
  | { readonly source: "file"; readonly channel: string; readonly words: string }
  /** A message to a person. */
  | { readonly source: "send"; readonly channel: string; readonly fault: SendFault };

/** Everything that failed for one cause and waits for a person. */
export interface DeadGroup {
  /** Names the group; without a colon, so that a button can carry it. */
  readonly key: string;
  readonly cause: DeadCause;
  readonly count: number;
  /**
   * How many of them may be tried again. The other messages may have arrived; the other files belong
   * to a draft that is signed, or to a stage that is over.
   */
  readonly replayable: number;
  /** ISO 8601. */
  readonly newestAt: string;
}

/** One thing that failed. */
export interface DeadLetter {
  /** u, j or s with a number; f with the receipt that the sender of a file has. */
  readonly ref: string;
  readonly key: string;
  readonly cause: DeadCause;
  /** ISO 8601. */
  readonly failedAt: string;
  /** Null where nobody counts. */
  readonly tries: number | null;
  readonly mayHaveArrived: boolean;
}
