import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { expect, it } from "vitest";
import { aFolder } from "../../test/a-folder.ts";
import { installPackages, refuseOldNode } from "./install.mjs";

/** A checkout whose lock names one package, installed in some version or not at all. */
async function aCheckout({ wanted, installed }) {
  const root = await aFolder();
  const lockOf = (version) => JSON.stringify({ packages: { "node_modules/a": { version } } });
  await writeFile(path.join(root, "package-lock.json"), lockOf(wanted));
  await mkdir(path.join(root, "node_modules"));
  if (installed) {
    await writeFile(path.join(root, "node_modules/.package-lock.json"), lockOf(installed));
  }
  return root;
}

/** Stands for npm: counts its calls in a file. */
async function aCountingNpm(root) {
  const program = path.join(root, "npm-cli.js");
  await writeFile(
    program,
    `require("node:fs").appendFileSync(${JSON.stringify(root)} + "/calls", "x")`,
  );
  return program;
}

async function callsAfter(root, starts) {
  const npmProgram = await aCountingNpm(root);
  await Promise.all(
    Array.from({ length: starts }, () =>
      installPackages(root, { say: () => undefined, npmProgram }),
    ),
  );
  return (await readFile(path.join(root, "calls"), "utf8").catch(() => "")).length;
}

it.each([
  { wanted: "1.0.0", installed: null, calls: 1, because: "nothing is installed" },
  { wanted: "1.0.1", installed: "1.0.0", calls: 1, because: "the lock names another version" },
  { wanted: "1.0.0", installed: "1.0.0", calls: 0, because: "somebody has run npm ci by hand" },
])("runs npm $calls times when $because", async ({ wanted, installed, calls }) => {
  expect(await callsAfter(await aCheckout({ wanted, installed }), 1)).toBe(calls);
});

it("installs once when several starts come together, and not again later", async () => {
  const root = await aCheckout({ wanted: "1.0.0", installed: null });
  expect(await callsAfter(root, 3)).toBe(1);
  expect(await callsAfter(root, 1)).toBe(1);
});

it("refuses a Node.js that the packages do not run on", () => {
  expect(() => refuseOldNode("20.18.3")).toThrow("20.19");
  expect(() => refuseOldNode("18.20.0")).toThrow("20.19");
  expect(() => refuseOldNode(process.versions.node)).not.toThrow();
});
