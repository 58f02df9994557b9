import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { readLocalInstant, writeLocalInstant } from "../round/local-instant.ts";
import { type ChannelLink, channelsOf, whenSendable } from "./recipient.ts";
import { officeHours } from "./sending-hours.ts";

const plain = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "00:00") ?? "";

describe("whenSendable", () => {
  it.each([
    { at: "2026-01-05 08:00", last: null, wait: null },
    { at: "2026-01-05 08:00", last: "2026-01-04 23:59", wait: null },
    { at: "2026-01-05 07:00", last: null, wait: "quietHours 2026-01-05T07:30" },
    { at: "2026-01-10 08:00", last: null, wait: "dayOff 2026-01-12T07:30" },
    { at: "2026-01-09 10:00", last: "2026-01-09 08:00", wait: "alreadyToday 2026-01-12T07:30" },
    { at: "2026-01-09 20:00", last: "2026-01-09 08:00", wait: "alreadyToday 2026-01-12T07:30" },
  ])("at $at after $last: $wait", ({ at, last, wait }) => {
    const person = { hours: officeHours, lastDigestAt: last && local(last) };
    const found = whenSendable(person, plain, local(at));
    expect(found && `${found.reason} ${writeLocalInstant(found.retryAt)}`).toBe(wait);
  });
});

describe("channelsOf", () => {
  const link = (channel: string, state: ChannelLink["state"]) => ({ channel, state });

  it("keeps the person's order and passes over what is not open", () => {
    const links = [link("zalo", "quota"), link("web", "open"), link("telegram", "open")];
    const reached = channelsOf({ links, hours: officeHours }, plain, local("2026-01-05 08:00"));
    expect(reached).toEqual({ kind: "reachable", channels: ["web", "telegram"] });
  });

  it.each([
    { links: [], reason: "unlinked" },
    { links: [link("zalo", "off")], reason: "noChannel" },
    { links: [link("zalo", "off"), link("telegram", "blockedByUser")], reason: "blockedByUser" },
    { links: [link("telegram", "blockedByUser"), link("zalo", "quota")], reason: "quota" },
  ])("says $reason", ({ links, reason }) => {
    const reached = channelsOf({ links, hours: officeHours }, plain, local("2026-01-05 08:00"));
    expect(reached).toMatchObject({ kind: "unreachable", reason });
  });
});
