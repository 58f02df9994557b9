// The command line: `npm run -s cham -- …`, or `node dist/scripts/cham.js …` where it is built.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { readConfig } from "../adapters/config.ts";
import { openPool } from "../adapters/db/client.ts";
import { openPrisma } from "../adapters/db/prisma-client.ts";
import { schemesIn } from "../adapters/db/scheme-repository.ts";
import { readSecret } from "../adapters/secret.ts";
import { registerAgency } from "./cham/agency.ts";
import { registerAudit } from "./cham/audit.ts";
import { registerAppraisal } from "./cham/appraisal.ts";
import { registerAppeals } from "./cham/appeals.ts";
import { registerBackup } from "./cham/backup.ts";
import { registerCouncil } from "./cham/council.ts";
import { registerCalendar } from "./cham/calendar.ts";
import { registerDemo } from "./cham/demo.ts";
import { registerDrill } from "./cham/drill.ts";
import { registerJobs } from "./cham/jobs.ts";
import type { PeopleDeps } from "./cham/people-deps.ts";
import { registerReminders } from "./cham/reminders.ts";
import { registerRespondents } from "./cham/respondents.ts";
import { registerRound } from "./cham/round.ts";
import { registerMapping } from "./cham/scheme-mapping.ts";
import { registerScheme } from "./cham/scheme.ts";
import { registerScore } from "./cham/score.ts";
import { speakVietnamese } from "./cham/speak-vietnamese.ts";
import { registerSummaries } from "./cham/summaries.ts";
import { registerStaff } from "./cham/staff.ts";

const { env } = process;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
  process.exitCode = 2;
};
const accuse = (line: string): void => {
  print(line);
  process.exitCode = 1;
};

const withPool: PeopleDeps["withPool"] = async (work) => {
  const pool = openPool(readConfig(env).ownerUrl, 4);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};

const shared = { print, complain, now: () => new Date() };
const people: PeopleDeps = { ...shared, withPool, secret: () => readSecret(readConfig(env)) };

const program = new Command("cham").description("Chấm: chấm điểm Chỉ số cải cách hành chính");
registerScore(program);
registerScheme(program, {
  ...shared,
  withStore: (work) => withPool((pool) => work(schemesIn(openPrisma(pool)))),
});
registerMapping(program, people);
registerAgency(program, people);
registerStaff(program, people);
registerSummaries(program, people);
registerRound(program, people);
registerReminders(program, people);
registerRespondents(program, people);
registerAudit(program, { ...people, accuse });
registerAppraisal(program, people);
registerCouncil(program, { ...shared, withPool });
registerAppeals(program, people);
registerCalendar(program, people);
registerDemo(program, people);
registerDrill(program, {
  ...{ print, accuse },
  house: () => ({
    ...{ serverUrl: readConfig(env).ownerUrl, path: env["PATH"] ?? "", stop: stopSignal() },
    dist: path.join(fileURLToPath(new URL(".", import.meta.url)), isBuilt() ? ".." : "../dist"),
  }),
});
registerJobs(program, people);
registerBackup(program, {
  ...shared,
  databaseUrl: () => readConfig(env).ownerUrl,
  programUrl: () => readConfig(env).databaseUrl,
  dataDir: () => readConfig(env).dataDir,
});

speakVietnamese(program);

await program.parseAsync();

function isBuilt(): boolean {
  return import.meta.url.endsWith(".js");
}

/** Ends when we are asked to end, so that what was begun is tidied up. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      stop.abort();
    });
  }
  return stop.signal;
}
