import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { Refusal } from "./refusal.mjs";

/**
 * The account PostgreSQL runs under: our own, or, because it refuses to run as root, another of
 * this machine. `uid` and `gid` are absent for our own.
 */
export function serverAccount() {
  if (process.getuid?.() !== 0) return { name: null };
  const accounts = readAccounts();
  for (const name of ["postgres", "nobody"]) {
    const found = accounts.find((each) => each.name === name && each.uid !== 0);
    if (found) return found;
  }
  throw new Refusal(
    "PostgreSQL không chạy dưới quyền root và máy này không có người dùng postgres hay nobody; hãy chạy bằng người dùng thường hoặc đặt DATABASE_URL / PostgreSQL does not run as root and there is no user postgres or nobody: run as an ordinary user or set DATABASE_URL",
  );
}

/** True when the account may pass through every folder on the way to the place. */
export function canReach(account, place) {
  if (account.name === null) return true;
  const folders = foldersTo(place).filter((each) => existsSync(each));
  return folders.every((folder) => {
    const { mode, uid, gid } = statSync(folder);
    if (uid === account.uid) return (mode & 0o100) !== 0;
    if (gid === account.gid) return (mode & 0o010) !== 0;
    return (mode & 0o001) !== 0;
  });
}

function foldersTo(place) {
  const folders = [];
  for (let at = path.resolve(place); ; at = path.dirname(at)) {
    folders.unshift(at);
    if (at === path.dirname(at)) return folders;
  }
}

function readAccounts() {
  if (!existsSync("/etc/passwd")) return [];
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
