import type { DeclarationKind } from "../../core/given/given.ts";
import { type RawObject, type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import { formatTenThousandths } from "./format-points.ts";

/** An agency with what was answered, given and declared about it, as the tables hold it. */
export interface AnswersRow {
  readonly agency_id: string;
  readonly code: string;
  readonly name: string;
  readonly group_code: string;
  readonly leaves: readonly LeafRow[] | null;
  readonly given: readonly GivenRow[] | null;
  readonly declared: readonly DeclarationRow[] | null;
}

interface LeafRow {
  readonly code: string;
  readonly answer: Answer | null;
  /** Ten-thousandths set by hand. */
  readonly set: number | null;
  readonly na: string | null;
}

interface GivenRow {
  readonly code: string;
  readonly source: "external" | "appraiser" | "survey";
  readonly body: unknown;
}

interface DeclarationRow {
  readonly kind: DeclarationKind;
  readonly code: string;
  readonly count: number;
  readonly leaves: readonly string[];
  readonly reason: string;
}

/** One agency in the shape of the answers file. */
export function agencyAnswers(row: AnswersRow): RawObject {
  const leaves = row.leaves ?? [];
  const given = row.given ?? [];
  const declared = row.declared ?? [];
  const own = leaves.flatMap(({ code, answer }) => (answer ? [[code, answer] as const] : []));
  const others = given.filter(({ source }) => source !== "survey");
  const tallies = given.filter(({ source }) => source === "survey");
  return {
    code: row.code,
    name: row.name,
    group: row.group_code,
    notApplicable: [
      ...leaves.flatMap(({ code, na }) => (na === null ? [] : [{ code, reason: na }])),
      ...declared
        .filter(({ kind }) => kind === "notApplicable")
        .map(({ code, reason }) => ({ code, reason })),
    ],
    // What was decided later on a leaf that was given stands in its values, and counts.
    answers: rawOf(Object.fromEntries([...others.map(({ code, body }) => [code, body]), ...own])),
    setPoints: Object.fromEntries(
      leaves.flatMap(({ code, set }) =>
        set === null ? [] : [[code, formatTenThousandths(BigInt(set))]],
      ),
    ),
    adjustments: declared
      .filter(({ kind }) => kind === "adjustment")
      .map(({ code, count, leaves: zeroed }) => ({
        code,
        count: rawNumber(String(count)),
        ...(zeroed.length > 0 && { leaves: zeroed }),
      })),
    knockouts: declared.filter(({ kind }) => kind === "knockout").map(({ code }) => code),
    survey: rawOf(Object.fromEntries(tallies.map(({ code, body }) => [code, body]))),
  };
}

/** Stored JSON as a file's reader would give it; its only numbers are counts of ballots. */
function rawOf(value: unknown): RawValue {
  if (typeof value === "number") return rawNumber(String(value));
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (Array.isArray(value)) return value.map(rawOf);
  if (typeof value !== "object") return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rawOf(each)]));
}
