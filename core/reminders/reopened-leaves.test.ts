import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { desertedAgencies } from "./deserted.ts";
import { reopenedLeaves } from "./reopened-leaves.ts";
import { scheduleDuties } from "./schedule-duties.ts";

const leaf = (code: string) => ({ code, name: `Tiêu chí ${code}`, worth: 10_000 });
const leaves = ["1.1", "1.2", "1.3"].map(leaf);
const granted = "2026-02-10T01:00:00.000Z";
const closes = "2026-02-20T10:00:00.000Z";
const none = { leaves, changedAt: new Map<string, string>(), lacking: new Set<string>() };

const instants = fc.integer({ min: 0, max: 40 }).map((hours) => {
  return new Date(Date.parse(granted) + hours * 3_600_000).toISOString();
});
const reopening = fc.record({
  codes: fc.subarray(["1.1", "1.2", "1.3", "9.9"], { minLength: 1 }),
  grantedAt: instants,
  closesAt: instants,
});

describe("what was reopened by name", () => {
  it.each([
    { at: "2026-02-09T01:00:00.000Z", left: ["1.1"], because: "it was changed before" },
    { at: "2026-02-11T01:00:00.000Z", left: [], because: "it was changed since" },
  ])("is left with $left: $because", ({ at, left }) => {
    const [found] = reopenedLeaves({
      ...none,
      reopenings: [{ codes: ["1.1"], grantedAt: granted, closesAt: closes }],
      changedAt: new Map([["1.1", at]]),
    });
    expect(found?.untouched.map(({ code }) => code)).toEqual(left);
  });

  it("is left while it lacks its proof, though it was changed", () => {
    const [found] = reopenedLeaves({
      ...{ leaves, lacking: new Set(["1.1"]) },
      reopenings: [{ codes: ["1.1"], grantedAt: granted, closesAt: closes }],
      changedAt: new Map([["1.1", "2026-02-11T01:00:00.000Z"]]),
    });
    expect(found?.untouched).toHaveLength(1);
  });

  it("counts each leaf once, where it closes last, and none that is not the agency's", () => {
    fc.assert(
      fc.property(fc.array(reopening, { maxLength: 6 }), (reopenings) => {
        const found = reopenedLeaves({ ...none, reopenings });
        const codes = found.flatMap(({ untouched }) => untouched.map(({ code }) => code));
        const named = leaves.filter(({ code }) => reopenings.some((r) => r.codes.includes(code)));
        expect(codes.toSorted()).toEqual(named.map(({ code }) => code));
        for (const { window, untouched } of found) {
          for (const { code } of untouched) {
            const closings = reopenings
              .filter((each) => each.codes.includes(code))
              .map((each) => Date.parse(each.closesAt));
            expect(Date.parse(window.closesAt)).toBe(Math.max(...closings));
          }
        }
      }),
    );
  });
});

describe("the duties of an agency with reopened leaves", () => {
  const agency = { code: "STP", name: "Sở Tư pháp", officers: ["o1"], leaders: ["l1"] };
  const exception = { phase: "selfScoring", codes: ["1.1"], closesAt: closes } as const;
  const schedule = (
    now: string,
    { signedAt = null, officers = ["o1"] }: { signedAt?: string | null; officers?: string[] } = {},
  ) =>
    scheduleDuties({
      round: {
        ...{ id: "r", stage: "appraisal" },
        phases: {
          selfScoring: {
            ...{ opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-30T10:00:00.000Z" },
          },
        },
      },
      ...{ plans: {}, calendar: openCalendar({ daysOff: [], workingDays: [] }), now },
      exceptions: new Map([["STP", [exception]]]),
      facts: [
        {
          ...{ kind: "selfScoring", openLeaves: [], submittedAt: "2026-01-29T01:00:00.000Z" },
          ...{ signedAt, agency: { ...agency, officers } },
          reopened: [
            { window: { opensAt: granted, closesAt: closes }, untouched: leaves.slice(0, 1) },
          ],
        },
      ],
    });
  const owed = (duties: ReturnType<typeof schedule>) =>
    duties.filter(({ duty }) => duty.isOwed).map(({ duty, deadline }) => [duty.key, deadline]);

  it("end with the reopening, not with the phase", () => {
    const duties = schedule("2026-02-11T01:00:00.000Z", { signedAt: granted });
    expect(owed(duties)).toEqual([["rescore/selfScoring/STP/2026-02-20T1700", closes]]);
    const rescore = duties.find(({ duty }) => duty.owes.kind === "rescore");
    expect(rescore?.steps.map(({ key }) => key)).toEqual([
      ...["-5@2026-02-20T17:00", "-2@2026-02-20T17:00", "-1@2026-02-20T17:00"],
      ...["0@2026-02-20T17:00", "+1@2026-02-20T17:00"],
    ]);
  });

  it("let the leader sign anew by the same instant when a change has voided the signature", () => {
    expect(owed(schedule("2026-02-11T01:00:00.000Z"))).toContainEqual([
      ...["signOff/selfScoring/STP", closes],
    ]);
  });

  it("are over when the reopening is: nobody can write any more", () => {
    expect(owed(schedule(closes, { signedAt: granted }))).toEqual([]);
  });

  it("name the agency that has nobody to do them", () => {
    const duties = schedule("2026-02-11T01:00:00.000Z", { signedAt: granted, officers: [] });
    expect(desertedAgencies(duties.map(({ duty }) => duty))).toEqual([
      { code: "STP", name: "Sở Tư pháp", lacks: "noOfficer" },
    ]);
  });
});
