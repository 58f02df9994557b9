import { createHash } from "node:crypto";
import type { Actor } from "../../core/access/actor.ts";
import { advance, needsOf } from "../../core/conversation/advance.ts";
import { readState, startState } from "../../core/conversation/conversation-state.ts";
import type { Effect, LeafContent } from "../../core/conversation/effect.ts";
import type { Language } from "../../core/conversation/messages/catalogue.ts";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import type { ChatTurn } from "../../core/conversation/talk.ts";
import type { ChatInput } from "../../core/conversation/turn.ts";
import type {
  DraftFacts,
  EvidenceFacts,
  LeafFacts,
  LinkFacts,
  ReceiptFacts,
} from "../../core/conversation/facts.ts";
import type { Found, Need, World } from "../../core/conversation/world.ts";
import { freshCourse } from "../../core/conversation/sign-off/sign-off-facts.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { RoundFacts } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";

/** What a talk in memory is about; everything but the scheme has a default. */
export interface MemoryFacts {
  readonly scheme: Scheme;
  readonly me?: Actor | null;
  readonly round?: Partial<RoundFacts>;
  /** True for a person whose agency is assessed in no round. */
  readonly isUnassessed?: boolean;
  readonly language?: Language;
  /** Results that commands ask for; the draft's own are not computed here. */
  readonly found?: Found;
  readonly maxFileBytes?: number;
  /** Where the chat stood before; a new one when left out. */
  readonly state?: unknown;
}

/** An agency's draft in memory, shared by the talks of its officers. */
export interface MemoryDraft {
  readonly leaves: Map<string, LeafFacts>;
  evidence: readonly EvidenceFacts[];
  readonly receipts: Map<string, ReceiptFacts>;
  version: number;
  submitted: DraftFacts["submitted"];
  course: DraftFacts["course"];
}

/** A talk without a database: plays inputs and makes their effects true. */
export interface MemoryTalk {
  readonly play: (input: ChatInput) => ChatTurn;
  readonly draft: MemoryDraft;
  readonly state: () => unknown;
  /** Moves the clock; talks begin at 08:00 on 15/01/2026 in Vietnam. */
  readonly setNow: (instant: string) => void;
  readonly setRound: (round: Partial<RoundFacts>) => void;
}

/** An officer of a made-up agency. */
export const anOfficer: Actor = {
  staffId: "staff-1",
  name: "Nguyễn Thị An",
  agencyId: "agency-1",
  agencyCode: "SNV",
  agencyName: "Sở Nội vụ",
  agencyGroup: "so",
  grants: [{ role: "officer", fields: null }],
};

