import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

/** A SHA-256 over the names and contents of files; it changes when any of them does. */
export function fingerprint(root, files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** The files below a folder, as paths from the root; none when there is no such folder. */
export function filesBelow(root, folder, skip = () => false) {
  return readFolder(path.join(root, folder)).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (skip(name)) return [];
    return entry.isDirectory() ? filesBelow(root, name, skip) : [name];
  });
}

function readFolder(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
