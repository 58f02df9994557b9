import { type BotState, type ChatState, chatWith, keepFile, nowSeconds } from "./bot-state.ts";
import { wireFile } from "./messages.ts";
import type { Updates } from "./updates.ts";
import type { WireMessage, WireUser } from "./wire.ts";

/** Something a person did, and under which numbers the bot hears of it. */
export interface Done {
  readonly updateId: number;
  readonly messageId: number;
}

/** A press of a button; `callbackId` is what the bot has to answer. */
export interface Pressed {
  readonly updateId: number;
  readonly callbackId: string;
}

/** How a file is sent. */
export interface FileOptions {
  readonly caption?: string;
  /** Files of one album share it. */
  readonly mediaGroup?: string;
  /** What Telegram says of the size, where it should differ from the bytes. */
  readonly declaredSize?: number;
  readonly slow?: { readonly chunkBytes: number; readonly delayMs: number };
}

/** A person who talks to the bot in a private chat. */
export interface FakeUser {
  readonly id: number;
  send(text: string): Done;
  sendDocument(bytes: Uint8Array | string, name: string, options?: FileOptions): Done;
  sendPhoto(bytes: Uint8Array | string, options?: FileOptions): Done;
  /** Sends a message of any other kind, as `{ sticker: {…} }`. */
  sendOther(content: Readonly<Record<string, unknown>>): Done;
  /** Changes a text sent before. */
  edit(messageId: number, text: string): Done;
  /**
   * Presses a button of a message, as the message is now.
   *
   * @throws {Error} When there is no such button; its message lists those there are.
   */
  click(message: { readonly message_id: number }, label: string): Pressed;
  block(): void;
  unblock(): void;
  /** What the bot has written and not deleted, as it reads now. */
  readonly sent: readonly WireMessage[];
  /** Everything that the bot has sent or edited, in order, each as it read then. */
  readonly heard: readonly WireMessage[];
  /**
   * Gives the next message that the bot sends or edits, waiting for it.
   *
   * @throws {Error} When none that fits comes in time.
   */
  nextMessage(fits?: (message: WireMessage) => boolean, timeoutMs?: number): Promise<WireMessage>;
  /** The talk, a line for each event; `>` is the person, `<` the bot, `~` an edit of the bot. */
  transcript(): string;
}

/** Lets a person talk to a bot. */
export function openUser(bot: BotState, updates: Updates, user: WireUser): FakeUser {
  const chat = chatWith(bot, user);
  const talk = { bot, updates, chat };
  return {
    id: user.id,
    send: (text) => say(talk, `> ${text}`, { text }),
    sendDocument: (bytes, name, options = {}) => sendDocument(talk, { bytes, name }, options),
    sendPhoto: (bytes, options = {}) => sendPhoto(talk, bytes, options),
    sendOther: (content) => say(talk, `> (${Object.keys(content).join(", ")})`, content),
    edit: (messageId, text) => editOwn(talk, messageId, text),
    click: (message, label) => click(talk, message.message_id, label),
    block: () => {
      setBlocked(talk, true);
    },
    unblock: () => {
      setBlocked(talk, false);
    },
    get sent() {
      return [...chat.messages.values()].filter(({ from }) => from?.id === bot.self.id);
    },
    get heard() {
      return chat.events.items.flatMap((each) => (each.kind === "said" ? [] : [each.message]));
    },
    async nextMessage(fits = () => true, timeoutMs) {
      const event = await chat.events.next(
        (each) => each.kind !== "said" && fits(each.message),
        timeoutMs,
      );
      if (event.kind === "said") throw new Error("the feed gave a person's own line");
      return event.message;
    },
    transcript: () => chat.events.items.map(lineOf).join("\n"),
  };
}

interface Talk {
  readonly bot: BotState;
  readonly updates: Updates;
  readonly chat: ChatState;
}

function say(talk: Talk, line: string, content: Readonly<Record<string, unknown>>): Done {
  const { bot, chat, updates } = talk;
  const message: WireMessage = {
    message_id: bot.nextMessageId,
    from: chat.user,
    chat: wireChat(chat),
    date: nowSeconds(),
    ...content,
    ...commandEntities(content["text"]),
  };
  bot.nextMessageId += 1;
  chat.messages.set(message.message_id, message);
  chat.events.push({ kind: "said", line });
  const updateId = updates.add(chat.user.id, "message", message);
  return { updateId, messageId: message.message_id };
}

