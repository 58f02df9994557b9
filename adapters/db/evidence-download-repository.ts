import type pg from "pg";
import type { Stage } from "../../core/round/round.ts";

/** A kept evidence file, with what decides who may read it. */
export interface DownloadableEvidence {
  readonly id: string;
  readonly agencyId: string;
  readonly code: string;
  readonly stage: Stage;
  readonly fileName: string;
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
}

/** A kept file by its evidence id; undefined for a document that was only named, or none. */
export async function findDownload(
  pool: pg.Pool,
  evidenceId: string,
): Promise<DownloadableEvidence | undefined> {
  const { rows } = await pool.query<DownloadableEvidence & { readonly size: string }>(
    `select e.id, e.agency_id as "agencyId", e.code, r.stage,
            coalesce(e.file_name, 'tai-lieu') as "fileName", b.sha256, b.size, b.mime
       from evidence e
       join rounds r on r.id = e.round_id
       join blobs b on b.sha256 = e.sha256
      where e.id = $1`,
    [evidenceId],
  );
  const row = rows[0];
  return row && { ...row, size: Number(row.size) };
}

/** What stands on the pages of a copy, or why nothing does. */
export type DownloadMark = "marked" | "own" | "notPdf" | "tooLarge" | "unreadable" | "tooSlow";

/** Writes down who was given which file; this comes before the first byte leaves. */
export async function noteDownload(
  pool: pg.Pool,
  {
    evidenceId,
    staffId,
    mark,
    now,
  }: {
    readonly evidenceId: string;
    readonly staffId: string;
    readonly mark: DownloadMark;
    readonly now: Date;
  },
): Promise<void> {
  await pool.query(
    "insert into evidence_downloads (evidence_id, staff_id, mark, at) values ($1, $2, $3, $4)",
    [evidenceId, staffId, mark, now],
  );
}
