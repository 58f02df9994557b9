/**
 * Why a file is not taken as evidence. `found` names the type that the content turned out to be,
 * `named` the extension of its name.
 */
export type FileRefusal =
  | { readonly kind: "tooLarge"; readonly maxBytes: number }
  | { readonly kind: "empty" }
  | { readonly kind: "typeNotTaken"; readonly found: string }
  /** An archive, or one that would unpack to far more than it says ("zip bomb"). */
  | { readonly kind: "archive"; readonly found: string }
  | { readonly kind: "program"; readonly found: string }
  /** The name says one type, the content another. */
  | { readonly kind: "renamed"; readonly found: string; readonly named: string }
  | { readonly kind: "encrypted"; readonly found: string }
  | { readonly kind: "macros"; readonly found: string }
  | { readonly kind: "damaged"; readonly found: string };

/** A refusal as one word that is stored beside the evidence, in no language. */
export function writeRefusal(refusal: FileRefusal): string {
  return [refusal.kind, ...factsOf(refusal).map(plain)].join(":");
}

function factsOf(refusal: FileRefusal): readonly string[] {
  if (refusal.kind === "empty") return [];
  if (refusal.kind === "tooLarge") return [String(refusal.maxBytes)];
  return refusal.kind === "renamed" ? [refusal.found, refusal.named] : [refusal.found];
}

/** Reads what `writeRefusal` wrote; null for any other reason. */
export function readRefusal(reason: string): FileRefusal | null {
  const [kind, first, second] = reason.split(":");
  if (kind === "empty") return first === undefined ? { kind } : null;
  if (first === undefined) return null;
  if (kind === "tooLarge") {
    return /^\d{1,15}$/.test(first) ? { kind, maxBytes: Number(first) } : null;
  }
  if (kind === "renamed") {
    return second === undefined ? null : { kind, found: first, named: second };
  }
  const plainKind = plainKinds.find((each) => each === kind);
  return plainKind ? { kind: plainKind, found: first } : null;
}

/** The kinds that name only what was found. */
const plainKinds = [
  "typeNotTaken",
  "archive",
  "program",
  "encrypted",
  "macros",
  "damaged",
] as const satisfies readonly FileRefusal["kind"][];

function plain(word: string): string {
  return word.replaceAll(":", "").slice(0, 40);
}
