// Brings the database up to date: our tables, then the queue's, then the rights of the role that
// bot and worker log in as. DATABASE_OWNER_URL names the owner, DATABASE_URL that role; when only
// the latter is set, it is both. Any number of these may run at once. Works on the built program
// (`npm run build`, or the image).
import process from "node:process";
import { URL } from "node:url";

const programUrl = process.env.DATABASE_URL;
const url = process.env.DATABASE_OWNER_URL || programUrl;
if (!url) {
  process.stderr.write("DATABASE_URL: chưa đặt / is not set\n");
  process.exit(1);
}
// Not there before the first build, so not an import that the boundary checker can follow.
const built = new URL("../dist/adapters/", import.meta.url);
const { migrate } = await import(new URL("db/migrate.js", built).href);
const { openProgramRole } = await import(new URL("db/program-role.js", built).href);
const { migrateQueue } = await import(new URL("queue/migrate-queue.js", built).href);
try {
  const applied = await migrate(url);
  if (!process.env.REDIS_URL) await migrateQueue(url);
  if (programUrl) await openProgramRole(url, programUrl);
  if (applied.length > 0) {
    process.stdout.write(`Đã cập nhật cơ sở dữ liệu / database updated: ${applied.join(", ")}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
