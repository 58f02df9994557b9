import type { Leaf, SchemeNode, Source } from "../../../scheme/scheme.ts";
import type { Answer } from "../../../scoring/answer.ts";
import type { AnswerProblem } from "../../../scoring/answer-problem.ts";
import type { LeafTrace } from "../../../scoring/trace.ts";
import type { GivenValue } from "../../conversation-state.ts";
import type { LeafContent } from "../../effect.ts";
import type { LeafStatus } from "../../self-score/leaf-status.ts";
import type { StatusCounts } from "../../self-score/leaf-status.ts";
import type { Question } from "../../self-score/questions.ts";
import type { Misread } from "../../self-score/read-given.ts";
import type { LeafFacts } from "../../facts.ts";

/** Asking for a leaf's facts and telling what they are worth. */
export interface LeafMessages {
  title(leaf: Leaf): string;
  /** Maximum, rule, and its place among the agency's own leaves. */
  intro(facts: {
    readonly leaf: Leaf;
    readonly place: { readonly n: number; readonly of: number };
  }): string;
  /** Maximum and rule. */
  facts(leaf: Leaf): string;
  /** What the leaf holds now; null for nothing. */
  standing(facts: { readonly leaf: Leaf; readonly facts: LeafFacts | null }): string;
  notOurs(facts: { readonly source: Source; readonly lead: string }): string;
  guidance(leaf: Leaf): string;
  /** The question with the forms it takes. */
  question(facts: { readonly leaf: Leaf; readonly question: Question }): string;
  misread(facts: { readonly why: Misread; readonly question: Question }): string;
  whichReading(readings: readonly GivenValue[]): string;
  reading(value: GivenValue): string;
  problem(problem: AnswerProblem): string;
  savedTitle(facts: { readonly leaf: Leaf; readonly points: number | null }): string;
  saved(facts: {
    readonly leaf: Leaf;
    readonly answer: Answer;
    readonly trace: LeafTrace;
    readonly receipt: string;
    /** What it held before, when that was another answer. */
    readonly old: LeafFacts | null;
  }): string;
  conflict(facts: {
    readonly leaf: Leaf;
    readonly theirs: LeafFacts;
    readonly mine: { readonly answer: Answer; readonly points: number | null };
  }): string;
  keptTheirs(facts: { readonly code: string; readonly by: string }): string;
  changedByOther(facts: {
    readonly leaf: Leaf;
    readonly facts: LeafFacts;
    readonly typed: string;
  }): string;
  allAnswered(total: number): string;
  onlyOneLeft(code: string): string;
  mustApply(code: string): string;
  askReason(facts: { readonly shortest: number; readonly policy: "rebase" | "full" }): string;
  reasonLength(facts: {
    readonly length: number;
    readonly shortest: number;
    readonly longest: number;
  }): string;
  reasonSaved(facts: {
    readonly leaf: Leaf;
    readonly receipt: string;
    readonly old: LeafFacts | null;
  }): string;
  nothingToUndo(): string;
  undoTooLate(facts: { readonly leaf: Leaf; readonly facts: LeafFacts }): string;
  undone(facts: {
    readonly leaf: Leaf;
    readonly from: LeafContent;
    readonly to: LeafContent;
    readonly receipt: string;
  }): string;
}

/** Choosing a leaf by field. */
export interface ListMessages {
  fieldsTitle(): string;
  fields(lines: readonly { readonly field: SchemeNode; readonly counts: StatusCounts }[]): string;
  fieldButton(line: { readonly field: SchemeNode; readonly counts: StatusCounts }): string;
  fieldTitle(field: SchemeNode): string;
  field(facts: {
    readonly lines: readonly { readonly leaf: Leaf; readonly status: LeafStatus }[];
    readonly page: number;
    readonly pages: number;
  }): string;
  leafButton(line: { readonly leaf: Leaf; readonly status: LeafStatus }): string;
}
