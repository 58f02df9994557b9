// npm run bench:audit: what the chain costs per entry; a ledger of a million links, verified as
// `cham audit verify` does it and read page by page; beside it a bare loop that hashes the same
// texts. On a PostgreSQL cluster of its own, which is removed at the end.
import { hash as hashOf } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { ledgerIn } from "../../adapters/db/ledger-repository.ts";
import { migrate } from "../../adapters/db/migrate.ts";
import { type LedgerEntry, entryText } from "../../core/audit/entry.ts";
import { roundItself } from "../../core/audit/round-digest.ts";
import type { LedgerPlace, StoredHead } from "../../usecases/ledger-ports.ts";
import { verifyLedger } from "../../usecases/verify-ledger.ts";
import { withClient } from "./chat/databases.ts";
import { openCluster } from "./chat/house.mjs";
import { machineOf } from "./chat/machine.ts";
import { seedProvince } from "./chat/seed-province.ts";
import { medianOf } from "./chat/statistics.ts";

const links = Number(process.argv[2] ?? 1_000_000);
const agencies = 200;
const root = fileURLToPath(new URL("../../", import.meta.url));
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const sha256 = (text: string): string => hashOf("sha256", text);

const folder = await mkdtemp(path.join(tmpdir(), "cham-bench-"));
const machine = machineOf(folder);
const cluster = await openCluster(root, folder);
try {
  await migrate(cluster.url);
  await withClient(cluster.url, async (client) => {
    await seedProvince(client, "1", agencies);
    await client.query("set synchronous_commit = off");
    await run(client);
  });
} finally {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}

async function run(client: pg.Client): Promise<void> {
  const { cores, processor, memoryGib, node, load } = machine;
  print(
    `${new Date().toISOString().slice(0, 10)}; ${String(cores)} cores (${processor}), ${String(memoryGib)} GiB; Node ${node}; load before the run ${load.toFixed(1)}.`,
  );
  const [bare, linked] = await costs(client);
  print(
    `| one entry, in transactions of 20: without triggers | ${micro(bare)} |\n| with the chain | ${micro(linked)} (${micro(linked - bare)} more) |`,
  );
  const written = await timed(() => fill(client));
  print(
    `| ${String(links)} links linked by our code and copied in, ${String(agencies)} chains | ${seconds(written)} |`,
  );
  await client.query("vacuum analyze entries");
  await client.query("begin transaction isolation level repeatable read read only");
  const before = await cpuSeconds(client);
  const verified = await timed(() => verify(client));
  const after = await cpuSeconds(client);
  print(
    `| verified | ${seconds(verified)}; CPU: here ${(after[0] - before[0]).toFixed(1)} s, database ${(after[1] - before[1]).toFixed(1)} s | goal 60 s at 1,000,000 |`,
  );
  await readPages(client);
  await client.query("commit");
  const hashed = await hashOnly(client);
  print(`| bare loop: SHA-256 over the same texts in memory | ${seconds(hashed)} |`);
  print(`Load after the run ${(os.loadavg()[0] ?? 0).toFixed(1)}.`);
}

/** Milliseconds an entry takes in transactions of twenty: without triggers, and with them. */
async function costs(client: pg.Client): Promise<readonly [bare: number, linked: number]> {
  await client.query(`create table bare_entries (like entries including all);
    alter table bare_entries alter seq set default 0, alter previous_hash set default '',
      alter hash set default '',
      add foreign key (round_id, agency_id) references round_agencies (round_id, agency_id),
      add foreign key (author_id) references staff (id);
    drop index bare_entries_round_id_coalesce_seq_idx`);
  const bare: number[] = [];
  const linked: number[] = [];
  for (let round = 0; round < 400; round += 1) {
    // By turns, so that both meet the same load.
    bare.push(await timed(() => client.query(insertion("bare_entries"), [round * 20, 20])));
    linked.push(await timed(() => client.query(insertion("entries"), [round * 20, 20])));
  }
  await client.query("drop table bare_entries");
  return [medianOf(bare) / 20, medianOf(linked) / 20];
}

/** Entries as self-scoring writes them: an answer with its facts and points. */
function insertion(table: string): string {
  return `insert into ${table} (round_id, agency_id, code, kind, body, author_id, role, receipt, at)
    select ra.round_id, ra.agency_id, '1.' || n % 87, 'answer',
           jsonb_build_object('answer', jsonb_build_object('done', (n % 100)::text, 'total', '100'),
             'points', n % 20000, 'explanation', null, 'notApplicable', null),
           s.id, 'officer', 'R' || $1 || '-' || n, now()
      from generate_series($1::integer + 1, $1::integer + $2::integer) n
      join (select *, row_number() over (order by agency_id) - 1 as place from round_agencies) ra
        on ra.place = n % ${String(agencies)}
      join staff s on s.agency_id = ra.agency_id`;
}

