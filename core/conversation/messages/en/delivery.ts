import type { SendFault } from "../../../delivery/send-fault.ts";
import type { DeliveryMessages } from "../catalogue/delivery.ts";

/** What went wrong on the way of a message, in English. */
export const deliveryEn: DeliveryMessages = {
  fault: (fault) => faults[fault],
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
  noAnswer: "The service did not answer: the message may have arrived.",
};
