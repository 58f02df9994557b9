import { readFileSync, readdirSync } from "node:fs";

/** Work that a process has done since it began, in milliseconds of one core. */
export type CpuMs = number;

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const msPerTick = 10;

/** CPU time of one process; 0 where the system does not tell. */
export function cpuOf(pid: number): CpuMs {
  const stat = readStat(pid);
  return stat ? (stat.user + stat.system) * msPerTick : 0;
}

/** CPU time of a database server: the postmaster, its ended children and those that live. */
export function cpuOfServer(postmaster: number): CpuMs {
  const own = readStat(postmaster);
  if (!own) return 0;
  const living = childrenOf(postmaster).reduce((sum, { user, system }) => sum + user + system, 0);
  return (own.user + own.system + own.ended + living) * msPerTick;
}

/** The most memory a process has had resident so far, in MiB; 0 where the system does not tell. */
export function peakMemoryOf(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/status`));
  return found ? Number(found[1]) / 1024 : 0;
}

interface Stat {
  readonly parent: number;
  readonly user: number;
  readonly system: number;
  /** Of children that have ended and been waited for. */
  readonly ended: number;
}

function childrenOf(parent: number): readonly Stat[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? [])
    .filter((stat) => stat.parent === parent);
}

function readStat(pid: number): Stat | null {
  const text = readText(`/proc/${pid}/stat`);
  if (text === "") return null;
  // The name before ")" may hold blanks.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const at = (place: number): number => Number(fields[place] ?? 0);
  return { parent: at(1), user: at(11), system: at(12), ended: at(13) + at(14) };
}

/** Empty when there is no such file: the process has ended, or the system is not Linux. */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}
