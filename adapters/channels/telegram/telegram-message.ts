import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from "grammy/types";
import type { Choice, Reply } from "../../../core/conversation/turn.ts";
import { splitText } from "./split-text.ts";

/** Telegram's limit for one message, after entities. */
const maxText = 4096;
/** Telegram's limit for the words under a file. */
const maxCaption = 1024;
/** Telegram's limit for what a button carries. */
const maxKeyBytes = 64;

/** What one call of sendMessage or editMessageText carries besides the chat. */
export interface TelegramMessage {
  readonly text: string;
  readonly more: {
    readonly entities?: MessageEntity[];
    readonly reply_markup?: InlineKeyboardMarkup;
    readonly link_preview_options: { readonly is_disabled: true };
  };
}

/**
 * Lays out a reply as Telegram messages: the title in bold, a long text in several messages with
 * the buttons under the last.
 *
 * @returns At least one message.
 * @throws {RangeError} When a choice's key does not fit into a button: a bug in the flow.
 */
export function renderTelegramMessages(reply: Reply): readonly TelegramMessage[] {
  const title = reply.title?.trim() ?? "";
  const parts = splitText(fullText(title, reply), maxText);
  const keyboard = keyboardOf(reply);

  return parts.map(({ start, text }, index) => {
    const bold = Math.min(title.length - start, text.length);
    return {
      text,
      more: {
        ...(bold > 0 && { entities: [{ type: "bold" as const, offset: 0, length: bold }] }),
        ...(keyboard && index === parts.length - 1 && { reply_markup: keyboard }),
        link_preview_options: { is_disabled: true },
      },
    };
  });
}

/** The words and buttons under a file; null when they are too long for that. */
export function renderTelegramCaption(
  reply: Reply,
): { readonly caption: string; readonly reply_markup?: InlineKeyboardMarkup } | null {
  const { title, text, choices } = reply;
  const caption = [title?.trim() ?? "", text.trim()].filter((each) => each !== "").join("\n");
  const keyboard = keyboardOf(choices ? { text, choices } : { text });
  if (caption.length > maxCaption) return null;
  return { caption, ...(keyboard && { reply_markup: keyboard }) };
}

function fullText(title: string, { text, link }: Reply): string {
  const lines = [title, text.trim()].filter((each) => each !== "").join("\n");
  return link && !mayBeButton(link.url) ? `${lines}\n\n${link.label}: ${link.url}` : lines;
}

function keyboardOf({ choices, link }: Reply): InlineKeyboardMarkup | null {
  const rows: InlineKeyboardButton[][] = (choices ?? [])
    .filter((row) => row.length > 0)
    .map((row) => row.map(buttonOf));
  if (link && mayBeButton(link.url)) rows.push([{ text: link.label, url: link.url }]);
  return rows.length > 0 ? { inline_keyboard: rows } : null;
}

function buttonOf({ key, label }: Choice): InlineKeyboardButton {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > maxKeyBytes) {
    throw new RangeError(`A choice's key must have 1 to ${maxKeyBytes} bytes: "${key}"`);
  }
  return { text: label, callback_data: key };
}

/** Telegram refuses a button whose address has no dot in its host, as "localhost" in a demo. */
function mayBeButton(url: string): boolean {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
  return /^https?:$/.test(protocol) && hostname.includes(".");
}
