import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder for one test, which other accounts may pass through. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "cham-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  await chmod(folder, 0o711);
  return folder;
}
