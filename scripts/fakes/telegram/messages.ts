import {
  type BotState,
  type ChatState,
  keepFile,
  nowSeconds,
  type StoredFile,
} from "./bot-state.ts";
import type { UploadedFile } from "./read-payload.ts";
import { bad, readCaption, readKeyboard, readText } from "./validate.ts";
import { ApiRefusal, type Payload, type WireFile, type WireMessage } from "./wire.ts";

/** What a message is made of besides its number, date and chat. */
export type MessageContent = Omit<WireMessage, "message_id" | "date" | "chat" | "from">;

/** Finds the chat a call is for. */
export function chatOf(bot: BotState, payload: Payload): ChatState {
  const id = payload["chat_id"];
  if (id === undefined || id === "") throw bad("chat_id is empty");
  const chat = bot.chats.get(Number(id));
  if (!chat) throw bad("chat not found");
  if (chat.isBlocked) throw new ApiRefusal(403, "Forbidden: bot was blocked by the user");
  return chat;
}

/** Puts a message of the bot into a chat. */
function post(bot: BotState, chat: ChatState, content: MessageContent): WireMessage {
  const message: WireMessage = {
    message_id: bot.nextMessageId,
    from: bot.self,
    chat: { id: chat.user.id, type: "private", first_name: chat.user.first_name },
    date: nowSeconds(),
    ...content,
  };
  bot.nextMessageId += 1;
  chat.messages.set(message.message_id, message);
  chat.events.push({ kind: "sent", message });
  return message;
}

/** sendMessage. */
export function sendText(bot: BotState, payload: Payload): WireMessage {
  const chat = chatOf(bot, payload);
  return post(bot, chat, { ...textContent(payload), ...keyboardContent(payload) });
}

/** sendDocument and sendPhoto. */
export function sendFile(bot: BotState, kind: "document" | "photo", payload: Payload): WireMessage {
  const chat = chatOf(bot, payload);
  const content = mediaContent(bot, kind, attached(payload, payload[kind]));
  return post(bot, chat, { ...content, ...captionContent(payload), ...keyboardContent(payload) });
}

/** sendMediaGroup. */
export function sendAlbum(bot: BotState, payload: Payload): readonly WireMessage[] {
  const chat = chatOf(bot, payload);
  const media = payload["media"];
  if (!Array.isArray(media) || media.length < 2 || media.length > 10) {
    throw bad("there must be 2 to 10 media in an album");
  }
  const group = `album_${bot.nextMessageId}`;
  return (media as readonly Payload[]).map((item) => {
    const kind = item["type"] === "photo" ? "photo" : "document";
    const content = mediaContent(bot, kind, attached(payload, item["media"]));
    return post(bot, chat, { ...content, ...captionContent(item), media_group_id: group });
  });
}

/** editMessageText, editMessageCaption and editMessageReplyMarkup. */
export function edit(
  bot: BotState,
  what: "text" | "caption" | "keyboard",
  payload: Payload,
): WireMessage {
  const chat = chatOf(bot, payload);
  const old = chat.messages.get(Number(payload["message_id"]));
  if (!old) throw bad("message to edit not found");
  if (old.from?.id !== bot.self.id) throw bad("message can't be edited");
  if (what === "text" && old.text === undefined)
    throw bad("there is no text in the message to edit");
  if (what === "caption" && old.text !== undefined) {
    throw bad("there is no caption in the message to edit");
  }
  const message = changed(old, what, payload);
  if (sameContent(old, message)) {
    throw bad(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  const edited = { ...message, edit_date: nowSeconds() };
  chat.messages.set(edited.message_id, edited);
  chat.events.push({ kind: "edited", message: edited });
  return edited;
}

/** deleteMessage. */
export function remove(bot: BotState, payload: Payload): true {
  if (!chatOf(bot, payload).messages.delete(Number(payload["message_id"]))) {
    throw bad("message to delete not found");
  }
  return true;
}

/** Says a file as messages do. */
export function wireFile(file: StoredFile): WireFile {
  return { file_id: file.id, file_unique_id: `u${file.id}`, file_size: file.size };
}

function changed(old: WireMessage, what: string, payload: Payload): WireMessage {
  const keyboard = keyboardContent(payload);
  if (what === "keyboard") return { ...without(old, ["reply_markup"]), ...keyboard };
  if (what === "caption") {
    const rest = without(old, ["caption", "caption_entities", "reply_markup"]);
    return { ...rest, ...captionContent(payload), ...keyboard };
  }
  const rest = without(old, ["text", "entities", "reply_markup"]);
  return { ...rest, ...textContent(payload), ...keyboard };
}

function without(message: WireMessage, names: readonly string[]): WireMessage {
  const kept = Object.entries(message).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept) as WireMessage;
}

function sameContent(one: WireMessage, other: WireMessage): boolean {
  const content = ({ text, entities, caption, reply_markup }: WireMessage): string =>
    JSON.stringify([text, entities ?? [], caption, reply_markup]);
  return content(one) === content(other);
}

function textContent(payload: Payload): MessageContent {
  const { text, entities } = readText(payload);
  return { text, ...(entities.length > 0 && { entities }) };
}

function captionContent(payload: Payload): MessageContent {
  const { text, entities } = readCaption(payload);
  if (text === "") return {};
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}

function keyboardContent(payload: Payload): MessageContent {
  const keyboard = readKeyboard(payload);
  return keyboard ? { reply_markup: keyboard } : {};
}

/** A form may hold a file under a name of its own: "attach://name". */
function attached(payload: Payload, source: unknown): unknown {
  const isNamed = typeof source === "string" && source.startsWith("attach://");
  return isNamed ? payload[source.slice("attach://".length)] : source;
}

function mediaContent(bot: BotState, kind: "document" | "photo", source: unknown): MessageContent {
  const { file, name } = sourceFile(bot, kind, source);
  if (kind === "photo") return { photo: [{ ...wireFile(file), width: 1280, height: 960 }] };
  return { document: { ...wireFile(file), ...(name !== "" && { file_name: name }) } };
}

function sourceFile(
  bot: BotState,
  kind: "document" | "photo",
  source: unknown,
): { readonly file: StoredFile; readonly name: string } {
  const folder = kind === "photo" ? "photos" : "documents";
  if (typeof source === "string") {
    const known = bot.files.get(source);
    if (known) return { file: known, name: "" };
    if (!URL.canParse(source))
      throw bad("wrong remote file identifier specified: Wrong string length");
    return { file: keepFile(bot, folder, { bytes: Buffer.alloc(0) }), name: "" };
  }
  if (typeof source !== "object" || source === null) {
    throw bad(`there is no ${kind} in the request`);
  }
  const { bytes, name } = source as UploadedFile;
  if (bytes.length === 0) throw bad("file must be non-empty");
  return { file: keepFile(bot, folder, { bytes }), name };
}
