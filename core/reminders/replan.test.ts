import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { readLocalInstant, writeLocalInstant } from "../round/local-instant.ts";
import type { ScheduledDuty } from "./due-reminders.ts";
import { defaultPlan, plannedSteps } from "./reminder-plan.ts";
import { type CorrectionFacts, changedSteps, owedCorrections } from "./replan.ts";
import { officeHours } from "./sending-hours.ts";

const calendar = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "17:00") ?? "";
const opensAt = local("2026-01-05 08:00");
const until = (closes: string) => ({ opensAt, closesAt: local(closes) });

describe("changedSteps", () => {
  const changed = (former: string, next: string) =>
    changedSteps({ plan: defaultPlan, former: until(former), next: until(next), calendar }).map(
      (change) =>
        [change.days, change.former, change.next]
          .map((each) => (each instanceof Object ? writeLocalInstant(each.instant) : each))
          .join(" "),
    );

  it("moves every step with the deadline", () => {
    expect(changed("2026-01-30", "2026-02-06")).toEqual([
      "-10 2026-01-16T08:00 2026-01-23T08:00",
      "-5 2026-01-23T08:00 2026-01-30T08:00",
      "-2 2026-01-28T08:00 2026-02-04T08:00",
      "-1 2026-01-29T08:00 2026-02-05T08:00",
      "0 2026-01-30T08:00 2026-02-06T08:00",
      "1 2026-02-02T08:00 2026-02-09T08:00",
    ]);
  });

  it("adds what a longer phase has room for, and drops what lies before a shorter one", () => {
    expect(changed("2026-01-09", "2026-01-12")[0]).toBe("-5  2026-01-05T08:00");
    expect(changed("2026-01-12", "2026-01-09")[0]).toBe("-5 2026-01-05T08:00 ");
  });

  it("changes nothing when only the hour moves", () => {
    expect(changed("2026-01-30 17:00", "2026-01-30 23:00")).toEqual([]);
  });
});

function duty(subject: string, closes: string, isOwed = true): ScheduledDuty {
  return {
    roundId: "r1",
    duty: {
      ...{ key: `signOff/selfScoring/${subject}`, phase: "selfScoring", subject, isOwed },
      ...{ subjectName: subject, owedBy: ["l1", "l2"] },
      owes: { kind: "signOff", openLeaves: 0, isSubmitted: true },
    },
    deadline: local(closes),
    steps: plannedSteps(defaultPlan, until(closes), calendar),
  };
}

const told = (subject: string, staffId: string, deadline: string, at: string) => ({
  ...{ roundId: "r1", dutyKey: `signOff/selfScoring/${subject}`, staffId },
  ...{ deadline: local(deadline), at: local(at) },
});

function corrections(now: string, other: Partial<CorrectionFacts>) {
  return owedCorrections({
    ...{ duties: [], told: [], recipients: new Map(), calendar, now: local(now), ...other },
  });
}

describe("owedCorrections", () => {
  const old = told("STP", "l1", "2026-01-30", "2026-01-16 08:00");

  it("goes to those who were told the old date, and names it", () => {
    const given = { duties: [duty("STP", "2026-02-06")], told: [old] };
    const [correction, ...others] = corrections("2026-01-26 09:00", given);
    expect(others).toEqual([]);
    expect(correction?.staffId).toBe("l1");
    expect(correction?.notBefore).toBe(local("2026-01-26 09:00"));
    expect(correction?.lines).toEqual([
      {
        key: `r1:signOff/selfScoring/STP:l1:correction@${local("2026-01-16 08:00")}`,
        ...{ scheduled: given.duties[0], told: local("2026-01-30") },
        covers: ["r1:signOff/selfScoring/STP:l1:-10@2026-02-06T17:00"],
      },
    ]);
  });

  it("goes out once: telling the new date ends it", () => {
    const now = told("STP", "l1", "2026-02-06", "2026-01-26 09:00");
    const given = { duties: [duty("STP", "2026-02-06")], told: [now, old] };
    expect(corrections("2026-01-26 09:30", given)).toEqual([]);
  });

  it("makes one message for all agencies of a leader", () => {
    const duties = [duty("SYT", "2026-02-13"), duty("STP", "2026-02-06")];
    const both = [old, told("SYT", "l1", "2026-01-30", "2026-01-16 08:00")];
    const found = corrections("2026-01-26 09:00", { duties, told: both });
    expect(found.map(({ lines }) => lines.map(({ scheduled }) => scheduled.duty.subject))).toEqual([
      ["STP", "SYT"],
    ]);
  });

  it.each([
    { duties: [duty("STP", "2026-01-30")], because: "the date was moved back again" },
    { duties: [duty("STP", "2026-02-06", false)], because: "the duty is done" },
    { duties: [duty("STP", "2026-01-23")], because: "the new date has passed, too" },
  ])("is not owed when $because", ({ duties }) => {
    expect(corrections("2026-01-26 09:00", { duties, told: [old] })).toEqual([]);
  });

  it("waits for the person's hours", () => {
    const recipients = new Map([["l1", { hours: { ...officeHours, from: "10:00" } }]]);
    const given = { duties: [duty("STP", "2026-02-06")], told: [old], recipients };
    expect(corrections("2026-01-23 20:00", given)[0]?.notBefore).toBe(local("2026-01-26 10:00"));
  });
});
