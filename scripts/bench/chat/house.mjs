// What the benchmark takes from npm start's own machinery; house.d.mts gives the types.
import { chmod } from "node:fs/promises";
import path from "node:path";
import * as build from "../../lib/build.mjs";
import { startCluster } from "../../lib/cluster.mjs";
import { openDataFolder } from "../../lib/data-folder.mjs";
import { nativeDatabase } from "../../lib/install.mjs";

export { startThrowAwayRedis } from "../../lib/redis.mjs";
export { freePort } from "../../lib/ports.mjs";
export { until } from "../../lib/processes.mjs";

/** Starts the embedded PostgreSQL as npm start does, fsync on, on a cluster inside `folder`. */
export async function openCluster(root, folder) {
  // The server's own user must be able to pass through.
  await chmod(folder, 0o711);
  const dataDir = path.join(folder, "data");
  await openDataFolder(dataDir);
  return startCluster({ dataDir, native: nativeDatabase(root), outside: folder });
}

/** Brings dist/ up to date. */
export async function buildProduct(root, say) {
  await build.generateClient(root, { say });
  await build.buildProgram(root, { say });
}
