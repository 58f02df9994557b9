import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BotState } from "./bot-state.ts";
import { chatOf, edit, remove, sendAlbum, sendFile, sendText } from "./messages.ts";
import type { Updates } from "./updates.ts";
import { bad } from "./validate.ts";
import type { Payload } from "./wire.ts";

/** What a method works on. */
export interface MethodContext {
  readonly bot: BotState;
  readonly updates: Updates;
  /** Where a server in local mode keeps its files; null for the usual kind. */
  readonly localDir: string | null;
  /** Ends when the caller has hung up. */
  readonly gone: AbortSignal;
}

/** A method of the Bot API: its result, or an `ApiRefusal`. */
export type Method = (context: MethodContext, payload: Payload) => unknown;

const maxDownload = 20 * 1024 * 1024;

/** The methods that put something into a chat, for the rate limit. */
export const sendingMethods = new Set([
  "sendMessage",
  "sendPhoto",
  "sendDocument",
  "sendMediaGroup",
  "editMessageText",
  "editMessageCaption",
  "editMessageReplyMarkup",
]);

/** Every method that the fake knows. */
export const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["getMe", ({ bot }) => ({ ...bot.self, can_join_groups: true, supports_inline_queries: false })],
  ["getUpdates", ({ updates, gone }, payload) => updates.poll(payload, gone)],
  ["setWebhook", ({ updates }, payload) => updates.setWebhook(payload)],
  ["deleteWebhook", ({ updates }, payload) => updates.deleteWebhook(payload)],
  ["getWebhookInfo", ({ updates }) => updates.webhookInfo()],
  ["sendMessage", ({ bot }, payload) => sendText(bot, payload)],
  ["sendPhoto", ({ bot }, payload) => sendFile(bot, "photo", payload)],
  ["sendDocument", ({ bot }, payload) => sendFile(bot, "document", payload)],
  ["sendMediaGroup", ({ bot }, payload) => sendAlbum(bot, payload)],
  ["editMessageText", ({ bot }, payload) => edit(bot, "text", payload)],
  ["editMessageCaption", ({ bot }, payload) => edit(bot, "caption", payload)],
  ["editMessageReplyMarkup", ({ bot }, payload) => edit(bot, "keyboard", payload)],
  ["deleteMessage", ({ bot }, payload) => remove(bot, payload)],
  ["answerCallbackQuery", ({ bot }, payload) => answerPress(bot, payload)],
  ["sendChatAction", ({ bot }, payload) => Boolean(chatOf(bot, payload))],
  ["setMyCommands", ({ bot }, payload) => setCommands(bot, payload)],
  ["getMyCommands", ({ bot }, payload) => bot.commands.get(commandsKey(payload)) ?? []],
  ["getFile", getFile],
]);

function answerPress(bot: BotState, payload: Payload): true {
  if (!bot.presses.delete(String(payload["callback_query_id"]))) {
    throw bad("query is too old and response timeout expired or query ID is invalid");
  }
  return true;
}

function setCommands(bot: BotState, payload: Payload): true {
  const commands = payload["commands"];
  if (!Array.isArray(commands) || commands.length > 100) throw bad("can't parse commands");
  for (const { command, description } of commands as { command: string; description: string }[]) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw bad("BOT_COMMAND_INVALID");
    if (description === "" || description.length > 256)
      throw bad("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  bot.commands.set(commandsKey(payload), commands);
  return true;
}

function commandsKey(payload: Payload): string {
  return JSON.stringify([payload["scope"] ?? null, payload["language_code"] ?? ""]);
}

async function getFile({ bot, localDir }: MethodContext, payload: Payload): Promise<unknown> {
  const file = bot.files.get(String(payload["file_id"]));
  if (!file) throw bad("wrong file_id or the file is temporarily unavailable");
  if (localDir === null && file.size > maxDownload) throw bad("file is too big");
  const about = { file_id: file.id, file_unique_id: `u${file.id}`, file_size: file.size };
  if (localDir === null) return { ...about, file_path: file.path };

  const place = path.join(localDir, bot.token.replace(":", "_"), file.path);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, file.bytes);
  return { ...about, file_path: place };
}
