import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/**
 * Prisma's client on a pool that is shared with plain SQL. For what is rare: the two processes
 * that answer messages do without its memory.
 */
export function openPrisma(pool: pg.Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
