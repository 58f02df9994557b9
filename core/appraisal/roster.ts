import type { Code } from "../scheme/scheme.ts";

/** A person with the duty of appraising. */
export interface Appraiser {
  readonly staffId: string;
  /** Stable name of the person in imports; the order of spreading follows it. */
  readonly code: string;
  readonly agencyCode: string;
  /** Field codes the duty covers; null means all. */
  readonly fields: readonly string[] | null;
  /** Whether another duty shows this person the counted results: then no blind appraisal. */
  readonly seesResults: boolean;
}

/** A row of the assignment matrix: who appraises a field, criterion or leaf. */
export interface MatrixRow {
  readonly code: Code;
  readonly staffId: string;
  /** One agency only; null for all. */
  readonly agencyCode: string | null;
}

/** A leaf that is appraised, and the agency that leads it. */
export interface LedLeaf {
  readonly code: Code;
  readonly lead: string;
}

/** An agency of a round. */
export interface RosterAgency {
  readonly code: string;
  readonly group: string;
  /** Nodes that the province has declared not to apply to it: nothing below is appraised. */
  readonly leftOut: readonly Code[];
}

/** All from which follows who appraises what in a round. */
export interface Roster {
  readonly agencies: readonly RosterAgency[];
  /** The leaves to appraise of each group's scheme, in its order. */
  readonly leaves: ReadonlyMap<string, readonly LedLeaf[]>;
  readonly appraisers: readonly Appraiser[];
  readonly rows: readonly MatrixRow[];
  /** Ids of the substitutes, the first to be asked first. */
  readonly substitutes: readonly string[];
  /** Fields, criteria or leaves that are appraised a second time, blind. */
  readonly secondCodes: readonly Code[];
}

/** Whether a code lies at or below another: "1" covers "1.2.3". */
export function isUnder(code: Code, above: Code): boolean {
  return code === above || code.startsWith(`${above}.`);
}

/** Whether a code lies at or below any of others. */
export function isUnderAny(code: Code, aboves: readonly Code[]): boolean {
  return aboves.some((above) => isUnder(code, above));
}

/** Whether the province has declared that a leaf does not apply to an agency of the round. */
export function isLeftOut(
  { agencies }: Pick<Roster, "agencies">,
  { agencyCode, code }: { readonly agencyCode: string; readonly code: Code },
): boolean {
  const leftOut = agencies.find((agency) => agency.code === agencyCode)?.leftOut ?? [];
  return isUnderAny(code, leftOut);
}

/** The field (lĩnh vực) a code lies in. */
export function fieldOf(code: Code): Code {
  return code.split(".")[0] ?? code;
}
