import { Command } from "commander";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { registerDemo } from "./demo.ts";

const scheme = await shippedScheme("nganh-doc-2025");

dbTest("plays no round in a province that is not the demo", async ({ pool }) => {
  await aProvince(pool, { scheme });
  const complained: string[] = [];
  const program = new Command();
  registerDemo(program, {
    withPool: (work) => work(pool),
    secret: () => "a secret of this test, long enough",
    now: () => new Date(),
    print: (line) => {
      throw new Error(line);
    },
    complain: (line) => complained.push(line),
  });
  await program.parseAsync(["demo", "round"], { from: "user" });
  expect(complained.join("\n")).toMatch(/không phải của tỉnh trình diễn/);
  const { rows } = await pool.query("select count(*)::integer as rounds from rounds");
  expect(rows).toEqual([{ rounds: 1 }]);
});
