import type { Stage } from "../../../round/round.ts";
import type { RankingFacts, RankingRow } from "../../facts.ts";
import type { Done } from "../../overview/progress-facts.ts";

type Round = Pick<RankingFacts, "stage" | "computedAt" | "snapshot" | "official">;

/** Words in and around the pictures of a round. */
export interface PictureMessages {
  warnings(marks: { readonly isDemo: boolean; readonly isTraining: boolean }): readonly string[];
  rankingTitle(): string;
  standing(round: Pick<Round, "stage" | "official">): {
    readonly text: string;
    readonly isOfficial: boolean;
  };
  computed(round: Round): string;
  progressTitle(stage: Stage): string;
  /** When the counts were taken. */
  counted(now: string): string;
  progressKey(stage: Stage): string;
  group(facts: { readonly group: string; readonly agencies: number }): string;
  bar(row: RankingRow): { readonly label: string; readonly text: string };
  cell(done: Done): string;
  whole(): string;
  field(field: { readonly code: string; readonly name: string }): string;
  rankingAlt(facts: {
    readonly roundTitle: string;
    readonly standing: string;
    readonly first: readonly string[];
    readonly agencies: number;
  }): string;
  progressAlt(facts: {
    readonly roundTitle: string;
    readonly last: readonly string[];
    readonly agencies: number;
  }): string;
}
