import type pg from "pg";
import type { Language } from "../../core/conversation/messages/catalogue.ts";
import type { Reply } from "../../core/conversation/turn.ts";
import type { DecidedTurn, OutgoingReply } from "../../usecases/ports.ts";
import { staffOf } from "./effect-context.ts";

/** Queues a message for the person's linked chats other than the one that is talking. */
export async function notifyOtherChats(
  client: pg.ClientBase,
  turn: DecidedTurn,
  write: (language: Language) => Reply,
): Promise<void> {
  const { channel, bot, chatId } = turn.opened.update.from;
  const reply = write(turn.opened.language);
  const body: OutgoingReply = { reply, editMessageId: null, callbackId: null };
  await client.query(
    `insert into outbox (channel, bot, chat_id, body)
     select k.channel, k.bot, k.chat_id, $5::jsonb from chat_links k
      where k.staff_id = $1 and k.unlinked_at is null and k.inactive_since is null
        and (k.channel, k.bot, k.chat_id) is distinct from ($2, $3, $4)`,
    [staffOf(turn), channel, bot, chatId, JSON.stringify(body)],
  );
}
