import type pg from "pg";
import type { ChannelSender } from "../../../usecases/ports.ts";

/** The PostgreSQL channel on which news of web chats is told; the payload is the chat's id. */
export const webNewsChannel = "cham_web_chat";

/**
 * "Sends" to the web chat. The page's history is the outbox itself, so a reply is there as soon
 * as its turn is committed; all that is left is to wake the pages that are open, in whichever
 * process they are served.
 */
export function webSender(pool: pg.Pool): ChannelSender {
  return {
    channel: "web",
    send: async ({ chatId }) => {
      await pool.query("select pg_notify($1, $2)", [webNewsChannel, chatId]);
      return null;
    },
  };
}
