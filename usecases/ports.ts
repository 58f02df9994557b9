import type { Actor, Role } from "../core/access/actor.ts";
import type { Effect } from "../core/conversation/effect.ts";
import type { ChatInput, Reply } from "../core/conversation/turn.ts";
import type { DraftFacts, EvidenceFacts, Found, Need } from "../core/conversation/world.ts";
import type { Calendar } from "../core/round/calendar.ts";
import type { PlannedChange } from "../core/round/round-change.ts";
import type { AgencyCourse, RoundCourse } from "../core/round/course.ts";
import type { FileRefusal } from "../core/evidence/file-refusal.ts";
import type { RoundFacts } from "../core/round/round.ts";
import type { Scheme } from "../core/scheme/scheme.ts";

/** The chat services we can talk through. */
export type ChannelName = "telegram" | "zalo" | "web";

/** Who is talking: an account within one channel, met through one of our bots. */
export interface ChatAddress {
  readonly channel: ChannelName;
  /** Our bot's id within the channel; "web" for the web chat. */
  readonly bot: string;
  readonly chatId: string;
}

/** A delivery exactly as the channel sent it, kept before anything reads its content. */
export interface RawUpdate {
  readonly from: ChatAddress;
  /** The channel's own id of this delivery; unique per channel and bot. */
  readonly externalId: string;
  readonly payload: unknown;
}

/** A raw update that waits for its turn. */
export interface WaitingUpdate extends RawUpdate {
  readonly id: string;
  /** How often playing it has failed so far. */
  readonly failures: number;
}

/** The updates received and not yet played; one lane per chat, oldest first. */
export interface Inbox {
  /** Keeps an update; a delivery that is already known changes nothing. */
  receive(update: RawUpdate): Promise<void>;
  /** Notes a failed try; the update stays first in its lane and waits `delayMs`. */
  noteFailure(id: string, reason: string, delayMs: number): Promise<void>;
  /** Puts an update aside for a person to look at; its lane goes on without it. */
  bury(id: string, reason: string): Promise<void>;
  /** Chats that have had an update waiting for longer than `olderThanMs` and not held back. */
  stranded(olderThanMs: number, limit: number): Promise<readonly ChatAddress[]>;
}

/** Reads the content of one channel's update; null when it is not for us (an edit, another bot). */
export type DecodeUpdate = (payload: unknown) => ChatInput | null;

/** How one channel is read and what it can do. */
export interface ChannelReader {
  readonly decode: DecodeUpdate;
  /** The pressed button that waits for an answer, where the channel has such a thing. */
  readonly callbackId: (payload: unknown) => string | null;
  /** The largest file the channel itself can hand over, in bytes. */
  readonly maxFileBytes: number;
}

/** A chat's next update with the facts that nearly every turn reads, taken in one snapshot. */
export interface OpenTurn {
  readonly update: WaitingUpdate;
  /** The stored state as it is, of any version; null for a chat never heard of. */
  readonly state: unknown;
  readonly conversationVersion: number;
  /** An earlier reply waits for another try: later ones must not overtake it. */
  readonly isHeld: boolean;
  readonly language: "vi" | "en";
  readonly me: Actor | null;
  readonly round: RoundFacts | null;
  readonly scheme: Scheme | null;
  readonly calendar: Calendar;
  readonly draft: DraftFacts | null;
  /** Evidence of the leaf named by the state's `code`. */
  readonly evidence: readonly EvidenceFacts[];
}

/** What a turn decided, to be written in one piece. */
export interface DecidedTurn {
  readonly opened: OpenTurn;
  readonly now: string;
  readonly state: unknown;
  readonly replies: readonly OutgoingReply[];
  readonly effects: readonly Effect[];
}

/** What came of writing a turn. */
export type CommitOutcome =
  /** Written; the replies may be sent by this process now. */
  | {
      readonly kind: "committed";
      readonly replies: readonly WaitingReply[];
      /** The chat has more updates waiting. */
      readonly hasMore: boolean;
    }
  /** Another process has played the update. */
  | { readonly kind: "alreadyPlayed" }
  /** Something the turn was decided on has changed meanwhile: open the turn again. */
  | { readonly kind: "stale" };

/** The talks in the database. */
export interface Talks {
  /** The chat's oldest waiting update with its facts; undefined when none may be played now. */
  openTurn(chat: ChatAddress): Promise<OpenTurn | undefined>;
  /** Facts that only some inputs need. */
  find(opened: OpenTurn, needs: readonly Need[], now: string): Promise<FoundFacts>;
  /** Writes the turn in one transaction, or nothing of it. */
  commit(turn: DecidedTurn): Promise<CommitOutcome>;
}

