import { fileURLToPath } from "node:url";
import type { Result } from "../../core/result.ts";
import { type CalendarFile, readCalendarFile } from "../../core/round/read-calendar-file.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { readRawFile } from "./read-raw-file.ts";

/** Reads a year's calendar (YAML or JSON): its days, or every problem at once (at least one). */
export async function openCalendarFile(
  path: string,
): Promise<Result<CalendarFile, readonly SchemeProblem[]>> {
  const raw = await readRawFile(path);
  return raw.ok ? readCalendarFile(raw.value) : raw;
}

/**
 * Reads the calendars that lie beside this program (prisma/calendars).
 *
 * @throws {Error} When one is not sound; its test would have said so.
 */
export async function shippedCalendars(): Promise<readonly CalendarFile[]> {
  const read = ["2025", "2026", "2027"].map(async (year) => {
    const path = fileURLToPath(new URL(`../../prisma/calendars/${year}.yaml`, import.meta.url));
    const file = await openCalendarFile(path);
    if (!file.ok) throw new Error(`${year}: ${JSON.stringify(file.error.slice(0, 5))}`);
    return file.value;
  });
  return Promise.all(read);
}
