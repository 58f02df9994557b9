/** The kinds of update we ask Telegram for. */
export const telegramUpdates = ["message", "callback_query", "my_chat_member"] as const;
