import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyScheme } from "../../../test/any-scheme.ts";
import { hashScheme } from "../../scheme-files/hash-scheme.ts";
import { readSchemeFile } from "../../scheme-files/read-scheme-file.ts";
import { readWorkbookScheme } from "./read-workbook-scheme.ts";
import { writeTemplateWorkbook } from "./template-workbook.ts";
import { writeSchemeWorkbook } from "./write-scheme-workbook.ts";

describe("a scheme workbook", () => {
  it.each(["so-2025", "xa-2025", "nganh-doc-2025", "huyen-2018"])(
    "carries the shipped scheme %s without loss",
    async (name) => {
      const scheme = await readSchemeFile(`prisma/schemes/${name}.yaml`);
      if (!scheme.ok) throw new Error(JSON.stringify(scheme.error));
      const back = await readWorkbookScheme(await writeSchemeWorkbook(scheme.value));
      expect(back).toEqual({ ok: true, value: scheme.value });
      expect(back.ok && hashScheme(back.value)).toBe(hashScheme(scheme.value));
    },
    20_000,
  );

  it("carries any scheme without loss, awkward texts too", async () => {
    await fc.assert(
      fc.asyncProperty(anyScheme, async (scheme) => {
        const back = await readWorkbookScheme(await writeSchemeWorkbook(scheme));
        expect(back).toEqual({ ok: true, value: scheme });
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("offers a template that is valid as it stands", async () => {
    const scheme = await readWorkbookScheme(await writeTemplateWorkbook());
    expect(scheme).toMatchObject({ ok: true, value: { scheme: "mau-2025", total: "100" } });
  });
});
