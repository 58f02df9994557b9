import { randomBytes } from "node:crypto";
import { URL } from "node:url";
import { readRecord, writeRecord } from "./data-folder.mjs";

/**
 * The address by which bot and worker reach the data folder's own database: as a role that may
 * only add to the ledger. Its password is made once and kept in the data folder; the role itself
 * is made by scripts/migrate.mjs.
 */
export function programAddress(dataDir, ownerUrl) {
  const role = readRecord(dataDir, recordName) ?? newRole(dataDir);
  const url = new URL(ownerUrl);
  url.username = role.user;
  url.password = role.password;
  return url.href;
}

const recordName = "postgres-program.json";

function newRole(dataDir) {
  const role = { user: "cham_program", password: randomBytes(24).toString("base64url") };
  writeRecord(dataDir, recordName, role);
  return role;
}
