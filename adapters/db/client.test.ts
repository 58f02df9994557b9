import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { openPool } from "./client.ts";
import { inTransaction } from "./in-transaction.ts";

describe("the pool", () => {
  dbTest("outlives a connection that breaks between two statements", async ({ url, pool }) => {
    const own = openPool(url);
    const cutInside = inTransaction(own, async (client) => {
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      const ended = new Promise((resolve) => client.once("end", resolve));
      await pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await ended;
      await client.query("select 1");
    });
    await expect(cutInside).rejects.toThrow();
    expect((await own.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await own.end();
  });
});
