import type { Code } from "../scheme/scheme.ts";
import {
  type CarriedDraft,
  type CarryInto,
  type HeldLeaf,
  type HeldLeaves,
  rescored,
  saysSomething,
  writesOf,
} from "./carry-answers.ts";

/** What an agency holds now and what was kept of it when the scheme changed. */
export interface Kept {
  /** What leaves held that the change has written over, by their code in the earlier scheme. */
  readonly former: HeldLeaves;
  /** Leaves of the later scheme that the agency was asked. */
  readonly asked: ReadonlySet<Code>;
  readonly present: HeldLeaves;
}

/**
 * Takes a change of scheme back for one agency: the answers that it set aside come back, those of
 * leaves that it kept stay as they are now, scored by the former rules.
 *
 * @param back - The fates of the change that is taken back, and the former scheme.
 * @returns `setAside` holds what was said meanwhile and does not stand; `asked` is empty.
 */
export function restoreAnswers(back: CarryInto, kept: Kept): CarriedDraft {
  const { former, asked, present } = kept;
  const next = new Map<Code, { readonly from: Code | null; readonly held: HeldLeaf }>();
  const stayed = new Set<Code>();
  for (const fate of back.fates) {
    if (fate.from === null) continue;
    const now = fate.kind === "kept" && !asked.has(fate.to.code) ? present.get(fate.to.code) : null;
    const stays = now && rescored(back, fate.from, now);
    if (stays && fate.kind === "kept") {
      next.set(fate.from, { from: fate.to.code, held: stays });
      stayed.add(fate.to.code);
      continue;
    }
    const was = former.get(fate.from);
    if (was) next.set(fate.from, { from: null, held: was });
  }
  const setAside = [...present]
    .filter(([code, held]) => !stayed.has(code) && saysSomething(held))
    .map(([code, held]) => ({ code, held }));
  return { writes: writesOf(present, next), asked: [], setAside };
}
