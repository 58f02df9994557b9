import path from "node:path";
import { keepRunning } from "./child.mjs";
import { fillEmptyDatabase, migrateDatabase } from "./first-content.mjs";
import { logTail, rotateLog } from "./log-file.mjs";
import { nodeFlags } from "./node-flags.mjs";
import { until } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

/** How often the bot may end before it has been ready once until we give up. */
const firstTries = 3;

/** Migrates, fills an empty database and starts bot and worker; returns when the bot is ready. */
export async function startProduct(context) {
  await migrateDatabase(context);
  const doors = await fillEmptyDatabase(context);
  const env = { ...context.env, CHAM_DEMO: doors };
  // Bot and worker never learn how to log in as the database's owner.
  delete env.DATABASE_OWNER_URL;
  const failure = { text: null };
  const launch = (name) => launchProcess({ ...context, env }, name, failure);
  const bot = launch("bot");
  const worker = launch("worker");
  context.started.push(() => stopInOrder(bot, worker));
  context.children.push(bot, worker);
  context.noteChildren();
  await untilReady(context, failure);
}

/** The address at which this machine reaches a server that listens there. */
function localAddress({ host, port }) {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? host;
  const bracketed =
    reachable.includes(":") && !reachable.startsWith("[") ? `[${reachable}]` : reachable;
  return `http://${bracketed}:${port}`;
}

function launchProcess({ root, dataDir, env, dev, say, noteChildren }, name, failure) {
  const log = dev ? null : path.join(dataDir, `logs/${name}.log`);
  const args = dev
    ? ["node_modules/tsx/dist/cli.mjs", "watch", "--clear-screen=false", `${name}/main.ts`]
    : [
        ...nodeFlags,
        ...["--import", "./scripts/lib/leave-with-parent.mjs", `dist/${name}/main.js`],
      ];
  return keepRunning({
    args,
    cwd: root,
    env,
    log,
    hasStarted: noteChildren,
    hasGone(tail, count) {
      say(
        `${name} đã dừng đột ngột, đang chạy lại (xem ${log ?? "ở trên"}) / ${name} ended by itself, starting it again`,
      );
      if (count >= firstTries)
        failure.text = `${name} không chạy được / ${name} does not start:\n${tail}`;
    },
  });
}

/**
 * The bot first, so that nothing new comes in; the worker as soon as it is gone, or a little later.
 * What has not ended after three and a half seconds is killed: nothing is lost by it, only done at
 * the next start.
 */
async function stopInOrder(bot, worker) {
  bot.ask();
  await until(bot.hasEnded, { withinMs: 1500 });
  worker.ask();
  const gone = () => bot.hasEnded() && worker.hasEnded();
  if (await until(gone, { withinMs: 2000 })) return;
  bot.kill();
  worker.kill();
  await until(gone, { withinMs: 300 });
}

async function untilReady({ settings, signal, dataDir, dev }, failure) {
  const address = `${localAddress(settings)}/readyz`;
  const ready = async () => {
    if (failure.text || signal.aborted) return true;
    return (await fetch(address).catch(() => null))?.ok ?? false;
  };
  const inTime = await until(ready, { withinMs: 60_000, everyMs: 60 });
  if (failure.text) throw new Refusal(failure.text);
  if (inTime) return;
  const tail = dev ? "" : logTail(path.join(dataDir, "logs/bot.log"), 0);
  throw new Refusal(`Chấm chưa sẵn sàng sau một phút / not ready after a minute:\n${tail}`);
}

/** Looks after a running product: logs that grow, and an own database that has died. */
export async function lookAfter({ dataDir, cluster, say, signal }) {
  for (const name of ["bot", "worker", "postgres"]) {
    await rotateLog(path.join(dataDir, `logs/${name}.log`));
  }
  if (!cluster || cluster.isRunning() || signal.aborted) return;
  say(
    "Cơ sở dữ liệu đã dừng đột ngột, đang chạy lại / the database ended by itself, starting it again",
  );
  await cluster.restart();
}
