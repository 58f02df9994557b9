import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import type pg from "pg";
import { expect } from "vitest";
import { fillCalendars, daysOfYear, saveCalendar } from "../../adapters/db/calendar-repository.ts";
import { shippedCalendars } from "../../adapters/scheme-files/calendar-files.ts";
import { dbTest } from "../../test/db.ts";
import { registerCalendar } from "./calendar.ts";

dbTest("an installation gets the shipped calendars, and keeps its own", async ({ pool }) => {
  const own = { year: 2026, source: "thử", isExpected: false };
  await saveCalendar(pool, { ...own, days: [{ day: "2026-01-02", kind: "off", note: "thử" }] });
  await fillCalendars(pool, await shippedCalendars());
  expect(await daysOfYear(pool, 2026)).toHaveLength(1);
  expect((await daysOfYear(pool, 2027)).length).toBeGreaterThan(5);
});

dbTest("a year is imported in the place of the one before, after a look", async ({ pool }) => {
  const dry = await run(pool, "import", "prisma/calendars/2027.yaml");
  expect(dry.lines[0]).toContain("Năm 2027 (dự kiến)");
  expect((await run(pool, "show", "2027")).errors).toHaveLength(1);
  await run(pool, "import", "prisma/calendars/2027.yaml", "--apply");
  expect((await run(pool, "show", "2027")).lines[0]).toMatch(/^01\/01\/2027 {2}nghỉ {2}Tết/);
  expect((await run(pool, "import", "prisma/calendars/2027.yaml")).lines).toHaveLength(2);
});

dbTest("a faulty calendar is refused whole", async ({ pool }) => {
  const folder = await mkdtemp(path.join(tmpdir(), "cham-calendar-"));
  try {
    const file = path.join(folder, "a.yaml");
    const days = ["2026-01-03, kind: off", "2026-01-05, kind: working", "2027-01-01, kind: off"];
    const lines = days.map((day) => `  - { day: ${day}, note: thử }`).join("\n");
    await writeFile(file, `year: 2026\nsource: thử\ndays:\n${lines}\n`);
    expect((await run(pool, "import", file, "--apply")).errors).toHaveLength(4);
    expect(await daysOfYear(pool, 2026)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function run(pool: pg.Pool, ...words: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const program = new Command().exitOverride();
  registerCalendar(program, {
    withPool: (work) => work(pool),
    secret: () => "",
    now: () => new Date(0),
    print: (line) => void lines.push(line),
    complain: (line) => void errors.push(line),
  });
  await program.parseAsync(["calendar", ...words], { from: "user" });
  return { lines, errors };
}
