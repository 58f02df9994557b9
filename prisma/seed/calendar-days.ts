import { shippedCalendars } from "../../adapters/scheme-files/calendar-files.ts";

/** The days of the shipped calendars (prisma/calendars), for the demo province. */
export const calendarDays = (await shippedCalendars()).flatMap(({ days }) => days);
