import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { aFolder } from "../../test/a-folder.ts";
import { runningCluster, startCluster } from "./cluster.mjs";
import { openDataFolder } from "./data-folder.mjs";
import { nativeDatabase } from "./install.mjs";

const slow = 60_000;
const native = nativeDatabase(path.resolve(import.meta.dirname, "../.."));

async function aDataFolder(name = "data") {
  const outside = await aFolder();
  const dataDir = path.join(outside, name);
  await openDataFolder(dataDir);
  return { dataDir, native, outside, throwAway: true };
}

async function start(place) {
  const cluster = await startCluster(place);
  onTestFinished(() => cluster.stop());
  return cluster;
}

async function ask(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

it(
  "keeps its data over a stop, and uses a server that is left running",
  { timeout: slow },
  async () => {
    const place = await aDataFolder();
    const first = await start(place);
    await ask(first.url, "create table kept (n int); insert into kept values (7)");
    const leftOver = await startCluster(place);
    expect(leftOver.pid()).toBe(first.pid());
    expect(runningCluster(place.dataDir)).toEqual({ url: first.url });

    await first.stop();
    expect(runningCluster(place.dataDir)).toBeNull();
    const again = await start(place);
    expect(await ask(again.url, "select n from kept")).toEqual([{ n: 7 }]);
  },
);

it(
  "is reached by a socket, and by TCP where the path is too long for one",
  { timeout: slow },
  async () => {
    const short = await start(await aDataFolder());
    const socket = encodeURIComponent(short.data);
    expect(short.url.endsWith(`/cham?host=${socket}`)).toBe(true);
    const [over] = await ask(short.url, "select inet_server_addr() is null as socket");
    expect(over).toEqual({ socket: true });

    const long = await start(await aDataFolder("x".repeat(100)));
    expect(long.url).toMatch(/@127\.0\.0\.1:\d+\/cham$/);
    expect(await ask(long.url, "select 1 as one")).toEqual([{ one: 1 }]);
  },
);

it("refuses what it cannot start, each with a sentence", { timeout: slow }, async () => {
  const place = await aDataFolder();
  const cluster = await start(place);
  await cluster.stop();

  const version = path.join(cluster.data, "PG_VERSION");
  const right = await readFile(version, "utf8");
  await writeFile(version, "17\n");
  await expect(startCluster(place)).rejects.toThrow("belong to PostgreSQL 17");
  await writeFile(version, right);

  await rm(path.join(cluster.data, "global/pg_control"));
  await expect(startCluster(place)).rejects.toThrow("broken data folder");
  await rm(cluster.data, { recursive: true });
  await expect(startCluster(place)).rejects.toThrow("its database is missing");
});
