import { createHash } from "node:crypto";
import type { Actor } from "../../core/access/actor.ts";
import type { Effect, LeafContent } from "../../core/conversation/effect.ts";
import type {
  DraftFacts,
  EvidenceFacts,
  LeafFacts,
  ReceiptFacts,
} from "../../core/conversation/facts.ts";
import { freshCourse } from "../../core/conversation/sign-off/sign-off-facts.ts";
import type { RoundFacts } from "../../core/round/round.ts";

/** An agency's draft in memory, shared by the talks of its officers. */
export interface MemoryDraft {
  readonly leaves: Map<string, LeafFacts>;
  evidence: readonly EvidenceFacts[];
  readonly receipts: Map<string, ReceiptFacts>;
  version: number;
  submitted: DraftFacts["submitted"];
  course: DraftFacts["course"];
}

/** Who works on the draft, and when. */
export interface DraftTable {
  readonly draft: MemoryDraft;
  readonly now: string;
  readonly me: Actor | null;
  readonly round: RoundFacts;
}

/** An empty draft. */
export function emptyDraft(): MemoryDraft {
  return {
    ...{ leaves: new Map(), evidence: [], receipts: new Map(), version: 0 },
    ...{ submitted: null, course: freshCourse },
  };
}

/** Makes true what a turn does to the draft. */
export function applyToDraft(table: DraftTable, effect: Effect): void {
  if (effect.kind === "saveLeaf") saveLeaf(table, effect);
  if (effect.kind === "attachFile" || effect.kind === "citeDocument") addEvidence(table, effect);
  if (effect.kind === "placeEvidence") {
    const { receipts, place } = effect;
    changeEvidence(table, ({ receipt }) => receipts.includes(receipt), { place });
  }
  if (effect.kind === "withdrawEvidence") {
    const { evidenceId, reason } = effect;
    changeEvidence(table, ({ id }) => id === evidenceId, { status: "withdrawn", reason });
  }
  if (effect.kind === "submit") {
    table.draft.submitted = { at: table.now, by: table.me?.name ?? "" };
  }
}

function saveLeaf(table: DraftTable, effect: Extract<Effect, { readonly kind: "saveLeaf" }>): void {
  const { draft } = table;
  const old = draft.leaves.get(effect.code);
  if ((old?.version ?? 0) !== effect.expectedVersion) throw new Error("A lost update.");
  draft.version += 1;
  draft.leaves.set(effect.code, {
    ...effect.content,
    code: effect.code,
    version: effect.expectedVersion + 1,
    receipt: effect.receipt,
    at: table.now,
    by: table.me?.name ?? "",
    evidenceCount: countEvidence(draft, effect.code),
    before: old ? contentOf(old) : null,
  });
  noteReceipt(table, {
    receipt: effect.receipt,
    kind: effect.change,
    code: effect.code,
    content: effect.content,
    evidence: null,
  });
}

function addEvidence(
  table: DraftTable,
  effect: Extract<Effect, { readonly kind: "attachFile" | "citeDocument" }>,
): void {
  const { draft } = table;
  const isFile = effect.kind === "attachFile";
  const item: EvidenceFacts = {
    id: `evidence-${draft.evidence.length + 1}`,
    code: effect.code,
    phase: "selfScoring",
    wanted: effect.wanted,
    fileName: isFile ? effect.file.name : null,
    document: isFile ? null : effect.document,
    place: isFile ? null : effect.place,
    status: "kept",
    reason: null,
    size: isFile ? effect.file.size : null,
    sha256: isFile ? hashOf(effect.file.name) : null,
    receipt: effect.receipt,
    at: table.now,
    by: table.me?.name ?? "",
  };
  draft.evidence = [...draft.evidence, item];
  recount(draft, effect.code);
  noteReceipt(table, {
    receipt: effect.receipt,
    kind: "evidence",
    code: effect.code,
    content: null,
    evidence: item,
  });
}

function changeEvidence(
  { draft }: DraftTable,
  isMeant: (item: EvidenceFacts) => boolean,
  change: Partial<EvidenceFacts>,
): void {
  const codes = draft.evidence.filter(isMeant).map(({ code }) => code);
  draft.evidence = draft.evidence.map((item) => (isMeant(item) ? { ...item, ...change } : item));
  for (const code of codes) recount(draft, code);
}

function recount(draft: MemoryDraft, code: string): void {
  const leaf = draft.leaves.get(code);
  if (leaf) draft.leaves.set(code, { ...leaf, evidenceCount: countEvidence(draft, code) });
}

function countEvidence({ evidence }: MemoryDraft, code: string): number {
  return evidence.filter((item) => item.code === code && item.status === "kept").length;
}

function contentOf({ answer, points, explanation, notApplicable }: LeafFacts): LeafContent {
  return { answer, points, explanation, notApplicable };
}

function noteReceipt(
  { draft, now, me, round }: DraftTable,
  receipt: Pick<ReceiptFacts, "receipt" | "kind" | "code" | "content" | "evidence">,
): void {
  draft.receipts.set(receipt.receipt, {
    ...receipt,
    words: null,
    agencyCode: me?.agencyCode ?? "",
    agencyName: me?.agencyName ?? "",
    roundTitle: round.title,
    ...{ stage: round.stage, isDemo: round.isDemo, isTraining: round.isTraining },
    at: now,
    by: me?.name ?? "",
    ...{ byId: me?.staffId ?? null, isBlind: false },
    hash: hashOf(JSON.stringify(receipt)),
  });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
