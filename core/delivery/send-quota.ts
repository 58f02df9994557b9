import { writeDate } from "../round/calendar.ts";
import { instantAt, localDayOf } from "../round/local-instant.ts";

/** How many messages a provider lets us send in a calendar month, by channel. */
export type SendQuotas = ReadonlyMap<string, number>;

/** What of a channel's quota is gone in a month. */
export interface QuotaUse {
  readonly channel: string;
  /** "2026-01", in Vietnam. */
  readonly month: string;
  readonly used: number;
  readonly quota: number;
}

const nearPercent = 80;

/** The month of an instant in Vietnam, and when it began. */
export function monthOf(now: string): { readonly month: string; readonly beganAt: string } {
  const today = localDayOf(now);
  const date = writeDate(today);
  const firstDay = today - Number(date.slice(-2)) + 1;
  return { month: date.slice(0, 7), beganAt: instantAt(firstDay, "00:00") };
}

/** Whether so much is gone that somebody must hear of it. */
export function isNearQuota({ used, quota }: QuotaUse): boolean {
  return used * 100 >= quota * nearPercent;
}

/** Whether nothing but answers should go out any more. */
export function isSpent({ used, quota }: QuotaUse): boolean {
  return used >= quota;
}
