import { openPool } from "../../adapters/db/client.ts";
import { computeResults } from "./compute-results.ts";
import { addSampleFiles } from "./sample-files.ts";
import { readSchemesInUse } from "./schemes-in-use.ts";
import { seedDemo } from "./seed-demo.ts";

const url = process.env["DATABASE_OWNER_URL"] ?? process.env["DATABASE_URL"];
if (url === undefined || url === "") {
  process.stderr.write("Thiếu DATABASE_URL / DATABASE_URL is missing\n");
  process.exitCode = 2;
} else {
  await run(url);
}

async function run(databaseUrl: string): Promise<void> {
  const started = performance.now();
  const pool = openPool(databaseUrl, 2);
  try {
    const now = new Date();
    const seeded = await seedDemo(pool, { now, schemes: await readSchemesInUse() });
    if (seeded === null) {
      process.stdout.write("Đã có dữ liệu, không tạo tỉnh trình diễn / not empty: nothing made\n");
      return;
    }
    const dataDir = process.env["DATA_DIR"];
    if (dataDir) await addSampleFiles(pool, { dataDir, now });
    await computeResults(pool, now);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const rounds = seeded.rounds.map(({ code, leaves }) => `${code}: ${String(leaves)}`).join(", ");
    process.stdout.write(
      `Tỉnh Minh Sơn (DEMO): ${String(seeded.agencies)} đơn vị, ${String(seeded.staff)} người, tiêu chí đã chấm theo kỳ: ${rounds}; ${seconds} s\n`,
    );
  } finally {
    await pool.end();
  }
}
