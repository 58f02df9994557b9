import type { ChatInput, IncomingFile } from "../../../core/conversation/turn.ts";
import { fieldOf } from "./field-of.ts";

/** Messages that carry something a person meant for us but that we cannot take. */
const unreadableKinds = [
  "sticker",
  "voice",
  "video",
  "video_note",
  "audio",
  "contact",
  "venue",
  "location",
  "poll",
  "dice",
  "story",
  "game",
  "checklist",
  "paid_media",
  "rich_message",
] as const;

/**
 * Reads what a person did from a stored Telegram update.
 *
 * Written by hand rather than with a schema: it runs for every message, and an update has many
 * optional parts of which we look at few.
 *
 * @returns The input, or null for what the bot does not serve: groups, edits, service messages.
 * @see https://core.telegram.org/bots/api#update
 */
export function decodeTelegramUpdate(payload: unknown): ChatInput | null {
  const message = fieldOf(payload, "message");
  if (message !== undefined) return isPrivate(message) ? decodeMessage(message) : null;

  const press = fieldOf(payload, "callback_query");
  return press === undefined ? null : decodePress(press);
}

/**
 * Finds the pressed button's own id, which Telegram wants answered.
 *
 * @returns Null when the update is no press.
 */
export function readCallbackId(payload: unknown): string | null {
  const id = fieldOf(fieldOf(payload, "callback_query"), "id");
  return typeof id === "string" ? id : null;
}

function decodePress(press: unknown): ChatInput | null {
  const message = fieldOf(press, "message");
  const key = fieldOf(press, "data");
  if (typeof key !== "string" || !isPrivate(message)) return null;
  return { kind: "choice", key, messageId: messageIdOf(message) };
}

function decodeMessage(message: unknown): ChatInput | null {
  const text = fieldOf(message, "text");
  if (typeof text === "string") return { kind: "text", text: readText(text) };

  const file = fileOf(message);
  if (file) return { kind: "file", file, caption: captionOf(message), group: groupOf(message) };

  const what = unreadableKinds.find((kind) => fieldOf(message, kind) !== undefined);
  // Telegram repeats an animation as a document, so `fileOf` has left it to us.
  if (fieldOf(message, "animation") !== undefined) return { kind: "unreadable", what: "animation" };
  return what ? { kind: "unreadable", what } : null;
}

function readText(text: string): string {
  // Phones send Vietnamese either composed or decomposed; compare only the composed form.
  // A command picked from a list may carry the bot's name: "/tiendo@ten_bot".
  return text.normalize("NFC").replace(/^(\/\w+)@\w+/, "$1");
}

function fileOf(message: unknown): IncomingFile | null {
  if (fieldOf(message, "animation") !== undefined) return null;
  const document = fieldOf(message, "document");
  if (document !== undefined) return asFile(document, nameOf(document) ?? `tep-${idOf(message)}`);

  const sizes = fieldOf(message, "photo");
  if (!Array.isArray(sizes)) return null;
  return asFile(largestOf(sizes), `anh-${idOf(message)}.jpg`);
}

function asFile(source: unknown, name: string): IncomingFile | null {
  const ref = fieldOf(source, "file_id");
  const size = fieldOf(source, "file_size");
  if (typeof ref !== "string") return null;
  return { ref, name, size: typeof size === "number" ? size : null };
}

function nameOf(document: unknown): string | null {
  const name = fieldOf(document, "file_name");
  return typeof name === "string" && name !== "" ? name.normalize("NFC") : null;
}

function largestOf(sizes: readonly unknown[]): unknown {
  return sizes.reduce<unknown>(
    (largest, each) => (pixelsOf(each) >= pixelsOf(largest) ? each : largest),
    undefined,
  );
}

function pixelsOf(size: unknown): number {
  return Number(fieldOf(size, "width") ?? 0) * Number(fieldOf(size, "height") ?? 0);
}

function captionOf(message: unknown): string {
  const caption = fieldOf(message, "caption");
  return typeof caption === "string" ? caption.normalize("NFC") : "";
}

function groupOf(message: unknown): string | null {
  const group = fieldOf(message, "media_group_id");
  return typeof group === "string" ? group : null;
}

function isPrivate(message: unknown): boolean {
  return fieldOf(fieldOf(message, "chat"), "type") === "private";
}

function messageIdOf(message: unknown): string | null {
  const id = fieldOf(message, "message_id");
  return typeof id === "number" ? String(id) : null;
}

function idOf(message: unknown): string {
  return messageIdOf(message) ?? "0";
}
