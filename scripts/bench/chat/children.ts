import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openLogFile } from "../../lib/log-file.mjs";
import { nodeFlags } from "../../lib/node-flags.mjs";

/** A process of this benchmark. */
export interface Child {
  readonly pid: number;
  /**
   * Waits for a line among what the process prints.
   *
   * @throws {Error} When it ends before, or prints none in time.
   */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  onMessage(hear: (message: unknown) => void): void;
  /** Asks it to end, and ends it when it does not; the signals differ by 5 seconds. */
  stop(): Promise<void>;
}

/** Everything that this benchmark has started. */
export interface Children {
  /** Starts `node` with these arguments; `env` is all that the process gets. */
  start(name: string, args: readonly string[], env?: Readonly<Record<string, string>>): Child;
  /** Ends whatever still runs; nothing can be started any more. */
  stopAll(): Promise<void>;
}

const patienceMs = 30_000;
const graceMs = 5_000;
const lookEveryMs = 20;
/** How much of a process's output is kept for the message when it fails. */
const keptCharacters = 4_000;

/**
 * Opens the list of processes; each ends when ours does, however that ends.
 *
 * @param onFall Told when one ends without having been asked to.
 */
export function openChildren(root: string, onFall: (error: Error) => void): Children {
  const running = new Set<Child>();
  const folder = mkdtempSync(path.join(tmpdir(), "cham-bench-"));
  let isClosed = false;
  let started = 0;
  return {
    start(name, args, env = {}) {
      if (isClosed) throw new Error("the benchmark has ended");
      started += 1;
      const logFile = path.join(folder, `${String(started)}.log`);
      const child = open(name, { child: spawnNode(root, args, { env, logFile }), logFile }, onFall);
      const entry: Child = {
        ...child,
        async stop() {
          running.delete(entry);
          await child.stop();
        },
      };
      running.add(entry);
      return entry;
    },
    async stopAll() {
      isClosed = true;
      await Promise.all([...running].map((each) => each.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its output goes to a file, as in earnest: a pipe would wake us, who measure, at each line. */
function spawnNode(
  root: string,
  args: readonly string[],
  about: { readonly env: Readonly<Record<string, string>>; readonly logFile: string },
): ChildProcess {
  // The product as it is started in earnest; the peers as Node.js is by itself.
  const flags = args.at(-1)?.endsWith("/main.js") === true ? nodeFlags : [];
  const parentGone = ["--import", "./scripts/lib/leave-with-parent.mjs"];
  const { descriptor } = openLogFile(about.logFile);
  try {
    return spawn(process.execPath, [...flags, ...parentGone, ...args], {
      cwd: root,
      env: { NODE_ENV: "production", ...about.env },
      // A process group of its own, so that Ctrl-C reaches us alone and the order is ours.
      detached: true,
      stdio: ["ignore", descriptor, descriptor, "ipc"],
    });
  } finally {
    closeSync(descriptor);
  }
}

interface Opened {
  readonly child: ChildProcess;
  readonly logFile: string;
}

function open(name: string, { child, logFile }: Opened, onFall: (error: Error) => void): Child {
  const state = { isAskedToEnd: false };
  const text = (): string => readFileSync(logFile, "utf8");
  const fall = (reason: string): Error =>
    new Error(`${name} ${reason}:\n${text().slice(-keptCharacters)}`);
  child.once("error", (error) => {
    onFall(error);
  });
  child.once("exit", () => {
    if (!state.isAskedToEnd) onFall(fall("ended by itself"));
  });
  return {
    pid: child.pid ?? 0,
    async said(pattern) {
      for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
        const found = pattern.exec(text());
        if (found) return found;
        if (child.exitCode !== null) throw fall("ended by itself");
        await delay(lookEveryMs);
      }
      throw fall(`did not say ${String(pattern)}`);
    },
    onMessage: (hear) => child.on("message", hear),
    async stop() {
      state.isAskedToEnd = true;
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
}
