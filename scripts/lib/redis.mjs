import { spawn } from "node:child_process";
import { connect } from "node:net";
import { freePort } from "./ports.mjs";
import { until } from "./processes.mjs";

/** Starts a Redis that keeps nothing, for tests; null when the machine has none. */
export async function startThrowAwayRedis(folder) {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const settings = ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"];
  const child = spawn("redis-server", [...args, ...settings], { stdio: "ignore" });
  const state = { ended: false };
  const ended = new Promise((resolve) => {
    for (const event of ["error", "exit"]) {
      child.once(event, () => {
        state.ended = true;
        resolve();
      });
    }
  });
  await until(() => state.ended || answers(port), { withinMs: 10_000 });
  if (state.ended) return null;
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
