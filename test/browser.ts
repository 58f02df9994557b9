import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { describe } from "vitest";

const places = [
  process.env["TEST_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const program = places.find((place) => place !== undefined && existsSync(place));

/** Tests in a real browser; skipped where there is none, with the reason, but never in CI. */
export const describeInBrowser = program === undefined ? skipOrFail() : describe;

function skipOrFail(): typeof describe.skip {
  if (process.env["CI"] === "true") {
    throw new Error("No Chromium on this machine, and in CI the browser tests must run");
  }
  process.stdout.write("Bỏ qua / skipped: trang web trong trình duyệt, máy không có chromium\n");
  return describe.skip;
}

/** Starts a headless browser. */
export function openBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: program ?? "", args: [...sandbox] });
}

/** One fault of accessibility as axe names it, with where it is. */
export interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** Runs axe over a page; the context must bypass the page's CSP for the script to be let in. */
export async function axeViolations(page: Page): Promise<readonly AxeViolation[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core") });
  return page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })))`,
  );
}
