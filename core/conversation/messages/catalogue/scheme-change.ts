import type { RoundMarks } from "../../../round/round.ts";

/** What people hear when the scheme of their round has changed. */
export interface SchemeChangeMessages {
  title(facts: { readonly isUndo: boolean }): string;
  /** To the officers and leaders of an agency. */
  changed(facts: SchemeChangeFacts): string;
  /** To appraisers: how many values do not stand any more. */
  valuesSetAside(
    facts: Pick<SchemeChangeFacts, "round" | "decision" | "reason"> & {
      readonly values: readonly {
        readonly agencyCode: string;
        readonly codes: readonly string[];
      }[];
    },
  ): string;
  /** Before the new question, to one who was answering the former one. */
  reasked(): string;
}

/** What a change means for one agency. */
export interface SchemeChangeFacts {
  readonly round: RoundMarks & { readonly title: string };
  readonly agencyName: string;
  readonly isUndo: boolean;
  readonly decision: string;
  readonly reason: string;
  /** Leaves to be answered again. */
  readonly asked: readonly string[];
  /** Until when they are open for an agency that had handed in; null where nothing was closed. */
  readonly until: string | null;
  /** A signature was there and is void. */
  readonly wasSigned: boolean;
  readonly forLeader: boolean;
}
