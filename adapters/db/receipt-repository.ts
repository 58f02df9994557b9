import type pg from "pg";
import type { LeafContent } from "../../core/conversation/effect.ts";
import type { ReceiptFacts } from "../../core/conversation/world.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";

interface EntryRow {
  readonly receipt: string;
  readonly kind: ReceiptFacts["kind"] | "withdrawal";
  readonly agency_code: string;
  readonly agency_name: string;
  readonly round_title: string;
  readonly stage: ReceiptFacts["stage"];
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly code: string | null;
  readonly at: Date;
  readonly by: string;
  readonly by_id: string | null;
  readonly is_blind: boolean;
  readonly hash: string;
  readonly body: LeafContent & {
    readonly reason?: string | null;
    readonly comment?: string | null;
  };
  readonly state_hash: string | null;
}

/** Entries whose body is what the agency said of a leaf. */
const ownContent: ReadonlySet<string> = new Set(["answer", "explanation", "notApplicable", "undo"]);

/**
 * Looks up what a receipt stands for; null when there is none such.
 *
 * The hash is SHA-256 over the stored entry as PostgreSQL writes its JSON: the same for as long
 * as nobody has changed it.
 */
export async function findReceipt(db: pg.Pool, receipt: string): Promise<ReceiptFacts | null> {
  const { rows } = await db.query<EntryRow>(
    `select n.receipt, n.kind, a.code as agency_code, a.name as agency_name, r.title as round_title,
            r.is_demo, r.is_training, r.stage,
            n.code, n.at, coalesce(s.full_name, '') as by, n.author_id as by_id,
            n.role is not distinct from 'appraiser' and exists (
              select from blind_values b
               where (b.round_id, b.agency_id, b.code) = (n.round_id, n.agency_id, n.code)
            ) as is_blind,
            n.body,
            n.body ->> 'stateHash' as state_hash,
            encode(sha256(convert_to(n.body::text, 'UTF8')), 'hex') as hash
       from entries n
       join agencies a on a.id = n.agency_id
       join rounds r on r.id = n.round_id
       left join staff s on s.id = n.author_id
      where n.receipt = $1`,
    [receipt],
  );
  const row = rows[0];
  if (!row) return null;
  const isLeaf = ownContent.has(row.kind);
  return {
    receipt: row.receipt,
    kind: row.kind === "withdrawal" ? "evidence" : row.kind,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    roundTitle: row.round_title,
    stage: row.stage,
    ...{ isDemo: row.is_demo, isTraining: row.is_training },
    code: row.code,
    at: row.at.toISOString(),
    by: row.by,
    ...{ byId: row.by_id, isBlind: row.is_blind },
    // A signature is known by the hash of what was signed.
    hash: row.state_hash ?? row.hash,
    content: isLeaf ? contentOf(row.body) : null,
    words: wordsOf(row),
    evidence: row.kind === "evidence" ? await evidenceByReceipt(db, receipt) : null,
  };
}

function contentOf({ answer, points, explanation, notApplicable }: LeafContent): LeafContent {
  return { answer, points, explanation, notApplicable };
}

/** What a person wrote beside a leaf's content. */
function wordsOf({ kind, body }: EntryRow): string | null {
  if (kind === "appeal") return body.explanation;
  return kind === "value" ? (body.reason ?? null) : (body.comment ?? null);
}

async function evidenceByReceipt(db: pg.Pool, receipt: string): Promise<ReceiptFacts["evidence"]> {
  const { rows } = await db.query<EvidenceRow>(
    `select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
      where e.receipt = $1`,
    [receipt],
  );
  return rows[0] ? evidenceFacts(rows[0]) : null;
}
