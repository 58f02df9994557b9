import pg from "pg";

/**
 * How long a connection may lie unused. A new one costs a process of the server's and plans every
 * statement anew, some 30 ms in all: nobody should wait for that in a talk.
 */
const idleTimeoutMillis = 10 * 60_000;

/** Opens the pool that plain SQL goes through; connections are made when first needed. */
export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis });
  // An idle connection that breaks is replaced by the pool; without a listener it would end us.
  pool.on("error", () => undefined);
  // So would one that breaks between two statements of a transaction: the next of them fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
