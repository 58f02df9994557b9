import type { Reply } from "../core/conversation/turn.ts";
import type { EvidenceFacts } from "../core/conversation/world.ts";
import type { FileRefusal } from "../core/evidence/file-refusal.ts";
import type { ChannelName, ChatAddress } from "./ports.ts";

/** Where a file that came by chat is fetched from. */
export interface FileSource {
  readonly channel: ChannelName;
  readonly bot: string;
  readonly chatId: string;
  /** The channel's handle of the file. */
  readonly ref: string;
  readonly size: number | null;
}

/** Opens a channel's file for reading. */
export interface FileOpener {
  /**
   * Begins to read a file.
   *
   * @throws {FetchError} When the file cannot be had, now or ever.
   */
  open(source: FileSource): Promise<AsyncIterable<Uint8Array>>;
  /** Tells that the file is kept or refused; a channel that holds a copy may forget it. */
  release?(source: FileSource): Promise<void>;
}

/** A file could not be fetched from its channel. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  /** True when trying again later can help. */
  readonly retryable: boolean;

  constructor(message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
  }
}

/** A file that is kept: its content's hash is its address. */
export interface KeptFile {
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
}

/** The files' content, addressed by its SHA-256; what is kept is never changed. */
export interface FileStore {
  /** Reads a stream to its end, checks it, keeps it; nothing stays of a refused one. */
  keep(
    content: AsyncIterable<Uint8Array>,
    about: { readonly name: string; readonly maxBytes: number },
  ): Promise<
    | { readonly kind: "kept"; readonly file: KeptFile }
    | { readonly kind: "refused"; readonly refusal: FileRefusal }
  >;
  read(sha256: string): Promise<AsyncIterable<Uint8Array>>;
  has(sha256: string): Promise<boolean>;
}

/** An evidence file still to be fetched. */
export interface WantedFile {
  readonly evidenceId: string;
  readonly source: FileSource;
  readonly fileName: string;
  /** How often it could not be had, before this time. */
  readonly failures: number;
  /** How often it was taken in hand, this time included; each should end in a note. */
  readonly takes: number;
}

/** Words for the person who sent a file, about what became of it. */
export type EvidenceNotice = (evidence: EvidenceFacts, language: "vi" | "en") => Reply;

/**
 * Evidence rows, seen from the work of fetching files. Each note is one transaction with the
 * notice in the chat's outbox, and gives the chat that now has something to be sent.
 */
export interface EvidenceStore {
  /** Takes a file in hand for a while; undefined when it is done, or in another's hand. */
  takeFile(evidenceId: string, now: Date): Promise<WantedFile | undefined>;
  /** Keeps a file in hand while it is still coming. */
  holdFile(evidenceId: string, now: Date): Promise<void>;
  /** Files whose next try is due. */
  dueFiles(now: Date, limit: number): Promise<readonly string[]>;
  noteKept(
    evidenceId: string,
    file: KeptFile,
    now: Date,
    notice: EvidenceNotice,
  ): Promise<ChatAddress | undefined>;
  /** Notes that it will never be kept: refused for what it is, or given up after many tries. */
  noteLost(
    evidenceId: string,
    lost: { readonly status: "refused" | "failed"; readonly reason: string },
    now: Date,
    notice: EvidenceNotice,
  ): Promise<ChatAddress | undefined>;
  /** Whether a file from this source is still to be fetched: after a merger two agencies want one. */
  isAwaited(source: FileSource): Promise<boolean>;
  /** Notes a failed fetch that is tried again. */
  noteRetry(evidenceId: string, reason: string, retryInMs: number, now: Date): Promise<void>;
  /** Lets a file go that something else than the file or its channel has hindered. */
  giveBack(evidenceId: string, reason: string, retryInMs: number, now: Date): Promise<void>;
}
