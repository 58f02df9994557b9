import type { DocumentReference } from "../../core/conversation/effect.ts";
import type { EvidenceFacts, EvidenceStatus } from "../../core/conversation/world.ts";

/** The columns of an evidence item, from `evidence e left join staff w on w.id = e.added_by`. */
export const evidenceColumns = `e.id, e.code, e.phase, e.wanted, e.file_name, e.document, e.place, e.status,
  e.reason, (select b.size from blobs b where b.sha256 = e.sha256) as size, e.sha256, e.receipt,
  e.added_at, coalesce(w.full_name, '') as added_by`;

/** An evidence item as a statement with those columns gives it. */
export interface EvidenceRow {
  readonly id: string;
  readonly code: string;
  readonly phase: EvidenceFacts["phase"];
  readonly wanted: string | null;
  readonly file_name: string | null;
  readonly document: DocumentReference | null;
  readonly place: string | null;
  readonly status: EvidenceStatus;
  readonly reason: string | null;
  readonly size: number | string | null;
  readonly sha256: string | null;
  readonly receipt: string;
  readonly added_at: string | Date;
  readonly added_by: string;
}

/** Reads an evidence row in the words of the domain. */
export function evidenceFacts(row: EvidenceRow): EvidenceFacts {
  return {
    id: row.id,
    code: row.code,
    phase: row.phase,
    wanted: row.wanted,
    fileName: row.file_name,
    document: row.document,
    place: row.place,
    status: row.status,
    reason: row.reason,
    size: row.size === null ? null : Number(row.size),
    sha256: row.sha256,
    receipt: row.receipt,
    at: new Date(row.added_at).toISOString(),
    by: row.added_by,
  };
}
