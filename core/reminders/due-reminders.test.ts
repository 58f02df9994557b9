import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { readLocalInstant, writeLocalInstant } from "../round/local-instant.ts";
import { type DueFacts, type ScheduledDuty, dueReminders, reminderKey } from "./due-reminders.ts";
import type { EscalationNotice } from "./escalation.ts";
import type { Recipient } from "./recipient.ts";
import { defaultPlan, plannedSteps } from "./reminder-plan.ts";
import { officeHours } from "./sending-hours.ts";

const calendar = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "17:00") ?? "";

interface Given {
  readonly subject?: string;
  readonly owedBy?: readonly string[];
  readonly isOwed?: boolean;
  readonly closes?: string;
  readonly hour?: string;
}

function score(given: Given = {}): ScheduledDuty {
  const { subject = "STP", owedBy = ["o1"], isOwed = true, closes = "2026-01-30" } = given;
  const steps = defaultPlan.steps.map(({ days, at }) => ({ days, at: given.hour ?? at }));
  const window = { opensAt: local("2026-01-05 08:00"), closesAt: local(closes) };
  return {
    roundId: "r1",
    duty: {
      ...{ key: `score/selfScoring/${subject}`, phase: "selfScoring", subject, isOwed, owedBy },
      ...{ subjectName: subject, owes: { kind: "score", leaves: [], worth: 0 } },
    },
    deadline: window.closesAt,
    steps: plannedSteps({ steps }, window, calendar),
  };
}

function person(staffId: string, other: Partial<Recipient> = {}): Recipient {
  const links = [{ channel: "telegram", state: "open" } as const];
  return { staffId, hours: officeHours, links, lastDigestAt: null, ...other };
}

function at(now: string, other: Partial<DueFacts> = {}, people = [person("o1"), person("l1")]) {
  return dueReminders({
    ...{ duties: [score()], notices: [], settled: new Set<string>(), calendar },
    ...{ recipients: new Map(people.map((each) => [each.staffId, each])), now: local(now) },
    ...other,
  });
}

const sent = ({ digests }: ReturnType<typeof at>) =>
  digests.map(
    ({ staffId, reminders, notices }) =>
      `${staffId}: ${[...reminders.map(({ scheduled, step }) => `${scheduled.duty.subject} ${step.key}`), ...notices.map(({ key }) => key)].join(", ")}`,
  );
const skipped = ({ skips }: ReturnType<typeof at>) =>
  skips.map(({ key, reason, outlook }) => {
    const later = outlook.kind === "postponed" ? ` ${writeLocalInstant(outlook.until)}` : "";
    return `${/[^:]+:\d\d$|^n1$/.exec(key)?.[0] ?? ""} ${reason} ${outlook.kind}${later}`;
  });

const longAgo = ["-10", "-5", "-2", "-1"].map((step) => ({ key: `${step}@2026-01-30T17:00` }));
const keysOf = (steps: readonly { readonly key: string }[], scheduled = score()) =>
  new Set(steps.map((step) => reminderKey(scheduled, "o1", step)));

