import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** One process of the product, as built, started by a test. */
export interface ProductProcess {
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as an operator would; gives its exit code. */
  stop(): Promise<number | null>;
}

/** The product's two processes on one database, with what they share. */
export interface Product {
  readonly url: string;
  readonly dataDir: string;
  /** Starts a bot; a further one of the same product at a port of its own. */
  startBot(port?: number): Promise<ProductProcess>;
  startWorker(): Promise<ProductProcess>;
  /** Stops what still runs and removes the data folder. */
  close(): Promise<void>;
}

/** Prepares the product for a test; nothing runs until it is started. */
export async function aProduct(env: Readonly<Record<string, string>>): Promise<Product> {
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(tmpdir(), "cham-test-"));
  const running = new Set<ProductProcess>();
  const settings = {
    ...{ PATH: process.env["PATH"] ?? "", HOST: "127.0.0.1", PORT: String(port) },
    ...{
      DATA_DIR: dataDir,
      CHAM_SECRET: "a secret for tests only, long enough",
      LOG_LEVEL: "info",
      // What is due depends on the day on which the test runs.
      REMINDERS: "0",
    },
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...env,
  };
  const start = async (main: string, ready: string, more = {}): Promise<ProductProcess> => {
    const started = await startProcess(main, ready, { ...settings, ...more });
    running.add(started);
    return started;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    startBot: (at) => start("bot/main.js", "bot is up", at && { PORT: String(at) }),
    startWorker: () => start("worker/main.js", "worker is up"),
    async close() {
      await Promise.all([...running].map((each) => each.stop()));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

async function startProcess(
  main: string,
  ready: string,
  env: NodeJS.ProcessEnv,
): Promise<ProductProcess> {
  const child = spawn(process.execPath, [path.join(dist, main)], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await saysReady(child, ready, ended);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return {
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
}

/** The process's own log says when it is up; warnings and errors are shown with the test. */
async function saysReady(
  child: ChildProcess,
  ready: string,
  ended: Promise<number | null>,
): Promise<void> {
  if (!child.stdout) throw new Error("the process has no output");
  const lines = createInterface({ input: child.stdout });
  const up = new Promise<void>((resolve) => {
    lines.on("line", (line) => {
      if (line.includes(`"msg":"${ready}"`)) resolve();
      if (/"level":[45]0/.test(line) && process.env["SHOW_LOGS"]) process.stderr.write(`${line}\n`);
    });
  });
  const early = ended.then((code) => {
    throw new Error(`the process ended with ${String(code)} before it was up`);
  });
  early.catch(() => undefined);
  await Promise.race([up, early]);
}

/** A port of this machine that nothing uses at present. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
