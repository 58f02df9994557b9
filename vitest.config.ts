import { defineConfig } from "vitest/config";

const needsDatabase = ["adapters/{db,queue}/**/*.test.ts", "**/*.db.test.ts"];
const dependencies = ["**/node_modules/**", "dist/**"];
// Test files share a process and with it what they import, which would cost more than the tests
// themselves: nothing here keeps state in a module.
const isolate = false;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          isolate,
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
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
