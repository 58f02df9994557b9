import { describe, expect, it } from "vitest";
import { type Scheme, type SchemeNode, isLeaf, leavesOf } from "../core/scheme/scheme.ts";
import { shippedScheme } from "./shipped-schemes.ts";

const shipped = ["so-2025", "xa-2025", "nganh-doc-2025", "huyen-2018"];

/** A figure of a scheme as hundredths, which is all that the shipped ones need. */
const hundredths = (text: string) => Math.round(Number(text) * 100);

function sumOf(nodes: readonly SchemeNode[]): number {
  return nodes.reduce((sum, { max }) => sum + hundredths(max), 0);
}

function sourcesIn(scheme: Scheme): Readonly<Record<string, number>> {
  const count = (source: string) =>
    leavesOf(scheme.fields).filter((leaf) => leaf.source === source).length;
  return {
    self: count("self"),
    survey: count("survey"),
    external: count("external"),
    appraiser: count("appraiser"),
  };
}

describe.each(shipped)("the shipped scheme %s", (name) => {
  it("adds up to 100 at every level", async () => {
    const scheme = await shippedScheme(name);
    const check = (node: SchemeNode) => {
      if (isLeaf(node)) return;
      expect(sumOf(node.children), node.code).toBe(hundredths(node.max));
      node.children.forEach(check);
    };
    expect(sumOf(scheme.fields)).toBe(10_000);
    scheme.fields.forEach(check);
  });

  it("names one agency as the lead of each leaf", async () => {
    const { fields } = await shippedScheme(name);
    for (const { code, lead } of leavesOf(fields)) expect(lead, code).toMatch(/^[A-Z]+$/);
  });

  it("guides the agency on each leaf, and asks for evidence where it scores itself", async () => {
    const { fields } = await shippedScheme(name);
    for (const leaf of leavesOf(fields)) {
      expect(leaf.guidance?.length ?? 0, leaf.code).toBeGreaterThan(60);
      if (leaf.source === "self") expect(leaf.evidence.length, leaf.code).toBeGreaterThan(0);
    }
  });

  it("uses each survey question once, with the weights 1, 0.6, 0.2 and 0", async () => {
    const { fields, survey } = await shippedScheme(name);
    const used = leavesOf(fields).flatMap(({ rule }) =>
      rule.kind === "survey" ? rule.questions : [],
    );
    expect(used.toSorted()).toEqual(survey?.questions.map(({ key }) => key));
    for (const { options } of survey?.questions ?? []) {
      expect(options.map(({ weight }) => weight)).toEqual(["1", "0.6", "0.2", "0"]);
    }
  });

  it("names only criteria of its own in its guidance", async () => {
    const { fields } = await shippedScheme(name);
    const codes = new Set<string>();
    const note = (node: SchemeNode) => {
      codes.add(node.code);
      if (!isLeaf(node)) node.children.forEach(note);
    };
    fields.forEach(note);
    for (const { code, guidance = "" } of leavesOf(fields)) {
      for (const [named] of guidance.matchAll(/(?<![\d/.])\d\.\d(\.\d)?(?![\d/.]*\d)/g)) {
        expect(codes.has(named), `${code} names ${named}`).toBe(true);
        expect(named, `${code} names itself`).not.toBe(code);
      }
    }
  });
});

describe("the scheme so-2025", () => {
  it("has the 87 leaves of the constructed scheme: 68 self, 17 survey, 2 external", async () => {
    const scheme = await shippedScheme("so-2025");
    expect(sourcesIn(scheme)).toEqual({ self: 68, survey: 17, external: 2, appraiser: 0 });
    expect(scheme.fields.map(({ max }) => max)).toEqual([
      "12",
      "10",
      "18",
      "8",
      "12",
      "8",
      "15",
      "17",
    ]);
  });

  it("lets an agency without procedures leave 24 points, and 3.25 more without attached units", async () => {
    const { fields } = await shippedScheme("so-2025");
    const under = (...codes: readonly string[]) =>
      leavesOf(fields).filter((leaf) =>
        codes.some((code) => leaf.code === code || leaf.code.startsWith(`${code}.`)),
      );
    const noProcedures = under("3", "7.2");
    const noUnits = under("1.3.1", "5.1.2", "6.3");
    expect(sumOf(noProcedures)).toBe(2400);
    expect(sumOf(noUnits)).toBe(325);
    for (const { code, notApplicable } of [...noProcedures, ...noUnits]) {
      expect(notApplicable, code).toBe("rebase");
    }
  });
});

describe("the shipped schemes together", () => {
  it("show every kind of rule", async () => {
    const schemes = await Promise.all(shipped.map(shippedScheme));
    const kinds = new Set(
      schemes.flatMap(({ fields }) => leavesOf(fields).map(({ rule }) => rule.kind)),
    );
    expect([...kinds].toSorted()).toEqual([
      ...["alternatives", "appraiser", "countLevels", "deduct", "external", "formula", "gate"],
      ...["growth", "lateness", "levels", "matrix", "perItem", "percentBands", "ratio", "relative"],
      ...["steps", "sum", "survey", "yesNo"],
    ]);
  });

  it("keep the branches of central agencies to 40 leaves", async () => {
    const { fields } = await shippedScheme("nganh-doc-2025");
    expect(leavesOf(fields)).toHaveLength(40);
  });
});
