import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readScheme } from "../../core/scheme/check-scheme.ts";
import { anyScheme } from "../../test/any-scheme.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { hashScheme } from "./hash-scheme.ts";
import { parseRawJson } from "./parse-raw-json.ts";
import { parseRawYaml } from "./parse-raw-yaml.ts";
import { readSchemeFile } from "./read-scheme-file.ts";
import { schemeJson, schemeYaml, writeSchemeFile } from "./write-scheme-file.ts";

const inFolder = test.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "cham-scheme-"));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

describe("a scheme written as text", () => {
  it.each([
    ["YAML", schemeYaml, parseRawYaml],
    ["JSON", schemeJson, parseRawJson],
  ] as const)("is the same scheme when %s is read back", (_, write, parse) => {
    fc.assert(
      fc.property(anyScheme, (scheme) => {
        expect(readScheme(parse(write(scheme)))).toEqual({ ok: true, value: scheme });
      }),
      { numRuns: 60 },
    );
  });
});

describe("a scheme file", () => {
  inFolder.for(["yaml", "yml", "json", "xlsx"])(
    "written as .%s keeps the hash",
    async (ending, { folder }) => {
      const path = join(folder, `bo-tieu-chi.${ending}`);
      const scheme = aScheme();
      expect(await writeSchemeFile(path, scheme)).toEqual({ kind: "written" });
      const back = await readSchemeFile(path);
      expect(back.ok && hashScheme(back.value)).toBe(hashScheme(scheme));
    },
  );

  inFolder("never replaces another file", async ({ folder }) => {
    const path = join(folder, "co-san.yaml");
    await writeFile(path, "của người khác");
    expect(await writeSchemeFile(path, aScheme())).toEqual({ kind: "exists" });
    expect(await readFile(path, "utf8")).toBe("của người khác");
  });

  inFolder("is not written under a name that tells no format", async ({ folder }) => {
    expect(await writeSchemeFile(join(folder, "a.docx"), aScheme())).toEqual({
      kind: "unknownFormat",
    });
  });

  inFolder("is not written into a folder that is not there", async ({ folder }) => {
    expect(await writeSchemeFile(join(folder, "thieu", "a.json"), aScheme())).toEqual({
      kind: "refused",
      detail: "ENOENT",
    });
  });

  inFolder("says when a text is longer than a workbook's cell", async ({ folder }) => {
    const scheme = aScheme([aLeaf({ guidance: "dài ".repeat(10_000) })]);
    const outcome = await writeSchemeFile(join(folder, "a.xlsx"), scheme);
    expect(outcome.kind).toBe("tooLong");
    expect("detail" in outcome && outcome.detail).toContain("nodes, guidance");
  });

  inFolder("that is not there is refused with a sentence", async ({ folder }) => {
    const read = await readSchemeFile(join(folder, "khong-co.xlsx"));
    expect(read).toMatchObject({ ok: false, error: [{ read: "không có tệp này" }] });
  });
});
