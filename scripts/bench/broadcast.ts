// npm run bench:broadcast [-- --messages N] [--random]: sends reminders to thousands through the
// product while people type, at a fake Telegram that refuses haste; docs/benchmarks.md says what is
// measured.
import path from "node:path";
import { parseArgs } from "node:util";
import { broadcast, seedBroadcast } from "./broadcast/broadcast.ts";
import { reportOf } from "./broadcast/report.ts";
import { openTypists } from "./broadcast/typists.ts";
import { openDatabases } from "./chat/databases.ts";
import { openDriver } from "./chat/driver.ts";
import { startFake } from "./chat/fake-process.ts";
import { buildProduct } from "./chat/house.mjs";
import { startSystem } from "./chat/systems.ts";
import { type BenchGround, runBench } from "./run-bench.ts";

const { values: options } = parseArgs({
  options: {
    messages: { type: "string", default: "3000" },
    random: { type: "boolean", default: false },
  },
});
/** What Telegram permits, as the fake keeps it. */
const limit = { perSecond: 30, perChatPerSecond: 1 };
const people = 20;

await runBench(run);

async function run(ground: BenchGround): Promise<string> {
  const { root, folder, machine, cluster, children, say } = ground;
  await buildProduct(root, say);
  const databases = openDatabases(cluster.url, people);
  const fake = await startFake(children, limit);
  const system = await startSystem(
    { children, databases, fake, root, folder, dist: path.join(root, "dist"), nodeOptions: [] },
    "product",
    "broadcast",
  );
  const driver = openDriver(system.webhook, fake);
  const typists = openTypists(driver, { people, isRandom: options.random });
  const typing = typists.start();
  say(`${people} people type; the first 15 seconds are not counted`);
  await typists.typed(people * 3);
  const bot = fake.token.slice(0, fake.token.indexOf(":"));
  const messages = Number(options.messages);
  const before = fake.limited();
  const url = new URL(cluster.url);
  url.pathname = "do_broadcast";
  const about = { url: url.href, bot, messages };
  const sent = await broadcast(fake, about, () => seedBroadcast(about));
  const latencies = typists.since(sent.beganMs);
  await typists.stop();
  await typing;
  driver.close();
  const refused = fake.limited() - before;
  await system.stop();
  const date = new Date().toISOString().slice(0, 10);
  return reportOf({ machine, date, limit, people, messages, sent, latencies, refused });
}
