import type { Command } from "commander";
import type pg from "pg";
import { insertAgenda } from "../../adapters/db/agenda-repository.ts";
import { findAgendaSources } from "../../adapters/db/agenda-sources.ts";
import { lockCouncil } from "../../adapters/db/council-effects.ts";
import { readCouncilPack } from "../../adapters/db/council-pack.ts";
import { readCouncil } from "../../adapters/db/council-repository.ts";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { agendaVi } from "../../core/conversation/messages/vi/agenda.ts";
import { packVi } from "../../core/conversation/messages/vi/council-pack.ts";
import { minutesVi } from "../../core/conversation/messages/vi/minutes.ts";
import { councilVi } from "../../core/conversation/messages/vi/council.ts";
import { type NewItem, itemName, newItems } from "../../core/council/agenda.ts";
import type { CouncilFacts } from "../../core/council/council.ts";
import { minutesOf } from "../../core/council/minutes.ts";
import { whyNoMeeting } from "../../core/council/voting.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** What the commands of the council are given. */
export type CouncilDeps = Omit<PeopleDeps, "secret">;

interface Options {
  readonly round: string;
  readonly apply: boolean;
  readonly json: boolean;
}

/** Adds `cham council agenda|minutes|pack`. */
export function registerCouncil(program: Command, deps: CouncilDeps): void {
  const council = program
    .command("council")
    .description("Hội đồng thẩm định: chương trình, biên bản, hồ sơ");
  const ofRound = (name: string): Command =>
    council.command(name).requiredOption("--round <mã>", "mã kỳ đánh giá");
  ofRound("agenda")
    .option("--apply", "ghi vào chương trình (mặc định chỉ xem trước)", false)
    .description("lập, bổ sung chương trình họp từ số liệu của kỳ")
    .action((options: Options) => withCouncil(deps, options, runAgenda));
  ofRound("minutes")
    .option("--json", "in dạng JSON", false)
    .description("biên bản họp")
    .action((options: Options) => withCouncil(deps, options, printMinutes));
  ofRound("pack")
    .option("--json", "in dạng JSON", false)
    .description("hồ sơ trình Hội đồng: gia hạn, mở lại, giải trình, lợi ích liên quan")
    .action((options: Options) => withCouncil(deps, options, printPack));
}

interface Run {
  readonly deps: CouncilDeps;
  readonly pool: pg.Pool;
  readonly facts: CouncilFacts;
  readonly options: Options;
}

async function withCouncil(
  deps: CouncilDeps,
  options: Options,
  run: (about: Run) => Promise<void>,
): Promise<void> {
  await deps.withPool(async (pool) => {
    const { rows } = await pool.query<{ id: string }>("select id from rounds where code = $1", [
      options.round,
    ]);
    const facts = rows[0] && (await readCouncil(pool, rows[0].id, true));
    if (facts) await run({ deps, pool, facts, options });
    else deps.complain(`Không có kỳ đánh giá ${options.round}.`);
  });
}

async function runAgenda({ deps, pool, facts, options }: Run): Promise<void> {
  const { id: roundId } = facts.round;
  const now = deps.now().toISOString();
  const why = whyNoMeeting(facts, now);
  if (options.apply && why) {
    deps.complain(councilVi.refused({ why, facts, item: null }));
    return;
  }
  const add = async (db: pg.Pool | pg.PoolClient): Promise<readonly NewItem[]> => {
    const { sources, known } = await findAgendaSources(db, roundId);
    return newItems(sources, new Set(known.map(itemName)), agendaVi);
  };
  const items = options.apply
    ? await inTransaction(pool, async (client) => {
        await lockCouncil(client, { roundId, needsMeeting: false, now });
        const added = await add(client);
        const act = { roundId, staffId: null, role: null, updateId: null, now };
        await insertAgenda(client, act, added);
        return added;
      })
    : await add(pool);
  const before = facts.items.length;
  deps.print(`Nội dung đã có: ${String(before)}; nội dung mới: ${String(items.length)}`);
  for (const [at, { proposal }] of items.entries()) {
    deps.print(`${String(before + at + 1)}. ${proposal}`);
  }
  if (items.length > 0) {
    deps.print(
      options.apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
    );
  }
}

function printMinutes({ deps, facts, options }: Run): Promise<void> {
  const minutes = minutesOf(facts);
  deps.print(options.json ? JSON.stringify(minutes, null, 2) : minutesVi(minutes));
  return Promise.resolve();
}

async function printPack({ deps, pool, facts, options }: Run): Promise<void> {
  const pack = await readCouncilPack(pool, facts.round.id);
  if (!pack) return;
  deps.print(options.json ? JSON.stringify(pack, null, 2) : packVi(facts, pack, Infinity));
}
