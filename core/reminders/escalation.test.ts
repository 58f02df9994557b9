import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { readLocalInstant, writeLocalInstant } from "../round/local-instant.ts";
import { rawNumber } from "../scheme/raw-value.ts";
import type { Duty } from "./duty.ts";
import {
  type EscalationFacts,
  type RungRole,
  defaultEscalation,
  escalate,
  readEscalationPlan,
} from "./escalation.ts";

const plain = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "08:00") ?? "";
const deadline = local("2026-01-30 17:00");

const duty: Duty = {
  ...{ key: "score/selfScoring/STP", phase: "selfScoring", isOwed: true },
  ...{ subject: "STP", subjectName: "Sở Tư pháp", owedBy: ["o1"] },
  owes: { kind: "score", leaves: [], worth: 0 },
};

const everybody = { officer: ["o1"], leader: ["l1"], coordinator: ["c1"], official: ["q1"] };

function facts(now: string, other: Partial<EscalationFacts> = {}): EscalationFacts {
  return {
    ...{ roundId: "r1", duty, deadline, plan: defaultEscalation, calendar: plain },
    ...{ holders: everybody, substitutes: {}, climbs: [], now: local(now), ...other },
  };
}

const climb = (role: RungRole, at: string, about = deadline) => ({
  ...{ role, at: local(at), deadline: about },
});

function told(given: EscalationFacts): string {
  const found = escalate(given);
  if (found.kind === "stopped") return found.because;
  if (found.kind === "waiting") return `${found.role} from ${writeLocalInstant(found.until)}`;
  return found.notices
    .map(({ staffId, role, isSubstitute }) => `${role} ${staffId}${isSubstitute ? "!" : ""}`)
    .join();
}

describe("escalate", () => {
  it.each([
    { now: "2026-01-30 18:00", is: "officer from 2026-02-02T07:30", because: "just late" },
    { now: "2026-02-01 09:00", is: "officer from 2026-02-02T07:30", because: "a Sunday" },
    { now: "2026-02-02 07:30", is: "officer o1", because: "the first working day after" },
    { now: "2026-02-02 17:30", is: "officer from 2026-02-03T07:30", because: "the evening" },
  ])("begins a working day after the deadline: at $now $is ($because)", ({ now, is }) => {
    expect(told(facts(now))).toBe(is);
  });

  it("climbs one rung at a time, two working days apart", () => {
    const climbs = [climb("officer", "2026-02-05 08:00")];
    expect(told(facts("2026-02-06 12:00", { climbs }))).toBe("leader from 2026-02-09T07:30");
    expect(told(facts("2026-02-09 07:30", { climbs }))).toBe("leader l1");
  });

  it("counts from the rung that was told last, in whatever order they are handed in", () => {
    const climbs = [climb("leader", "2026-02-04"), climb("officer", "2026-02-02")];
    expect(told(facts("2026-02-05 16:00", { climbs }))).toBe("coordinator from 2026-02-06T07:30");
    expect(told(facts("2026-02-20 16:00", { climbs }))).toBe("coordinator c1");
  });

  it("says why, with the arithmetic", () => {
    const climbs = [climb("officer", "2026-02-02")];
    const holders = { ...everybody, leader: [] };
    expect(escalate(facts("2026-02-05 09:00", { climbs, holders }))).toEqual({
      kind: "due",
      climb: climb("coordinator", "2026-02-05 09:00"),
      notices: [
        {
          key: `r1:score/selfScoring/STP:c1:coordinator@${deadline}`,
          ...{ staffId: "c1", roundId: "r1", dutyKey: "score/selfScoring/STP" },
          ...{ role: "coordinator", isSubstitute: false },
          why: {
            ...{ deadline, dueOn: "2026-02-04", daysOver: 4, after: climbs[0] },
            passedOver: ["leader"],
          },
        },
      ],
    });
  });

  it("tells a substitute where a rung has nobody", () => {
    const given = { holders: { ...everybody, officer: [] }, substitutes: { officer: ["o9"] } };
    expect(told(facts("2026-02-02 08:00", given))).toBe("officer o9!");
  });

  it.each<{ given: Partial<EscalationFacts>; is: string }>([
    { given: { duty: { ...duty, isOwed: false } }, is: "notOwing" },
    {
      given: {
        plan: { ...defaultEscalation, maxRungs: 1 },
        climbs: [climb("officer", "2026-02-02")],
      },
      is: "maximum",
    },
    { given: { plan: { ...defaultEscalation, maxRungs: 0 } }, is: "maximum" },
    { given: { climbs: [climb("official", "2026-02-02")] }, is: "topReached" },
    {
      given: { holders: { officer: [], leader: [], coordinator: [], official: [] } },
      is: "topReached",
    },
  ])("stops: $is", ({ given, is }) => {
    expect(told(facts("2026-03-02 08:00", given))).toBe(is);
  });

  it("begins anew with another deadline", () => {
    const climbs = [climb("official", "2026-01-12", local("2026-01-09 17:00"))];
    expect(told(facts("2026-02-02 08:00", { climbs }))).toBe("officer o1");
  });

  it("may begin before the deadline", () => {
    const plan = { ...defaultEscalation, startDays: -2 };
    expect(told(facts("2026-01-27 09:00", { plan }))).toBe("officer from 2026-01-28T07:30");
    expect(told(facts("2026-01-28 09:00", { plan }))).toBe("officer o1");
  });
});

describe("readEscalationPlan", () => {
  it("fills in what is left out", () => {
    expect(readEscalationPlan({ daysBetween: rawNumber("3") })).toEqual({
      ok: true,
      value: { ...defaultEscalation, daysBetween: 3 },
    });
  });

  it("names every problem", () => {
    const read = readEscalationPlan({ daysBetween: rawNumber("0"), maxRungs: rawNumber("5") });
    expect(read.ok ? [] : read.error.map(({ path }) => path)).toEqual(["daysBetween", "maxRungs"]);
  });
});
