import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
import { logTail, openLogFile } from "./log-file.mjs";
import { isRunning, signal } from "./processes.mjs";

const steadyMs = 30_000;
const longestPauseMs = 10_000;

/**
 * Runs one process of the product and starts it again whenever it ends without being asked to,
 * after a pause that grows up to ten seconds. `log` is its log file; null shows its output here.
 * `hasGone(tail, count)` is told each time, with the last lines and how often in a row.
 */
export function keepRunning({ args, cwd, env, log, hasGone, hasStarted }) {
  const state = { child: null, from: 0, stopping: false, falls: 0, timer: null };

  function launch() {
    const begun = performance.now();
    state.child = spawnChild({ args, cwd, env, log, state });
    hasStarted();
    state.child.once("exit", () => {
      if (state.stopping) return;
      state.falls = performance.now() - begun > steadyMs ? 1 : state.falls + 1;
      hasGone(log ? logTail(log, state.from) : "", state.falls);
      state.timer = setTimeout(launch, Math.min(longestPauseMs, 250 * 2 ** (state.falls - 1)));
    });
  }

  launch();
  return {
    pid: () => state.child.pid,
    hasEnded: () => hasEnded(state.child),
    /** Asks it to end and lets it; it is not started again. */
    ask() {
      state.stopping = true;
      clearTimeout(state.timer);
      if (!hasEnded(state.child)) signal(state.child.pid, "SIGTERM");
    },
    /** Ends what has not ended by itself, with all it has started. */
    kill() {
      if (!hasEnded(state.child)) signal(-state.child.pid, "SIGKILL");
    },
  };
}

/** A process group of its own, so that Ctrl-C reaches only the starter, which keeps the order. */
function spawnChild({ args, cwd, env, log, state }) {
  const options = { cwd, env, detached: true };
  if (!log) {
    return spawn(process.execPath, args, { ...options, stdio: ["ignore", "inherit", "inherit"] });
  }
  const { descriptor, from } = openLogFile(log);
  state.from = from;
  try {
    const stdio = ["ignore", descriptor, descriptor, "ipc"];
    return spawn(process.execPath, args, { ...options, stdio });
  } finally {
    closeSync(descriptor);
  }
}

function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null || !isRunning(child.pid);
}
