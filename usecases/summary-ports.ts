import type { Language } from "../core/conversation/messages/catalogue.ts";
import type { Picture } from "../core/conversation/overview/picture.ts";
import type { SummaryFigures } from "../core/conversation/overview/summary-letter.ts";
import type { Reply } from "../core/conversation/turn.ts";
import type { SummarySettings } from "../core/reminders/summary-plan.ts";
import type { Calendar } from "../core/round/calendar.ts";
import type { Phase, RoundFacts } from "../core/round/round.ts";

/** The round that is summarised, with all that says when. */
export interface SummarisedRound {
  readonly id: string;
  readonly phases: RoundFacts["phases"];
  readonly calendar: Calendar;
  readonly settings: SummarySettings;
  /** Keys of the occasions that are settled. */
  readonly settled: ReadonlySet<string>;
  /** The languages of the officials there are; empty when there are none. */
  readonly languages: readonly Language[];
}

/** A drawn picture. */
export interface DrawnPicture {
  readonly png: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Draws pictures as PNG; the same picture gives the same bytes. */
export type DrawPicture = (picture: Picture) => Promise<DrawnPicture>;

/** A summary in one language, drawn. */
export interface DrawnLetter {
  readonly reply: Reply;
  readonly pictures: readonly (DrawnPicture & {
    readonly caption: string;
    readonly label: string;
  })[];
}

/** How an occasion is settled. */
export interface SettledOccasion {
  readonly roundId: string;
  readonly occasion: string;
  readonly outcome: "sent" | "unchanged" | "beside" | "nobody";
  /** The figures that were told, or would have been; kept as a hash. */
  readonly fingerprint: string;
  readonly now: string;
  /** What is sent, by language; empty where nothing is. */
  readonly letters: ReadonlyMap<Language, DrawnLetter>;
}

/** The summaries, seen from whoever sends them. */
export interface SummaryStore {
  /** Undefined when no real round runs. */
  round(): Promise<SummarisedRound | undefined>;
  /** Whether the clock has still to move the round, or results of it are still to be computed. */
  isPending(roundId: string, now: string): Promise<boolean>;
  /** The figures now, with the progress of the phase that runs or of one that has ended. */
  figures(ended: Phase | null): Promise<SummaryFigures>;
  /** Whether the last summary that was sent of the round told the same. */
  isTold(roundId: string, fingerprint: string): Promise<boolean>;
  /**
   * Settles an occasion and sends what there is to the officials, in one piece.
   *
   * @returns False when another process has settled it: then nothing is written.
   */
  settle(settled: SettledOccasion): Promise<boolean>;
}
