import type { DeadGroup } from "../../../delivery/dead-letter.ts";
import type { SendFault } from "../../../delivery/send-fault.ts";

/** What went wrong on the way of a message or a job, for those who run the system. */
export interface DeliveryMessages {
  /** What happened, in a few words, and what to do about it. */
  fault(fault: SendFault): string;
  failedTitle(): string;
  failed(facts: {
    readonly groups: readonly DeadGroup[];
    /** Groups that are not listed. */
    readonly more: number;
  }): string;
  nothingFailed(): string;
  /** A button; the number is the group's in the list. */
  again(number: number): string;
  triedAgain(group: DeadGroup): string;
}
