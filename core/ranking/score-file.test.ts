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
import { type ScoredGroup, scoreFile } from "./score-file.ts";

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

describe("scoreFile", () => {
  it("agrees with a naive reading of the contract on random schemes and answers", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { scheme, answers } = randomFiles(seed);
        expect(results(scored(groupOf(scheme), answers))).toEqual(naiveScores(scheme, answers));
      }),
      { numRuns: 400 },
    );
  });
});