const someRound: RoundFacts = {
  id: "round-2025",
  code: "2025",
  title: "Kỳ đánh giá Chỉ số CCHC năm 2025",
  year: 2025,
  stage: "selfScoring",
  isDemo: false,
  isTraining: false,
  phases: {
    selfScoring: { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" },
  },
  exceptions: [],
};

const someFactor = {
  secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  recoveryCodes: ["ACDEFG23", "ACDEFG24", "ACDEFG26", "ACDEFG27", "ACDEFG28"],
  chatCode: "123456",
};

/** An empty draft. */
export function emptyDraft(): MemoryDraft {
  return {
    ...{ leaves: new Map(), evidence: [], receipts: new Map(), version: 0 },
    ...{ submitted: null, course: freshCourse },
  };
}

/** Opens a talk; give two talks one draft to let two officers work together. */
export function openMemoryTalk(facts: MemoryFacts, draft: MemoryDraft = emptyDraft()): MemoryTalk {
  const table: Table = {
    facts,
    draft,
    now: "2026-01-15T01:00:00.000Z",
    state: facts.state ?? startState,
    me: facts.me === undefined ? anOfficer : facts.me,
    language: facts.language ?? "vi",
    round: { ...someRound, ...facts.round },
    turns: 0,
    links: [],
  };
  return {
    play: (input) => playOn(table, input),
    draft,
    state: () => table.state,
    setNow: (instant) => {
      table.now = instant;
    },
    setRound: (round) => {
      table.round = { ...table.round, ...round };
    },
  };
}

interface Table {
  readonly facts: MemoryFacts;
  readonly draft: MemoryDraft;
  now: string;
  state: unknown;
  me: Actor | null;
  language: Language;
  round: RoundFacts;
  turns: number;
  links: readonly LinkFacts[];
}

function playOn(table: Table, input: ChatInput): ChatTurn {
  table.turns += 1;
  const state = readState(table.state);
  const needs = needsOf(state, input, { me: table.me });
  const code = "code" in state ? state.code : null;
  const turn = advance(state, input, worldOf(table, needs, code));
  table.state = JSON.parse(JSON.stringify(turn.state));
  for (const effect of turn.effects) applyEffect(table, effect);
  return turn;
}

function worldOf(table: Table, needs: readonly Need[], code: string | null): World {
  const { draft, facts, me, round } = table;
  const isAssessed = me !== null && facts.isUnassessed !== true;
  const receipts = [0, 1, 2, 3].map((place) => receiptOf(table, place));
  return {
    now: table.now,
    say: messagesIn(table.language),
    channel: { name: "telegram", maxFileBytes: facts.maxFileBytes ?? 20 * 1024 * 1024 },
    publicUrl: "http://127.0.0.1:3000",
    fresh: { receipts, token: `token-${table.turns}`, linkCode: "ACDEFG23", factor: someFactor },
    me,
    round: isAssessed ? round : null,
    scheme: isAssessed ? facts.scheme : null,
    calendar: openCalendar({ daysOff: [], workingDays: [] }),
    draft: isAssessed ? draft : null,
    evidence: evidenceFor(draft, needs, code),
    found: foundFor(table, needs),
  };
}

function evidenceFor(
  draft: MemoryDraft,
  needs: readonly Need[],
  code: string | null,
): readonly EvidenceFacts[] {
  if (needs.some(({ kind }) => kind === "allEvidence")) return draft.evidence;
  const named = needs.find((need) => need.kind === "evidenceOf");
  const wanted = named?.kind === "evidenceOf" ? named.code : code;
  return draft.evidence.filter((item) => item.code === wanted);
}

function foundFor(table: Table, needs: readonly Need[]): Found {
  const { facts, draft, links } = table;
  const receipt = needs.find((need) => need.kind === "receipt");
  return {
    ...facts.found,
    ...(receipt?.kind === "receipt" && { receipt: draft.receipts.get(receipt.receipt) ?? null }),
    ...(needs.some(({ kind }) => kind === "links") && { links }),
  };
}

function applyEffect(table: Table, effect: Effect): void {
  applyToDraft(table, effect);
  applyToPerson(table, effect);
}

function applyToDraft(table: Table, effect: Effect): void {
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

function applyToPerson(table: Table, effect: Effect): void {
  if (effect.kind === "linkChat") table.me = table.facts.me ?? anOfficer;
  if (effect.kind === "unlink") table.links = table.links.filter(({ id }) => id !== effect.linkId);
  if (effect.kind === "setLanguage") table.language = effect.language;
}

function saveLeaf(table: Table, effect: Extract<Effect, { readonly kind: "saveLeaf" }>): void {
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
  table: Table,
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
  { draft }: Table,
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
  { draft, now, me, round }: Table,
  receipt: Pick<ReceiptFacts, "receipt" | "kind" | "code" | "content" | "evidence">,
): void {
  draft.receipts.set(receipt.receipt, {
    ...receipt,
    words: null,
    agencyCode: me?.agencyCode ?? "",
    agencyName: me?.agencyName ?? "",
    roundTitle: round.title,
    ...{ isDemo: round.isDemo, isTraining: round.isTraining },
    at: now,
    by: me?.name ?? "",
    ...{ byId: me?.staffId ?? null, isBlind: false },
    hash: hashOf(JSON.stringify(receipt)),
  });
}

/** Readable, different for every person, turn and place. */
function receiptOf({ me, turns }: Table, place: number): string {
  const person = me?.staffId.replaceAll(/\D/g, "").padStart(2, "0") ?? "00";
  return `BN${person}${String(turns).padStart(5, "0")}${place}`;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
