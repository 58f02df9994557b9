import type { ChannelSender, Outbox, OutgoingReply, WaitingReply } from "../usecases/ports.ts";

/** An Outbox in memory that hands over the given replies and records what became of them. */
export function memoryOutbox(unsent: readonly WaitingReply[] = []): {
  readonly outbox: Outbox;
  readonly log: string[];
} {
  const log: string[] = [];
  const record = (line: string): Promise<void> => Promise.resolve(void log.push(line));
  const outbox: Outbox = {
    lease: () => Promise.resolve(unsent),
    markSent: (id, messageId) => record(`sent ${id} as ${String(messageId)}`),
    markRefused: ({ id }, { fault, isAmbiguous }) =>
      record(`refused ${id}: ${fault}${isAmbiguous ? ", may have arrived" : ""}`),
    giveBack: (failed, { isAmbiguous }, delayMs) =>
      record(
        `back ${failed.map(({ id }) => id).join(",")} in ${delayMs} ms${isAmbiguous ? ", may have arrived" : ""}`,
      ),
    mayFollow: (ahead) => Promise.resolve(!ahead.includes("stuck")),
    hold: (ids) => record(`held ${ids.join(",")}`),
    stranded: () => Promise.resolve([]),
  };
  return { outbox, log };
}

/** A waiting reply whose text is its id. */
export function aReply(id: string): WaitingReply {
  const to = { channel: "telegram", bot: "123", chatId: "4242" } as const;
  return {
    ...{ id, to, reply: { text: id }, editMessageId: null, callbackId: null },
    ...{ updateId: null, failures: 0, isBulk: false },
  };
}

/** A sender that hands each text to `send`, which may throw. */
export function aSender(send: (text: string) => void | Promise<void>): {
  readonly telegram: ChannelSender;
} {
  return {
    telegram: {
      channel: "telegram",
      send: (_to, { reply }: OutgoingReply) =>
        Promise.resolve(reply.text).then(async (text) => {
          await send(text);
          return `m-${text}`;
        }),
    },
  };
}
