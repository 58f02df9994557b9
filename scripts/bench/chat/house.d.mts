/** A PostgreSQL server of this benchmark's own. */
export interface Cluster {
  readonly url: string;
  pid(): number;
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL with fsync on; `folder` must be empty and is not removed. */
export function openCluster(root: string, folder: string): Promise<Cluster>;
/** Brings dist/ up to date with the sources. */
export function buildProduct(root: string, say: (line: string) => void): Promise<void>;
/** A Redis that keeps nothing; null when the machine has none. */
export function startThrowAwayRedis(
  folder: string,
): Promise<{ readonly url: string; stop(): Promise<void> } | null>;
/** A port of this machine that nothing uses at present. */
export function freePort(): Promise<number>;
/** Asks until the check holds; false when the time is over first. */
export function until(
  check: () => boolean | Promise<boolean>,
  limits: { readonly withinMs: number; readonly everyMs?: number },
): Promise<boolean>;
