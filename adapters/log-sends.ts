import { messagesIn } from "../core/conversation/messages/messages-in.ts";
import { retryOf } from "../core/delivery/send-fault.ts";
import type { SendTry } from "../usecases/ports.ts";
import type { Log } from "./log.ts";

/**
 * Writes a line for each try to send, under the channel's id of the update that it answers; what
 * was sent and to whom is not in it. A fault comes with what the operator can do about it.
 */
export function logSends(log: Log): (tried: SendTry) => void {
  // A line after each answer: to look for what must be blanked, in facts that hold none of it, makes
  // more garbage than the answer itself.
  const sent = log.child({}, { redact: [] });
  return ({ waiting, error, isOver }) => {
    const { id: messageId, to, updateId, isBulk } = waiting;
    const facts = { updateId, messageId, channel: to.channel, bot: to.bot, isBulk };
    if (!error) {
      sent.info(facts, "sent");
      return;
    }
    const { fault, isAmbiguous, message: words } = error;
    const failed = { ...facts, fault, isAmbiguous, words, advice: adviceOn(fault) };
    if (isOver) log.error(failed, "a message was given up");
    else if (retryOf(fault) === "untilTaken") log.info(failed, "a message waits");
    else log.warn(failed, "a message could not be sent; it is tried again");
  };
}

function adviceOn(fault: Parameters<typeof retryOf>[0]): string {
  return messagesIn("vi").delivery.fault(fault);
}
