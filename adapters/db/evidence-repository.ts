import type pg from "pg";
import type { ChatAddress, OutgoingReply } from "../../usecases/ports.ts";
import type {
  EvidenceNotice,
  EvidenceStore,
  FileSource,
  KeptFile,
} from "../../usecases/file-ports.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { inTransaction } from "./in-transaction.ts";
import { tellVoidedOf } from "./tell-sign-off.ts";

/** How long a file is in one process's hand; it asks for more while bytes come. */
const inHandMs = 60_000;

interface TakenRow {
  readonly source: FileSource;
  readonly file_name: string;
  readonly failures: number;
  readonly takes: number;
}

/** The evidence table, as the work of fetching files sees it. */
export function evidenceIn(db: pg.Pool): EvidenceStore {
  return {
    async takeFile(evidenceId, now) {
      const { rows } = await db.query<TakenRow>(
        `update evidence set next_try_at = $3, attempts = attempts + 1
          where id = $1 and status = 'fetching' and next_try_at <= $2
         returning source, file_name, failures, attempts as takes`,
        [evidenceId, now, new Date(now.getTime() + inHandMs)],
      );
      const row = rows[0];
      if (!row) return undefined;
      const { source, file_name: fileName, failures, takes } = row;
      return { evidenceId, source, fileName, failures, takes };
    },
    async holdFile(evidenceId, now) {
      await db.query("update evidence set next_try_at = $2 where id = $1 and status = 'fetching'", [
        evidenceId,
        new Date(now.getTime() + inHandMs),
      ]);
    },
    async dueFiles(now, limit) {
      const { rows } = await db.query<{ id: string }>(
        `select id from evidence where status = 'fetching' and next_try_at <= $1
          order by next_try_at limit $2`,
        [now, limit],
      );
      return rows.map(({ id }) => id);
    },
    isAwaited: (source) => isAwaited(db, source),
    noteKept: (evidenceId, file, now, notice) =>
      inTransaction(db, (client) => noteKept(client, { evidenceId, file, now, notice })),
    noteLost: (evidenceId, lost, now, notice) =>
      inTransaction(db, (client) => noteLost(client, { evidenceId, lost, now, notice })),
    async noteRetry(evidenceId, reason, retryInMs, now) {
      await db.query(
        `update evidence set reason = $2, next_try_at = $3, failures = failures + 1
          where id = $1 and status = 'fetching'`,
        [evidenceId, reason, new Date(now.getTime() + retryInMs)],
      );
    },
    async giveBack(evidenceId, reason, retryInMs, now) {
      await db.query(
        `update evidence set reason = $2, next_try_at = $3 where id = $1 and status = 'fetching'`,
        [evidenceId, reason, new Date(now.getTime() + retryInMs)],
      );
    },
  };
}

async function isAwaited(db: pg.Pool, source: FileSource): Promise<boolean> {
  const { rowCount } = await db.query(
    "select from evidence where status = 'fetching' and source = $1 limit 1",
    [JSON.stringify(source)],
  );
  return rowCount === 1;
}

interface Note {
  readonly evidenceId: string;
  readonly now: Date;
  readonly notice: EvidenceNotice;
}

async function noteKept(
  client: pg.PoolClient,
  { evidenceId, file, now, notice }: Note & { readonly file: KeptFile },
): Promise<ChatAddress | undefined> {
  await lockDraft(client, evidenceId, now);
  await client.query(
    "insert into blobs (sha256, size, mime) values ($1, $2, $3) on conflict do nothing",
    [file.sha256, file.size, file.mime],
  );
  const { rowCount } = await client.query(
    `update evidence set status = 'kept', sha256 = $2, next_try_at = null
      where id = $1 and status = 'fetching'`,
    [evidenceId, file.sha256],
  );
  return rowCount === 1 ? tell(client, evidenceId, now, notice) : undefined;
}

async function noteLost(
  client: pg.PoolClient,
  {
    evidenceId,
    lost: { status, reason },
    now,
    notice,
  }: Note & { readonly lost: Parameters<EvidenceStore["noteLost"]>[1] },
): Promise<ChatAddress | undefined> {
  await lockDraft(client, evidenceId, now);
  const { rowCount } = await client.query(
    `update evidence set status = $2, reason = $3, next_try_at = null,
            failed_at = case when $2 = 'failed' then $4::timestamptz end
      where id = $1 and status = 'fetching'`,
    [evidenceId, status, reason, now],
  );
  return rowCount === 1 ? tell(client, evidenceId, now, notice) : undefined;
}

/** Turns lock the draft before its evidence; whoever did it the other way round would deadlock. */
async function lockDraft(client: pg.PoolClient, evidenceId: string, now: Date): Promise<void> {
  await client.query("select set_config('cham.now', $1, true)", [now.toISOString()]);
  await client.query(
    `select from round_agencies r join evidence e using (round_id, agency_id)
      where e.id = $1 for update of r`,
    [evidenceId],
  );
}

interface ToldRow extends EvidenceRow {
  readonly source: FileSource;
  readonly language: "vi" | "en";
  readonly round_id: string;
  readonly agency_id: string;
}

/**
 * The leaf's evidence is counted again, and the person who sent the file hears of it. What comes
 * with an explanation is no part of the draft, nor of what its signature covers.
 */
async function tell(
  client: pg.PoolClient,
  evidenceId: string,
  now: Date,
  notice: EvidenceNotice,
): Promise<ChatAddress | undefined> {
  const { rows } = await client.query<ToldRow>(
    `select ${evidenceColumns}, e.source, coalesce(w.language, 'vi') as language, e.round_id,
            e.agency_id
       from evidence e left join staff w on w.id = e.added_by where e.id = $1`,
    [evidenceId],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { channel, bot, chatId } = row.source;
  if (row.phase === "selfScoring") {
    await client.query("select recount_evidence($1, $2, $3, $4)", [
      ...[row.round_id, row.agency_id, row.code, now],
    ]);
    await tellVoidedOf(client, row.round_id, row.agency_id);
  }
  const reply = notice(evidenceFacts(row), row.language);
  const body: OutgoingReply = { reply, editMessageId: null, callbackId: null };
  await client.query(
    "insert into outbox (channel, bot, chat_id, body, created_at) values ($1, $2, $3, $4, $5)",
    [channel, bot, chatId, JSON.stringify(body), now],
  );
  return { channel, bot, chatId };
}
