import {
  type ChannelName,
  type ChannelSender,
  type ChatAddress,
  type Clock,
  type Outbox,
  SendError,
  type WaitingReply,
} from "./ports.ts";

/** What sending needs from the outside. */
export interface FlushOutboxDependencies {
  readonly outbox: Outbox;
  /** A channel that is off has no sender: its replies wait. */
  readonly senders: Readonly<Partial<Record<ChannelName, ChannelSender>>>;
  readonly clock: Clock;
}

/** How long a reply waits for its next try when the service names no time. */
const retryMs = 5_000;

/** Sends what waits in one chat's outbox, unless another process has it in hand. */
export async function flushOutbox(deps: FlushOutboxDependencies, chat: ChatAddress): Promise<void> {
  await sendReplies(deps, await deps.outbox.lease(chat, deps.clock.now()));
}

/**
 * Sends replies that this process has in hand, oldest first. One that the service refuses for good
 * is noted and passed over; one that it refuses for now is given back with all behind it.
 */
export async function sendReplies(
  deps: FlushOutboxDependencies,
  replies: readonly WaitingReply[],
): Promise<void> {
  for (const [index, waiting] of replies.entries()) {
    const refusal = await sendOne(deps, waiting);
    if (!refusal) continue;
    if (refusal.retryable) {
      const ids = replies.slice(index).map((each) => each.id);
      return deps.outbox.giveBack(ids, refusal.retryAfterMs ?? retryMs, refusal.isAmbiguous);
    }
    await deps.outbox.markRefused(waiting.id, refusal.message);
  }
}

async function sendOne(
  { senders, outbox }: FlushOutboxDependencies,
  waiting: WaitingReply,
): Promise<SendError | undefined> {
  const sender = senders[waiting.to.channel];
  if (!sender) return new SendError("the channel is switched off", { retryable: true });
  try {
    const messageId = await sender.send(waiting.to, waiting);
    await outbox.markSent(waiting.id, messageId);
    return undefined;
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
}
