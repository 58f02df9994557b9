import type { RoundFacts, RoundMarks } from "../../../round/round.ts";
import type { Branch, Leaf, SchemeNode } from "../../../scheme/scheme.ts";
import type { LeafTrace } from "../../../scoring/trace.ts";
import type { ExplainedChild } from "../../commands/explained.ts";
import type { StatusCounts } from "../../self-score/leaf-status.ts";
import type { FieldTotal } from "../../submit/submit-facts.ts";
import type {
  AgencyResult,
  EvidenceFacts,
  LeafFacts,
  LinkFacts,
  RankingFacts,
  RankingRow,
  ReceiptFacts,
} from "../../facts.ts";
import type { WriteRefusal } from "../../write-refusal.ts";

/** Answers to the commands that ask for something. */
export interface CommandMessages {
  /** Only what this person may do. */
  help(facts: {
    readonly seesAll: boolean;
    readonly scoresSelf: boolean;
    readonly signs: boolean;
    readonly appeals: boolean;
    /** Supplies or sees the list for the survey. */
    readonly surveys: boolean;
    readonly reappraises: boolean;
    readonly seesRound: boolean;
    readonly handlesTrouble: boolean;
    readonly resetsFactors: boolean;
    readonly seesCouncil: boolean;
    readonly submits: boolean;
    readonly approves: boolean;
  }): string;
  whichLanguage(): string;
  languageSet(): string;
  progressTitle(): string;
  progress(facts: {
    readonly agencyName: string;
    readonly round: RoundFacts;
    readonly now: string;
    readonly counts: StatusCounts;
    readonly totals: readonly FieldTotal[];
    readonly submitted: { readonly at: string; readonly by: string } | null;
    /** Where the draft stands between officers and leader, in words. */
    readonly standing: string | null;
    readonly refusal: WriteRefusal | null;
  }): string;
  progressAll(rankings: readonly RankingFacts[]): string;
  rankingTitle(group: string | null): string;
  rankingTops(
    tops: readonly { readonly ranking: RankingFacts; readonly rows: readonly RankingRow[] }[],
  ): string;
  ranking(facts: {
    readonly ranking: RankingFacts;
    readonly rows: readonly RankingRow[];
    readonly page: number;
    readonly pages: number;
  }): string;
  groupButton(group: string): string;
  noSuchGroup(facts: { readonly group: string; readonly known: readonly string[] }): string;
  ownRanking(facts: {
    readonly result: AgencyResult | null;
    readonly isPublished: boolean;
  }): string;
  agencyTitle(row: RankingRow): string;
  agency(facts: { readonly result: AgencyResult; readonly showsRank: boolean }): string;
  noResult(agencyCode: string): string;
  /** To someone whose own agency is not assessed. */
  whichAgency(): string;
  whichReceipt(): string;
  noSuchReceipt(receipt: string): string;
  receiptTitle(receipt: string): string;
  receipt(facts: { readonly facts: ReceiptFacts; readonly leaf: Leaf | null }): string;
  links(links: readonly LinkFacts[]): string;
  revokeButton(link: LinkFacts): string;
  revoked(link: LinkFacts): string;
  linkCode(code: string): string;
}

/** Explaining a number down to what it came from. */
export interface WhyMessages {
  nodeTitle(node: SchemeNode): string;
  agencyTitle(agencyName: string): string;
  leaf(facts: {
    readonly agencyName: string;
    readonly leaf: Leaf;
    readonly facts: LeafFacts | null;
    readonly trace: LeafTrace | null;
    /** Null where the person may not see it. */
    readonly evidence: readonly EvidenceFacts[] | null;
    readonly result: AgencyResult | null;
    /** The leaf's value in that result. */
    readonly counted: ExplainedChild["value"];
    readonly marks: RoundMarks;
  }): string;
  branch(facts: {
    readonly agencyName: string;
    readonly node: Branch;
    readonly total: ExplainedChild["value"];
    readonly children: readonly ExplainedChild[];
    readonly result: AgencyResult;
  }): string;
  agency(facts: {
    readonly result: AgencyResult;
    readonly children: readonly ExplainedChild[];
    readonly showsRank: boolean;
  }): string;
}
