import type { AgencyRecord } from "../../core/access/people.ts";
import type { LeafContent } from "../../core/conversation/effect.ts";
import type { Calendar } from "../../core/round/calendar.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import type { CompiledLeaf, CompiledScheme } from "../../core/scoring/compile-scheme.ts";
import { checkAnswer, scoreLeaf } from "../../core/scoring/score-leaf.ts";
import { inventAnswer, mostFor } from "./invent-answer.ts";
import { boast, explanations, nameDocument, namePlace } from "./name-document.ts";
import type { Random } from "./random.ts";
import type { EntryRow, EvidenceRow, LeafStateRow } from "./rows.ts";

/** How an agency works on its self-score. */
export interface Profile {
  readonly quality: number;
  /** Share of the own leaves that are answered, in the scheme's order. */
  readonly answered: number;
  /** Leaves left open although others after them are answered. */
  readonly open?: readonly string[];
  /** Share of the answered leaves without any proof or explanation. */
  readonly unproved: number;
  /** Claims all there is and explains it with one sentence. */
  readonly isInflated?: boolean;
  /** A leaf whose document is dated outside the assessed year. */
  readonly outsideYear?: string;
}

/** One draft to be written. */
export interface DraftPlan {
  readonly roundId: string;
  readonly agencyId: string;
  readonly agency: AgencyRecord;
  readonly compiled: CompiledScheme;
  readonly calendar: Calendar;
  readonly profile: Profile;
  /** Leaves declared not applicable, which nobody answers. */
  readonly leftOut: ReadonlySet<string>;
  /** Officers who work on it, in turn. */
  readonly officers: readonly [string, ...string[]];
  /** Between these instants the work is done. */
  readonly from: Date;
  readonly to: Date;
  /** Answers of another agency to be taken over in other figures of the same worth. */
  readonly like?: ReadonlyMap<string, Answer>;
}

/** The rows of one draft and the answers in it. */
export interface DraftRows {
  readonly leafStates: readonly LeafStateRow[];
  readonly evidence: readonly EvidenceRow[];
  readonly entries: readonly EntryRow[];
  readonly draftVersion: number;
  readonly answers: ReadonlyMap<string, Answer>;
}

/** Works out what an agency has put down so far, leaf by leaf, with its history. */
export function draftRows(plan: DraftPlan, random: Random): DraftRows {
  const own = plan.compiled.leaves.filter(
    ({ leaf }) => leaf.source === "self" && !plan.leftOut.has(leaf.code),
  );
  const done = own
    .slice(0, Math.round(own.length * plan.profile.answered))
    .filter(({ leaf }) => !(plan.profile.open ?? []).includes(leaf.code));
  const desk: Desk = {
    ...{ plan, random, draftVersion: 0 },
    ...{ leafStates: [], evidence: [], entries: [], answers: new Map() },
  };
  done.forEach((leaf, place) => {
    workOn(desk, leaf, place / done.length);
  });
  return desk;
}

/** What grows while a draft is worked on. */
interface Desk {
  readonly plan: DraftPlan;
  readonly random: Random;
  readonly leafStates: LeafStateRow[];
  readonly evidence: EvidenceRow[];
  readonly entries: EntryRow[];
  readonly answers: Map<string, Answer>;
  draftVersion: number;
}

interface Step {
  readonly code: string;
  readonly author: string;
  readonly at: string;
}

function workOn(desk: Desk, compiled: CompiledLeaf, progress: number): void {
  const { plan, random } = desk;
  const { code } = compiled.leaf;
  const step = { code, author: random.pick(plan.officers), at: workingInstant(plan, progress) };
  const { contents, last } = contentsOf(compiled, plan, random);
  const receipts = contents.map((content) =>
    enter(desk, step, content.explanation === null ? "answer" : "explanation", content),
  );
  if (last.answer !== null) desk.answers.set(code, last.answer);
  const proofs = last.explanation === null ? proofsOf(compiled, plan, last.answer, random) : [];
  for (const proof of proofs) addProof(desk, step, proof);
  desk.leafStates.push({
    ...{ round_id: plan.roundId, agency_id: plan.agencyId, code },
    ...{ version: contents.length, draft_version: desk.draftVersion },
    ...{ answer: last.answer, points: last.points, explanation: last.explanation },
    evidence_count: proofs.length,
    before: contents.at(-2) ?? null,
    receipt: receipts.at(-1) ?? "",
    ...{ changed_by: step.author, changed_at: step.at },
  });
}

function enter(desk: Desk, step: Step, kind: EntryRow["kind"], body: unknown): string {
  desk.draftVersion += 1;
  const receipt = desk.random.receipt();
  const { roundId: round_id, agencyId: agency_id } = desk.plan;
  const { code, author: author_id, at } = step;
  const author = { author_id, role: "officer" } as const;
  desk.entries.push({ round_id, agency_id, code, kind, body, ...author, receipt, at });
  return receipt;
}

