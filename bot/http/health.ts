import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { HealthChecks, ServerDependencies } from "./server-dependencies.ts";

/** How long a part may take to answer before it counts as not ready. */
const patienceMs = 2_000;

/** Routes for those who watch over the server: alive, ready, which version. */
export function registerHealth(
  app: FastifyInstance,
  { health, version }: Pick<ServerDependencies, "health" | "version">,
): void {
  app.get("/healthz", () => ({ ok: true }));
  app.get("/version", () => ({ name: "cham", version }));
  app.get("/readyz", async (request, reply) => {
    const parts = await checkParts(health, (part, error) => {
      request.log.warn({ err: error, part }, "a part is not ready");
    });
    const ready = Object.values(parts).every((state) => state === "ok");
    return reply
      .code(ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ ready, parts, channels: health.channels() });
  });
}

async function checkParts(
  { parts }: HealthChecks,
  onFault: (part: string, error: unknown) => void,
): Promise<Record<string, "ok" | "not ready">> {
  const checked = Object.entries(parts).map(async ([part, check]) => {
    try {
      await withinPatience(check);
      return [part, "ok"] as const;
    } catch (error) {
      // The reason may hold an address or a path; it is for the log only.
      onFault(part, error);
      return [part, "not ready"] as const;
    }
  });
  return Object.fromEntries(await Promise.all(checked));
}

async function withinPatience(check: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const tooLong = pause(patienceMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error("no answer in time");
  });
  // Whichever loses the race must not count as an unhandled failure.
  tooLong.catch(() => undefined);
  try {
    await Promise.race([check(), tooLong]);
  } finally {
    stop.abort();
  }
}
