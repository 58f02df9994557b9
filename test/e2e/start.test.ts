import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { aFolder } from "../a-folder.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** npm sets it for the shell in which it runs a script, and signals that shell alone. */
const throughShell = "npm_lifecycle_event";

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  readonly dataDir: string;
  /** Everything printed so far. */
  readonly output: () => string;
}

it("starts, survives kills, and stops within five seconds with nothing left", async () => {
  const first = await start();
  await isReady(first);
  const { pid, children } = await runningIn(first.dataDir);
  expect(pid).toBe(first.child.pid);
  expect(await rolesIn(first.dataDir)).toEqual(["cham_program"]);
  expect((await stat(path.join(first.dataDir, "postgres-program.json"))).mode & 0o777).toBe(0o600);

  const second = await start({ DATA_DIR: first.dataDir });
  expect(await codeOf(second)).toBe(1);
  expect(second.output()).toContain("is in use by");

  process.kill(pid, "SIGKILL");
  const begun = performance.now();
  const again = await start({ DATA_DIR: first.dataDir, PORT: new URL(first.address).port });
  await isReady(again);
  expect(performance.now() - begun).toBeLessThan(15_000);

  const asked = performance.now();
  again.child.kill("SIGTERM");
  expect(await codeOf(again)).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5_000);
  const all = [pid, ...children.map((each) => each.pid), await postmasterOf(first.dataDir)];
  expect(all.filter(isAlive)).toEqual([]);

  const byNpm = await start({ DATA_DIR: first.dataDir, [throughShell]: "start" });
  await isReady(byNpm);
  const last = await runningIn(first.dataDir);
  const pids = [last.pid, ...last.children.map((each) => each.pid)];
  expect(pids).not.toContain(byNpm.child.pid);
  byNpm.child.kill("SIGTERM");
  await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([]);
});

it("says all that is wrong with the settings at once", async () => {
  const started = await start({
    PORT: "abc",
    TELEGRAM_MODE: "push",
    REDIS_URL: "nonsense",
    SEND_QUOTAS: "zalo:1,zalo:2",
  });
  expect(await codeOf(started)).toBe(1);
  expect(started.output()).toMatch(/PORT[^]*REDIS_URL[^]*TELEGRAM_MODE/);
});

it("opens the demo to this machine only", async () => {
  const started = await start({ HOST: "0.0.0.0" });
  expect(await codeOf(started)).toBe(1);
  expect(started.output()).toContain("CHAM_DEMO=force");
});

it("says in one sentence that the port is in use", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const started = await start({ PORT: portOf(server) });
  expect(await codeOf(started)).toBe(1);
  expect(started.output().trim().split("\n")).toHaveLength(1);
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<Started> {
  const dataDir = settings["DATA_DIR"] ?? path.join(await aFolder(), "data");
  const port = settings["PORT"] ?? (await freePort());
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: port, ...settings };
  const [program, args]: [string, readonly string[]] =
    throughShell in settings
      ? ["sh", ["-c", `"${process.execPath}" scripts/start.mjs; true`]]
      : [process.execPath, ["scripts/start.mjs"]];
  const child = spawn(program, args, { cwd: root, env, stdio: "pipe" });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  }
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
  });
  const output = (): string => printed;
  return { child, address: `http://127.0.0.1:${port}`, dataDir, output };
}

async function isReady({ child, address, output }: Started): Promise<void> {
  const end = performance.now() + 120_000;
  while (!output().includes("is ready") && child.exitCode === null) {
    if (performance.now() > end) break;
    await wait(50);
  }
  expect(output()).toContain(address);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
}

async function codeOf({ child }: Started): Promise<number | null> {
  if (child.exitCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Whom the product's processes log in as, and that this role cannot change the ledger. */
async function rolesIn(dataDir: string): Promise<readonly string[]> {
  const { user, password, port } = JSON.parse(
    await readFile(path.join(dataDir, "postgres.json"), "utf8"),
  ) as Readonly<Record<"user" | "password" | "port", string>>;
  const url = `postgresql://${user}:${password}@127.0.0.1:${port}/cham`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select distinct usename as name from pg_stat_activity
      where datname = 'cham' and pid <> pg_backend_pid()`,
  );
  await expect(client.query("set role cham_program; delete from entries")).rejects.toMatchObject({
    code: "42501",
  });
  await client.end();
  return rows.map(({ name }) => name);
}

interface Running {
  readonly pid: number;
  readonly children: readonly { readonly pid: number }[];
}

async function runningIn(dataDir: string): Promise<Running> {
  const text = await readFile(path.join(dataDir, "running.json"), "utf8");
  return JSON.parse(text) as Running;
}

/** The server's number out of its own last words, or -1 when it has taken them back. */
async function postmasterOf(dataDir: string): Promise<number> {
  const { data } = JSON.parse(await readFile(path.join(dataDir, "postgres.json"), "utf8")) as {
    readonly data: string;
  };
  const text = await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "-1");
  return Number(text.split("\n")[0]);
}

/** A process that has ended and waits to be asked about (Z) is not alive. */
function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${String(pid)}/stat`, "latin1");
    return state[state.lastIndexOf(")") + 2] !== "Z";
  } catch {
    return false;
  }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  return port;
}

function portOf(server: ReturnType<typeof createServer>): string {
  const address = server.address();
  return address !== null && typeof address === "object" ? String(address.port) : "";
}
