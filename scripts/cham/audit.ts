import { hash } from "node:crypto";
import type { Command } from "commander";
import type pg from "pg";
import { chainPage, findChain, ledgerIn, roundIdOf } from "../../adapters/db/ledger-repository.ts";
import type { LedgerEntry } from "../../core/audit/entry.ts";
import { roundItself } from "../../core/audit/round-digest.ts";
import {
  type BrokenChain,
  type LedgerFindings,
  verifyLedger,
} from "../../usecases/verify-ledger.ts";
import { type PeopleDeps, localTime } from "./people-deps.ts";

/** What the commands for the ledger are given by `scripts/cham.ts`. */
export interface AuditDeps extends Pick<PeopleDeps, "withPool" | "print" | "complain"> {
  /** Writes a line about what was found broken; the command then ends with exit code 1. */
  accuse(line: string): void;
}

interface ListOptions {
  readonly round: string;
  readonly agency?: string;
  readonly code?: string;
  readonly after: string;
}

const listLength = 50;

/** Adds `cham audit verify` and `cham audit list`. */
export function registerAudit(program: Command, deps: AuditDeps): void {
  const audit = program.command("audit").description("sổ nhật ký: kiểm tra, xem");
  audit
    .command("verify")
    .option("--round <mã>", "chỉ một kỳ đánh giá")
    .description("tính lại mọi chuỗi băm, nêu chỗ hỏng đầu tiên của từng chuỗi")
    .action(({ round }: { readonly round?: string }) => runVerify(deps, round ?? null));
  audit
    .command("list")
    .requiredOption("--round <mã>", "kỳ đánh giá")
    .option("--agency <mã>", "đơn vị; không nêu thì xem chuỗi chung của kỳ")
    .option("--code <mã>", "chỉ một tiêu chí")
    .option("--after <số>", "xem tiếp sau mắt xích này", "0")
    .description(`xem sổ nhật ký, mỗi lần ${String(listLength)} dòng`)
    .action((options: ListOptions) => runList(deps, options));
}

async function runVerify(deps: AuditDeps, roundCode: string | null): Promise<void> {
  await deps.withPool((pool) =>
    atOneMoment(pool, async (client) => {
      const roundId = roundCode === null ? null : await roundIdOf(client, roundCode);
      if (roundCode !== null && roundId === null) {
        deps.complain(`Không có kỳ đánh giá mã ${roundCode}.`);
        return;
      }
      const begun = performance.now();
      const found = await verifyLedger(ledgerIn(client), { hash: sha256, roundId });
      printCounts(deps, found, (performance.now() - begun) / 1000);
      for (const each of found.broken) deps.accuse(await brokenLine(client, found, each));
      for (const each of found.brokenDigests) deps.accuse(brokenDigestLine(found, each));
      if (found.broken.length + found.brokenDigests.length === 0) printIntact(deps, found);
    }),
  );
}

function printCounts(deps: AuditDeps, found: LedgerFindings, seconds: number): void {
  const speed = found.links / Math.max(seconds, 0.001);
  deps.print(
    `Đã kiểm tra ${whole(found.links)} mắt xích của ${whole(found.chains)} chuỗi và ${whole(found.digests)} bản chốt trong ${decimal(seconds)} giây (${whole(speed)} mắt xích mỗi giây).`,
  );
}

function printIntact(deps: AuditDeps, found: LedgerFindings): void {
  deps.print("Sổ nhật ký còn nguyên vẹn.");
  for (const { roundId, seq, at, digest } of found.lastDigests) {
    deps.print(
      `Bản chốt mới nhất của kỳ ${roundCodeOf(found, roundId)}: số ${String(seq)}, ${localTime(new Date(at))}, ${digest}`,
    );
  }
  if (found.lastDigests.length > 0) {
    deps.print("Nên ghi lại mã của bản chốt ở ngoài hệ thống để đối chiếu về sau.");
  }
}