function addProof(desk: Desk, step: Step, proof: Proof): void {
  const id = desk.random.uuid();
  const about = { evidenceId: id, ...proof, fileName: null, reason: null };
  const receipt = enter(desk, step, "evidence", about);
  desk.evidence.push({
    ...{ round_id: desk.plan.roundId, agency_id: desk.plan.agencyId, code: step.code },
    ...{ id, ...proof, status: "kept", receipt },
    ...{ added_by: step.author, added_at: step.at },
  });
}

/** The leaf's contents in order: the answer, at times corrected, at times with an explanation. */
function contentsOf(
  compiled: CompiledLeaf,
  plan: DraftPlan,
  random: Random,
): { readonly contents: readonly LeafContent[]; readonly last: LeafContent } {
  const answered = contentWith(compiled, plan, answerFor(compiled, plan, random));
  const isCorrected = !plan.like && random.chance(0.06);
  const wrong = (): Answer => inventAnswer(compiled.leaf.rule, tellerOf(compiled, 0.7, random));
  const before = isCorrected ? [contentWith(compiled, plan, wrong()), answered] : [answered];
  const explanation = explanationFor(compiled, plan, random);
  if (explanation === null) return { contents: before, last: answered };
  const last = { ...answered, explanation };
  return { contents: [...before, last], last };
}

function explanationFor(
  { leaf }: CompiledLeaf,
  { profile }: DraftPlan,
  random: Random,
): string | null {
  if (profile.isInflated) return boast;
  return leaf.evidence.length === 0 || random.chance(0.05) ? random.pick(explanations) : null;
}

function answerFor(compiled: CompiledLeaf, plan: DraftPlan, random: Random): Answer {
  const same = plan.like?.get(compiled.leaf.code);
  if (same) return inOtherFigures(same);
  const quality = plan.profile.isInflated ? 1 : plan.profile.quality;
  return inventAnswer(compiled.leaf.rule, tellerOf(compiled, quality, random));
}

function tellerOf(
  { leaf }: CompiledLeaf,
  quality: number,
  random: Random,
): Parameters<typeof inventAnswer>[1] {
  return { random, quality, most: mostFor(leaf), max: Number(leaf.max) };
}

/** A share keeps its worth when both its figures are doubled. */
function inOtherFigures(answer: Answer): Answer {
  if (!("done" in answer)) return answer;
  return { done: String(Number(answer.done) * 2), total: String(Number(answer.total) * 2) };
}

/**
 * Scores an invented answer as the chat would.
 *
 * @throws {RangeError} When it does not fit its rule (a bug of the seed).
 */
function contentWith(compiled: CompiledLeaf, plan: DraftPlan, invented: Answer): LeafContent {
  const answer = checkAnswer(compiled, invented);
  if (!answer.ok) throw misfit(compiled, answer.error);
  const outcome = scoreLeaf(compiled, answer.value, plan.calendar);
  if (!outcome.ok) throw misfit(compiled, outcome.error);
  const points = outcome.value.kind === "points" ? outcome.value.points : null;
  return { answer: answer.value, points, explanation: null, notApplicable: null };
}

function misfit({ leaf }: CompiledLeaf, problems: unknown): RangeError {
  return new RangeError(`${leaf.code}: ${JSON.stringify(problems)}`);
}

type Proof = Pick<EvidenceRow, "wanted" | "document" | "place">;

function proofsOf(
  { leaf }: CompiledLeaf,
  plan: DraftPlan,
  answer: Answer | null,
  random: Random,
): readonly Proof[] {
  const { profile, agency, compiled } = plan;
  if (random.chance(profile.unproved)) return [];
  const { year } = compiled.scheme;
  const isOutside = profile.outsideYear === leaf.code;
  const signedOn = isOutside
    ? `${String(year - 2)}-11-20`
    : answer && "date" in answer
      ? answer.date
      : null;
  const sent = leaf.evidence.filter(({ required }) => required || random.chance(0.4));
  return (sent.length > 0 ? sent : leaf.evidence.slice(0, 1)).map((wanted) => ({
    wanted: wanted.key,
    document: nameDocument(wanted, agency, { random, year, signedOn }),
    place: namePlace(random),
  }));
}

const hourMs = 3_600_000;

/** An instant between 8:00 and 17:00 in Viet Nam, later as the work goes on. */
function workingInstant({ from, to }: DraftPlan, progress: number): string {
  const days = (to.getTime() - from.getTime()) / (24 * hourMs);
  const at = days * progress;
  const day = from.getTime() + Math.floor(at) * 24 * hourMs;
  const midnight = Math.floor(day / (24 * hourMs)) * 24 * hourMs;
  return new Date(midnight + (1 + (at % 1) * 9) * hourMs).toISOString();
}
