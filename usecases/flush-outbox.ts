import { maxSendTries, retryOf, sendWaitMs } from "../core/delivery/send-fault.ts";
import {
  type ChannelName,
  type ChannelSender,
  type ChatAddress,
  type Clock,
  type Outbox,
  SendError,
  type SendTry,
  type WaitingReply,
} from "./ports.ts";

/** What sending needs from the outside. */
export interface FlushOutboxDependencies {
  readonly outbox: Outbox;
  /** A channel that is off has no sender: its replies wait. */
  readonly senders: Readonly<Partial<Record<ChannelName, ChannelSender>>>;
  readonly clock: Clock;
  /** Told of each try, for the log. */
  readonly onTried: (tried: SendTry) => void;
}

/** Sends what waits in one chat's outbox, unless another process has it in hand. */
export async function flushOutbox(deps: FlushOutboxDependencies, chat: ChatAddress): Promise<void> {
  await sendReplies(deps, await deps.outbox.lease(chat, deps.clock.now()));
}

/**
 * Sends replies that this process has in hand, oldest first. One that the service refuses for good,
 * or has failed too often, is noted and passed over; one that it refuses for now is given back with
 * all behind it.
 */
export async function sendReplies(
  deps: FlushOutboxDependencies,
  replies: readonly WaitingReply[],
): Promise<void> {
  for (const [index, waiting] of replies.entries()) {
    const isOver = await trySend(deps, waiting, replies.slice(index + 1));
    if (!isOver) return;
  }
}

/**
 * Makes one try with a message in hand and notes what came of it.
 *
 * @param behind What waits for it, and is given back together with it.
 * @returns False when it will be tried again.
 */
export async function trySend(
  deps: Omit<FlushOutboxDependencies, "clock">,
  waiting: WaitingReply,
  behind: readonly WaitingReply[] = [],
): Promise<boolean> {
  const error = await sendOne(deps, waiting);
  const isOver = !error || isFinal(waiting, error);
  deps.onTried({ waiting, error, isOver });
  if (!error) return true;
  if (isOver) await deps.outbox.markRefused(waiting, error);
  else await deps.outbox.giveBack([waiting, ...behind], error, delayOf(waiting, error));
  return isOver;
}

/** Bulk that may have arrived is over: it is never repeated. */
function isFinal({ isBulk, failures }: WaitingReply, error: SendError): boolean {
  if (isBulk && error.isAmbiguous) return true;
  const retry = retryOf(error.fault);
  return retry === "never" || (retry === "counted" && failures + 1 >= maxSendTries);
}

function delayOf({ failures }: WaitingReply, { retryAfterMs }: SendError): number {
  return retryAfterMs ?? sendWaitMs(failures);
}

async function sendOne(
  { senders, outbox }: Pick<FlushOutboxDependencies, "senders" | "outbox">,
  waiting: WaitingReply,
): Promise<SendError | null> {
  const sender = senders[waiting.to.channel];
  if (!sender) return new SendError("channelOff", "the channel is switched off");
  try {
    const messageId = await sender.send(waiting.to, waiting);
    await outbox.markSent(waiting.id, messageId);
    return null;
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
}
