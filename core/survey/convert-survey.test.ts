import { describe, expect, it } from "vitest";
import { writeFigure } from "../rational.ts";
import type { Leaf, SurveySettings } from "../scheme/scheme.ts";
import type { GroupBallots } from "../scoring/rules/rule-scorer.ts";
import { compileSurveyLeaf, convertSurvey } from "./convert-survey.ts";

const leaf: Leaf = {
  code: "1",
  name: "Khảo sát",
  max: "2",
  source: "survey",
  lead: "SNV",
  evidence: [],
  notApplicable: "rebase",
  rule: { kind: "survey", questions: ["q1"] },
};

function settings(weights: readonly string[], more: Partial<SurveySettings> = {}): SurveySettings {
  const options = weights.map((weight, at) => ({ key: `O${at}`, label: "x", weight }));
  return {
    combine: "groups",
    groupWeights: { dbhdnd: "1", so: "1", xa: "2" },
    minBallots: "5",
    whenTooFew: "zero",
    questions: [{ key: "q1", text: "Hỏi", options }],
    ...more,
  };
}

function shareOf(survey: SurveySettings, groups: readonly GroupBallots[]): string | null {
  const compiled = compileSurveyLeaf(leaf, survey);
  if (!compiled) throw new Error("Not a survey leaf");
  const converted = convertSurvey(compiled, { kind: "ballots", questions: [groups] });
  return converted && writeFigure(converted.share);
}

describe("convertSurvey", () => {
  it("golden 10: 12, 10, 5, 2 make 19/29", () => {
    const counts = [12, 10, 5, 2];
    expect(shareOf(settings(["1", "0.6", "0.2", "0"]), [{ group: 0, counts }])).toBe("19/29");
  });

  it("weights group means by the groups that have ballots", () => {
    const groups = [
      { group: 0, counts: [0, 0] },
      { group: 1, counts: [3, 1] },
      { group: 2, counts: [1, 3] },
    ];
    // (1 × 0.75 + 2 × 0.25) / 3
    expect(shareOf(settings(["1", "0"]), groups)).toBe("5/12");
    expect(shareOf(settings(["1", "0"], { combine: "pooled" }), groups)).toBe("0.5");
  });

  it("has no share with too few valid ballots, or without tallies", () => {
    expect(shareOf(settings(["1", "0"]), [{ group: 0, counts: [4, 0] }])).toBeNull();
    expect(shareOf(settings(["1", "0"]), [])).toBeNull();
    const compiled = compileSurveyLeaf(leaf, settings(["1"]));
    expect(compiled && convertSurvey(compiled, null)).toBeNull();
  });

  it("stays exact when weights have many digits and ballots are many", () => {
    const survey = settings(["0.333333333333", "0"], { combine: "pooled" });
    const counts = [1_000_000_000, 2_000_000_000];
    expect(shareOf(survey, [{ group: 0, counts }])).toBe("0.111111111111");
  });
});
