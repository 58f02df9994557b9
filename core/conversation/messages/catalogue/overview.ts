import type { Calendar } from "../../../round/calendar.ts";
import type { Phase, PhaseWindow, RoundMarks, Stage } from "../../../round/round.ts";
import type { AgencyResult, RankingFacts, RankingRow } from "../../facts.ts";
import type { Comparison } from "../../overview/comparison.ts";
import type { Laggard, LateGroup } from "../../overview/laggards.ts";
import type { GroupSummary } from "../../overview/round-summary.ts";

/** The round that an overview is about. */
interface OverviewRound extends RoundMarks {
  readonly roundTitle: string;
  readonly stage: Stage;
  readonly window: PhaseWindow | null;
}

/** Answers to those who watch over the whole round. */
export interface OverviewMessages {
  nothingRuns(): string;
  /** To who does not see all: what there is instead. */
  forReaders(): string;
  noSuchGroup(facts: {
    readonly read: string;
    readonly known: readonly string[];
    readonly command: "laggards";
  }): string;
  groupButton(group: string): string;
  laggardsButton(): string;
  laggardsTitle(round: Pick<OverviewRound, "stage">): string;
  /** In a stage in which no agency has anything to hand in. */
  nobodyLate(round: OverviewRound): string;
  lateAgencies(facts: {
    readonly round: OverviewRound;
    readonly calendar: Calendar;
    readonly now: string;
    readonly tops: readonly {
      readonly group: LateGroup;
      readonly shown: readonly Laggard[];
      /** How many of the group stand before those shown. */
      readonly from: number;
    }[];
    /** Null where everything is on one page. */
    readonly pages: { readonly page: number; readonly pages: number } | null;
  }): string;
  lateLeads(facts: {
    readonly round: OverviewRound;
    readonly calendar: Calendar;
    readonly now: string;
    readonly late: number;
    readonly shown: readonly Laggard[];
  }): string;
  whichTwo(read: string): string;
  twiceTheSame(code: string): string;
  comparisonTitle(one: RankingRow, other: RankingRow): string;
  comparison(facts: {
    readonly first: AgencyResult;
    readonly second: AgencyResult;
    readonly comparison: Comparison;
  }): string;
  whyButton(agencyCode: string): string;
  summaryTitle(): string;
  /** Above a summary that nobody asked for; null for the weekly one. */
  pushedTitle(phase: Phase | null): string;
  summary(facts: {
    readonly round: RankingFacts;
    readonly window: PhaseWindow | null;
    readonly groups: readonly GroupSummary[];
    readonly calendar: Calendar;
    readonly now: string;
  }): string;
}
