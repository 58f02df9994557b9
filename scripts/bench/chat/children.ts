import { type ChildProcess, spawn } from "node:child_process";
import { nodeFlags } from "../../lib/node-flags.mjs";
import { once } from "node:events";

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
/** How much of a process's output is kept for the message when it fails. */
const keptCharacters = 4_000;

/**
 * Opens the list of processes; each ends when ours does, however that ends.
 *
 * @param onFall Told when one ends without having been asked to.
 */
export function openChildren(root: string, onFall: (error: Error) => void): Children {
  const running = new Set<Child>();
  let isClosed = false;
  return {
    start(name, args, env = {}) {
      if (isClosed) throw new Error("the benchmark has ended");
      const child = open(name, spawnNode(root, args, env), onFall);
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
    },
  };
}

function spawnNode(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  // The product as it is started in earnest; the peers as Node.js is by itself.
  const flags = args.at(-1)?.endsWith("/main.js") === true ? nodeFlags : [];
  const parentGone = ["--import", "./scripts/lib/leave-with-parent.mjs"];
  return spawn(process.execPath, [...flags, ...parentGone, ...args], {
    cwd: root,
    env: { NODE_ENV: "production", ...env },
    // A process group of its own, so that Ctrl-C reaches us alone and the order is ours.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

function open(name: string, child: ChildProcess, onFall: (error: Error) => void): Child {
  const output = listenTo(child);
  const state = { isAskedToEnd: false };
  const fall = (reason: string): Error => new Error(`${name} ${reason}:\n${output.text()}`);
  child.once("error", (error) => {
    onFall(error);
  });
  child.once("exit", () => {
    output.tell();
    if (!state.isAskedToEnd) onFall(fall("ended by itself"));
  });
  return {
    pid: child.pid ?? 0,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void): void => {
          clearTimeout(timer);
          output.listeners.delete(look);
          settle();
        };
        const look = (): void => {
          const found = pattern.exec(output.text());
          if (found) {
            end(() => {
              resolve(found);
            });
          } else if (child.exitCode !== null) fail("ended by itself");
        };
        const fail = (reason: string): void => {
          end(() => {
            reject(fall(reason));
          });
        };
        const timer = setTimeout(fail, patienceMs, `did not say ${String(pattern)}`);
        output.listeners.add(look);
        look();
      }),
    onMessage: (hear) => child.on("message", hear),
    async stop() {
      state.isAskedToEnd = true;
      await end(child);
    },
  };
}

interface Output {
  /** The end of what was printed so far. */
  text(): string;
  tell(): void;
  readonly listeners: Set<() => void>;
}

function listenTo(child: ChildProcess): Output {
  const listeners = new Set<() => void>();
  let printed = "";
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-keptCharacters);
      tell();
    });
  }
  return { text: () => printed, tell, listeners };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
}