/**
 * The rest of the ledger, chains interleaved as they grow, linked by our own code and copied in
 * past the triggers; what `verify` then says holds for both ways.
 */
async function fill(client: pg.Client): Promise<void> {
  const heads = await ledgerIn(client).heads();
  const { rows } = await client.query<{ id: string; mark: string }>(
    "select agency_id as id, staff_mark(id) as mark from staff",
  );
  const marks = new Map(rows.map(({ id, mark }) => [id, mark]));
  const ends = heads.map((head) => ({ ...head, mark: marks.get(head.agencyId) ?? "" }));
  const already = heads.reduce((sum, { seq }) => sum + Number(seq), 0);
  // Two indexes that neither checking nor paging uses; without them the filling is shorter.
  await client.query(`drop index entries_round_id_agency_id_code_id_idx;
    alter table entries drop constraint entries_receipt_key`);
  await client.query("set session_replication_role = replica");
  const copy = client.query(
    copyFrom(`copy entries (round_id, agency_id, seq, at, kind, code, role,
    author_mark, receipt, body, previous_hash, hash) from stdin`),
  );
  await pipeline(Readable.from(copied(ends, links - already)), copy);
  for (const { roundId, agencyId, seq, hash } of ends) {
    await client.query(
      "update chain_heads set seq = $3, hash = $4 where round_id = $1 and agency_id = $2",
      [roundId, agencyId, seq, hash],
    );
  }
  await client.query("set session_replication_role = origin");
}

function* copied(ends: ChainEnd[], count: number): Generator<string> {
  for (let n = 0; n < count; n += 1) {
    const end = ends[n % ends.length];
    if (!end) throw new Error("there are chains");
    const body = `{"answer": {"done": "${String(n % 100)}", "total": "100"}, "points": ${String(n % 20_000)}, "explanation": null, "notApplicable": null}`;
    const entry: LedgerEntry = {
      ...{ roundId: end.roundId, agencyId: end.agencyId, seq: String(Number(end.seq) + 1) },
      ...{ at: "2026-01-05T03:00:00.123456Z", kind: "answer", code: `1.${String(n % 87)}` },
      ...{ role: "officer", authorMark: end.mark, forMark: null, inboundId: null },
      ...{ receipt: `C-${String(n)}`, body, previousHash: end.hash, hash: "" },
    };
    const hash = sha256(entryText(entry));
    yield `${[entry.roundId, entry.agencyId, entry.seq, entry.at, entry.kind, entry.code, entry.role, entry.authorMark, entry.receipt, body, entry.previousHash, hash].join("\t")}\n`;
    Object.assign(end, { seq: entry.seq, hash });
  }
}

type ChainEnd = StoredHead & { readonly mark: string };

async function verify(client: pg.Client): Promise<void> {
  const found = await verifyLedger(ledgerIn(client), { hash: sha256 });
  if (found.links !== links || found.broken.length > 0) throw new Error("the ledger is broken");
}

/** Pages of fifty from random places, as `cham audit list` and a browser of the ledger ask. */
async function readPages(client: pg.Client): Promise<void> {
  const heads = await ledgerIn(client).heads();
  const times: number[] = [];
  for (let turn = 0; turn < 400; turn += 1) {
    const head = heads[(turn * 7919) % heads.length];
    if (!head) throw new Error("there are chains");
    const after = { ...head, seq: String((turn * 104_729) % Number(head.seq)) };
    times.push(await timed(() => ledgerIn(client).page(after, 50)));
  }
  times.sort((one, other) => one - other);
  const at = (share: number): string =>
    `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
  print(
    `| a page of 50 by key, median / p99 / worst of 400 | ${at(0.5)} / ${at(0.99)} / ${at(0.9999)} | goal 100 ms |`,
  );
}

/** Only the hashing: the texts are read before the clock runs, a slice at a time. */
async function hashOnly(client: pg.Client): Promise<number> {
  let place: LedgerPlace = { roundId: roundItself, agencyId: roundItself, seq: "0" };
  let spent = 0;
  for (;;) {
    const page = await ledgerIn(client).page(place, 10_000);
    const last = page.at(-1);
    if (!last) return spent;
    place = { roundId: last.roundId, agencyId: last.agencyId ?? roundItself, seq: last.seq };
    const texts = page.map(entryText);
    const begun = performance.now();
    for (const text of texts) sha256(text);
    spent += performance.now() - begun;
  }
}

/** Seconds of a core used so far, by this process and by the server's process of the session. */
async function cpuSeconds(client: pg.Client): Promise<readonly [here: number, server: number]> {
  const { user, system } = process.cpuUsage();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const stat = readFileSync(`/proc/${String(rows[0]?.pid)}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Fields 14 and 15 in hundredths of a second; two are cut off before.
  return [(user + system) / 1e6, (Number(fields[11]) + Number(fields[12])) / 100];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function micro(ms: number): string {
  return `${(ms * 1000).toFixed(0)} µs`;
}