describe("dueReminders", () => {
  it("is silent before the first step and when everything was sent", () => {
    expect(at("2026-01-16 07:59")).toEqual({ digests: [], skips: [] });
    expect(at("2026-01-29 12:00", { settled: keysOf(longAgo) })).toEqual({
      ...{ digests: [], skips: [] },
    });
  });

  it("sends the step that has come, under a key of round, duty, person and step", () => {
    const due = at("2026-01-16 08:00");
    expect(sent(due)).toEqual(["o1: STP -10@2026-01-30T17:00"]);
    expect(due.digests[0]?.reminders[0]?.key).toBe(
      ...["r1:score/selfScoring/STP:o1:-10@2026-01-30T17:00"],
    );
    expect(due.digests[0]).toMatchObject({ dayKey: "o1@2026-01-16", channels: ["telegram"] });
  });

  it("sends only the newest step after a downtime", () => {
    const due = at("2026-01-29 09:00");
    expect(sent(due)).toEqual(["o1: STP -1@2026-01-30T17:00"]);
    expect(skipped(due)).toEqual([
      "-10@2026-01-30T17:00 superseded settled",
      "-5@2026-01-30T17:00 superseded settled",
      "-2@2026-01-30T17:00 superseded settled",
    ]);
  });

  it("leaves out who submitted in the same minute, until it is given back", () => {
    const done = at("2026-01-30 08:00", {
      duties: [score({ isOwed: false })],
      settled: keysOf(longAgo),
    });
    expect(sent(done)).toEqual([]);
    expect(skipped(done)).toEqual(["0@2026-01-30T17:00 notOwing resting"]);
    expect(sent(at("2026-01-30 10:00", { settled: keysOf(longAgo) }))).toEqual([
      "o1: STP 0@2026-01-30T17:00",
    ]);
  });

  it("reminds of no deadline that has passed; the step after it does that", () => {
    const settled = keysOf(longAgo);
    const late = at("2026-01-30 17:00", { settled });
    expect(sent(late)).toEqual([]);
    expect(skipped(late)).toEqual(["0@2026-01-30T17:00 superseded settled"]);
    expect(sent(at("2026-02-02 08:00", { settled }))).toEqual(["o1: STP +1@2026-01-30T17:00"]);
  });

  it("gives a leader of several agencies one list, the nearest deadline first", () => {
    const duties = [
      score({ subject: "SYT", owedBy: ["l1"], closes: "2026-02-06" }),
      score({ owedBy: ["l1"] }),
    ];
    expect(sent(at("2026-01-30 08:00", { duties }))).toEqual([
      "l1: STP 0@2026-01-30T17:00, SYT -5@2026-02-06T17:00",
    ]);
  });

  it("takes along what is planned for later on the day, in place of an older step", () => {
    const early = score({ subject: "SYT" });
    const later = score({ hour: "15:00" });
    const due = at("2026-01-29 08:00", { duties: [later, early], settled: keysOf([]) });
    expect(sent(due)).toEqual(["o1: STP -1@2026-01-30T17:00, SYT -1@2026-01-30T17:00"]);
    expect(skipped(due).filter((text) => text.startsWith("-2"))).toEqual([
      "-2@2026-01-30T17:00 superseded settled",
      "-2@2026-01-30T17:00 superseded settled",
    ]);
  });

  it("tells each of several officers", () => {
    const due = at("2026-01-16 08:00", { duties: [score({ owedBy: ["o1", "l1", "o1"] })] });
    expect(sent(due)).toEqual(["o1: STP -10@2026-01-30T17:00", "l1: STP -10@2026-01-30T17:00"]);
  });

  it.each([
    { now: "2026-01-17 09:00", is: "dayOff postponed 2026-01-19T07:30" },
    { now: "2026-01-16 17:30", is: "quietHours postponed 2026-01-19T07:30" },
  ])("waits at $now: $is", ({ now, is }) => {
    expect(skipped(at(now))).toEqual([`-10@2026-01-30T17:00 ${is}`]);
  });

  it("keeps to the hours a person chose", () => {
    const people = [person("o1", { hours: { from: "10:00", until: "19:00" } })];
    expect(skipped(at("2026-01-16 08:00", {}, people))).toEqual([
      "-10@2026-01-30T17:00 quietHours postponed 2026-01-16T10:00",
    ]);
    expect(sent(at("2026-01-16 18:00", {}, people))).toEqual(["o1: STP -10@2026-01-30T17:00"]);
  });

  it("settles what could be told only after the deadline", () => {
    const people = [person("o1", { hours: { from: "07:30", until: "09:00" } })];
    const due = at("2026-01-30 09:00", { settled: keysOf(longAgo) }, people);
    expect(skipped(due)).toEqual(["0@2026-01-30T17:00 quietHours settled"]);
  });

  it("sends one digest a day", () => {
    const people = [person("o1", { lastDigestAt: local("2026-01-16 07:45") })];
    expect(skipped(at("2026-01-16 08:00", {}, people))).toEqual([
      "-10@2026-01-30T17:00 alreadyToday postponed 2026-01-19T07:30",
    ]);
  });

  it.each([
    { people: [], reason: "unlinked" },
    { people: [person("o1", { links: [] })], reason: "unlinked" },
    {
      people: [person("o1", { links: [{ channel: "telegram", state: "blockedByUser" }] })],
      reason: "blockedByUser",
    },
    { people: [person("o1", { links: [{ channel: "zalo", state: "off" }] })], reason: "noChannel" },
    { people: [person("o1", { links: [{ channel: "zalo", state: "quota" }] })], reason: "quota" },
  ])("says that a person is out of reach, $reason, and settles nothing", ({ people, reason }) => {
    const due = at("2026-01-30 08:00", { settled: keysOf(longAgo) }, people);
    expect(sent(due)).toEqual([]);
    expect(skipped(due)).toEqual([`0@2026-01-30T17:00 ${reason} postponed 2026-02-02T07:30`]);
  });
});

describe("notices of the ladder", () => {
  const notice: EscalationNotice = {
    ...{ key: "n1", staffId: "o1", roundId: "r1", dutyKey: "score/selfScoring/STP" },
    ...{ role: "officer", isSubstitute: false },
    why: {
      ...{ deadline: local("2026-01-30"), dueOn: "2026-02-02", daysOver: 1, after: null },
      passedOver: [],
    },
  };

  it("go out in the day's digest, or make one", () => {
    const settled = keysOf([...longAgo, { key: "0@2026-01-30T17:00" }]);
    expect(sent(at("2026-02-02 08:00", { notices: [notice], settled }))).toEqual([
      "o1: STP +1@2026-01-30T17:00, n1",
    ]);
    // The step of 08:00 is taken along.
    expect(sent(at("2026-02-02 07:30", { notices: [notice], settled }))).toEqual([
      "o1: STP +1@2026-01-30T17:00, n1",
    ]);
    const told = new Set([...settled, ...keysOf([{ key: "+1@2026-01-30T17:00" }])]);
    expect(sent(at("2026-02-03 08:00", { notices: [notice], settled: told }))).toEqual(["o1: n1"]);
  });

  it.each([
    { duties: [score({ isOwed: false })], is: "n1 notOwing resting" },
    { duties: [score({ closes: "2026-02-20" })], is: "n1 superseded settled" },
    { duties: [], is: "n1 notOwing resting" },
  ])("are dropped when the duty is done or has another deadline: $is", ({ duties, is }) => {
    const due = at("2026-02-02 07:30", { notices: [notice], duties });
    expect(skipped(due)).toContain(is);
    expect(sent(due)).toEqual([]);
  });
});
