import { fileURLToPath } from "node:url";
import { describe, inject, it } from "vitest";
import { isClean } from "../../scripts/drill/judge-drill.ts";
import { reportDrill } from "../../scripts/drill/report-drill.ts";
import { drillLimitMs, runDrill } from "../../scripts/drill/run-drill.ts";

const backends = process.env["TEST_REDIS_URL"] ? ["postgresql", "redis"] : ["postgresql"];

describe("deadline night, for a minute", () => {
  it.concurrent.for(backends)(
    "loses and doubles nothing with the queue on %s",
    { timeout: drillLimitMs({ minutes: 1 }) + 30_000 },
    async (name, { expect }) => {
      const backend = name === "redis" ? "redis" : "postgresql";
      const options = { minutes: 1, backend, agencies: 80, people: 3, seed: 1 } as const;
      const { troubles, verdict } = await runDrill(options, {
        serverUrl: inject("database").adminUrl,
        dist: fileURLToPath(new URL("../../dist/", import.meta.url)),
        path: process.env["PATH"] ?? "",
        tell: () => undefined,
      });
      const report = reportDrill(options, troubles, verdict).join("\n");
      process.stdout.write(`${report}\n`);
      expect(isClean(verdict), report).toBe(true);
      expect(Math.min(troubles.botKilled, troubles.workerKilled)).toBeGreaterThan(0);
    },
  );
});
