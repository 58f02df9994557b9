import type { Role } from "../core/access/actor.ts";
import type { Calendar } from "../core/round/calendar.ts";
import type { AgencyCourse, RoundCourse } from "../core/round/course.ts";
import type { PlannedChange } from "../core/round/round-change.ts";

/** Who changes a round, for its trail. */
export interface RoundAuthor {
  /** Null for the clock. */
  readonly staffId: string | null;
  /** The duty under which it is done; null for the clock. */
  readonly role: Role | null;
  /** The message that caused it; null when none did. */
  readonly updateId: string | null;
  /** Instant, ISO 8601. */
  readonly now: string;
}

/** A round that is locked for a change, inside one transaction. */
export interface RoundDesk {
  readonly course: RoundCourse;
  /** An agency of the round by its code; null when it is not in it. */
  agency(code: string): Promise<AgencyCourse | null>;
  calendar(): Promise<Calendar>;
  /** Writes a change with its trail, and tells those whom it concerns. */
  save(planned: PlannedChange, by: RoundAuthor): Promise<void>;
}

/** The rounds, seen from whoever runs them. */
export interface RoundStore {
  /** Rounds that may have a step to make by the clock. */
  dueByClock(now: string): Promise<readonly string[]>;
  /** A round by its code, or the one that is run now; undefined when there is none. */
  idOf(code: string | null): Promise<string | undefined>;
  /** Works on a round while nobody else changes it; undefined when there is no such round. */
  alone<T>(roundId: string, work: (desk: RoundDesk) => Promise<T>): Promise<T | undefined>;
}
