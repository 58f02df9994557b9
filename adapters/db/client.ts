import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/** Opens the pool that plain SQL goes through; connections are made when first needed. */
export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  // An idle connection that breaks is replaced by the pool; without a listener it would end us.
  pool.on("error", () => undefined);
  return pool;
}

/** Prisma's client on a pool that is shared with plain SQL. */
export function openDatabase(pool: pg.Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
