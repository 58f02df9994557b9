import { expect, it } from "vitest";
import { leavesOf } from "../../core/scheme/scheme.ts";
import { readSchemesInUse } from "./schemes-in-use.ts";

it("moves a scheme to another year without touching points and rules", async () => {
  const schemes = (await readSchemesInUse()).map(({ scheme }) => scheme);
  const now = schemes.find(({ scheme }) => scheme === "so-2025");
  const before = schemes.find(({ scheme }) => scheme === "so-2024");
  if (!now || !before) throw new Error("no schemes");
  expect(before).toMatchObject({
    year: 2024,
    evaluationPeriod: { from: "2024-01-01", to: "2024-12-31" },
    basis: now.basis,
    total: now.total,
  });
  expect(before.title).toContain("năm 2024");
  const maxima = (scheme: typeof now): readonly string[] =>
    leavesOf(scheme.fields).map(({ code, max, rule }) => `${code} ${max} ${rule.kind}`);
  expect(maxima(before)).toEqual(maxima(now));
  const plan = leavesOf(before.fields).find(({ code }) => code === "1.1.1");
  expect(plan?.rule).toMatchObject({ kind: "lateness", due: "2023-12-31" });
  expect(JSON.stringify(before.fields)).toContain("42/2022/NĐ-CP");
});
