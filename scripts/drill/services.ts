import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A process that the drill kills and starts again. */
export interface Service {
  /** Ends it as a power cut would, starts it again and waits until it is up. */
  killAndStart(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** How often it ended by itself; it was then started again. */
  falls(): number;
}

interface ServiceOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Resolves when the process just started is up. */
  readonly isUp: (child: ChildProcess) => Promise<void>;
}

/** One of the product's processes, as built in `dist`. */
export function productService(
  name: "bot" | "worker",
  about: {
    readonly dist: string;
    readonly env: Readonly<Record<string, string>>;
    readonly folder: string;
  },
): Promise<Service> {
  // As scripts/lib/node-flags.mjs has it.
  const args = ["--max-old-space-size=192", ...guardIn(about.dist)];
  return startService({
    ...{ name, command: process.execPath, env: about.env },
    args: [...args, path.join(about.dist, name, "main.js")],
    logFile: path.join(about.folder, `${name}.log`),
    isUp: (child) => says(child, `"msg":"${name} is up"`),
  });
}

/** A Redis that forgets everything when it is killed: the worst that can happen to a queue. */
export function redisService(port: number, folder: string, PATH: string): Promise<Service> {
  const settings = ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"];
  return startService({
    ...{ name: "redis", command: "redis-server", env: { PATH } },
    args: ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, ...settings],
    logFile: path.join(folder, "redis.log"),
    isUp: () => answers(port),
  });
}

/** Ends the child when we die; it lies in a checkout, not where only the built program is. */
function guardIn(dist: string): readonly string[] {
  const guard = path.join(dist, "../scripts/lib/leave-with-parent.mjs");
  return existsSync(guard) ? ["--import", guard] : [];
}

async function startService(options: ServiceOptions): Promise<Service> {
  const state: State = { child: launch(options), isWanted: true, falls: 0 };
  watch(options, state);
  await options.isUp(state.child);
  return {
    falls: () => state.falls,
    async killAndStart() {
      await end(state.child, "SIGKILL");
      if (!state.isWanted) return;
      state.child = launch(options);
      watch(options, state);
      await options.isUp(state.child);
    },
    async stop() {
      state.isWanted = false;
      const { child } = state;
      const tooLong = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await end(child, "SIGTERM");
      clearTimeout(tooLong);
    },
  };
}

interface State {
  child: ChildProcess;
  isWanted: boolean;
  falls: number;
}

/** One that ends by itself is started again, as npm start and a container's supervisor do. */
function watch(options: ServiceOptions, state: State): void {
  const { child } = state;
  child.once("exit", (_, signal) => {
    if (!state.isWanted || signal === "SIGKILL") return;
    state.falls += 1;
    setTimeout(() => {
      if (!state.isWanted || state.child !== child) return;
      state.child = launch(options);
      watch(options, state);
    }, 250);
  });
}

function launch({ command, args, env, logFile }: ServiceOptions): ChildProcess {
  // A process group of its own, so that Ctrl-C reaches the drill alone, which keeps the order.
  const stdio: ("ignore" | "pipe" | "ipc")[] = ["ignore", "pipe", "pipe", "ipc"];
  const child = spawn(command, args, { env, detached: true, stdio });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text: Buffer) => {
      appendFileSync(logFile, text);
    });
  }
  return child;
}

/** How long a process may take to come up, on a slow machine too. */
const upMs = 60_000;

/** Resolves when the process prints it, or ends: then it is started again anyway. */
function says(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      reject(new Error(`Nothing with ${words} came in ${String(upMs)} ms; at last: ${said}`));
    }, upMs);
    let said = "";
    const hear = (text: Buffer): void => {
      // The end is enough; a line may come in two pieces.
      said = `${said}${text.toString()}`.slice(-2_000);
      if (said.includes(words)) isUp();
    };
    const isUp = (): void => {
      clearTimeout(tooLong);
      child.stdout?.off("data", hear);
      resolve();
    };
    child.once("exit", isUp);
    child.stdout?.on("data", hear);
  });
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await Promise.race([
      once(socket, "connect").then(
        () => true,
        () => false,
      ),
    ]);
    socket.destroy();
    if (isThere) return;
    await delay(20);
  }
  throw new Error("Redis does not answer");
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
