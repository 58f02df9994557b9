import { describe, expect, it } from "vitest";
import { aLeaf, aScheme } from "../test/schemes.ts";
import { type SchemeStore, type StoredScheme, importScheme } from "./import-scheme.ts";

/** A store in memory that keeps numbered versions as the real one does. */
function memoryStore(): SchemeStore & { readonly kept: StoredScheme[] } {
  const kept: StoredScheme[] = [];
  return {
    kept,
    findScheme: (id) => Promise.resolve(kept.findLast(({ scheme }) => scheme.scheme === id)),
    saveScheme: (scheme, hash) => {
      const version = kept.length + 1;
      kept.push({ version, hash, scheme, isFrozen: false });
      return Promise.resolve({ version });
    },
  };
}

const scheme = aScheme();
const changed = aScheme([aLeaf({ name: "Tên mới" })]);

describe("importing a scheme", () => {
  it("writes nothing unless told to", async () => {
    const store = memoryStore();
    const outcome = await importScheme(store, { scheme, hash: "h1" }, { apply: false });
    expect(outcome).toEqual({ kind: "new", saved: null });
    expect(store.kept).toEqual([]);
  });

  it("keeps a new scheme as version 1", async () => {
    const store = memoryStore();
    const outcome = await importScheme(store, { scheme, hash: "h1" }, { apply: true });
    expect(outcome).toEqual({ kind: "new", saved: 1 });
  });

  it("keeps nothing new when the content is the same", async () => {
    const store = memoryStore();
    await store.saveScheme(scheme, "h1");
    const outcome = await importScheme(store, { scheme, hash: "h1" }, { apply: true });
    expect(outcome).toEqual({ kind: "unchanged", version: 1 });
    expect(store.kept).toHaveLength(1);
  });

  it("keeps a changed scheme beside the old one and tells what changed", async () => {
    const store = memoryStore();
    await store.saveScheme(scheme, "h1");
    const outcome = await importScheme(store, { scheme: changed, hash: "h2" }, { apply: true });
    expect(outcome).toMatchObject({
      kind: "changed",
      before: { version: 1 },
      changes: [{ kind: "renamed", after: "Tên mới" }],
      saved: 2,
    });
    expect(store.kept.map(({ hash }) => hash)).toEqual(["h1", "h2"]);
  });
});
