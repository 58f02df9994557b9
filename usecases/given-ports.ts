import type { GivenAgency, GivenChange, GivenCourse } from "../core/given/given.ts";
import type { RoundAuthor } from "./round-ports.ts";

/** A round that is locked while figures are given. */
export interface GivenDesk {
  readonly course: GivenCourse;
  /** By code; who has left the round is not among them. */
  agencies(): Promise<readonly GivenAgency[]>;
  /** Writes the changes with an entry of the ledger each, and marks their agencies for computing. */
  save(changes: readonly GivenChange[], by: RoundAuthor): Promise<void>;
}

/** Lets one at a time read and write what is given in a round, in one transaction. */
export interface GivenRegister {
  /** Undefined when there is no such round. */
  alone<T>(roundId: string, work: (desk: GivenDesk) => Promise<T>): Promise<T | undefined>;
}
