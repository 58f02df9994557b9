// Adds to package-lock.json the optional packages of other platforms that a registry mirror does
// not hold, because `npm ci` refuses a lock file without them. Run after each change of packages.
import { readFileSync, writeFileSync } from "node:fs";

const systems = {
  aix: "aix",
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  win32: "win32",
  windows: "win32",
};

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[`${owner}/${place}`] || lock.packages[place]) continue;
    lock.packages[place] = missingPackage(name, version, entry);
  }
}
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);

function missingPackage(name, version, owner) {
  const system = Object.keys(systems).find((each) => name.includes(each));
  if (!system) throw new Error(`Cannot tell the platform of ${name}`);
  const cpu = /arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el/.exec(name)?.[0];
  return {
    version,
    ...(owner.dev && { dev: true }),
    ...(cpu && { cpu: [cpu] }),
    optional: true,
    os: [systems[system]],
  };
}
