import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Metrics } from "../../adapters/metrics.ts";

/** What the route needs. */
export interface MetricsRoute {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  /** What a reader must send as a bearer token; null keeps the route closed. */
  readonly token: string | null;
}

/** Adds /metrics for Prometheus. Figures of a province are nobody's business: 404 without token. */
export function registerMetrics(app: FastifyInstance, { metrics, token }: MetricsRoute): void {
  if (token === null) return;
  const expected = digest(`Bearer ${token}`);
  app.get("/metrics", { logLevel: "warn" }, async (request, reply) => {
    const given = digest(request.headers.authorization ?? "");
    if (!timingSafeEqual(given, expected)) {
      return reply.code(401).header("www-authenticate", "Bearer").send();
    }
    const text = await metrics.text();
    return reply.header("cache-control", "no-store").type(metrics.contentType).send(text);
  });
}

/** Of one length, so that the comparison tells nothing. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
