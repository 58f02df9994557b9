import type { Actor, Grant } from "../../core/access/actor.ts";
import type { RoundFacts } from "../../core/round/round.ts";
import type { WaitingUpdate } from "../../usecases/ports.ts";
import type { CourseRow } from "./draft-course.ts";
import type { EvidenceRow } from "./evidence-facts.ts";
import type { LeafRow } from "./leaf-facts.ts";

/** What the database's function `open_turn` gives. */
export interface TurnRow extends Omit<WaitingUpdate, "from"> {
  readonly state: unknown;
  readonly conversationVersion: number;
  readonly isHeld: boolean;
  readonly language: "vi" | "en";
  readonly me: PersonRow | null;
  readonly round: RoundFacts | null;
  readonly schemeId: string | null;
  readonly draft: DraftRow | null;
  readonly evidence: readonly EvidenceRow[];
  readonly stamp: string | null;
}

/** A person with duties of their own and by delegation. */
export interface PersonRow extends Actor {
  readonly delegated: readonly Grant[];
}

interface DraftRow {
  readonly version: number;
  /** The version that `news` come after; 0 when they are the whole draft. */
  readonly since: number;
  readonly news: readonly LeafRow[];
  readonly submittedAt: string | null;
  readonly submittedBy: string | null;
  readonly course: CourseRow;
}
