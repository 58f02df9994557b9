import pg from "pg";
import { migrate } from "../../../adapters/db/migrate.ts";
import { migrateQueue } from "../../../adapters/queue/migrate-queue.ts";
import { seedProvince } from "./seed-province.ts";

/** The databases of one benchmark, on one server. */
export interface Databases {
  /** Makes an empty one; gives its address. */
  empty(name: string): Promise<string>;
  /** Makes one with the product's tables and the province to be measured; gives its address. */
  province(name: string, bot: string): Promise<string>;
  /** Writes down what the server still has in memory, so that every run begins alike. */
  settle(): Promise<void>;
  drop(name: string): Promise<void>;
  /** "18.4", as the server says it. */
  version(): Promise<string>;
}

/** Opens the databases of a server, given the address of one of them. */
export function openDatabases(adminUrl: string, officers: number): Databases {
  const admin = <T extends pg.QueryResultRow>(text: string): Promise<readonly T[]> =>
    withClient(adminUrl, async (client) => (await client.query<T>(text)).rows);
  const empty = async (name: string): Promise<string> => {
    await admin(`create database ${name}`);
    const url = new URL(adminUrl);
    url.pathname = name;
    return url.href;
  };
  return {
    empty,
    async province(name, bot) {
      const url = await empty(name);
      await migrate(url);
      await migrateQueue(url);
      await withClient(url, (client) => seedProvince(client, bot, officers));
      return url;
    },
    async settle() {
      await admin("checkpoint");
    },
    async drop(name) {
      await admin(`drop database if exists ${name} with (force)`);
    },
    async version() {
      const [row] = await admin<{ server_version: string }>("show server_version");
      return row?.server_version ?? "?";
    },
  };
}

/** Opens a connection for as long as some work lasts. */
export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
