import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import type { NamedAlert } from "../core/conversation/standing/alert.ts";
import type { JobQueue } from "./queue/queue.ts";

const leastPercentFree = 10;
const oldestJobMs = 10 * 60_000;

/** Begins the keys of what is so on this machine: another does not know, and must not end it. */
export const machineKey = `machine/${hostname()}/`;

/** What somebody must hear of the machine: a full disk, jobs that nobody does. */
export async function findMachineAlerts(
  dataDir: string,
  queue: Pick<JobQueue, "figures">,
): Promise<readonly NamedAlert[]> {
  return [...(await diskAlerts(dataDir)), ...(await queueAlerts(queue))];
}

async function diskAlerts(dataDir: string): Promise<readonly NamedAlert[]> {
  const { bavail, blocks } = await statfs(dataDir);
  const percentFree = Math.floor((bavail * 100) / Math.max(1, blocks));
  if (percentFree >= leastPercentFree) return [];
  return [{ key: `${machineKey}disk`, alert: { kind: "diskLow", percentFree } }];
}

async function queueAlerts(queue: Pick<JobQueue, "figures">): Promise<readonly NamedAlert[]> {
  const { counts, oldestMs } = await queue.figures();
  if (oldestMs < oldestJobMs) return [];
  const minutes = Math.floor(oldestMs / 60_000);
  return [{ key: "queue", alert: { kind: "queueOld", minutes, waiting: counts["waiting"] ?? 0 } }];
}
