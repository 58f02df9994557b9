import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRawJson } from "../../adapters/scheme-files/parse-raw-json.ts";
import { drawFrom } from "../../test/random-numbers.ts";
import { randomFiles } from "../../test/random-scheme.ts";
import { readScheme } from "../scheme/check-scheme.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import { type AnswersFile, readAnswers } from "../scoring/read-answers.ts";
import { outMark } from "../scoring/score-agency.ts";
import { type CompiledGroup, compileGroup } from "./compile-group.ts";
import { type AgencyResultText, agencyResultText } from "./group-result.ts";
import { rescoreAgency, scoreGroup } from "./score-group.ts";

type Json = Record<string, unknown>;

const raw = (file: unknown): RawValue => parseRawJson(JSON.stringify(file));

const anyShare = { kind: "ratio", whenTotalZero: "zero" };

function leaf(code: string, max: number | string, more: Json = {}): Json {
  return { code, name: code, max, source: "self", lead: "SNV", rule: anyShare, ...more };
}

function branch(code: string, max: number | string, children: readonly Json[]): Json {
  return { code, name: code, max, children };
}

function aGroup(fields: readonly Json[], more: Json = {}): CompiledGroup {
  const total = fields.reduce((sum, { max }) => sum + Number(max), 0);
  const scheme = readScheme(
    raw({
      format: 1,
      scheme: "thu",
      title: "Thử",
      year: 2025,
      group: "so",
      basis: [],
      total,
      evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
      bands: [
        { name: "Tốt", from: 80 },
        { name: "Khá", from: 60 },
        { name: "Yếu", from: 0 },
      ],
      fields,
      ...more,
    }),
  );
  if (!scheme.ok) throw new Error(JSON.stringify(scheme.error));
  return compileGroup(scheme.value);
}

function answersOf(
  group: CompiledGroup,
  agencies: readonly Json[],
  calendar?: unknown,
): AnswersFile {
  const listed = agencies.map((agency, at) => ({ code: `DV${at + 1}`, group: "so", ...agency }));
  const answers = readAnswers(raw({ format: 1, calendar, agencies: listed }), [group.compiled]);
  if (!answers.ok) throw new Error(JSON.stringify(answers.error));
  return answers.value;
}

/** Results of agencies, given by what their files say beyond code and group. */
function resultsOf(group: CompiledGroup, agencies: readonly Json[]): readonly AgencyResultText[] {
  const answers = answersOf(group, agencies);
  const prepared = answers.agencies.map((agency) => agency.prepared);
  const { scores } = scoreGroup(group, prepared, answers.calendar);
  return scores.map((score) => agencyResultText(group, score));
}

const share = (done: number | string, total: number | string): Json => ({ done, total });
const answering = (code: string, done: number | string, total: number | string): Json => ({
  answers: { [code]: share(done, total) },
});
const pointsOf = (results: readonly AgencyResultText[], code: string): readonly unknown[] =>
  results.map(({ nodes }) => {
    const node = nodes[code];
    return node && "points" in node ? node.points : "out";
  });

