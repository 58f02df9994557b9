import { askedFacts, foldedWords } from "./asked-facts.ts";
import { pairNodes } from "./pair-nodes.ts";
import { type Code, type Leaf, type Scheme, isLeaf, leavesOf } from "./scheme.ts";

/** Why a leaf's answer cannot stand: there was none, other words, other facts, another giver. */
export type AskReason = "new" | "renamed" | "facts" | "source";

/** What becomes of a leaf's answer when one scheme takes another's place. */
export type LeafFate =
  /** The facts given still answer the question, though perhaps under another code. */
  | { readonly kind: "kept"; readonly from: Code; readonly to: Leaf }
  /** The question is another one; `from` is null where the leaf is new. */
  | {
      readonly kind: "asked";
      readonly from: Code | null;
      readonly to: Leaf;
      readonly why: AskReason;
    }
  | { readonly kind: "dropped"; readonly from: Code };

/**
 * Tells what becomes of every leaf's answer: the later scheme's leaves in its order, then what was
 * dropped. Each leaf of either scheme stands in exactly one fate.
 */
export function leafFates(before: Scheme, after: Scheme): readonly LeafFate[] {
  const earlier = new Map<Code, Leaf>();
  for (const pair of pairNodes(before.fields, after.fields).pairs) {
    if (isLeaf(pair.before) && isLeaf(pair.after)) earlier.set(pair.after.code, pair.before);
  }
  const met = new Set([...earlier.values()].map(({ code }) => code));
  return [
    ...leavesOf(after.fields).map((leaf) =>
      fateOf({ before, after }, earlier.get(leaf.code), leaf),
    ),
    ...leavesOf(before.fields)
      .filter(({ code }) => !met.has(code))
      .map(({ code }) => ({ kind: "dropped", from: code }) as const),
  ];
}

function fateOf(
  { before, after }: { readonly before: Scheme; readonly after: Scheme },
  was: Leaf | undefined,
  to: Leaf,
): LeafFate {
  if (!was) return { kind: "asked", from: null, to, why: "new" };
  const from = was.code;
  const why = otherQuestion(was, to) ?? otherFacts();
  return why === null ? { kind: "kept", from, to } : { kind: "asked", from, to, why };

  function otherFacts(): AskReason | null {
    if (!was) return null;
    const [old, now] = [askedFacts(was, before), askedFacts(to, after)];
    return JSON.stringify(old) === JSON.stringify(now) ? null : "facts";
  }
}

function otherQuestion(was: Leaf, to: Leaf): AskReason | null {
  if (was.source !== to.source) return "source";
  return foldedWords(was.name) === foldedWords(to.name) ? null : "renamed";
}

/** Where what hangs on a leaf, such as its documents, belongs from now on; null: nowhere. */
export interface LeafPath {
  readonly from: Code;
  readonly to: Code | null;
}

/** The ways of the earlier scheme's leaves; a leaf that is asked again keeps its documents. */
export function pathsOf(fates: readonly LeafFate[]): readonly LeafPath[] {
  return fates.flatMap((fate): readonly LeafPath[] => {
    if (fate.kind === "dropped") return [{ from: fate.from, to: null }];
    return fate.from === null ? [] : [{ from: fate.from, to: fate.to.code }];
  });
}

/** The ways back of the later scheme's leaves. */
export function pathsBack(fates: readonly LeafFate[]): readonly LeafPath[] {
  return fates.flatMap((fate) =>
    fate.kind === "dropped" ? [] : [{ from: fate.to.code, to: fate.from }],
  );
}
