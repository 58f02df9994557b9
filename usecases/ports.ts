import type { Actor } from "../core/access/actor.ts";
import type { Effect } from "../core/conversation/effect.ts";
import type { ChatInput, Reply } from "../core/conversation/turn.ts";
import type { DraftFacts, EvidenceFacts, Found, Need } from "../core/conversation/world.ts";
import type { Calendar } from "../core/round/calendar.ts";
import { type SendFault, retryOf } from "../core/delivery/send-fault.ts";
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

/** Names a chat in a process's memory. */
export function chatKeyOf({ channel, bot, chatId }: ChatAddress): string {
  return `${channel}/${bot}/${chatId}`;
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
  /** Differs as soon as a fact beside talk and draft has changed; null when nobody is known. */
  readonly stamp: string | null;
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
      /** Earlier replies of the chat that are in some process's hand and not noted as sent. */
      readonly ahead: readonly string[];
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
  /**
   * The turn of an update that is not stored yet (its id is empty), from what is remembered of the
   * chat; undefined when nothing is. It may be overtaken: `take` checks that.
   */
  recall(update: RawUpdate): Promise<OpenTurn | undefined>;
  /** Facts that only some inputs need. */
  find(opened: OpenTurn, needs: readonly Need[], now: string): Promise<FoundFacts>;
  /** Writes the turn in one transaction, or nothing of it. */
  commit(turn: DecidedTurn): Promise<CommitOutcome>;
  /**
   * Stores the update of a recalled turn and writes the turn in one transaction, or nothing of it;
   * `stale` also for turns that do more than change the draft.
   */
  take(turn: DecidedTurn): Promise<CommitOutcome>;
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
  /** The channel's id of the update that this answers, for the log; null where there is none. */
  readonly updateId: string | null;
  /** Counted failures so far. */
  readonly failures: number;
  /** One of many alike: sent once or not at all. */
  readonly isBulk: boolean;
}

/** The replies decided and not yet sent. */
export interface Outbox {
  /**
   * Takes a chat's unsent replies in hand, oldest first, so that no other process sends them
   * before the lease ends; without bulk. Empty while another process has them.
   */
  lease(chat: ChatAddress, now: Date): Promise<readonly WaitingReply[]>;
  /** Notes messages as sent; may be gathered and written together, soon. */
  markSent(id: string, messageId: string | null): Promise<void>;
  /** Notes that a message is not tried again, and closes its chat where the fault says so. */
  markRefused(waiting: WaitingReply, error: SendError): Promise<void>;
  /** Gives back a message that failed, and those behind it, to be tried after `delayMs`. */
  giveBack(failed: readonly WaitingReply[], error: SendError, delayMs: number): Promise<void>;
  /**
   * Waits a moment until earlier replies of a chat have left, whichever process sends them.
   *
   * @returns False when they have not: what comes after them must wait too.
   */
  mayFollow(ahead: readonly string[]): Promise<boolean>;
  /** Gives back replies that were not tried, because earlier ones of their chat wait. */
  hold(ids: readonly string[]): Promise<void>;
  /** Chats with unsent replies that nobody has in hand. */
  stranded(limit: number): Promise<readonly ChatAddress[]>;
}

/** A file as one person gets it in a chat. */
export interface HandedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Opens a document for its reader and writes the opening down; null when it is not to be had in
 * this chat (any more), so that the words and the link go alone.
 */
export type OpenDocument = (
  to: ChatAddress,
  document: NonNullable<Reply["document"]>,
) => Promise<HandedFile | null>;

/** One of our bots in a channel. */
export type BotAddress = Pick<ChatAddress, "channel" | "bot">;

/** How fast a provider takes what it was not asked for. */
export interface Pace {
  /** Messages of a bot in a second, replies counted. */
  readonly perSecond: number;
  /** Messages in one chat in a second. */
  readonly perChatPerSecond: number;
}

/** What may be sent in bulk now. */
export type BulkTake =
  /** Ours to send, its try noted as begun. */
  | { readonly kind: "message"; readonly waiting: WaitingReply }
  /** The pace, shared by all processes, allows none before so many milliseconds. */
  | { readonly kind: "wait"; readonly waitMs: number }
  | { readonly kind: "none" };

/** The messages to many, which wait until their provider takes them. */
export interface BulkOutbox {
  /** Bots with bulk messages that may be due. */
  bulkBots(): Promise<readonly BotAddress[]>;
  /** Takes a bot's next bulk message; null for a channel that keeps no pace. */
  takeBulk(from: BotAddress, pace: Pace | null): Promise<BulkTake>;
}

/** One try to send. */
export interface SendTry {
  readonly waiting: WaitingReply;
  /** Null when the service took the message. */
  readonly error: SendError | null;
  /** False when it will be tried again. */
  readonly isOver: boolean;
}

/** Reads a picture of a reply; null when it is not there any more, so that the words go alone. */
export type OpenPicture = (id: string) => Promise<Uint8Array | null>;

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
  readonly fault: SendFault;
  /** True when the message, or a part of it, may have arrived. */
  readonly isAmbiguous: boolean;
  /** How long the service asked us to wait. */
  readonly retryAfterMs: number | null;

  /**
   * Makes the error of one try.
   *
   * @param detail The service's own words, without secrets and without what was to be sent.
   */
  constructor(
    fault: SendFault,
    detail: string,
    options: {
      readonly isAmbiguous?: boolean;
      readonly retryAfterMs?: number | null;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.fault = fault;
    this.isAmbiguous = options.isAmbiguous ?? fault === "noAnswer";
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  /** True when trying again later can help. */
  get retryable(): boolean {
    return retryOf(this.fault) !== "never";
  }
}

/** The present instant; tests move it. */
export interface Clock {
  now(): Date;
}
