import { type Assignment, assign } from "../../appraisal/assign.ts";
import type { SharedUse } from "../../appraisal/evidence-checks.ts";
import { type Roster, isUnder } from "../../appraisal/roster.ts";
import type { PhaseException, RoundFacts } from "../../round/round.ts";
import type { Code, Scheme } from "../../scheme/scheme.ts";
import type { AppraisalPart, AppraisedValue } from "./appraised-value.ts";
import type { EvidenceFacts, LeafFacts } from "../facts.ts";

/** A piece of evidence with the address under which the appraiser may open it for a while. */
export interface ShownEvidence extends EvidenceFacts {
  /** Path on our pages; null for a document that was only named. */
  readonly path: string | null;
}

/** A leaf of an agency with all that its appraiser looks at. */
export interface AppraisedLeaf {
  readonly agencyCode: string;
  readonly code: Code;
  readonly said: LeafFacts | null;
  readonly evidence: readonly ShownEvidence[];
  readonly shared: readonly SharedUse[];
  readonly first: AppraisedValue | null;
  readonly second: AppraisedValue | null;
  /** When an explanation was last asked for; null when never. */
  readonly askedAt: string | null;
}

/** An agency of the round, as appraisers meet it. */
export interface AppraisedAgency {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly submittedAt: string | null;
  readonly exceptions: readonly PhaseException[];
}

/** Who has given the values of a leaf. */
export interface Deciders {
  readonly first: string | null;
  readonly second: string | null;
}

/** The round's appraisal as it stands: who is to do what and what is done. */
export interface AppraisalBoard {
  readonly round: RoundFacts;
  readonly roster: Roster;
  readonly agencies: ReadonlyMap<string, AppraisedAgency>;
  readonly schemes: ReadonlyMap<string, Scheme>;
  /** By `leafKey`; leaves that nobody has decided are left out. */
  readonly deciders: ReadonlyMap<string, Deciders>;
  /** Leaves drawn for single judgement, by `leafKey`. */
  readonly spotChecks: ReadonlySet<string>;
  readonly spotCheckPercent: number;
}

/** The board, and the leaves that this turn may show or decide. */
export interface AppraisalFacts extends AppraisalBoard {
  readonly leaves: ReadonlyMap<string, AppraisedLeaf>;
}

/** What a person goes through: one agency, one leaf across agencies, or all that is left. */
export type Scope =
  | { readonly kind: "agency"; readonly agencyCode: string }
  | { readonly kind: "leaf"; readonly code: Code }
  | { readonly kind: "rest" };

/** A leaf of an agency. */
export interface LeafAt {
  readonly agencyCode: string;
  readonly code: Code;
}

/** A leaf that is one person's to appraise. */
export interface QueueItem extends LeafAt {
  readonly part: AppraisalPart;
  readonly isDone: boolean;
}

/** How many leaves a scope has for one person, and how many are left. */
export interface ScopeCount {
  readonly code: string;
  readonly name: string;
  readonly left: number;
  readonly all: number;
  /** Of an agency: whether it has handed in. */
  readonly isSubmitted: boolean;
}

/** Which leaves a turn needs in full: the one the talk is on, the next one, or all of a scope. */
export interface LeavesWanted {
  readonly at: LeafAt | null;
  readonly scope: Scope;
  readonly isBulk: boolean;
}

/** The name of a leaf of an agency in lists. */
export function leafKey({ agencyCode, code }: LeafAt): string {
  return `${agencyCode}/${code}`;
}

/** A scope as the talk keeps it and buttons name it: "STC", "1.1.3" or "*". */
export function scopeText(scope: Scope): string {
  switch (scope.kind) {
    case "agency":
      return scope.agencyCode;
    case "leaf":
      return scope.code;
    case "rest":
      return "*";
  }
}

/** Reads a scope back: what begins with a digit is a leaf's code. */
export function readScope(text: string): Scope {
  if (text === "*" || text === "") return { kind: "rest" };
  return /^\d/.test(text) ? { kind: "leaf", code: text } : { kind: "agency", agencyCode: text };
}

/** Everything that is one person's to appraise, by agency, then in the order of the scheme. */
export function queueOf(board: AppraisalBoard, staffId: string): readonly QueueItem[] {
  return assignmentsOf(board).flatMap((assignment): readonly QueueItem[] => {
    const { agencyCode, code } = assignment;
    const deciders = decidersOf(board, assignment);
    const part = partIn(assignment, deciders, staffId);
    return part === null ? [] : [{ agencyCode, code, part, isDone: deciders[part] !== null }];
  });
}

/** Which part this person has in a leaf; null for none. Who gave one value never gives the other. */
export function partOf(board: AppraisalBoard, at: LeafAt, staffId: string): AppraisalPart | null {
  const assignment = assignmentsOf(board).find(
    ({ agencyCode, code }) => agencyCode === at.agencyCode && code === at.code,
  );
  return assignment ? partIn(assignment, decidersOf(board, at), staffId) : null;
}

/** What of a scope is still to do, in the order it is gone through. */
export function openOf(queue: readonly QueueItem[], scope: Scope): readonly QueueItem[] {
  return queue.filter((item) => !item.isDone && isIn(item, scope));
}

/** Whether a leaf belongs to a scope. */
export function isIn({ agencyCode, code }: LeafAt, scope: Scope): boolean {
  switch (scope.kind) {
    case "agency":
      return agencyCode === scope.agencyCode;
    case "leaf":
      return isUnder(code, scope.code);
    case "rest":
      return true;
  }
}

/** The next leaf to do in a scope after the one given, wrapping round; undefined when none is. */
export function nextAfter(
  queue: readonly QueueItem[],
  scope: Scope,
  at: LeafAt | null,
): QueueItem | undefined {
  const start = at === null ? -1 : queue.findIndex((item) => leafKey(item) === leafKey(at));
  const turned = [...queue.slice(start + 1), ...queue.slice(0, Math.max(0, start))];
  return openOf(turned, scope)[0];
}

/** The board as it stands once this person has given the value of a leaf. */
export function afterDeciding<Board extends AppraisalBoard>(
  board: Board,
  at: LeafAt,
  { part, staffId }: { readonly part: AppraisalPart; readonly staffId: string },
): Board {
  const deciders = new Map(board.deciders);
  deciders.set(leafKey(at), { ...decidersOf(board, at), [part]: staffId });
  return { ...board, deciders };
}

/** Names the leaves a turn needs in full. */
export function leavesToLoad(
  board: AppraisalBoard,
  staffId: string,
  { at, scope, isBulk }: LeavesWanted,
): readonly LeafAt[] {
  const queue = queueOf(board, staffId);
  if (isBulk) return openOf(queue, scope);
  const next = nextAfter(queue, scope, at);
  return [...(at ? [at] : []), ...(next ? [next] : [])];
}

const known = new WeakMap<Roster, readonly Assignment[]>();

/** Worked out once for each roster object. */
function assignmentsOf({ roster }: AppraisalBoard): readonly Assignment[] {
  const made = known.get(roster) ?? assign(roster);
  known.set(roster, made);
  return made;
}

function decidersOf({ deciders }: AppraisalBoard, at: LeafAt): Deciders {
  return deciders.get(leafKey(at)) ?? { first: null, second: null };
}

function partIn(
  { first, second, needsSecond }: Assignment,
  deciders: Deciders,
  staffId: string,
): AppraisalPart | null {
  if (deciders.second === staffId) return "second";
  if (deciders.first === staffId) return "first";
  if (needsSecond && second === staffId) return "second";
  return first === staffId ? "first" : null;
}
