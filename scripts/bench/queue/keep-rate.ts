import path from "node:path";
import pg from "pg";
import { evidenceIn } from "../../../adapters/db/evidence-repository.ts";
import { diskStore } from "../../../adapters/files/disk-store.ts";
import { openWorker } from "../../../adapters/queue/open-worker.ts";
import { type QueueAddress, openQueue } from "../../../adapters/queue/queue.ts";
import { fileNotice } from "../../../core/conversation/evidence/file-notice.ts";
import { keepEvidence } from "../../../usecases/keep-evidence.ts";

const fileBytes = 100_000;

/**
 * Files kept a second, as the worker keeps them: taken in hand, read, looked into, written to disk
 * and noted, with what its person is told. They come from memory: no messenger is waited for.
 */
export async function measureKeep(
  address: QueueAddress,
  files: number,
  folder: string,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: address.databaseUrl, max: 10 });
  const ids = await addFiles(pool, files);
  const queue = openQueue(address, fail);
  const deps = {
    ...{ evidence: evidenceIn(pool), files: diskStore(path.join(folder, "kept")) },
    routeOf: () => ({ opener: { open: contentOf }, maxBytes: 20 << 20 }),
    ...{ notice: fileNotice, jobs: queue, clock: { now: () => new Date() } },
  };
  let left = files;
  let done: () => void = () => undefined;
  const allDone = new Promise<void>((resolve) => (done = resolve));
  const worker = openWorker(address, {
    perform: async (_, data) => {
      await keepEvidence(deps, (data as { readonly evidenceId: string }).evidenceId);
      left -= 1;
      if (left === 0) done();
    },
    onError: fail,
  });
  const begun = performance.now();
  await Promise.all(ids.map((id) => queue.keepEvidence(id, 0)));
  await allDone;
  const rate = (files * 1_000) / (performance.now() - begun);
  await Promise.all([worker.close(), queue.close()]);
  await refuseUnlessKept(pool, ids);
  await pool.end();
  return rate;
}

async function addFiles(pool: pg.Pool, files: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into evidence (round_id, agency_id, code, status, file_name, source, receipt, added_at,
       next_try_at)
     select a.round_id, a.agency_id, '1.1', 'fetching', 'a.pdf',
            json_build_object('channel', 'telegram', 'bot', '1', 'chatId', '1',
              'ref', gen_random_uuid(), 'size', $2::integer),
            'DO' || gen_random_uuid(), now(), now() + interval '1 hour'
       from generate_series(1, $1::integer) n
       cross join lateral (select * from round_agencies order by agency_id offset n % 100 limit 1) a
     returning id`,
    [files, fileBytes],
  );
  await pool.query("update evidence set next_try_at = now() where id = any ($1::uuid[])", [
    rows.map(({ id }) => id),
  ]);
  return rows.map(({ id }) => id);
}

/** A PDF unlike every other. */
function contentOf({ ref }: { readonly ref: string }): Promise<AsyncIterable<Uint8Array>> {
  const head = `%PDF-1.7\n% ${ref}\n`;
  const bytes = Buffer.from(head + "0".repeat(fileBytes - head.length - 6) + "\n%%EOF");
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1 << 16) {
      await Promise.resolve();
      yield bytes.subarray(at, at + (1 << 16));
    }
  }
  return Promise.resolve(pieces());
}

async function refuseUnlessKept(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ status: string; reason: string | null }>(
    "select status, reason from evidence where id = any ($1::uuid[]) and status <> 'kept' limit 1",
    [ids],
  );
  const [row] = rows;
  if (row) throw new Error(`a file was not kept: ${row.status}, ${String(row.reason)}`);
}

function fail(error: Error): void {
  throw error;
}
