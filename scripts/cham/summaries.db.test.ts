import { Command } from "commander";
import type pg from "pg";
import { expect } from "vitest";
import { readSummarySettings, saveSummarySettings } from "../../adapters/db/summary-settings.ts";
import { usualSummaries } from "../../core/reminders/summary-plan.ts";
import { dbTest } from "../../test/db.ts";
import { registerSummaries } from "./summaries.ts";

dbTest("shows the usual times, and keeps what is set", async ({ pool }) => {
  expect((await run(pool, "show")).lines[0]).toContain("hằng tuần lúc 08:00 thứ hai");
  await run(pool, "set", "--weekday", "6", "--time", "16:30", "--phase-ends", "không");
  expect(await readSummarySettings(pool)).toEqual({
    ...{ weekday: 5, time: "16:30", atPhaseEnds: false },
  });
  const { lines } = await run(pool, "set", "--weekday", "không");
  expect(lines[0]).toContain("Không gửi hằng tuần; không gửi khi giai đoạn kết thúc");
  expect(await readSummarySettings(pool)).toMatchObject({ weekday: null, time: "16:30" });
});

dbTest("refuses a time at which nothing is sent, and says what is wanted", async ({ pool }) => {
  for (const time of ["18:00", "7h30", "25:00"]) {
    const { errors } = await run(pool, "set", "--time", time);
    expect(errors[0]).toContain(`Đọc được giờ “${time}”; cần dạng giờ:phút`);
  }
  await expect(run(pool, "set", "--weekday", "8")).rejects.toThrow("cần một số 2 … 7, cn");
  expect(await readSummarySettings(pool)).toEqual(usualSummaries);
});

dbTest("falls back to the usual times where what is stored cannot be read", async ({ pool }) => {
  await saveSummarySettings(pool, { ...usualSummaries, time: "23:00" });
  expect(await readSummarySettings(pool)).toEqual(usualSummaries);
});

async function run(pool: pg.Pool, ...words: readonly string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const program = new Command("cham").exitOverride().configureOutput({ writeErr: () => undefined });
  registerSummaries(program, {
    withPool: (work) => work(pool),
    secret: () => "",
    now: () => new Date(),
    print: (line) => lines.push(line),
    complain: (line) => errors.push(line),
  });
  for (const each of program.commands.flatMap((one) => [one, ...one.commands])) each.exitOverride();
  await program.parseAsync(["summaries", ...words], { from: "user" });
  return { lines, errors };
}
