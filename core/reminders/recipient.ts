import { type Calendar, isWorkingDay } from "../round/calendar.ts";
import { localDayOf } from "../round/local-instant.ts";
import {
  type SendingHours,
  isWithinHours,
  nextDaysOpening,
  nextSendable,
} from "./sending-hours.ts";

/** A chat of a person, and whether it can be written to. */
export interface ChannelLink {
  /** telegram, zalo, … */
  readonly channel: string;
  readonly state:
    | "open"
    /** The person left or blocked the bot. */
    | "blockedByUser"
    /** The channel may send no more for now. */
    | "quota"
    /** The province does not use the channel, or it is down. */
    | "off";
}

/** A person who may be reminded. */
export interface Recipient {
  readonly staffId: string;
  readonly hours: SendingHours;
  /** In the order in which the person wants them tried; none when no chat is linked. */
  readonly links: readonly ChannelLink[];
  /** When the last digest went out; null before the first. */
  readonly lastDigestAt: string | null;
}

/** Why a person is not written to at an instant, and until when. */
export interface Wait {
  readonly reason: "dayOff" | "quietHours" | "alreadyToday";
  readonly retryAt: string;
}

/** The open channels of a person, in order; at least one. */
export interface Reachable {
  readonly kind: "reachable";
  readonly channels: readonly string[];
}

/** Why no channel reaches a person. */
export interface Unreachable {
  readonly kind: "unreachable";
  readonly reason: "unlinked" | "blockedByUser" | "noChannel" | "quota";
  /** The next working day; a link or quota that comes back before is seen at any look. */
  readonly retryAt: string;
}

/** Says why an instant is no time for a digest to a person; null when it is one. */
export function whenSendable(
  recipient: Pick<Recipient, "hours" | "lastDigestAt">,
  calendar: Calendar,
  now: string,
): Wait | null {
  const { hours, lastDigestAt } = recipient;
  const today = localDayOf(now);
  if (!isWorkingDay(calendar, today)) {
    return { reason: "dayOff", retryAt: nextSendable(calendar, hours, now) };
  }
  if (lastDigestAt !== null && localDayOf(lastDigestAt) === today) {
    return { reason: "alreadyToday", retryAt: nextDaysOpening(calendar, hours, now) };
  }
  if (isWithinHours(hours, now)) return null;
  return { reason: "quietHours", retryAt: nextSendable(calendar, hours, now) };
}

/** The channels that reach a person, or why none does: the reason that can pass soonest. */
export function channelsOf(
  { links, hours }: Pick<Recipient, "links" | "hours">,
  calendar: Calendar,
  now: string,
): Reachable | Unreachable {
  const channels = links.filter(({ state }) => state === "open").map(({ channel }) => channel);
  if (channels.length > 0) return { kind: "reachable", channels };
  const retryAt = nextDaysOpening(calendar, hours, now);
  return { kind: "unreachable", reason: whyNone(links), retryAt };
}

function whyNone(links: readonly ChannelLink[]): Unreachable["reason"] {
  if (links.length === 0) return "unlinked";
  const states = links.map(({ state }) => state);
  if (states.includes("quota")) return "quota";
  return states.includes("blockedByUser") ? "blockedByUser" : "noChannel";
}
