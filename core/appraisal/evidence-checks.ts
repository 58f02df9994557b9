import type { Code } from "../scheme/scheme.ts";

/** What speaks against taking a leaf as the agency has scored it without a closer look. */
export type AppraisalFlag =
  /** The agency has given no answer. */
  | { readonly kind: "unanswered" }
  /** Neither evidence nor an explanation: counts 0. */
  | { readonly kind: "noProof" }
  /** Explained, with no evidence. */
  | { readonly kind: "explanationOnly" }
  /** The agency asks that the leaf not apply. */
  | { readonly kind: "notApplicable" }
  | { readonly kind: "outsidePeriod"; readonly name: string; readonly date: string }
  | { readonly kind: "noPlace"; readonly name: string }
  /** The same file proves another leaf, or was handed in by another agency. */
  | {
      readonly kind: "sharedFile";
      readonly name: string;
      readonly agencyCode: string;
      readonly code: Code;
    }
  /** A file that is still being fetched, or never came. */
  | { readonly kind: "missingFile"; readonly name: string }
  | { readonly kind: "changedLate"; readonly at: string }
  | { readonly kind: "notSubmitted" };

/** One piece of evidence as far as it is checked. */
export interface CheckedEvidence {
  readonly status: string;
  readonly fileName: string | null;
  readonly document: { readonly number: string; readonly date: string } | null;
  readonly place: string | null;
  readonly sha256: string | null;
}

/** Another place where a file with the same content was handed in. */
export interface SharedUse {
  readonly sha256: string;
  readonly agencyCode: string;
  readonly code: Code;
}

/** All that is looked at for one leaf of one agency. */
export interface CheckedLeaf {
  /** Null when the agency never touched the leaf. */
  readonly said: {
    readonly answer: unknown;
    readonly explanation: string | null;
    readonly notApplicable: string | null;
    readonly at: string;
  } | null;
  readonly evidence: readonly CheckedEvidence[];
  readonly shared: readonly SharedUse[];
  readonly period: { readonly from: string; readonly to: string };
  /** When the agency handed in; null when it has not. */
  readonly submittedAt: string | null;
}

/** Lists what is to be looked at, the gravest first; empty where nothing is flagged. */
export function flagsOf(leaf: CheckedLeaf): readonly AppraisalFlag[] {
  const { said, submittedAt } = leaf;
  if (!said) return [{ kind: "unanswered" }];
  if (said.notApplicable !== null) return [{ kind: "notApplicable" }];
  if (said.answer === null) return [{ kind: "unanswered" }];
  const live = leaf.evidence.filter(({ status }) => status === "kept");
  const lost = leaf.evidence.filter(({ status }) => status === "fetching" || status === "failed");
  return [
    ...proofFlags(live.length + lost.length, said.explanation),
    ...live.flatMap((item) => itemFlags(leaf, item)),
    ...lost.map((item) => ({ kind: "missingFile", name: nameOf(item) }) as const),
    ...(submittedAt !== null && Date.parse(said.at) > Date.parse(submittedAt)
      ? [{ kind: "changedLate", at: said.at } as const]
      : []),
    ...(submittedAt === null ? [{ kind: "notSubmitted" } as const] : []),
  ];
}

function proofFlags(evidence: number, explanation: string | null): readonly AppraisalFlag[] {
  if (evidence > 0) return [];
  return [{ kind: explanation === null ? "noProof" : "explanationOnly" }];
}

function itemFlags(
  { period, shared }: CheckedLeaf,
  item: CheckedEvidence,
): readonly AppraisalFlag[] {
  const name = nameOf(item);
  const date = item.document?.date;
  return [
    ...(date !== undefined && (date < period.from || date > period.to)
      ? [{ kind: "outsidePeriod", name, date } as const]
      : []),
    ...(item.place === null ? [{ kind: "noPlace", name } as const] : []),
    ...shared
      .filter(({ sha256 }) => sha256 === item.sha256)
      .map(({ agencyCode, code }) => ({ kind: "sharedFile", name, agencyCode, code }) as const),
  ];
}

function nameOf({ document, fileName }: CheckedEvidence): string {
  return document?.number ?? fileName ?? "";
}
