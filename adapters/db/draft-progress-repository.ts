import type pg from "pg";
import type { EvidenceFacts } from "../../core/conversation/facts.ts";
import { indexFor } from "../../core/conversation/scheme-index.ts";
import type { GivenProof, SaidOfLeaf } from "../../core/conversation/self-score/leaf-status.ts";
import {
  type DraftProgress,
  draftProgress,
} from "../../core/conversation/submit/draft-progress.ts";
import type { LeftOut } from "../../core/round/left-out.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";

/** An agency whose self-score is counted. */
export interface DraftingAgency {
  readonly id: string;
  readonly group: string;
  readonly leftOut: readonly LeftOut[];
}

/** How far each agency is with its self-score, by its id. */
export async function findDraftProgress(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
  agencies: readonly DraftingAgency[],
  schemes: ReadonlyMap<string, Scheme>,
): Promise<ReadonlyMap<string, DraftProgress>> {
  const drafts = await readDrafts(
    db,
    roundId,
    agencies.map(({ id }) => id),
  );
  return new Map(
    agencies.flatMap(({ id, group, leftOut }) => {
      const scheme = schemes.get(group);
      if (!scheme) return [];
      const { leaves = [], evidence = [] } = drafts.get(id) ?? {};
      const draft = { leaves: new Map(leaves.map((leaf) => [leaf.code, leaf])) };
      const index = indexFor(scheme, leftOut);
      return [[id, draftProgress({ index, draft, world: { evidence } })] as const];
    }),
  );
}

interface DraftRow {
  readonly agency_id: string;
  readonly leaves: readonly (SaidOfLeaf & { readonly code: string })[];
  readonly evidence: readonly (GivenProof & Pick<EvidenceFacts, "code" | "phase">)[];
}

/** Only what counting needs: a province has thousands of leaves, and this runs each minute. */
async function readDrafts(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
  agencyIds: readonly string[],
): Promise<ReadonlyMap<string, DraftRow>> {
  const { rows } = await db.query<DraftRow>(
    `select i.id as agency_id,
            (select coalesce(json_agg(json_build_object(
                      'code', l.code, 'points', l.points, 'answer', l.answer,
                      'explanation', left(l.explanation, 1),
                      'notApplicable', l.not_applicable)), '[]')
               from leaf_states l where l.round_id = $1 and l.agency_id = i.id) as leaves,
            (select coalesce(json_agg(json_build_object(
                      'code', e.code, 'phase', e.phase, 'status', e.status, 'wanted', e.wanted,
                      'fileName', e.file_name) order by e.added_at, e.receipt), '[]')
               from evidence e where e.round_id = $1 and e.agency_id = i.id) as evidence
       from unnest($2::uuid[]) as i (id)`,
    [roundId, agencyIds],
  );
  return new Map(rows.map((row) => [row.agency_id, row]));
}
