import type { Code, Leaf } from "../../scheme/scheme.ts";
import type { SchemeIndex } from "../scheme-index.ts";
import type { DraftFacts, EvidenceFacts, LeafFacts } from "../facts.ts";

/** How far an agency is with a leaf. */
export type LeafStatus = "done" | "lacksProof" | "open" | "notOurs";

/** How many leaves of each status a field has. */
export type StatusCounts = Readonly<Record<LeafStatus, number>>;

/** What keeps a leaf from being complete. */
export type LeafGap =
  | { readonly kind: "unanswered" }
  /** Scored with neither evidence nor explanation. */
  | { readonly kind: "noProof" }
  | { readonly kind: "missing"; readonly names: readonly string[] }
  /** A file that is not there after all, or not there yet. */
  | {
      readonly kind: "file";
      readonly status: "fetching" | "refused" | "failed";
      readonly name: string;
    };

/** What was said of a leaf, as far as it can lack something. */
export type SaidOfLeaf = Pick<LeafFacts, "answer" | "points" | "explanation" | "notApplicable">;

/** A proof that was given, as far as it can be lacking. */
export type GivenProof = Pick<EvidenceFacts, "status" | "wanted" | "fileName">;

/** Whether an evidence item counts: kept, or on its way. */
export function isLive({ status }: Pick<EvidenceFacts, "status">): boolean {
  return status === "kept" || status === "fetching";
}

/** The evidence items of each leaf that came with its self-score, in the order given. */
export function evidenceByLeaf<T extends Pick<EvidenceFacts, "code" | "phase">>(
  items: readonly T[],
): ReadonlyMap<Code, readonly T[]> {
  const byLeaf = new Map<Code, T[]>();
  for (const item of items.filter(({ phase }) => phase === "selfScoring")) {
    const list = byLeaf.get(item.code);
    if (list) list.push(item);
    else byLeaf.set(item.code, [item]);
  }
  return byLeaf;
}

/**
 * What a leaf of the agency still lacks; empty when it is complete. An explanation stands in for
 * any document; a leaf claiming 0 points needs no document by name, but a word why.
 */
export function gapsOf(
  leaf: Leaf,
  facts: SaidOfLeaf | undefined,
  evidence: readonly GivenProof[],
): readonly LeafGap[] {
  if (!facts) return [{ kind: "unanswered" }];
  if (facts.notApplicable !== null) return [];
  if (facts.answer === null) return [{ kind: "unanswered" }];
  const files = fileGaps(evidence);
  if (facts.explanation !== null) return files;
  const live = evidence.filter(isLive);
  if (live.length === 0) return [{ kind: "noProof" }, ...files];
  if (facts.points === 0) return files;
  const names = missingWanted(leaf, live).map(({ name }) => name);
  return names.length > 0 ? [{ kind: "missing", names }, ...files] : files;
}

/** Files that are not there yet, or never will be and were not sent again. */
function fileGaps(evidence: readonly GivenProof[]): readonly LeafGap[] {
  return evidence.flatMap(({ status, wanted, fileName }): readonly LeafGap[] => {
    const name = fileName ?? "";
    if (status === "fetching") return [{ kind: "file", status, name }];
    if (status !== "refused" && status !== "failed") return [];
    const isReplaced = evidence.some((other) => isLive(other) && other.wanted === wanted);
    return isReplaced ? [] : [{ kind: "file", status, name }];
  });
}

/** The required documents of a leaf for which nothing came yet. */
export function missingWanted(
  leaf: Leaf,
  evidence: readonly GivenProof[],
): readonly Leaf["evidence"][number][] {
  const given = new Set(evidence.filter(isLive).map(({ wanted }) => wanted));
  return leaf.evidence.filter(({ key, required }) => required && !given.has(key));
}

/** The mark of a leaf where all evidence of the draft is loaded. */
export function statusOf(
  { index, draft }: { readonly index: SchemeIndex; readonly draft: DraftFacts },
  leaf: Leaf,
  evidence: readonly EvidenceFacts[],
): LeafStatus {
  if (!index.places.has(leaf.code)) return "notOurs";
  const gaps = gapsOf(leaf, draft.leaves.get(leaf.code), evidence);
  if (gaps.length === 0) return "done";
  return gaps.some(({ kind }) => kind === "unanswered") ? "open" : "lacksProof";
}

/** Whether nothing was said of the leaf yet; needs no evidence to be loaded. */
export function isOpen(draft: DraftFacts, code: Code): boolean {
  const facts = draft.leaves.get(code);
  return !facts || (facts.answer === null && facts.notApplicable === null);
}

/** The next leaf after `from` that has no answer yet, wrapping round; undefined when none has. */
export function nextOpenLeaf(
  { own, places }: SchemeIndex,
  draft: DraftFacts,
  from: Code | null,
): Leaf | undefined {
  const start = from === null ? -1 : (places.get(from) ?? -1);
  for (let step = 1; step <= own.length; step++) {
    const leaf = own[(start + step) % own.length];
    if (leaf && leaf.code !== from && isOpen(draft, leaf.code)) return leaf;
  }
  return undefined;
}

/** How many of the agency's own leaves have an answer or a request not to apply. */
export function countAnswered({ own }: SchemeIndex, draft: DraftFacts): number {
  return own.filter(({ code }) => !isOpen(draft, code)).length;
}
