import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { entryKinds } from "./entry-kinds.ts";

/** Everything that writes to the ledger, as text. */
const sources = ["prisma", "adapters/db", "usecases", "scripts/cham"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(sql|ts)$/.test(name) && !/test\.ts$|generated/.test(name))
    .map((name) => readFileSync(path.join(folder, name), "utf8")),
);

/** The kinds that statements name as a literal, by the place of the column. */
const inStatements = sources.flatMap((text) =>
  [...text.matchAll(/insert into entries\s*\(([^)]+)\)\s*(?:values\s*\(|select\s)/g)].flatMap(
    ({ index, 0: head, 1: columns = "" }) => {
      const place = columns.split(",").findIndex((column) => column.trim() === "kind");
      const value = topLevel(text.slice(index + head.length))[place]?.trim() ?? "";
      return /^'(\w+)'$/.exec(value)?.[1] ?? [];
    },
  ),
);

/** The kinds handed to the function of the database that notes what is said in explaining. */
const inCalls = sources.flatMap((text) =>
  [...text.matchAll(/note_appeal\(p_round[^;]*/g)].flatMap(([words]) =>
    [...words.matchAll(/(?:then|else) '(\w+)'/g)].map(([, kind]) => kind),
  ),
);

describe("the kinds of the ledger", () => {
  it("are found where they are written", () => {
    expect(inStatements).toEqual(
      expect.arrayContaining([
        "signOff",
        "returned",
        "secondValue",
        "factorReset",
        "round",
        "submit",
      ]),
    );
    expect(inCalls).toEqual(expect.arrayContaining(["appealAccepted", "appeal"]));
  });

  it("are all in the list, so that each has words in each language", () => {
    const known = new Set<string | undefined>(entryKinds);
    expect([...inStatements, ...inCalls].filter((kind) => !known.has(kind))).toEqual([]);
  });
});

/** The parts of a list of values, commas in brackets and in texts left out. */
function topLevel(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  let isQuoted = false;
  for (const sign of text) {
    if (sign === "'") isQuoted = !isQuoted;
    if (!isQuoted && sign === "(") depth += 1;
    if (!isQuoted && sign === ")") depth -= 1;
    if (depth < 0 || (!isQuoted && sign === ";")) return parts;
    const isEnd = sign === "," && depth === 0 && !isQuoted;
    parts.push(isEnd ? "" : `${parts.pop() ?? ""}${sign}`);
  }
  return parts;
}