/** The facts found, and evidence of more leaves where that was needed. */
export interface FoundFacts {
  readonly found: Found;
  readonly evidence?: readonly EvidenceFacts[];
}

/** A reply with what its channel needs to place it. */
export interface OutgoingReply {
  readonly reply: Reply;
  /** The message to edit instead of sending a new one. */
  readonly editMessageId: string | null;
  /** A pressed button that waits to be answered (Telegram's callback query). */
  readonly callbackId: string | null;
}

/** A reply that waits to be sent. */
export interface WaitingReply extends OutgoingReply {
  readonly id: string;
  readonly to: ChatAddress;
}

/** The replies decided and not yet sent. */
export interface Outbox {
  /**
   * Takes a chat's unsent replies in hand, oldest first, so that no other process sends them
   * before the lease ends. Empty while another process has them.
   */
  lease(chat: ChatAddress, now: Date): Promise<readonly WaitingReply[]>;
  /** Notes replies as sent; may be gathered and written together, soon. */
  markSent(id: string, messageId: string | null): Promise<void>;
  /** Notes that a reply cannot be delivered, so that it is not tried again. */
  markRefused(id: string, reason: string): Promise<void>;
  /** Gives replies back to be tried after `delayMs`; `isAmbiguous` when one may have arrived. */
  giveBack(ids: readonly string[], delayMs: number, isAmbiguous: boolean): Promise<void>;
  /** Chats with unsent replies that nobody has in hand. */
  stranded(limit: number): Promise<readonly ChatAddress[]>;
}

/** Sends to one chat service. */
export interface ChannelSender {
  readonly channel: ChannelName;
  /**
   * Sends one reply and returns once the service has taken it.
   *
   * @returns The service's id of the message, for editing it later; null where there is none.
   * @throws {SendError} When the service refused or did not answer.
   */
  send(to: ChatAddress, reply: OutgoingReply): Promise<string | null>;
}

/** A chat service refused or did not answer. */
export class SendError extends Error {
  override readonly name = "SendError";
  /** True when trying again later can help. */
  readonly retryable: boolean;
  /** True when the service did not answer, so that the message may have arrived. */
  readonly isAmbiguous: boolean;
  /** How long the service asked us to wait. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    options: {
      retryable: boolean;
      isAmbiguous?: boolean;
      retryAfterMs?: number | null;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.isAmbiguous = options.isAmbiguous ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

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
  /** Tells that the file is kept or will never be; a channel that holds a copy may forget it. */
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
  readonly attempts: number;
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
  /** Notes a failed fetch that is tried again. */
  noteRetry(evidenceId: string, reason: string, retryInMs: number, now: Date): Promise<void>;
}

/** Who changes a round, for its trail. */
export interface RoundAuthor {
  /** Null for the clock. */
  readonly staffId: string | null;
  /** The duty under which it is done; null for the clock. */
  readonly role: Role | null;
  /** The message that caused it; null when none did. */
  readonly updateId: string | null;
  /** Instant, ISO 8601. */
  readonly now: string;
}

/** A round that is locked for a change, inside one transaction. */
export interface RoundDesk {
  readonly course: RoundCourse;
  /** An agency of the round by its code; null when it is not in it. */
  agency(code: string): Promise<AgencyCourse | null>;
  calendar(): Promise<Calendar>;
  /** Writes a change with its trail, and tells those whom it concerns. */
  save(planned: PlannedChange, by: RoundAuthor): Promise<void>;
}

/** The rounds, seen from whoever runs them. */
export interface RoundStore {
  /** Rounds that may have a step to make by the clock. */
  dueByClock(now: string): Promise<readonly string[]>;
  /** A round by its code, or the one that is run now; undefined when there is none. */
  idOf(code: string | null): Promise<string | undefined>;
  /** Works on a round while nobody else changes it; undefined when there is no such round. */
  alone<T>(roundId: string, work: (desk: RoundDesk) => Promise<T>): Promise<T | undefined>;
}

/** Background work, seen from a use-case. */
export interface Jobs {
  /** Asks the worker to compute a group's results again; many askings become one computation. */
  recompute(roundId: string, group: string): Promise<void>;
  /** Asks the worker to fetch an evidence file again later. */
  keepEvidence(evidenceId: string, delayMs: number): Promise<void>;
}

/** The present instant; tests move it. */
export interface Clock {
  now(): Date;
}
