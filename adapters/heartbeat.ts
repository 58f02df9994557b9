import { mkdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";

/**
 * Notes in the data folder that a process without a port is alive; `scripts/check-heartbeat.mjs`
 * looks at how old the note is. To be called at least every quarter of a minute.
 */
export async function beat(dataDir: string, process: "worker"): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(path.join(dataDir, `${process}-${hostname()}.alive`), "");
}
