import type pg from "pg";

/** An agency's draft as it is kept, without who wrote it when and under which receipt. */
export interface KeptDraft {
  readonly leaves: readonly Readonly<Record<string, unknown>>[];
  readonly evidence: readonly Readonly<Record<string, unknown>>[];
}

/** Reads an agency's draft. */
export async function keptDraft(pool: pg.Pool, agencyId: string): Promise<KeptDraft> {
  const leaves = await pool.query<Record<string, unknown>>(
    `select code, answer, points, explanation, not_applicable, evidence_count
       from leaf_states where agency_id = $1 order by string_to_array(code, '.')::int[]`,
    [agencyId],
  );
  const evidence = await pool.query<Record<string, unknown>>(
    `select code, wanted, status, file_name, sha256, document, place from evidence
      where agency_id = $1 order by string_to_array(code, '.')::int[], wanted, file_name, document`,
    [agencyId],
  );
  return { leaves: leaves.rows, evidence: evidence.rows };
}

/** Reads an agency's result, points in ten-thousandths. */
export async function keptResult(
  pool: pg.Pool,
  agencyId: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select achieved::int, applicable_max::int, index_text, band, rank
       from agency_results where agency_id = $1`,
    [agencyId],
  );
  return rows[0];
}

/** Every receipt that an agency was given, in the order given. */
export async function keptReceipts(
  pool: pg.Pool,
  agencyId: string,
): Promise<readonly { readonly receipt: string; readonly code: string | null }[]> {
  const { rows } = await pool.query<{ receipt: string; code: string | null }>(
    "select receipt, code from entries where agency_id = $1 order by id",
    [agencyId],
  );
  return rows;
}
