import type { SendFault } from "../../../delivery/send-fault.ts";

/** What went wrong on the way of a message, for those who run the system. */
export interface DeliveryMessages {
  /** What happened, in a few words, and what to do about it. */
  fault(fault: SendFault): string;
}
