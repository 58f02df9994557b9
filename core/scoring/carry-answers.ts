import type { Calendar } from "../round/calendar.ts";
import type { AskReason, LeafFate } from "../scheme/leaf-fates.ts";
import type { Code } from "../scheme/scheme.ts";
import type { Answer } from "./answer.ts";
import { type CompiledScheme, unitsPerPoint } from "./compile-scheme.ts";
import { decimal, roundHalfUp } from "../rational.ts";
import { scoreLeaf } from "./score-leaf.ts";

/** What an agency's own leaf holds, with where it came from. */
export interface HeldLeaf {
  readonly answer: Answer | null;
  /** Ten-thousandths; null when there is no answer or the group decides. */
  readonly points: number | null;
  readonly explanation: string | null;
  readonly notApplicable: string | null;
  readonly receipt: string;
  readonly changedBy: string | null;
  readonly changedAt: string;
}

/** An agency's leaves by code. */
export type HeldLeaves = ReadonlyMap<Code, HeldLeaf>;

/** Why an agency must answer a leaf again; the last two hang on what this agency had said. */
export type AgainReason = AskReason | "unfit" | "mustApply";

/** What a change of scheme does to one agency's own leaves. */
export interface CarriedDraft {
  /** What leaves hold from now on, where that is not what they held; `from` is null for none. */
  readonly writes: readonly {
    readonly code: Code;
    readonly from: Code | null;
    readonly held: HeldLeaf;
  }[];
  /** Leaves of the later scheme that the agency is asked, in its order; `from`: its former code. */
  readonly asked: readonly {
    readonly code: Code;
    readonly from: Code | null;
    readonly why: AgainReason;
  }[];
  /** What was said and does not stand, by its code in the earlier scheme. */
  readonly setAside: readonly { readonly code: Code; readonly held: HeldLeaf }[];
}

/** The scheme that answers are carried into. */
export interface CarryInto {
  readonly fates: readonly LeafFate[];
  readonly compiled: CompiledScheme;
  readonly calendar: Calendar;
}

/**
 * Carries an agency's answers into another scheme: what still answers its question is scored anew,
 * the rest is set aside and asked. Nothing held is lost: it is carried, or in `setAside`.
 */
export function carryAnswers(into: CarryInto, held: HeldLeaves): CarriedDraft {
  const next = new Map<Code, { readonly from: Code | null; readonly held: HeldLeaf }>();
  const asked: CarriedDraft["asked"][number][] = [];
  const setAside: CarriedDraft["setAside"][number][] = [];
  for (const fate of into.fates) {
    const { from } = fate;
    const was = from === null ? undefined : held.get(from);
    const outcome = outcomeOf(into, fate, was);
    if (outcome.kind === "carried") {
      if (outcome.held) next.set(outcome.code, { from, held: outcome.held });
      continue;
    }
    if (was && from !== null && saysSomething(was)) setAside.push({ code: from, held: was });
    if (outcome.kind === "asked") asked.push({ code: outcome.code, from, why: outcome.why });
  }
  return { writes: writesOf(held, next), asked, setAside };
}

type Outcome =
  | { readonly kind: "carried"; readonly code: Code; readonly held: HeldLeaf | undefined }
  | { readonly kind: "asked"; readonly code: Code; readonly why: AgainReason }
  /** Gone, or asked of somebody else. */
  | { readonly kind: "dropped" };

function outcomeOf(into: CarryInto, fate: LeafFate, was: HeldLeaf | undefined): Outcome {
  if (fate.kind === "dropped") return { kind: "dropped" };
  const { code, source, notApplicable } = fate.to;
  if (fate.kind === "asked") {
    return source === "self" ? { kind: "asked", code, why: fate.why } : { kind: "dropped" };
  }
  if (!was) return { kind: "carried", code, held: undefined };
  if (was.notApplicable !== null && notApplicable === "forbidden") {
    return { kind: "asked", code, why: "mustApply" };
  }
  const held = rescored(into, code, was);
  return held ? { kind: "carried", code, held } : { kind: "asked", code, why: "unfit" };
}

/** The same content with the points of the scheme given; null when its answer does not fit there. */
export function rescored<Held extends Pick<HeldLeaf, "answer" | "points">>(
  { compiled, calendar }: Pick<CarryInto, "compiled" | "calendar">,
  code: Code,
  held: Held,
): Held | null {
  const leaf = compiled.leafByCode.get(code);
  if (!leaf) return null;
  if (held.answer === null) return held;
  const scored = scoreLeaf(leaf, held.answer, calendar);
  if (!scored.ok) return null;
  const outcome = scored.value;
  if (outcome.kind === "points") return { ...held, points: outcome.points };
  const isFull = outcome.kind === "notApplicable" && outcome.policy === "full";
  return { ...held, points: isFull ? roundHalfUp(decimal(leaf.leaf.max), unitsPerPoint) : null };
}

/** Leaves that hold something else from now on; one that holds nothing any more is emptied. */
export function writesOf(
  held: HeldLeaves,
  next: ReadonlyMap<Code, { readonly from: Code | null; readonly held: HeldLeaf }>,
): CarriedDraft["writes"] {
  const changed = [...next]
    .filter(([code, { held: now }]) => !sameHeld(held.get(code), now))
    .map(([code, each]) => ({ code, ...each }));
  const emptied = [...held]
    .filter(([code, was]) => !next.has(code) && saysSomething(was))
    .map(([code, was]) => ({ code, from: null, held: emptiedLeaf(was) }));
  return [...changed, ...emptied];
}

/** Whether an agency has said anything of the leaf. */
export function saysSomething({ answer, explanation, notApplicable }: HeldLeaf): boolean {
  return answer !== null || explanation !== null || notApplicable !== null;
}

function emptiedLeaf(was: HeldLeaf): HeldLeaf {
  return {
    ...was,
    answer: null,
    points: null,
    explanation: null,
    notApplicable: null,
    receipt: "",
  };
}

function sameHeld(one: HeldLeaf | undefined, other: HeldLeaf): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
