import { type Api, GrammyError, InputFile } from "grammy";
import {
  type ChannelSender,
  type ChatAddress,
  type OpenDocument,
  type OpenPicture,
  type OutgoingReply,
  SendError,
} from "../../../usecases/ports.ts";
import { type TelegramBot, telegramApi, telegramBotId } from "./telegram-api.ts";
import {
  type TelegramMessage,
  renderTelegramCaption,
  renderTelegramMessages,
} from "./telegram-message.ts";
import { asSendError } from "./telegram-send-error.ts";

/**
 * Sends replies through the Telegram Bot API. It never tries again by itself: the outbox does,
 * with the waiting time that Telegram asked for.
 */
export function telegramSender(
  bot: TelegramBot,
  openDocument: OpenDocument,
  openPicture: OpenPicture = () => Promise.resolve(null),
): ChannelSender {
  const api = telegramApi(bot);
  const botId = telegramBotId(bot.token);

  return {
    channel: "telegram",
    async send(to, outgoing) {
      if (to.bot !== botId) {
        throw new SendError("unknownBot", `Telegram bot ${to.bot} is not connected`);
      }
      const sending = sendAll({ api, token: bot.token, openDocument, openPicture }, to, outgoing);
      if (outgoing.callbackId !== null) answerPress(api, outgoing.callbackId);
      return sending;
    },
  };
}

/**
 * Stops the little clock on the pressed button. It runs beside the reply, which must not wait for
 * it, and its failure means nothing: the press may be too old to be answered.
 */
function answerPress(api: Api, callbackId: string): void {
  api.answerCallbackQuery(callbackId).catch(() => undefined);
}

interface Sending {
  readonly api: Api;
  readonly token: string;
  readonly openDocument: OpenDocument;
  readonly openPicture: OpenPicture;
}

async function sendAll(
  sending: Sending,
  to: ChatAddress,
  outgoing: OutgoingReply,
): Promise<string | null> {
  const { reply, editMessageId } = outgoing;
  const chatId = Number(to.chatId);
  // Bare words are on their way before anything else of this press is: a person waits for them.
  if (reply.document || reply.picture) {
    const handed = (await handOut(sending, to, reply)) ?? (await show(sending, chatId, reply));
    if (handed !== null) return handed;
  }
  let messageId: number | null = null;
  try {
    for (const [index, message] of messagesOf(reply).entries()) {
      const edited: number | null =
        index === 0 && editMessageId !== null ? Number(editMessageId) : null;
      messageId = await place(sending.api, chatId, message, edited);
    }
  } catch (cause) {
    throw asSendError(cause, sending.token, messageId !== null);
  }
  return messageId === null ? null : String(messageId);
}

/**
 * Sends a reply's document with the reply's words under it. Null when it has none, when it may not
 * be had here, or when Telegram does not take it: then the words go alone, with the link.
 */
async function handOut(
  { api, token, openDocument }: Sending,
  to: ChatAddress,
  reply: OutgoingReply["reply"],
): Promise<string | null> {
  const caption = reply.document ? renderTelegramCaption(reply) : null;
  const file = reply.document && caption ? await readHere(openDocument(to, reply.document)) : null;
  if (!file || !caption) return null;
  try {
    const document = new InputFile(file.content, file.name);
    const sent = await api.sendDocument(Number(to.chatId), document, caption);
    return String(sent.message_id);
  } catch (cause) {
    if (cause instanceof GrammyError && [400, 413].includes(cause.error_code)) return null;
    throw asSendError(cause, token);
  }
}

/**
 * Sends a reply's picture with the reply's words under it. Null when it has none, or when Telegram
 * does not take it: then the words go alone.
 */
async function show(
  { api, token, openPicture }: Sending,
  chatId: number,
  reply: OutgoingReply["reply"],
): Promise<string | null> {
  const caption = reply.picture ? renderTelegramCaption(reply) : null;
  const png = reply.picture && caption ? await readHere(openPicture(reply.picture.id)) : null;
  if (!png || !caption) return null;
  try {
    const sent = await api.sendPhoto(chatId, new InputFile(png, "cham.png"), caption);
    return String(sent.message_id);
  } catch (cause) {
    if (cause instanceof GrammyError && [400, 413].includes(cause.error_code)) return null;
    throw asSendError(cause, token);
  }
}

/** What goes with a message is read before anything is sent: nothing can have arrived. */
async function readHere<Content>(reading: Promise<Content>): Promise<Content> {
  try {
    return await reading;
  } catch (cause) {
    throw new SendError("attachmentUnread", String(cause), { cause });
  }
}

function messagesOf(reply: OutgoingReply["reply"]): readonly TelegramMessage[] {
  try {
    return renderTelegramMessages(reply);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SendError("unacceptable", cause.message, { cause });
  }
}

async function place(
  api: Api,
  chatId: number,
  { text, more }: TelegramMessage,
  edited: number | null,
): Promise<number> {
  if (edited !== null && Number.isSafeInteger(edited)) {
    const done = await edit(api, { chatId, messageId: edited }, { text, more });
    if (done) return edited;
  }
  const sent = await api.sendMessage(chatId, text, more);
  return sent.message_id;
}

/** Edits a message, or says false when it can no longer be edited and a new one must be sent. */
async function edit(
  api: Api,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
  { text, more }: TelegramMessage,
): Promise<boolean> {
  try {
    await api.editMessageText(chatId, messageId, text, more);
    return true;
  } catch (cause) {
    if (!(cause instanceof GrammyError) || cause.error_code !== 400) throw cause;
    return cause.description.includes("message is not modified");
  }
}
