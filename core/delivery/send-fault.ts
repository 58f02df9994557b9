/** Everything that can hinder a message on its way to a chat; a closed list. */
export type SendFault = keyof typeof faults;

/**
 * What can be done about a fault.
 *
 * `never`: the message itself or its chat is the reason. `counted`: it may pass; tried again a
 * bounded number of times. `untilTaken`: a condition of the bot that passes or that a person ends;
 * messages wait for that.
 */
export type Retry = "never" | "counted" | "untilTaken";

const faults = {
  /** The person has blocked the bot. */
  blocked: "never",
  /** The person's account is gone. */
  deactivated: "never",
  /** The service knows no such chat. */
  chatNotFound: "never",
  /** The chat belongs to a bot that this installation does not run. */
  unknownBot: "never",
  /** The service does not take this message, whoever it is for. */
  unacceptable: "never",
  /** The service does not take a message or file of this size. */
  tooLarge: "never",
  /** Too many messages; the service says when to go on. */
  rateLimited: "untilTaken",
  /** The channel is switched off in the settings. */
  channelOff: "untilTaken",
  /** The service does not know the bot's token. */
  tokenRefused: "untilTaken",
  /** The service is out of order. */
  serviceFault: "counted",
  /** No connection was made: nothing can have arrived. */
  unreachable: "counted",
  /** What goes with the message could not be read here: nothing was sent. */
  attachmentUnread: "counted",
  /** The service took the call and did not answer: the message may have arrived. */
  noAnswer: "counted",
} as const satisfies Readonly<Record<string, Retry>>;

/** True when a word names a fault. */
export function isSendFault(word: string): word is SendFault {
  return Object.hasOwn(faults, word);
}

/** What can be done about a fault. */
export function retryOf(fault: SendFault): Retry {
  return faults[fault];
}

/** True when nothing at all can be sent to the chat until its person writes again. */
export function closesChat(fault: SendFault): boolean {
  return fault === "blocked" || fault === "deactivated" || fault === "chatNotFound";
}

/** How often a message is tried at most: with the waiting times below, for about nine hours. */
export const maxSendTries = 40;

const firstWaitMs = 5_000;
const longestWaitMs = 15 * 60_000;

/** How long a message waits for its next try, in ms; doubles with each failure behind it. */
export function sendWaitMs(failures: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 20));
}
