import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRawJson } from "../../adapters/scheme-files/parse-raw-json.ts";
import { naiveScores } from "../../test/naive-scorer.mjs";
import { randomFiles } from "../../test/random-scheme.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import { readScheme } from "../scheme/check-scheme.ts";
import { readAnswers } from "../scoring/read-answers.ts";
import { type CompiledGroup, compileGroup } from "./compile-group.ts";
import { agencyResultText } from "./group-result.ts";
import { type ScoredGroup, scoreFile, unresolvedLeaves } from "./score-file.ts";

const raw = (file: object): RawValue => parseRawJson(JSON.stringify(file));

function groupOf(scheme: object): CompiledGroup {
  const read = readScheme(raw(scheme));
  if (!read.ok) throw new Error(JSON.stringify(read.error, null, 1));
  return compileGroup(read.value);
}

function scored(group: CompiledGroup, answers: object): ScoredGroup {
  const read = readAnswers(raw(answers), [group.compiled]);
  if (!read.ok) throw new Error(JSON.stringify(read.error, null, 1));
  const [first] = scoreFile([group], read.value);
  if (!first) throw new Error("No group");
  return first;
}

function results({ group, scores }: ScoredGroup): unknown {
  return scores.scores.map((score) => agencyResultText(group, score));
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe("scoreFile", { timeout: 60_000 }, () => {
  it("agrees with a naive reading of the contract on random schemes and answers", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { scheme, answers } = randomFiles(seed);
        expect(results(scored(groupOf(scheme), answers))).toEqual(naiveScores(scheme, answers));
      }),
      { numRuns: 150 },
    );
  });

  it("names survey leaves that must apply where no agency has ballots to lend a share", () => {
    const group = groupOf(aSurveyed("forbidden"));
    const agencies = [
      { code: "A", group: "so", survey: { "1": { q1: { so: { A: 4 } } } } },
      { code: "B", group: "so" },
    ];
    const file = { format: 1, agencies };
    expect(unresolvedLeaves(scored(group, file)).map(({ path }) => path)).toEqual([
      "agencies (A).survey[1]",
      "agencies (B).survey[1]",
    ]);
    const enough = { code: "C", group: "so", survey: { "1": { q1: { so: { A: 5 } } } } };
    const lent = scored(group, { ...file, agencies: [...agencies, enough] });
    expect(unresolvedLeaves(lent)).toEqual([]);
    expect(lent.scores.scores.map(({ achieved }) => achieved)).toEqual([10_000, 10_000, 10_000]);
    expect(unresolvedLeaves(scored(groupOf(aSurveyed("rebase")), file))).toEqual([]);
  });

  it("keeps groups in the order of the schemes and agencies in that of the file", () => {
    const groups = ["xa", "so"].map((group) =>
      groupOf({ ...aSurveyed("rebase"), group, scheme: group }),
    );
    const agencies = ["so", "xa", "so"].map((group, at) => ({ code: `DV${at}`, group }));
    const read = readAnswers(
      raw({ format: 1, agencies }),
      groups.map(({ compiled }) => compiled),
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const codes = scoreFile(groups, read.value).map(({ scores }) =>
      scores.scores.map(({ code }) => code),
    );
    expect(codes).toEqual([["DV1"], ["DV0", "DV2"]]);
  });
});

/** A scheme of one survey leaf that borrows from its group. */
function aSurveyed(notApplicable: string): object {
  const option = { key: "A", label: "Tốt", weight: 1 };
  return {
    format: 1,
    scheme: "thu",
    title: "Thử",
    year: 2025,
    group: "so",
    basis: [],
    total: 1,
    evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
    bands: [{ name: "Yếu", from: 0 }],
    survey: {
      combine: "pooled",
      groupWeights: { so: 1 },
      minBallots: 5,
      whenTooFew: "groupMean",
      questions: [{ key: "q1", text: "Hỏi", options: [option] }],
    },
    fields: [
      {
        ...{ code: "1", name: "Khảo sát", max: 1, source: "survey", lead: "SNV", notApplicable },
        rule: { kind: "survey", questions: ["q1"] },
      },
    ],
  };
}
