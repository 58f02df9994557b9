import { Command } from "commander";
import type pg from "pg";
import type { PeopleDeps } from "../scripts/cham/people-deps.ts";

/** What a command said: on standard output, and as its complaints. */
export interface Said {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** Runs words of the command line against a database, by a clock of the test's own. */
export async function runCham(
  register: (program: Command, deps: PeopleDeps) => void,
  about: { readonly pool: pg.Pool; readonly now: Date; readonly secret?: string },
  words: readonly string[],
): Promise<Said> {
  const { pool, now, secret = "" } = about;
  const lines: string[] = [];
  const errors: string[] = [];
  const program = new Command().exitOverride();
  register(program, {
    withPool: (work) => work(pool),
    secret: () => secret,
    now: () => now,
    print: (line) => void lines.push(line),
    complain: (line) => void errors.push(line),
  });
  await program.parseAsync(words, { from: "user" });
  return { lines, errors };
}
