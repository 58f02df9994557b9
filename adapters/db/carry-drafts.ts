import type pg from "pg";
import { type SchemeNode, isLeaf } from "../../core/scheme/scheme.ts";
import {
  type AgencyChange,
  type AgencyDraft,
  type CarriedGroup,
  type StoredValue,
  valueTables,
} from "../../usecases/scheme-ports.ts";
import { moveProof, recountProof, returnProof } from "./move-proof.ts";
import type { GroupKey, WithdrawnProof } from "./scheme-change-rows.ts";

/**
 * Binds a group to a scheme and writes what its agencies hold under it. Every draft is another one
 * from now on, so a signature is void, and every result must be computed again.
 *
 * @returns Documents that were withdrawn with their leaves.
 */
export async function carryDrafts(
  client: pg.PoolClient,
  { roundId, group }: GroupKey,
  { to, agencies, paths, undoes, now }: CarriedGroup,
): Promise<readonly WithdrawnProof[]> {
  await client.query("select set_config('cham.now', $1, true)", [now]);
  await client.query(
    `update round_groups set scheme_id = $3, snapshot = snapshot + 1
      where round_id = $1 and group_code = $2`,
    [roundId, group, to.id],
  );
  const drafts = await client.query<{ agencyId: string; version: number }>(
    `update round_agencies set draft_version = draft_version + 1
      where round_id = $1 and group_code = $2 and left_at is null
      returning agency_id as "agencyId", draft_version as version`,
    [roundId, group],
  );
  const versionOf = new Map(drafts.rows.map(({ agencyId, version }) => [agencyId, version]));
  for (const change of agencies) {
    const draftVersion = versionOf.get(change.agency.agencyId) ?? 0;
    await writeLeaves(client, { roundId, change, draftVersion });
    await writeValues(client, roundId, change);
  }
  const withdrawn = await moveProof(client, { roundId, group }, paths);
  if (undoes !== null) await returnProof(client, undoes);
  await recountProof(client, { roundId, group });
  await client.query(
    `select mark_dirty(round_id, agency_id, $3) from round_agencies
      where round_id = $1 and group_code = $2 and left_at is null`,
    [roundId, group, now],
  );
  await client.query(
    `delete from node_results n using round_agencies ra
      where ra.round_id = $1 and ra.group_code = $2 and ra.left_at is null
        and n.round_id = ra.round_id and n.agency_id = ra.agency_id and n.code <> all ($3)`,
    [roundId, group, codesOf(to.scheme.fields)],
  );
  return withdrawn;
}

function codesOf(nodes: readonly SchemeNode[]): readonly string[] {
  return nodes.flatMap((node) => [node.code, ...(isLeaf(node) ? [] : codesOf(node.children))]);
}

/** What an officer could undo by himself belongs to the former question and is gone. */
async function writeLeaves(
  client: pg.PoolClient,
  about: {
    readonly roundId: string;
    readonly change: AgencyChange;
    readonly draftVersion: number;
  },
): Promise<void> {
  const { roundId, change, draftVersion } = about;
  const { writes } = change.draft;
  if (writes.length === 0) return;
  await client.query(
    `insert into leaf_states as ls (round_id, agency_id, code, version, draft_version, answer,
       points, explanation, not_applicable, receipt, changed_by, changed_at)
     select $1, $2, w.code, 1, $3, w.answer, w.points, w.explanation, w."notApplicable", w.receipt,
            w."changedBy", w."changedAt"
       from jsonb_to_recordset($4) as w (code text, answer jsonb, points integer,
              explanation text, "notApplicable" text, receipt text, "changedBy" uuid,
              "changedAt" timestamptz)
     on conflict (round_id, agency_id, code) do update set
       version = ls.version + 1, draft_version = excluded.draft_version,
       answer = excluded.answer, points = excluded.points, explanation = excluded.explanation,
       not_applicable = excluded.not_applicable, receipt = excluded.receipt,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at, before = null`,
    [
      ...[roundId, change.agency.agencyId, draftVersion],
      JSON.stringify(writes.map(({ code, held }) => ({ code, ...held }))),
    ],
  );
}

/** Values follow the leaf they were given to; whether that was its newest answer stays so. */
async function writeValues(
  client: pg.PoolClient,
  roundId: string,
  change: AgencyChange,
): Promise<void> {
  const { agency, stays, comeBack } = change;
  if (agency.values.length + comeBack.length === 0) return;
  for (const table of valueTables) {
    const rows = [
      ...stays
        .filter(({ value }) => value.what === table)
        .map(({ value, code, points }) => carriedRow(change, value, { code, points })),
      ...comeBack
        .filter(({ what }) => what === table)
        .map((value) => carriedRow(change, value, { code: value.code, points: value.points })),
    ];
    await client.query(`delete from ${table} where round_id = $1 and agency_id = $2`, [
      ...[roundId, agency.agencyId],
    ]);
    await client.query(
      `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

function carriedRow(
  { agency, draft }: AgencyChange,
  { what, row, code: from }: StoredValue,
  { code, points }: { readonly code: string; readonly points: number | null },
): Readonly<Record<string, unknown>> {
  if (what === "given_answers") return { ...row, code };
  const isWritten = draft.writes.some((each) => each.code === code);
  const now = (agency.versions.get(code) ?? 0) + (isWritten ? 1 : 0);
  const isCurrent = isOfNewest(agency, { row, code: from });
  return { ...row, code, points, self_version: isCurrent ? now : -1, version: rowVersion(row) + 1 };
}

/** Says of a value that was set aside that it was given to the newest answer of its time. */
export const ofNewestAnswer = -2;

/** Whether a value was given to what the leaf holds. */
export function isOfNewest(
  { versions }: Pick<AgencyDraft, "versions">,
  { row, code }: Pick<StoredValue, "row" | "code">,
): boolean {
  return (
    row["self_version"] === ofNewestAnswer || row["self_version"] === (versions.get(code) ?? 0)
  );
}

function rowVersion(row: Readonly<Record<string, unknown>>): number {
  return typeof row["version"] === "number" ? row["version"] : 0;
}
