import { describe, expect, it } from "vitest";
import { isReopened, phaseState, windowOf } from "./phase-window.ts";
import type { PhaseException, Stage } from "./round.ts";

const round = (stage: Stage, exceptions: readonly PhaseException[] = []) => ({
  ...{ stage, exceptions },
  phases: {
    selfScoring: { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" },
    explaining: { opensAt: "2026-03-02T01:00:00.000Z", closesAt: "2026-03-06T10:00:00.000Z" },
  },
});
const extension: PhaseException = {
  ...{ phase: "selfScoring", codes: null, closesAt: "2026-02-05T10:00:00.000Z" },
};
const reopening: PhaseException = {
  ...{ phase: "selfScoring", codes: ["1.1"], closesAt: "2026-02-20T10:00:00.000Z" },
};
const whole = (now: string) => ({ now, code: null });

describe("phaseState", () => {
  it.each([
    ["selfScoring", "2026-01-05T00:59:59.999Z", "notYet", "a moment early"],
    ["selfScoring", "2026-01-05T01:00:00.000Z", "open", "it opens on the dot"],
    ["selfScoring", "2026-01-31T09:59:59.999Z", "open", "the last moment"],
    ["selfScoring", "2026-01-31T10:00:00.000Z", "closed", "late is late"],
    ["announced", "2026-01-10T00:00:00.000Z", "notYet", "the round has not begun"],
    ["appraisal", "2026-01-10T00:00:00.000Z", "closed", "the round went on"],
    ["published", "2026-01-10T00:00:00.000Z", "closed", "it is over"],
  ] as const)("in %s at %s is %s: %s", (stage, now, is, because) => {
    expect(phaseState(round(stage), "selfScoring", whole(now)), because).toBe(is);
  });

  it("accepts a minute past the common end where the agency's own end was put off", () => {
    const at = whole("2026-01-31T10:01:00.000Z");
    expect(phaseState(round("selfScoring", [extension]), "selfScoring", at)).toBe("open");
    expect(phaseState(round("appraisal", [extension]), "selfScoring", at)).toBe("open");
    expect(phaseState(round("consolidation", [extension]), "selfScoring", at)).toBe("closed");
    const late = whole("2026-02-05T10:00:00.000Z");
    expect(phaseState(round("appraisal", [extension]), "selfScoring", late)).toBe("closed");
    expect(windowOf(round("appraisal", [extension]), "selfScoring")?.closesAt).toBe(
      extension.closesAt,
    );
  });

  it("opens only the leaves that were given back, and only of their own phase", () => {
    const reopened = round("appraisal", [reopening]);
    const at = (code: string | null) => ({ now: "2026-02-10T00:00:00.000Z", code });
    expect(phaseState(reopened, "selfScoring", at("1.1"))).toBe("open");
    expect(phaseState(reopened, "selfScoring", at("1.2"))).toBe("closed");
    expect(phaseState(reopened, "selfScoring", at(null))).toBe("closed");
    expect(phaseState(reopened, "explaining", at("1.1"))).toBe("notYet");
    expect(isReopened(reopened, "selfScoring", at("1.1"))).toBe(true);
    expect(isReopened(round("selfScoring", [extension]), "selfScoring", at("1.1"))).toBe(false);
  });

  it("knows no window of a phase that the round does not have", () => {
    expect(windowOf(round("council"), "council")).toBeNull();
    expect(phaseState(round("council"), "council", whole("2026-04-01T00:00:00.000Z"))).toBe(
      "closed",
    );
  });
});

describe("the survey's list", () => {
  const survey = { opensAt: "2026-01-05T01:00:00Z", closesAt: "2026-01-30T10:00:00Z" };
  const at = (stage: Stage, now: string, exceptions: readonly PhaseException[] = []) =>
    phaseState({ stage, phases: { survey }, exceptions }, "survey", { now, code: null });

  it.each([
    ["draft", "2026-01-10T01:00:00Z", "notYet"],
    ["announced", "2026-01-01T01:00:00Z", "notYet"],
    ["announced", "2026-01-10T01:00:00Z", "open"],
    ["appraisal", "2026-01-10T01:00:00Z", "open"],
    ["appraisal", "2026-01-30T10:00:00Z", "closed"],
    ["consolidation", "2026-01-10T01:00:00Z", "closed"],
  ] as const)("runs beside the stages: %s at %s is %s", (stage, now, state) => {
    expect(at(stage, now)).toBe(state);
  });

  it("is open for longer to an agency that was granted it, even before self-scoring", () => {
    const granted = [{ phase: "survey", codes: null, closesAt: "2026-02-06T10:00:00Z" }] as const;
    expect(at("announced", "2026-02-01T01:00:00Z", granted)).toBe("open");
    expect(at("consolidation", "2026-02-01T01:00:00Z", granted)).toBe("closed");
  });
});
