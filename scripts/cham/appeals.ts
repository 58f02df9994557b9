import type { Command } from "commander";
import { findAppealStats } from "../../adapters/db/appeal-repository.ts";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import type { PeopleDeps } from "./people-deps.ts";

interface Asked {
  readonly round: string;
  readonly json: boolean;
}

/** Adds `cham appeals stats`. */
export function registerAppeals(program: Command, deps: PeopleDeps): void {
  const appeals = program.command("appeals").description("giải trình");
  appeals
    .command("stats")
    .requiredOption("--round <mã>", "mã kỳ đánh giá")
    .option("--json", "in JSON, điểm tính bằng phần vạn", false)
    .description("thống kê giải trình theo lĩnh vực, nhóm và kết quả")
    .action((asked: Asked) => runStats(deps, asked));
}

async function runStats(deps: PeopleDeps, { round, json }: Asked): Promise<void> {
  const found = await deps.withPool(async (pool) => {
    const { rows } = await pool.query<{ id: string; is_demo: boolean; is_training: boolean }>(
      "select id, is_demo, is_training from rounds where code = $1",
      [round],
    );
    const [row] = rows;
    if (!row) return undefined;
    const marks = { isDemo: row.is_demo, isTraining: row.is_training };
    return { ...marks, rows: await findAppealStats(pool, row.id) };
  });
  if (!found) deps.complain(`Không có kỳ đánh giá mã ${round}.`);
  else if (json) deps.print(JSON.stringify(found.rows, null, 2));
  else deps.print(messagesIn("vi").appeal.stats(found));
}
