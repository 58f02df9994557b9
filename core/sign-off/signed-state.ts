import type { Answer } from "../scoring/answer.ts";

/** One leaf of a draft as a signature covers it. */
export interface SignedLeaf {
  readonly code: string;
  readonly answer: Answer | null;
  /** Ten-thousandths; null when there is no answer or a later pass decides. */
  readonly points: number | null;
  readonly explanation: string | null;
  readonly notApplicable: string | null;
}

/** A document named instead of sent. */
interface SignedDocument {
  readonly number: string;
  readonly date: string;
  readonly issuer: string;
}

/** One evidence item that counts. */
export interface SignedEvidence {
  readonly code: string;
  readonly receipt: string;
  readonly wanted: string | null;
  /** Null while the file is still being fetched, and where a document was only named. */
  readonly sha256: string | null;
  readonly document: SignedDocument | null;
  readonly place: string | null;
}

/** Exactly what a leader signs. */
export interface SignedState {
  readonly schemeHash: string;
  readonly draftVersion: number;
  readonly leaves: readonly SignedLeaf[];
  readonly evidence: readonly SignedEvidence[];
}

/** Every field of a type by name, so that a new one is either signed or fails to compile. */
type Fields<T> = { readonly [Key in keyof T]-?: true };

const leafFields: Fields<SignedLeaf> = {
  ...{ code: true, answer: true, points: true, explanation: true, notApplicable: true },
};

const evidenceFields: Fields<SignedEvidence> = {
  ...{ code: true, receipt: true, wanted: true, sha256: true, document: true, place: true },
};

/**
 * Writes a state as canonical JSON (keys sorted, no blanks, leaves by code, evidence by receipt):
 * states that say the same give the same text, others never do. Its SHA-256 is what is signed.
 */
export function signedText(state: SignedState): string {
  const { schemeHash, draftVersion } = state;
  const leaves = state.leaves.map((leaf) => only(leaf, leafFields)).sort(by("code"));
  const evidence = state.evidence.map((item) => only(item, evidenceFields)).sort(by("receipt"));
  return canonical({ format: 1, schemeHash, draftVersion, leaves, evidence });
}

/** Reads a text that `signedText` wrote; null when it is none. */
export function readSignedText(text: string): SignedState | null {
  const read: unknown = JSON.parse(text);
  const isOurs = typeof read === "object" && read !== null && "format" in read && read.format === 1;
  return isOurs ? (read as unknown as SignedState) : null;
}

type Plain = Readonly<Record<string, unknown>>;

function only(value: object, fields: Plain): Plain {
  const of = value as Plain;
  return Object.fromEntries(Object.keys(fields).map((key) => [key, of[key] ?? null]));
}

function by(key: string): (one: Plain, other: Plain) => number {
  return (one, other) => (String(one[key]) < String(other[key]) ? -1 : 1);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`);
  return `{${parts.join(",")}}`;
}