async function brokenLine(
  client: pg.ClientBase,
  found: LedgerFindings,
  broken: BrokenChain,
): Promise<string> {
  const { roundId, agencyId, seq, why } = broken;
  const entry = broken.entry ?? (await linkAt(client, broken));
  const chain =
    agencyId === roundItself
      ? "chuỗi chung của kỳ"
      : `đơn vị ${agencyCodeOf(found, broken) ?? agencyId}`;
  return `HỎNG: kỳ ${roundCodeOf(found, roundId)}, ${chain}, mắt xích số ${seq}${entry ? ` (${entryWords(entry)})` : ""}: ${sentences[why]}`;
}

const sentences: Readonly<Record<BrokenChain["why"], string>> = {
  gap: "thiếu, thừa hoặc sai thứ tự; trong ngoặc là dòng đang nằm ở chỗ đó.",
  notLinked: "không nối với mắt xích trước nó.",
  changed: "nội dung đã bị thay đổi, không còn khớp mã băm.",
  cutOff: "từ số này trở đi đã bị xóa khỏi cuối chuỗi.",
  otherEnd: "cuối chuỗi khác với chỗ kết thúc đã ghi.",
  noEnd: "chỗ kết thúc của chuỗi không còn được ghi.",
  notAsDigested: "khác với mã băm trong bản chốt: cả chuỗi đã bị viết lại.",
};

function brokenDigestLine(
  found: LedgerFindings,
  { roundId, seq }: LedgerFindings["brokenDigests"][number],
): string {
  return `HỎNG: kỳ ${roundCodeOf(found, roundId)}, bản chốt số ${String(seq)}: thiếu hoặc đã bị thay đổi.`;
}

/** The link at the place that is broken, if any lies there. */
async function linkAt(
  client: pg.ClientBase,
  { roundId, agencyId, seq }: BrokenChain,
): Promise<LedgerEntry | null> {
  const after = String(Number(seq) - 1);
  const [entry] = await chainPage(client, { roundId, agencyId, code: null, after, limit: 1 });
  return entry?.seq === seq ? entry : null;
}

async function runList(deps: AuditDeps, options: ListOptions): Promise<void> {
  if (!/^\d{1,15}$/.test(options.after)) {
    deps.complain("--after cần một số nguyên không âm.");
    return;
  }
  await deps.withPool(async (pool) => {
    const chain = await findChain(pool, options.round, options.agency?.toUpperCase() ?? null);
    if (chain === null) {
      deps.complain("Không có kỳ đánh giá hoặc đơn vị này trong kỳ.");
      return;
    }
    const of = { ...chain, code: options.code ?? null, after: options.after };
    const page = await chainPage(pool, { ...of, limit: listLength });
    for (const entry of page) deps.print(entryLine(entry));
    const last = page.at(-1);
    if (page.length === listLength && last) deps.print(`Xem tiếp: --after ${last.seq}`);
    if (!last) deps.print("Không còn dòng nào.");
  });
}

function entryLine(entry: LedgerEntry): string {
  const { seq, at, role, hash, body } = entry;
  return [
    seq,
    localTime(new Date(at)),
    entryWords(entry),
    role ?? "-",
    hash.slice(0, 16),
    body,
  ].join("\t");
}

function entryWords({ kind, code, receipt }: LedgerEntry): string {
  return [
    kind,
    ...(code === null ? [] : [`tiêu chí ${code}`]),
    ...(receipt === null ? [] : [`biên nhận ${receipt}`]),
  ].join(", ");
}

function roundCodeOf({ heads }: LedgerFindings, roundId: string): string {
  return heads.find((head) => head.roundId === roundId)?.roundCode ?? roundId;
}

function agencyCodeOf({ heads }: LedgerFindings, { agencyId }: BrokenChain): string | undefined {
  return heads.find((head) => head.agencyId === agencyId)?.agencyCode;
}

/** Everything as it is at one moment, while the product goes on writing. */
async function atOneMoment(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin transaction isolation level repeatable read read only");
    await work(client);
  } finally {
    // Nothing was written; the connection ends with its transaction.
    client.release(true);
  }
}

function sha256(text: string): string {
  return hash("sha256", text);
}

function whole(count: number): string {
  return new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 }).format(count);
}

function decimal(seconds: number): string {
  return new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 }).format(seconds);
}
