import pg from "pg";

/** Opens the pool that plain SQL goes through; connections are made when first needed. */
export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  // An idle connection that breaks is replaced by the pool; without a listener it would end us.
  pool.on("error", () => undefined);
  return pool;
}
