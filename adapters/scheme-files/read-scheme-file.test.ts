import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRawNumber, rawNumber } from "../../core/scheme/raw-value.ts";
import { parseRawJson } from "./parse-raw-json.ts";
import { parseRawYaml } from "./parse-raw-yaml.ts";
import { readRawFile } from "./read-raw-file.ts";
import { readSchemeFile } from "./read-scheme-file.ts";
import { TooDeepError } from "./too-deep-error.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cham-scheme-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe("numbers in files", () => {
  it.each(["0.10", "100", "-3.50", "0.1000000000000000055", "9007199254740993"])(
    "%s keeps its source text in JSON and YAML",
    (source) => {
      expect(parseRawJson(`[${source}]`)).toEqual([rawNumber(source)]);
      expect(parseRawYaml(`- ${source}`)).toEqual([rawNumber(source)]);
    },
  );

  it.each(["1e3", "0x1F", "0o17", "+5", ".5", "5.", ".inf", ".nan"])(
    "%s stays what YAML makes of it, so that the reader can refuse it",
    (source) => {
      const [value] = parseRawYaml(`- ${source}`) as readonly unknown[];
      expect(value).toEqual(rawNumber(source));
    },
  );

  it("quoted ones are texts", () => {
    expect(parseRawYaml(`["1.10", '2']`)).toEqual(["1.10", "2"]);
    expect(parseRawJson(`["1.10"]`)).toEqual(["1.10"]);
  });
});

describe("YAML", () => {
  it("reads dates, yes and no as texts, and keys always as texts", () => {
    expect(parseRawYaml("a: 2025-01-01\nb: yes\nc: no\n1.1: x\ntrue: y")).toEqual({
      a: "2025-01-01",
      b: "yes",
      c: "no",
      "1.1": "x",
      true: "y",
    });
  });

  it("follows anchors, but not without end", () => {
    expect(parseRawYaml("a: &x [1]\nb: *x")).toEqual({ a: [rawNumber("1")], b: [rawNumber("1")] });
    const bomb = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"];
    for (let at = 1; at < 9; at += 1) {
      bomb.push(`a${at}: &a${at} [${Array.from({ length: 10 }, () => `*a${at - 1}`).join(",")}]`);
    }
    expect(() => parseRawYaml(bomb.join("\n"))).toThrow("too many nodes");
  });

  it("takes the nearest anchor before an alias, and refuses one that is not there", () => {
    const twice = "a: &x 1\nb: *x\nc: &x 2\nd: *x";
    const [one, two] = [rawNumber("1"), rawNumber("2")];
    expect(parseRawYaml(twice)).toEqual({ a: one, b: one, c: two, d: two });
    expect(() => parseRawYaml("a: *x\nb: &x 1")).toThrow("no anchor &x");
    expect(() => parseRawYaml("a: &x [*x]")).toThrow(TooDeepError);
  });

  it.each([
    ["a: 1\na: 2", "a doubled key"],
    ["a: [1", "an open list"],
    ["a: 1\n---\nb: 2", "two documents"],
    ["a: 1\n b: 2", "a wrong indent"],
  ])("refuses %j: %s", (text) => {
    expect(() => parseRawYaml(text)).toThrow(SyntaxError);
  });
});

describe("JSON", () => {
  it.each(['{"a":1,"a":2}', '{"a":"x","a":"y"}', "{a:1}", '{"a":1,}', "01", "", "[1] x"])(
    "refuses %s",
    (text) => {
      expect(() => parseRawJson(text)).toThrow(SyntaxError);
    },
  );

  it("keeps a key named __proto__ a key", () => {
    const value = parseRawJson('{"__proto__": {"source": "5"}}') as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(isRawNumber(parseRawJson('{"source": "5"}'))).toBe(false);
  });
});

describe("nesting", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;

  it.each([parseRawJson, parseRawYaml])("%o reads a hundred levels, and no more", (parse) => {
    expect(() => parse(nested(100))).not.toThrow();
    expect(() => parse(nested(101))).toThrow(TooDeepError);
    expect(() => parse("[".repeat(101) + "]".repeat(101))).toThrow(TooDeepError);
  });

  it("does not count brackets inside texts", () => {
    const text = JSON.stringify([`\\"${"[".repeat(200)}`, "{".repeat(200)]);
    expect(parseRawJson(text)).toEqual(JSON.parse(text));
    expect(parseRawYaml(text)).toEqual(JSON.parse(text));
  });

  it("counts what an alias brings", () => {
    const text = `a: &a ${nested(60)}\nb: ${"[".repeat(60)}*a${"]".repeat(60)}`;
    expect(() => parseRawYaml(text)).toThrow(TooDeepError);
  });
});

/** Lists in lists by indentation. */
function deepBlocks(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}- a:`);
  return lines.join("\n");
}

describe("readRawFile", () => {
  it.each([
    ["missing.yaml", null, "không có tệp này"],
    ["broken.json", "{", ""],
    ["broken.yaml", "a: [", ""],
    ["latin1.json", Uint8Array.from([0x22, 0xe9, 0x22]), "UTF-8"],
    ["deep.json", "[".repeat(200_000), "lồng nhau hơn 100 cấp"],
    ["deep-objects.json", '{"a":'.repeat(5000), "lồng nhau hơn 100 cấp"],
    ["deep.yaml", "[".repeat(200_000), "lồng nhau hơn 100 cấp"],
    ["deep-dashes.yaml", "- ".repeat(5000), "lồng nhau hơn 100 cấp"],
    ["deep-blocks.yaml", deepBlocks(1500), "lồng nhau hơn 100 cấp"],
    ["endless.yaml", "a: &a [*a]", "lồng nhau hơn 100 cấp"],
  ])("says what is wrong with %s", async (name, content, read) => {
    const file = content === null ? path.join(folder, name) : await written(name, content);
    const result = await readRawFile(file);
    expect(result.ok ? "" : result.error[0]?.read).toContain(read);
    expect(result.ok).toBe(false);
  });

  it("passes over a byte order mark", async () => {
    expect(await readRawFile(await written("bom.json", "\uFEFF[1]"))).toMatchObject({ ok: true });
  });
});

describe("readSchemeFile", () => {
  it("tells the problems of a scheme that can be parsed", async () => {
    const file = await written("empty.yaml", "format: 1\n");
    const scheme = await readSchemeFile(file);
    expect(scheme.ok ? [] : scheme.error.map((problem) => problem.path)).toContain("bands");
  });

  it("refuses a workbook that is none", async () => {
    const scheme = await readSchemeFile(await written("fake.xlsx", "not a workbook"));
    expect(scheme.ok).toBe(false);
  });
});