describe("scoreGroup", () => {
  it("golden 6: a whole field out leaves 76, of which 63.84 are 84.00", () => {
    const group = aGroup([leaf("1", 76), branch("2", 24, [leaf("2.1", 10), leaf("2.2", 14)])]);
    const agency = { ...answering("1", "63.84", 76), notApplicable: [{ code: "2" }] };
    expect(resultsOf(group, [agency])).toMatchObject([
      {
        achieved: "63.8400",
        applicableMax: "76.0000",
        index: "84.00",
        band: "Tốt",
        nodes: { "2": { notApplicable: true }, "2.1": { notApplicable: true } },
      },
    ]);
  });

  it("golden 7: 16 points out leave 84, of which 68.32 are 81.33", () => {
    const group = aGroup([leaf("1", 84), leaf("2", 16)]);
    const agency = {
      ...answering("1", "68.32", 84),
      notApplicable: [{ code: "2", reason: "không có" }],
    };
    expect(resultsOf(group, [agency])).toMatchObject([
      { index: "81.33", applicableMax: "84.0000" },
    ]);
  });

  it("golden 8: two agencies at 91 share rank 1 and the next is third", () => {
    const group = aGroup([leaf("1", 100)]);
    const results = resultsOf(group, [
      answering("1", 90, 100),
      answering("1", 91, 100),
      answering("1", 91, 100),
    ]);
    expect(results.map(({ rank }) => rank)).toEqual([3, 1, 1]);
  });

  it("gives the next rank without a gap where the scheme ranks densely", () => {
    const group = aGroup([leaf("1", 100)], { ranking: "dense" });
    const results = resultsOf(group, [
      answering("1", 90, 100),
      answering("1", 91, 100),
      answering("1", 91, 100),
    ]);
    expect(results.map(({ rank }) => rank)).toEqual([2, 1, 1]);
  });

  it("golden 9: the leader formula below, at, above the target and for the leader", () => {
    const rule = { kind: "relative", mode: "leader", whenTotalZero: "zero" };
    const group = aGroup([leaf("1", 4, { rule })]);
    const at = (actual: number): Json => ({ answers: { "1": { actual, target: 100 } } });
    const results = resultsOf(group, [at(50), at(100), at(120), at(140), at(140), {}]);
    expect(pointsOf(results, "1")).toEqual([
      "1.0000",
      "2.0000",
      "3.0000",
      "4.0000",
      "4.0000",
      "0.0000",
    ]);
  });

  it("golden 10: survey 12, 10, 5, 2 and one without an opinion are 19/29 of 2 points", () => {
    const group = aGroup([surveyLeaf("1", 2)], { survey: aSurvey() });
    const ballots = { A: 12, B: 10, C: 5, D: 2, noOpinion: 1 };
    const results = resultsOf(group, [{ survey: { "1": { q1: { so: ballots } } } }]);
    expect(pointsOf(results, "1")).toEqual(["1.3103"]);
  });

  it("golden 11: 64.5961 of 76 is 84.99, rounded once and not by way of 84.995", () => {
    const group = aGroup([leaf("1", 76)]);
    expect(resultsOf(group, [answering("1", "64.5961", "76")])).toMatchObject([
      { achieved: "64.5961", index: "84.99" },
    ]);
  });

  it("golden 15: one agency's changed figure moves the others' points, indexes and ranks", () => {
    const rule = { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" };
    const group = aGroup([leaf("1", 10, { rule }), leaf("2", 2)]);
    const first = { answers: { "1": share(50, 100) } };
    const second = { answers: { "1": share(40, 100), "2": share(1, 2) } };
    const third = (done: number): Json => ({ answers: { "1": share(done, 100) } });
    const before = resultsOf(group, [first, second, third(50)]);
    const after = resultsOf(group, [first, second, third(100)]);
    expect(pointsOf(before, "1")).toEqual(["10.0000", "8.0000", "10.0000"]);
    expect(pointsOf(after, "1")).toEqual(["5.0000", "4.0000", "10.0000"]);
    expect(before.map(({ index, rank }) => [index, rank])).toEqual([
      ["83.33", 1],
      ["75.00", 3],
      ["83.33", 1],
    ]);
    expect(after.map(({ index, rank }) => [index, rank])).toEqual([
      ["41.67", 2],
      ["41.67", 2],
      ["83.33", 1],
    ]);
  });

  it("lets everyone have the maximum where all are equal, and nobody where the best is 0", () => {
    const relative = (mode: string): Json => ({
      rule: { kind: "relative", mode, whenTotalZero: "full" },
    });
    const group = aGroup([leaf("1", 1, relative("minMax")), leaf("2", 1, relative("ratioToBest"))]);
    const agency = { answers: { "1": share(1, 3), "2": share(0, 5) } };
    const other = { answers: { "1": share(2, 6), "2": share(0, 0) } };
    const results = resultsOf(group, [agency, other]);
    expect(pointsOf(results, "1")).toEqual(["1.0000", "1.0000"]);
    expect(pointsOf(results, "2")).toEqual(["0.0000", "1.0000"]);
  });

  it("compares relative leaves by the answers, whatever gates and penalties do after", () => {
    const rule = { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" };
    const gate = { kind: "gate", label: "g", scope: "parent" };
    const group = aGroup([
      branch("1", 4, [leaf("1.1", 3, { rule }), leaf("1.2", 1, { rule: gate })]),
    ]);
    const caught = { answers: { "1.1": share(90, 100), "1.2": { breaches: 1 } } };
    const other = { answers: { "1.1": share(45, 100), "1.2": { breaches: 0 } } };
    expect(pointsOf(resultsOf(group, [caught, other]), "1.1")).toEqual(["0.0000", "1.5000"]);
  });

  it("leaves agencies out of the comparison for which the leaf does not apply", () => {
    const rule = { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" };
    const group = aGroup([leaf("1", 2, { rule }), leaf("2", 1)]);
    const out = { answers: { "1": share(100, 100) }, notApplicable: [{ code: "1" }] };
    const results = resultsOf(group, [out, { answers: { "1": share(50, 100) } }]);
    expect(pointsOf(results, "1")).toEqual(["out", "2.0000"]);
  });

  it("closes every leaf below a gate's parent but those that do not apply", () => {
    const gate = { kind: "gate", label: "g", scope: "parent" };
    const group = aGroup([
      branch("1", 7, [
        leaf("1.1", 1, { rule: gate }),
        branch("1.2", 4, [leaf("1.2.1", 2), leaf("1.2.2", 2, { notApplicable: "full" })]),
        leaf("1.3", 2),
      ]),
      leaf("2", 3),
    ]);
    const agency = {
      answers: {
        "1.1": { breaches: 2 },
        "1.2.1": share(1, 1),
        "1.3": share(1, 1),
        "2": share(1, 1),
      },
      notApplicable: [{ code: "1.2.2" }, { code: "1.3" }],
    };
    expect(resultsOf(group, [agency])).toMatchObject([
      {
        achieved: "5.0000",
        applicableMax: "8.0000",
        nodes: {
          "1": { points: "2.0000", max: "5.0000" },
          "1.2.1": { points: "0.0000", max: "2.0000" },
          "1.2.2": { points: "2.0000", max: "2.0000" },
          "1.3": { notApplicable: true },
        },
      },
    ]);
  });

  it("keeps the maximum of a leaf that counts full in, and takes that of another out", () => {
    const group = aGroup([leaf("1", 6, { notApplicable: "full" }), leaf("2", 4)]);
    const agency = { notApplicable: [{ code: "1" }, { code: "2" }], answers: { "2": share(1, 1) } };
    expect(resultsOf(group, [agency])).toMatchObject([
      { achieved: "6.0000", applicableMax: "6.0000", index: "100.00", rank: 1 },
    ]);
  });

  it("gives no index, band or rank where nothing applies, and leaves the others' ranks alone", () => {
    const group = aGroup([leaf("1", 6)]);
    const results = resultsOf(group, [{ notApplicable: [{ code: "1" }] }, answering("1", 1, 2)]);
    expect(results).toMatchObject([
      { achieved: "0.0000", applicableMax: "0.0000", index: null, band: null, rank: null },
      { index: "50.00", band: "Yếu", rank: 1 },
    ]);
  });

  it("counts a leaf without an answer 0 and keeps its maximum", () => {
    const group = aGroup([leaf("1", 6), leaf("2", 4)]);
    expect(resultsOf(group, [answering("2", 1, 1)])).toMatchObject([
      { achieved: "4.0000", applicableMax: "10.0000", index: "40.00" },
    ]);
  });
});

describe("bonus and penalty", () => {
  const adjustments = {
    bonusCap: 3,
    penaltyCap: 3,
    items: [
      { code: "T.1", kind: "bonus", name: "n", points: "0.5", cap: "1.5" },
      { code: "T.2", kind: "bonus", name: "n", points: "2" },
      { code: "P.1", kind: "penalty", name: "n", points: "0.25" },
      { code: "P.2", kind: "penalty", name: "n", points: "0.5", zeroesLeaves: true },
    ],
  };
  const group = aGroup([leaf("1", 50), leaf("2", 50)], { adjustments });
  const with40 = (entries: readonly Json[]): Json => ({
    ...answering("1", 80, 100),
    adjustments: entries,
  });

  it.each([
    {
      entries: [{ code: "T.1", count: 2 }],
      bonus: "1.0000",
      penalty: "0.0000",
      index: "41.00",
      because: "so much for each",
    },
    {
      entries: [
        { code: "T.1", count: 2 },
        { code: "T.1", count: 2 },
      ],
      bonus: "1.5000",
      penalty: "0.0000",
      index: "41.50",
      because: "entries of one item are added before its cap",
    },
    {
      entries: [
        { code: "T.1", count: 9 },
        { code: "T.2", count: 1 },
      ],
      bonus: "3.0000",
      penalty: "0.0000",
      index: "43.00",
      because: "the cap over all items",
    },
    {
      entries: [{ code: "P.1", count: 3 }],
      bonus: "0.0000",
      penalty: "0.7500",
      index: "39.25",
      because: "a penalty lowers the index",
    },
    {
      entries: [{ code: "P.1", count: 99 }],
      bonus: "0.0000",
      penalty: "3.0000",
      index: "37.00",
      because: "its cap too",
    },
    {
      entries: [{ code: "P.2", count: 1, leaves: ["1"] }],
      bonus: "0.0000",
      penalty: "0.5000",
      index: "-0.50",
      because: "the index is not held at 0",
    },
    {
      entries: [{ code: "P.2", count: 1 }],
      bonus: "0.0000",
      penalty: "0.5000",
      index: "39.50",
      because: "no leaf named",
    },
  ])("$index: $because", ({ entries, bonus, penalty, index }) => {
    expect(resultsOf(group, [with40(entries)])).toMatchObject([{ bonus, penalty, index }]);
  });

  it("rounds a half up towards plus infinity, under 0 too", () => {
    const fine = aGroup([leaf("1", 10)], {
      rounding: { indexDecimals: 0 },
      adjustments: { items: [{ code: "P", kind: "penalty", name: "n", points: "0.5" }] },
    });
    const times = (count: number): Json => ({ adjustments: [{ code: "P", count }] });
    const results = resultsOf(fine, [times(1), times(3), times(2)]);
    expect(results.map(({ index, band }) => [index, band])).toEqual([
      ["0", "Yếu"],
      ["-1", "Yếu"],
      ["-1", "Yếu"],
    ]);
  });

  it("never touches a leaf that does not apply", () => {
    const agency = {
      notApplicable: [{ code: "1" }],
      adjustments: [{ code: "P.2", count: 1, leaves: ["1", "2"] }],
    };
    expect(resultsOf(group, [agency])).toMatchObject([
      { applicableMax: "50.0000", index: "-0.50" },
    ]);
  });
});

describe("bands", () => {
  const group = aGroup([leaf("1", 50), branch("2", 50, [leaf("2.1", 50)])], {
    bands: [
      { name: "Tốt", from: 80, requires: [{ code: "2", minPercent: 60 }] },
      { name: "Khá", from: 60 },
      { name: "Yếu", from: 0 },
    ],
    knockouts: [
      { key: "ky-luat", label: "k", notAbove: "Khá" },
      { key: "nang", label: "n", notAbove: "Yếu" },
    ],
  });
  const agency = (first: string, second: string, more: Json = {}): Json => ({
    answers: { "1": share(first, 50), "2.1": share(second, 50) },
    ...more,
  });

  it.each([
    { file: agency("50", "30"), band: "Tốt", because: "the required share is reached exactly" },
    { file: agency("50", "29.99"), band: "Khá", because: "79.99 is under 80" },
    {
      file: agency("50", "29.999"),
      band: "Khá",
      because: "80.00 as printed, but 59.998 % of field 2",
    },
    {
      file: agency("50", "50", { knockouts: ["ky-luat"] }),
      band: "Khá",
      because: "knocked out of the best",
    },
    {
      file: agency("50", "50", { knockouts: ["ky-luat", "nang"] }),
      band: "Yếu",
      because: "the harder knock-out counts",
    },
    {
      file: agency("1", "1", { knockouts: ["ky-luat"] }),
      band: "Yếu",
      because: "a knock-out lifts nobody",
    },
    {
      file: { ...answering("1", 80, 100), notApplicable: [{ code: "2" }] },
      band: "Tốt",
      because: "a node that is wholly out holds",
    },
  ])("$band: $because", ({ file, band }) => {
    expect(resultsOf(group, [file])).toMatchObject([{ band }]);
  });
});

describe("tie breakers", () => {
  const fields = [leaf("1", 40), leaf("2", 40), surveyLeaf("3", 20)];
  const agency = (first: number, second: number, good: number): Json => ({
    answers: { "1": share(first, 40), "2": share(second, 40) },
    survey: { "3": { q1: { so: { A: good, D: 10 - good } } } },
  });

  it("are tried in order among equals, and leave a tie that none separates", () => {
    const group = aGroup(fields, { tieBreakers: ["survey", "1"], survey: aSurvey() });
    const results = resultsOf(group, [
      agency(10, 20, 5),
      agency(20, 10, 5),
      agency(10, 18, 6),
      agency(20, 10, 5),
    ]);
    expect(results.map(({ index }) => index)).toEqual(["40.00", "40.00", "40.00", "40.00"]);
    expect(results.map(({ rank }) => rank)).toEqual([4, 2, 1, 2]);
  });

  it("put an agency for which the breaker is wholly out after the others", () => {
    const group = aGroup([leaf("1", 50), leaf("2", 50)], { tieBreakers: ["2"] });
    const without = { ...answering("1", 25, 50), notApplicable: [{ code: "2" }] };
    const results = resultsOf(group, [without, answering("1", 50, 50), without]);
    expect(results.map(({ index, rank }) => [index, rank])).toEqual([
      ["50.00", 2],
      ["50.00", 1],
      ["50.00", 2],
    ]);
  });
});

describe("survey leaves", () => {
  const shares = (group: CompiledGroup, tallies: readonly Json[]): readonly unknown[] =>
    pointsOf(
      resultsOf(
        group,
        tallies.map((q1) => ({ survey: { "1": { q1 } } })),
      ),
      "1",
    );

  it.each([
    { combine: "pooled", points: "5.2000", because: "(4 × 1 + 2 × 0.6) of 10 ballots" },
    { combine: "groups", points: "5.7500", because: "0.5 once and 0.6 three times" },
  ])("combines respondent groups, $combine: $because", ({ combine, points }) => {
    const group = aGroup([surveyLeaf("1", 10)], {
      survey: { ...aSurvey(), combine, groupWeights: { so: 1, xa: 3 } },
    });
    expect(shares(group, [{ so: { A: 4, D: 4 }, xa: { B: 2 } }])).toEqual([points]);
  });

  it("leaves a group without a valid ballot out of the weights", () => {
    const group = aGroup([surveyLeaf("1", 10)], {
      survey: { ...aSurvey(), groupWeights: { so: 1, xa: 3 } },
    });
    expect(shares(group, [{ so: { A: 4, D: 4 }, xa: { noOpinion: 7 } }])).toEqual(["5.0000"]);
  });

  it.each([
    { whenTooFew: "zero", points: ["0.0000", "6.0000", "8.0000"], because: "nothing for too few" },
    {
      whenTooFew: "notApplicable",
      points: ["out", "6.0000", "8.0000"],
      because: "its policy takes it out",
    },
    {
      whenTooFew: "groupMean",
      points: ["7.0000", "6.0000", "8.0000"],
      because: "the mean of those with enough",
    },
  ])("with too few ballots: $whenTooFew", ({ whenTooFew, points }) => {
    const group = aGroup([surveyLeaf("1", 10)], { survey: { ...aSurvey(), whenTooFew } });
    const tallies = [{ so: { A: 4, noOpinion: 9 } }, { so: { B: 5 } }, { so: { A: 3, B: 3 } }];
    expect(shares(group, tallies)).toEqual(points);
  });

  it("takes a leaf out where nobody has enough ballots to lend a share", () => {
    const group = aGroup([surveyLeaf("1", 10)], {
      survey: { ...aSurvey(), whenTooFew: "groupMean" },
    });
    expect(shares(group, [{}, { so: { A: 4 } }])).toEqual(["out", "out"]);
  });

  it("asks for enough ballots at each question, and takes the plain mean of the questions", () => {
    const two = surveyLeaf("1", 10, ["q1", "q2"]);
    const group = aGroup([two], { survey: aSurvey() });
    const both = { survey: { "1": { q1: { so: { A: 5 } }, q2: { so: { D: 50 } } } } };
    const one = { survey: { "1": { q1: { so: { A: 5 } } } } };
    expect(pointsOf(resultsOf(group, [both, one]), "1")).toEqual(["5.0000", "out"]);
  });
});

function surveyLeaf(code: string, max: number, questions: readonly string[] = ["q1"]): Json {
  return leaf(code, max, { source: "survey", rule: { kind: "survey", questions } });
}

function aSurvey(): Json {
  const options = Object.entries({ A: "1", B: "0.6", C: "0.2", D: "0" }).map(([key, weight]) => ({
    key,
    label: key,
    weight,
  }));
  return {
    combine: "groups",
    groupWeights: { so: 1, xa: 1 },
    minBallots: 5,
    whenTooFew: "notApplicable",
    questions: ["q1", "q2"].map((key) => ({ key, text: key, options })),
  };
}

describe("on random schemes and answers", () => {
  const seeds = fc.nat();

  interface Prepared {
    readonly group: CompiledGroup;
    readonly answers: AnswersFile;
  }

  function prepared(seed: number): Prepared {
    const { scheme, answers } = randomFiles(seed);
    const read = readScheme(raw(scheme));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const group = compileGroup(read.value);
    const file = readAnswers(raw(answers), [group.compiled]);
    if (!file.ok) throw new Error(JSON.stringify(file.error));
    return { group, answers: file.value };
  }

  it("points lie between 0 and the maximum, and sums are exact", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { group, answers } = prepared(seed);
        const { leaves } = group.compiled;
        const all = answers.agencies.map((agency) => agency.prepared);
        for (const { points, achieved, applicableMax } of scoreGroup(group, all, answers.calendar)
          .scores) {
          let [sum, max] = [0, 0];
          for (const { place, maxUnits, roundedTo } of leaves) {
            const each = points[place] ?? Number.NaN;
            if (each === outMark) continue;
            expect(each >= 0 && each <= maxUnits && each % (10_000 / roundedTo) === 0).toBe(true);
            sum += each;
            max += maxUnits;
          }
          expect([achieved, applicableMax]).toEqual([sum, max]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("results do not depend on the order of the agencies", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { group, answers } = prepared(seed);
        const all = answers.agencies.map((agency) => agency.prepared);
        const other = drawFrom(seed).shuffled(all);
        const byCode = (list: typeof all): unknown =>
          Object.fromEntries(
            scoreGroup(group, list, answers.calendar).scores.map((score) => [
              score.code,
              agencyResultText(group, score),
            ]),
          );
        expect(byCode(other)).toEqual(byCode(all));
      }),
      { numRuns: 60 },
    );
  });

  it("a change computed alone gives what computing everything gives", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { group, answers } = prepared(seed);
        const draw = drawFrom(seed);
        let all = answers.agencies.map((agency) => agency.prepared);
        let scores = scoreGroup(group, all, answers.calendar);
        for (let change = 0; change < 4; change += 1) {
          const at = draw.whole(0, all.length - 1);
          const from = draw.pick(all);
          const code = all[at]?.code ?? "";
          const leafAt = draw.whole(0, group.compiled.leaves.length - 1);
          const current = all[at] ?? from;
          // Another agency's answer to one leaf, or all of its answers and declarations.
          const facts = current.facts.with(leafAt, from.facts[leafAt] ?? null);
          const agency = draw.chance(0.7) ? { ...current, facts } : { ...from, code };
          all = all.with(at, agency);
          scores = rescoreAgency(group, scores, { at, agency }, answers.calendar);
          expect(scores).toEqual(scoreGroup(group, all, answers.calendar));
        }
      }),
      { numRuns: 100 },
    );
  });
});