function sendDocument(
  talk: Talk,
  { bytes, name }: { readonly bytes: Uint8Array | string; readonly name: string },
  options: FileOptions,
): Done {
  const file = wireFile(store(talk.bot, "documents", bytes, options));
  const content = { document: { ...file, file_name: name }, ...around(options) };
  return say(talk, `> (tệp: ${name})${captionLine(options)}`, content);
}

function sendPhoto(talk: Talk, bytes: Uint8Array | string, options: FileOptions): Done {
  const small = wireFile(store(talk.bot, "photos", "small", {}));
  const large = wireFile(store(talk.bot, "photos", bytes, options));
  const photo = [
    { ...small, width: 90, height: 67 },
    { ...large, width: 1280, height: 960 },
  ];
  return say(talk, `> (ảnh)${captionLine(options)}`, { photo, ...around(options) });
}

function store(
  bot: BotState,
  folder: "documents" | "photos",
  bytes: Uint8Array | string,
  { declaredSize, slow }: FileOptions,
): ReturnType<typeof keepFile> {
  return keepFile(bot, folder, {
    bytes: Buffer.from(bytes),
    ...(declaredSize !== undefined && { size: declaredSize }),
    ...(slow && { slow }),
  });
}

function around({ caption, mediaGroup }: FileOptions): Readonly<Record<string, unknown>> {
  return {
    ...(caption !== undefined && { caption }),
    ...(mediaGroup !== undefined && { media_group_id: mediaGroup }),
  };
}

function captionLine({ caption }: FileOptions): string {
  return caption === undefined ? "" : ` ${caption}`;
}

function editOwn({ bot, chat, updates }: Talk, messageId: number, text: string): Done {
  const old = chat.messages.get(messageId);
  if (!old || old.from?.id === bot.self.id) throw new Error(`no own message ${messageId}`);
  const message = { ...old, text, edit_date: nowSeconds() };
  chat.messages.set(messageId, message);
  return { updateId: updates.add(chat.user.id, "edited_message", message), messageId };
}

function click({ bot, chat, updates }: Talk, messageId: number, label: string): Pressed {
  const message = chat.messages.get(messageId);
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find(({ text }) => text === label);
  if (button?.callback_data === undefined) {
    const labels = buttons.map(({ text }) => `"${text}"`).join(", ");
    throw new Error(`no button "${label}" under message ${messageId}; there are: ${labels}`);
  }
  const callbackId = `${bot.self.id}${bot.nextUpdateId}`;
  bot.presses.add(callbackId);
  chat.events.push({ kind: "said", line: `> [${label}]` });
  const updateId = updates.add(chat.user.id, "callback_query", {
    id: callbackId,
    from: chat.user,
    message,
    chat_instance: String(chat.user.id),
    data: button.callback_data,
  });
  return { updateId, callbackId };
}

function setBlocked({ bot, chat, updates }: Talk, isBlocked: boolean): void {
  chat.isBlocked = isBlocked;
  const member = (status: string): object => ({ user: bot.self, status });
  updates.add(chat.user.id, "my_chat_member", {
    chat: wireChat(chat),
    from: chat.user,
    date: nowSeconds(),
    old_chat_member: member(isBlocked ? "member" : "kicked"),
    new_chat_member: member(isBlocked ? "kicked" : "member"),
  });
}

function wireChat({ user }: ChatState): WireMessage["chat"] {
  return { id: user.id, type: "private", first_name: user.first_name };
}

function commandEntities(text: unknown): Readonly<Record<string, unknown>> {
  const command = typeof text === "string" ? /^\/\w+/.exec(text)?.[0] : undefined;
  if (command === undefined) return {};
  return { entities: [{ type: "bot_command", offset: 0, length: command.length }] };
}

function lineOf(event: ChatState["events"]["items"][number]): string {
  if (event.kind === "said") return event.line;
  const { text, caption, document, photo, reply_markup } = event.message;
  const mark = event.kind === "sent" ? "<" : "~";
  const what = text ?? `(${document?.file_name ?? (photo ? "ảnh" : "?")}) ${caption ?? ""}`.trim();
  const rows = reply_markup?.inline_keyboard ?? [];
  const buttons = rows.map((row) => ` [${row.map(({ text: label }) => label).join(" | ")}]`);
  return `${mark} ${what}${buttons.join("")}`;
}
