import type { DrillRecord } from "./drill-record.ts";
import { groupBy } from "../../core/group-by.ts";
import type { Kept } from "./read-kept.ts";

/** Messages that no row knows: the row behind them was sent again and knows the later one. */
export function countRepeats(
  record: DrillRecord,
  kept: Kept,
): { readonly recorded: number; readonly unrecorded: number } {
  const byChat = groupBy(kept.replies, ({ chatId }) => chatId);
  let recorded = 0;
  let unrecorded = 0;
  for (const { chatId, isBlocked: blocks, messages } of record.chats) {
    const rows = byChat.get(chatId) ?? [];
    const known = new Set(rows.map(({ messageId }) => messageId));
    const ambiguous = new Set(
      rows.filter(({ isAmbiguous }) => isAmbiguous).map(({ messageId }) => messageId),
    );
    const mayRepeat = new Set(
      messages.filter(({ messageId }) => ambiguous.has(messageId)).map(({ text }) => text),
    );
    const orphans = new Map(
      messages
        .filter(({ messageId }) => !known.has(messageId))
        .map(({ messageId, text }) => [messageId, text]),
    );
    for (const text of orphans.values()) {
      // Who blocks the bot in between leaves an ambiguous row without a message.
      if (mayRepeat.has(text) || (blocks && ambiguous.has(null))) recorded += 1;
      else unrecorded += 1;
    }
  }
  return { recorded, unrecorded };
}
