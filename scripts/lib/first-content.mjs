import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { URL } from "node:url";
import { readRecord, writeRecord } from "./data-folder.mjs";
import { Refusal } from "./refusal.mjs";
import { runQuietly } from "./run-quietly.mjs";

/** Brings the tables up to date; both our own and, without Redis, the queue's. */
export async function migrateDatabase({ root, env, signal }) {
  await runQuietly(process.execPath, ["scripts/migrate.mjs"], {
    cwd: root,
    env,
    signal,
    what: "Không cập nhật được cơ sở dữ liệu / the database could not be brought up to date",
  });
}

/**
 * Fills an empty database: with the demo province, or with the first administrator, whose code is
 * printed this once. Returns what the processes are to be told in CHAM_DEMO; a database that did
 * not begin as a demo never opens the demo's doors unless forced.
 */
export async function fillEmptyDatabase(context) {
  const { dataDir, settings, say } = context;
  const known = readRecord(dataDir, recordName);
  if (known?.seeding) await beginAgain(context);
  if (!(await isEmpty(context.env.DATABASE_OWNER_URL))) return doorsFor(settings.demo, known, say);
  if (settings.demo === "off") {
    await inviteAdministrator(context);
    writeRecord(dataDir, recordName, { demo: false, seeding: false });
    return "0";
  }
  writeRecord(dataDir, recordName, { demo: true, seeding: true });
  await seed(context);
  writeRecord(dataDir, recordName, { demo: true, seeding: false });
  return settings.demo === "forced" ? "force" : "1";
}

const recordName = "demo.json";

function doorsFor(demo, known, say) {
  if (demo === "forced") return "force";
  if (demo === "off") return "0";
  if (known?.demo) return "1";
  say(
    "Dữ liệu này không phải dữ liệu trình diễn, nên không mở vai dùng thử / not demo data: no demo personas",
  );
  return "0";
}

/**
 * A seeding that was cut short leaves half a province, which nobody has used: our own database
 * begins again from nothing, another's is not ours to empty.
 */
async function beginAgain(context) {
  const { settings, env } = context;
  if (settings.databaseUrl !== null) {
    throw new Refusal(
      "Lần tạo dữ liệu trình diễn trước bị ngắt giữa chừng; hãy làm rỗng cơ sở dữ liệu rồi chạy lại / making the demo data was cut short: empty the database and start again",
    );
  }
  const url = new URL(env.DATABASE_OWNER_URL);
  const name = url.pathname.slice(1);
  url.pathname = "postgres";
  await withClient(url.href, async (admin) => {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name}`);
  });
  await migrateDatabase(context);
}

async function seed({ root, env, signal, say }) {
  const program = path.join(root, "dist/prisma/seed/main.js");
  if (!existsSync(program)) return;
  say("Đang tạo tỉnh trình diễn / making the demo province …");
  await runQuietly(process.execPath, [program], {
    cwd: root,
    env,
    signal,
    what: "Không tạo được dữ liệu trình diễn / the demo data could not be made",
  });
}

async function inviteAdministrator({ root, env, signal, say }) {
  const program = path.join(root, "dist/scripts/cham.js");
  const printed = await runQuietly(process.execPath, [program, "staff", "bootstrap-admin"], {
    cwd: root,
    env,
    signal,
    what: "Không tạo được mã quản trị / the administrator's code could not be made",
  });
  say(printed.trim());
}

/** True when no table of ours has a row. */
function isEmpty(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `select format('exists (select 1 from %I.%I)', schemaname, tablename) as has_rows
         from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
    );
    const any = rows.map((row) => row.has_rows).join(" or ") || "false";
    const { rows: found } = await client.query(`select ${any} as filled`);
    return !found[0].filled;
  });
}

async function withClient(url, work) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
