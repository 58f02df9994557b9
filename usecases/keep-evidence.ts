import { writeRefusal } from "../core/evidence/file-refusal.ts";
import type { Jobs } from "./job-ports.ts";
import { type ChatAddress, type Clock } from "./ports.ts";
import {
  type EvidenceNotice,
  type EvidenceStore,
  FetchError,
  type FileOpener,
  type FileSource,
  type FileStore,
  type WantedFile,
} from "./file-ports.ts";

/** How a file's source is read, and how much of it. */
export interface FileRoute {
  readonly opener: FileOpener;
  readonly maxBytes: number;
}

/** What keeping an evidence file needs from the outside. */
export interface KeepEvidenceDependencies {
  readonly evidence: EvidenceStore;
  readonly files: FileStore;
  /** The way to a file; undefined when its channel is switched off. */
  readonly routeOf: (source: FileSource) => FileRoute | undefined;
  /** Words for what became of a file. */
  readonly notice: EvidenceNotice;
  readonly jobs: Pick<Jobs, "keepEvidence">;
  readonly clock: Clock;
}

/** Pauses after each failure, in ms; the one after the last of them is final. */
export const retryDelaysMs = [2_000, 10_000, 60_000, 300_000] as const;

/**
 * How often a file is taken in hand at most. A process that is killed, or a database that is away,
 * says nothing about the file; but one that itself kills whoever fetches it must come to an end.
 */
export const maxTakes = 25;

/**
 * Fetches one evidence file, checks it and keeps it. Whatever is wrong with the file or its source
 * is noted beside the evidence and never thrown, so that one bad file holds up nothing; a database
 * that does not answer is thrown, and the work stays due.
 *
 * @returns The chat that is now to be told something; undefined when there is nothing to tell.
 */
export async function keepEvidence(
  deps: KeepEvidenceDependencies,
  evidenceId: string,
): Promise<ChatAddress | undefined> {
  const wanted = await deps.evidence.takeFile(evidenceId, deps.clock.now());
  if (!wanted) return undefined;

  const route = deps.routeOf(wanted.source);
  const outcome = await tryToKeep(deps, wanted, route);
  const retry = retryOf(outcome, wanted.failures);
  if (!retry) {
    const chat = await noteEnd(deps, wanted, outcome);
    // Of a file that was given up the channel's copy stays: somebody may want it tried again.
    if (route && outcome.kind !== "failed") await release(deps, route.opener, wanted.source);
    return chat;
  }
  await deps.evidence.noteRetry(evidenceId, retry.reason, retry.delayMs, deps.clock.now());
  await deps.jobs.keepEvidence(evidenceId, retry.delayMs);
  return undefined;
}

interface Failed {
  readonly kind: "failed";
  readonly reason: string;
  readonly retryable: boolean;
}

type Outcome = Awaited<ReturnType<FileStore["keep"]>> | Failed;

const channelIsOff: Failed = { kind: "failed", reason: "the channel is off", retryable: true };
const neverEnds: Failed = {
  kind: "failed",
  reason: `taken ${String(maxTakes)} times and broken off each time`,
  retryable: false,
};

async function tryToKeep(
  deps: KeepEvidenceDependencies,
  wanted: WantedFile,
  route: FileRoute | undefined,
): Promise<Outcome> {
  if (wanted.takes > maxTakes) return neverEnds;
  return route ? fetchFile(deps, wanted, route) : channelIsOff;
}

/** How often a process that is still fetching says so, in ms; well under the time in hand. */
const holdEveryMs = 15_000;

async function fetchFile(
  deps: KeepEvidenceDependencies,
  wanted: WantedFile,
  { opener, maxBytes }: FileRoute,
): Promise<Outcome> {
  try {
    const content = heldWhileComing(deps, wanted, await opener.open(wanted.source));
    return await deps.files.keep(content, { name: wanted.fileName, maxBytes });
  } catch (error) {
    // A channel that fails, a stream that breaks, a disk that is full: all may pass, except what
    // the channel itself calls final.
    const retryable = !(error instanceof FetchError) || error.retryable;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: "failed", reason, retryable };
  }
}

/** Of a process that is killed the file is free again within a minute; a slow one keeps it. */
async function* heldWhileComing(
  { evidence, clock }: KeepEvidenceDependencies,
  { evidenceId }: WantedFile,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let heldAt = clock.now().getTime();
  for await (const piece of content) {
    const now = clock.now();
    if (now.getTime() - heldAt >= holdEveryMs) {
      await evidence.holdFile(evidenceId, now);
      heldAt = now.getTime();
    }
    yield piece;
  }
}

/** The next try; undefined when there is none to come. */
function retryOf(
  outcome: Outcome,
  failures: number,
): { readonly reason: string; readonly delayMs: number } | undefined {
  if (outcome.kind !== "failed" || !outcome.retryable) return undefined;
  const delayMs = retryDelaysMs[failures];
  return delayMs === undefined ? undefined : { reason: outcome.reason, delayMs };
}

async function noteEnd(
  { evidence, clock, notice }: KeepEvidenceDependencies,
  { evidenceId }: WantedFile,
  outcome: Outcome,
): Promise<ChatAddress | undefined> {
  const now = clock.now();
  if (outcome.kind === "kept") return evidence.noteKept(evidenceId, outcome.file, now, notice);
  const status = outcome.kind;
  const reason = outcome.kind === "failed" ? outcome.reason : writeRefusal(outcome.refusal);
  return evidence.noteLost(evidenceId, { status, reason }, now, notice);
}

/** Tidying up: when it fails, the channel's own sweeping makes it good. */
async function release(
  { evidence }: KeepEvidenceDependencies,
  opener: FileOpener,
  source: FileSource,
): Promise<void> {
  if (!opener.release || (await evidence.isAwaited(source))) return;
  await opener.release(source).catch(() => undefined);
}
