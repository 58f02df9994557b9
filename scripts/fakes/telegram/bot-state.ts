import { type Feed, openFeed } from "../feed.ts";
import { type Faults, openFaults } from "./faults.ts";
import type { Payload, WireMessage, WireUpdate, WireUser } from "./wire.ts";

/** One call of the Bot API, as it came. */
export interface ApiCall {
  readonly method: string;
  readonly payload: Payload;
}

/** A file the fake hands out. */
export interface StoredFile {
  readonly id: string;
  readonly path: string;
  readonly bytes: Buffer;
  /** What getFile says, which may be more than there is. */
  readonly size: number;
  /** Sends it in pieces, each after a pause. */
  readonly slow?: { readonly chunkBytes: number; readonly delayMs: number };
}

/** What happened in a chat, oldest first. */
export type ChatEvent =
  | { readonly kind: "said"; readonly line: string }
  | { readonly kind: "sent" | "edited"; readonly message: WireMessage };

/** A private chat between one person and the bot. */
export interface ChatState {
  readonly user: WireUser;
  readonly messages: Map<number, WireMessage>;
  readonly events: Feed<ChatEvent>;
  isBlocked: boolean;
}

/** Where updates are delivered to. */
export interface WebhookState {
  readonly url: string;
  readonly secret: string;
  readonly maxConnections: number;
  lastError: { readonly date: number; readonly message: string } | null;
}

/** Everything one bot has at the fake. */
export interface BotState {
  readonly token: string;
  readonly self: WireUser;
  readonly chats: Map<number, ChatState>;
  readonly files: Map<string, StoredFile>;
  readonly calls: Feed<ApiCall>;
  readonly faults: Faults;
  readonly commands: Map<string, unknown>;
  readonly counts: Map<string, number>;
  /** Updates not yet taken, by number, oldest first. */
  readonly pending: Map<number, { readonly update: WireUpdate; readonly chatId: number }>;
  /** Every update there was, for delivering one again. */
  readonly history: Map<number, { readonly update: WireUpdate; readonly chatId: number }>;
  /** Presses not yet answered. */
  readonly presses: Set<string>;
  webhook: WebhookState | null;
  allowedUpdates: readonly string[] | null;
  nextUpdateId: number;
  nextMessageId: number;
  nextFileId: number;
}

/** Makes a bot that nobody has talked to. */
export function newBot(token: string): BotState {
  const id = Number(token.slice(0, token.indexOf(":")));
  return {
    token,
    self: { id, is_bot: true, first_name: "Chấm", username: "cham_thu_bot" },
    chats: new Map(),
    files: new Map(),
    calls: openFeed<ApiCall>("calls"),
    faults: openFaults(),
    commands: new Map(),
    counts: new Map(),
    pending: new Map(),
    history: new Map(),
    presses: new Set(),
    webhook: null,
    allowedUpdates: null,
    nextUpdateId: 700_000_001,
    nextMessageId: 1,
    nextFileId: 1,
  };
}

/** Gives the chat with a person, or makes it. */
export function chatWith(bot: BotState, user: WireUser): ChatState {
  const known = bot.chats.get(user.id);
  if (known) return known;
  const events = openFeed<ChatEvent>(`chat ${user.id}`);
  const chat: ChatState = { user, messages: new Map(), events, isBlocked: false };
  bot.chats.set(user.id, chat);
  return chat;
}

/** Keeps a file and gives it a name and a path. */
export function keepFile(
  bot: BotState,
  folder: "documents" | "photos",
  file: { readonly bytes: Buffer; readonly size?: number; readonly slow?: StoredFile["slow"] },
): StoredFile {
  const number = bot.nextFileId;
  bot.nextFileId += 1;
  const stored: StoredFile = {
    id: `${folder === "photos" ? "AgAC" : "BQAC"}${bot.self.id}_${number}`,
    path: `${folder}/file_${number}`,
    bytes: file.bytes,
    size: file.size ?? file.bytes.length,
    ...(file.slow && { slow: file.slow }),
  };
  bot.files.set(stored.id, stored);
  return stored;
}

/** The present in the Bot API's seconds. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
