import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aScheme } from "../../test/schemes.ts";
import { schemesIn } from "./scheme-repository.ts";

describe("kept schemes", () => {
  dbTest("are numbered in order; equal content is one version", async ({ db }) => {
    const schemes = schemesIn(db);
    const saved = await Promise.all([
      schemes.saveScheme(aScheme(), "hash-1"),
      schemes.saveScheme(aScheme(), "hash-1"),
      schemes.saveScheme(aScheme(undefined, { title: "Bản sửa" }), "hash-2"),
    ]);
    const versions = saved.map(({ version }) => version);
    expect(versions[0]).toBe(versions[1]);
    expect(new Set(versions)).toEqual(new Set([1, 2]));
    expect(await schemes.findScheme("chưa có")).toBeUndefined();
  });

  dbTest("come back as they were and never change once a round uses them", async ({ db, pool }) => {
    const schemes = schemesIn(db);
    await schemes.saveScheme(aScheme(), "hash-1");
    expect(await schemes.findScheme("thu-2025")).toEqual({
      ...{ version: 1, hash: "hash-1", scheme: aScheme(), isFrozen: false },
    });
    await pool.query("update schemes set frozen_at = now()");
    expect((await schemes.findScheme("thu-2025"))?.isFrozen).toBe(true);
    await expect(pool.query("update schemes set title = 'khác'")).rejects.toThrow("is frozen");
    await expect(pool.query("delete from schemes")).rejects.toThrow("is frozen");
  });
});
