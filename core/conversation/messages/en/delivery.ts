import type { DeadCause, DeadGroup } from "../../../delivery/dead-letter.ts";
import type { SendFault } from "../../../delivery/send-fault.ts";
import type { DeliveryMessages } from "../catalogue/delivery.ts";
import { instantEn } from "./words.ts";

/** What went wrong on the way of a message, in English. */
export const deliveryEn: DeliveryMessages = {
  fault: (fault) => faults[fault],
  failedTitle: () => "What went wrong",
  failed: ({ groups, more }) =>
    [
      ...groups.map((group, index) => `${index + 1}. ${groupEn(group)}`),
      ...(more > 0 ? [`${more} more groups: see cham jobs list.`] : []),
      "Trying again is safe: nothing is done twice; an answer sent again has the same receipt.",
    ].join("\n\n"),
  nothingFailed: () => "Nothing has gone wrong.",
  again: (number) => `Try group ${number} again`,
  triedAgain: ({ cause, replayable }) =>
    `${unitEn(cause, replayable)} tried again. Look at /trouble in a few minutes.`,
};

function groupEn({ cause, count, replayable, newestAt }: DeadGroup): string {
  const held = replayable < count ? [heldEn(cause, count - replayable)] : [];
  return [
    `${titleEn(cause)}: ${unitEn(cause, count)}, the newest ${instantEn(newestAt)}.`,
    cause.source === "send" ? faults[cause.fault] : `Details: ${cause.words}`,
    ...held,
  ].join("\n");
}

/** Why some are not tried again. */
function heldEn({ source }: DeadCause, count: number): string {
  return source === "file"
    ? `Not fetched again, being of a signed self-score or a stage that is over: ${count}.`
    : `${count} may have arrived and are not repeated.`;
}

function titleEn(cause: DeadCause): string {
  switch (cause.source) {
    case "update":
      return "People's messages that could not be handled";
    case "job":
      return `Background job that failed (${jobsEn[cause.name] ?? cause.name})`;
    case "send":
      return "Messages that could not be sent";
    case "file":
      return "Evidence that could not be fetched; who sent it was told to send it again or withdraw it";
  }
}

function unitEn({ source }: DeadCause, count: number): string {
  const unit = source === "update" || source === "send" ? "message" : source;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const jobsEn: Readonly<Record<string, string>> = {
  recompute: "computing results",
  keepEvidence: "fetching evidence",
  morningReport: "the morning's report",
};

const faults: Readonly<Record<SendFault, string>> = {
  blocked: "The person has blocked the bot: nothing is sent there until they write again.",
  deactivated: "The person's account is gone: ask them to link another one.",
  chatNotFound: "There is no such chat: the person has to open the bot and press Start.",
  unknownBot: "The chat belongs to a bot that no longer runs here: it has to be linked again.",
  unacceptable: "The service does not take this content: a fault of the program, tell its makers.",
  tooLarge: "The message or file is too large for the service: send it another way.",
  rateLimited: "Sent faster than is allowed: sent again when the service allows it.",
  channelOff: "The channel is switched off: messages wait until it is on again.",
  tokenRefused: "The service does not take the bot's token: set it anew, messages wait for that.",
  serviceFault: "The messaging service is out of order: tried again, a limited number of times.",
  unreachable: "The service cannot be reached: check the server's network.",
  attachmentUnread:
    "The picture or file that goes with it could not be read: check the database and the file store; it is sent again.",
  noAnswer: "The service did not answer: the message may have arrived.",
};
