import { createHash } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate, readMigrations } from "../adapters/db/migrate.ts";
import { migrateQueue } from "../adapters/queue/migrate-queue.ts";

declare module "vitest" {
  interface ProvidedContext {
    database: { adminUrl: string; template: string };
  }
}

/**
 * Builds the template database, migrated and with the queue's tables, that every database test
 * clones. Its name tells the migrations, so runs and projects share it on one server.
 */
export default async function setup(project: TestProject): Promise<void> {
  const adminUrl = process.env["TEST_DATABASE_URL"];
  if (!adminUrl) {
    throw new Error("These tests need a database: run them with `node scripts/test.mjs [files]`");
  }
  const template = await buildTemplate(adminUrl);
  project.provide("database", { adminUrl, template });
}

async function buildTemplate(adminUrl: string): Promise<string> {
  const sums = (await readMigrations()).map(({ checksum }) => checksum).join();
  const template = `cham_template_${createHash("sha256").update(sums).digest("hex").slice(0, 12)}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(72707370)");
    if (await exists(admin, template)) return template;
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft}`);
    const url = new URL(adminUrl);
    url.pathname = draft;
    await migrate(url.href);
    await migrateQueue(url.href);
    await admin.query(`alter database ${draft} rename to ${template}`);
    return template;
  } finally {
    await admin.end();
  }
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
  return rowCount !== 0;
}
