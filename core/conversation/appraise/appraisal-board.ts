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

/** A piece of evidence with the whole address that opens it; null for one that was only named. */
export interface LinkedEvidence {
  readonly item: ShownEvidence;
  readonly url: string | null;
}

/** The address under which each piece of evidence may be opened for a while. */
export function linked(
  items: readonly ShownEvidence[],
  publicUrl: string,
): readonly LinkedEvidence[] {
  return items.map((item) => ({
    item,
    url: item.path === null ? null : `${publicUrl}${item.path}`,
  }));
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
  /** The round lets appraisers have the files themselves in the chat, not only links. */
  readonly filesInChat: boolean;
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
  const byPerson = queues.get(board.deciders) ?? new Map<string, readonly QueueItem[]>();
  queues.set(board.deciders, byPerson);
  const made = byPerson.get(staffId) ?? makeQueue(board, staffId);
  byPerson.set(staffId, made);
  return made;
}

/** A turn asks several times; a decision makes other deciders. */
const queues = new WeakMap<AppraisalBoard["deciders"], Map<string, readonly QueueItem[]>>();

function makeQueue(board: AppraisalBoard, staffId: string): readonly QueueItem[] {
  const { all, placeOf, placesOf } = assignmentsOf(board);
  const decided = decidedBy(board, staffId).flatMap((key) => placeOf.get(key) ?? []);
  const places = [...new Set([...(placesOf.get(staffId) ?? []), ...decided])];
  return places
    .sort((one, other) => one - other)
    .flatMap((place): readonly QueueItem[] => {
      const assignment = all[place];
      if (!assignment) return [];
      const { agencyCode, code } = assignment;
      const deciders = decidersOf(board, assignment);
      const part = partIn(assignment, deciders, staffId);
      return part === null ? [] : [{ agencyCode, code, part, isDone: deciders[part] !== null }];
    });
}

/** Which part this person has in a leaf; null for none. Who gave one value never gives the other. */
export function partOf(board: AppraisalBoard, at: LeafAt, staffId: string): AppraisalPart | null {
  const { all, placeOf } = assignmentsOf(board);
  const assignment = all[placeOf.get(leafKey(at)) ?? -1];
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

/** The assignments of a round, with where to find a leaf and a person in them. */
interface Assignments {
  readonly all: readonly Assignment[];
  /** By `leafKey`. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** By person: the leaves that are theirs by the matrix. */
  readonly placesOf: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<Roster, Assignments>();

/** Worked out once for each roster object. */
function assignmentsOf({ roster }: AppraisalBoard): Assignments {
  const made = known.get(roster) ?? indexed(assign(roster));
  known.set(roster, made);
  return made;
}

function indexed(all: readonly Assignment[]): Assignments {
  const placesOf = new Map<string, number[]>();
  for (const [place, { first, second }] of all.entries()) {
    for (const staffId of new Set([first, second])) {
      if (staffId === null) continue;
      const places = placesOf.get(staffId) ?? [];
      places.push(place);
      placesOf.set(staffId, places);
    }
  }
  return { all, placeOf: new Map(all.map((each, place) => [leafKey(each), place])), placesOf };
}

/** The leaves that a person has decided, whether or not they are theirs by the matrix today. */
function decidedBy({ deciders }: AppraisalBoard, staffId: string): readonly string[] {
  return [...deciders].flatMap(([key, { first, second }]) =>
    first === staffId || second === staffId ? key : [],
  );
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
