import { chatIdOf, pointsOf, updatesPerLeaf } from "./dialogue.ts";
import type { Child, Children } from "./children.ts";
import { type Databases, withClient } from "./databases.ts";
import type { Webhook } from "./driver.ts";
import type { FakeProcess } from "./fake-process.ts";
import { freePort, until } from "./house.mjs";

/** What is measured beside what. */
export type SystemName = "product" | "conversations" | "threeCommits";

/** A stretch of the dialogue, and how many officers, from the first on, have played it. */
export interface Said {
  readonly officers: number;
  readonly window: readonly [from: number, to: number];
}

/** One system under measurement, running on a fresh database. */
export interface RunningSystem {
  readonly webhook: Webhook;
  /** Its processes by name, without database and fake. */
  readonly processes: ReadonlyMap<string, number>;
  /**
   * Takes every talk to a later step without playing it, by copying the first officer's; only
   * where a talk is a row that may be copied.
   */
  readonly copyFirstTalk: ((officers: number) => Promise<void>) | null;
  /**
   * Compares what is stored with what was said.
   *
   * @throws {Error} When an answer is missing, or its points are wrong.
   */
  verify(said: readonly Said[]): Promise<void>;
  stop(): Promise<void>;
}

/** What starting a system needs. */
export interface Ground {
  readonly children: Children;
  readonly databases: Databases;
  readonly fake: FakeProcess;
  readonly root: string;
  /** Folder for what the product keeps on disk. */
  readonly folder: string;
  /** Folder of the built program. */
  readonly dist: string;
  /** Options for the bot's Node, as "--cpu-prof". */
  readonly nodeOptions: readonly string[];
}

/** Starts a system on a fresh database and waits until it takes updates. */
export function startSystem(ground: Ground, name: SystemName, run: string): Promise<RunningSystem> {
  switch (name) {
    case "product":
      return startProduct(ground, `do_${run}`);
    case "conversations":
      return startPeer(ground, { name, program: "conversations", database: `do_${run}` });
    case "threeCommits":
      return startPeer(ground, { name, program: "three-commits", database: `do_${run}` });
  }
}

const secret = "bi-mat-de-do-hieu-nang-32-ky-tu-01";

async function startProduct(ground: Ground, database: string): Promise<RunningSystem> {
  const { children, databases, fake, dist } = ground;
  const bot = fake.token.slice(0, fake.token.indexOf(":"));
  const url = await databases.province(database, bot);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const env = productEnvironment(ground, { url, port, address });
  const begin = (name: string, options: readonly string[]): Child =>
    children.start(name, [...options, `${dist}/${name}/main.js`], env);
  const botChild = begin("bot", ground.nodeOptions);
  const worker = begin("worker", []);
  await worker.said(/worker is up/);
  const isReady = async (): Promise<boolean> =>
    (await fetch(`${address}/readyz`).catch(() => null))?.ok ?? false;
  if (!(await until(isReady, { withinMs: 30_000 }))) throw new Error("the bot is not ready");
  return {
    webhook: { url: `${address}/webhooks/telegram/${bot}`, secret },
    processes: new Map([
      ["bot", botChild.pid],
      ["worker", worker.pid],
    ]),
    copyFirstTalk: null,
    verify: (said) => verifyProduct(url, expected(said)),
    async stop() {
      await Promise.all([botChild.stop(), worker.stop()]);
      await databases.drop(database);
    },
  };
}

function productEnvironment(
  { fake, folder }: Ground,
  { url, port, address }: { readonly url: string; readonly port: number; readonly address: string },
): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: url,
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: address,
    DATA_DIR: folder,
    CHAM_DEMO: "0",
    REMINDERS: "0",
    CHAM_SECRET: secret,
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_ROOT: fake.apiRoot,
    TELEGRAM_MODE: "webhook",
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
}

async function startPeer(
  { children, databases, fake, dist }: Ground,
  about: { readonly name: SystemName; readonly program: string; readonly database: string },
): Promise<RunningSystem> {
  const { name, program, database } = about;
  const url = await databases.empty(database);
  const port = await freePort();
  const file = `${dist}/scripts/bench/chat/peers/${program}.js`;
  const child = children.start(name, [file, url, fake.apiRoot, fake.token, String(port), secret]);
  await child.said(/peer is up/);
  return {
    webhook: { url: `http://127.0.0.1:${port}/`, secret },
    processes: new Map([["bot", child.pid]]),
    copyFirstTalk: name === "conversations" ? (officers) => copyConversation(url, officers) : null,
    verify: (said) => verifyPeer(url, expected(said)),
    async stop() {
      await child.stop();
      await databases.drop(database);
    },
  };
}

/** A stored conversation names its chat only by its id. */
async function copyConversation(url: string, officers: number): Promise<void> {
  const others = Array.from({ length: officers - 1 }, (_, index) => String(chatIdOf(index + 1)));
  await withClient(url, (client) =>
    client.query(
      `insert into talks (key, value)
       select chat.id, replace(first.value, $1, chat.id)
         from talks first, unnest($2::text[]) chat (id) where first.key = $1
       on conflict (key) do update set value = excluded.value`,
      [String(chatIdOf(0)), others],
    ),
  );
}

interface Stored {
  readonly answers: number;
  readonly points: number;
}

function expected(said: readonly Said[]): Stored {
  const all = said.flatMap(({ officers, window: [from, to] }) =>
    Array.from({ length: officers * (to - from) }, (_, index) => ({
      officer: index % officers,
      step: from + Math.floor(index / officers),
    })),
  );
  const answers = all.filter(({ step }) => step >= 0 && step % updatesPerLeaf === 0);
  return {
    answers: answers.length,
    points: answers.reduce(
      (sum, each) => sum + pointsOf(each.officer, each.step / updatesPerLeaf),
      0,
    ),
  };
}

async function verifyProduct(url: string, wanted: Stored): Promise<void> {
  await verify(
    url,
    wanted,
    "select count(answer)::integer as answers, sum(points)::integer as points from leaf_states",
  );
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ unplayed: number; unsent: number }>(
      `select (select count(*) from inbound_updates where status <> 'done')::integer as unplayed,
              (select count(*) from outbox where refused is not null)::integer as unsent`,
    );
    const [row] = rows;
    if (row?.unplayed !== 0 || row.unsent !== 0) {
      throw new Error(`updates not played, replies refused: ${JSON.stringify(row)}`);
    }
  });
}

function verifyPeer(url: string, wanted: Stored): Promise<void> {
  return verify(
    url,
    wanted,
    "select count(*)::integer as answers, sum(points)::integer as points from answers",
  );
}

async function verify(url: string, wanted: Stored, statement: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<Stored>(statement);
    const found = rows[0];
    if (found?.answers === wanted.answers && found.points === wanted.points) return;
    throw new Error(`stored ${JSON.stringify(found)}, said ${JSON.stringify(wanted)}`);
  });
}
