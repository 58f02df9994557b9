import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const needsDatabase = ["adapters/{db,queue}/**/*.test.ts", "**/*.db.test.ts"];
const dependencies = ["**/node_modules/**", "dist/**"];
// Test files share a process and with it what they import, which would cost more than the tests
// themselves: nothing here keeps state in a module.
const isolate = false;
// Even where there are few processors: tests of the database wait for it half of their time. More
// would need more connections than it gives.
const maxWorkers = Math.min(4, Math.max(2, availableParallelism()));

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          isolate,
          maxWorkers,
          include: [
            "{core,usecases,adapters,bot,worker,scripts,prisma}/**/*.test.{ts,mjs}",
            "test/*.test.ts",
          ],
          exclude: [...dependencies, ...needsDatabase],
          // Long properties on a busy machine; speed is measured by the benchmarks.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "db",
          isolate,
          maxWorkers,
          include: needsDatabase,
          exclude: [...dependencies, "test/e2e/**"],
          globalSetup: "test/global-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          isolate,
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "test/global-setup.ts",
          // Each starts bots and workers and looks at the time they take: one by one, after the others.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
