import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { naiveScores } from "../../test/naive-scorer.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const scheme = path.join(root, "examples/so-mau-2025.yaml");
const answers = path.join(root, "examples/cau-tra-loi-2025.json");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cham-score-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, without a database. */
async function score(...args: readonly string[]): Promise<Ran> {
  const command = ["--import", "tsx", path.join(root, "scripts/cham.ts"), "score", ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { cwd: root });
    return { code: 0, stdout, stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as Ran;
    return { code, stdout, stderr };
  }
}

async function written(name: string, content: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

describe("cham score", { timeout: 60_000 }, () => {
  it("computes the example pair as a naive reading of the contract does", async () => {
    const ran = await score("--scheme", scheme, "--answers", answers);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { groups } = JSON.parse(ran.stdout) as { groups: Record<string, unknown>[] };
    const files = [
      parse(await readFile(scheme, "utf8")),
      JSON.parse(await readFile(answers, "utf8")),
    ];
    const [schemeFile, answersFile] = files as [object, { agencies: object[] }];
    const agencies = answersFile.agencies.map((agency) => ({
      ...{ notApplicable: [], adjustments: [], knockouts: [], survey: {} },
      ...agency,
    }));
    expect(groups).toEqual([
      {
        group: "so",
        scheme: "so-mau-2025",
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        agencies: JSON.parse(
          JSON.stringify(naiveScores(schemeFile, { ...answersFile, agencies })),
        ) as unknown,
      },
    ]);
  });

  it("prints a table for people, best first, with decimal commas", async () => {
    const { code, stdout } = await score(
      "--scheme",
      scheme,
      "--answers",
      answers,
      "--format",
      "table",
    );
    expect(code).toBe(0);
    expect(stdout).toContain("Xếp loại");
    expect(stdout).toMatch(/1 {2}STC .*73,66 {2}Khá\n.*2 {2}SNV .*66,53 {2}Trung bình\n/);
  });

  it("ends with 2, every problem of every file and nothing on standard output", async () => {
    const bad = await written("bad.yaml", "format: 2\n");
    const worse = await written("worse.json", {
      format: 1,
      agencies: [{ code: "A", group: "so", answers: { "9": {} } }],
    });
    const ran = await score("--scheme", bad, "--scheme", scheme, "--answers", worse);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("bad.yaml: format: đọc được 2; cần 1");
    expect(ran.stderr).toContain("bad.yaml: bands:");
    expect(ran.stderr).toContain("worse.json: agencies[0] (A).answers[9]:");
    expect(ran.stderr).toContain("worse.json: calendar:");
  });

  it("refuses files that nest too deep in one sentence each", async () => {
    const nested = `{"children":[`.repeat(1500) + "]}".repeat(1500);
    const deep = await written("deep.json", `{"format":1,"fields":[${nested}]}`);
    const told = await written("told.json", `{"agencies":${"[".repeat(1500)}`);
    const ran = await score("--scheme", deep, "--answers", told);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    const sentence = "cả tệp: đọc được lồng nhau hơn 100 cấp; cần tệp lồng nhau nhiều nhất 100 cấp";
    expect(ran.stderr).toBe(`${deep}: ${sentence}\n${told}: ${sentence}\n`);
  });

  it("refuses two schemes for one group", async () => {
    const ran = await score("--scheme", scheme, "--scheme", scheme, "--answers", answers);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("group");
  });
});
