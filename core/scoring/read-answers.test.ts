import { describe, expect, it } from "vitest";
import { parseRawJson } from "../../adapters/scheme-files/parse-raw-json.ts";
import { readScheme } from "../scheme/check-scheme.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import { type CompiledScheme, compileScheme } from "./compile-scheme.ts";
import { readAnswers } from "./read-answers.ts";

type Json = Record<string, unknown>;

const raw = (file: unknown): RawValue => parseRawJson(JSON.stringify(file));

function leaf(code: string, rule: Json, more: Json = {}): Json {
  return { code, name: `Tiêu chí ${code}`, max: 1, source: "self", lead: "SNV", rule, ...more };
}

function aScheme(days = "calendar"): CompiledScheme {
  const lateness = {
    kind: "lateness",
    due: "2025-01-01",
    days,
    levels: [{ maxDaysLate: 0, points: 1 }],
  };
  const scheme = readScheme(
    raw({
      format: 1,
      scheme: "thu",
      title: "Thử",
      year: 2025,
      group: "so",
      basis: [],
      total: 4,
      evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
      bands: [{ name: "Yếu", from: 0 }],
      knockouts: [{ key: "ky-luat", label: "k", notAbove: "Yếu" }],
      adjustments: {
        items: [
          { code: "T.1", kind: "bonus", name: "n", points: 1 },
          { code: "P.2", kind: "penalty", name: "n", points: 1, zeroesLeaves: true },
        ],
      },
      survey: {
        combine: "pooled",
        groupWeights: { so: 1 },
        minBallots: 1,
        whenTooFew: "zero",
        questions: [{ key: "q1", text: "q", options: [{ key: "A", label: "A", weight: 1 }] }],
      },
      fields: [
        {
          code: "1",
          name: "Lĩnh vực",
          max: 3,
          children: [
            leaf("1.1", { kind: "ratio", whenTotalZero: "zero" }),
            leaf("1.2", { kind: "yesNo" }, { notApplicable: "forbidden" }),
            leaf("1.3", { kind: "survey", questions: ["q1"] }, { source: "survey" }),
          ],
        },
        leaf("2", { kind: "sum", parts: [{ key: "a", label: "a", max: 1, rule: lateness }] }),
      ],
    }),
  );
  if (!scheme.ok) throw new Error(JSON.stringify(scheme.error));
  return compileScheme(scheme.value);
}

const scheme = aScheme();

function problems(file: unknown, schemes = [scheme], isComplete = true): readonly string[] {
  const answers = readAnswers(raw(file), schemes, isComplete);
  return answers.ok ? [] : answers.error.map(({ path }) => path);
}

const agency = (more: Json): Json => ({ code: "SNV", name: "Sở Nội vụ", group: "so", ...more });
const file = (...agencies: readonly Json[]): Json => ({ format: 1, agencies });
const spot = "agencies[0] (SNV)";

describe("readAnswers", () => {
  it("takes a file with nothing but agencies, and one with everything", () => {
    expect(problems(file(agency({})))).toEqual([]);
    expect(
      problems(
        file(
          agency({
            notApplicable: [{ code: "1.1", reason: "không có" }],
            answers: { "1.1": { done: 1, total: "2" }, "1.2": { yes: true } },
            adjustments: [
              { code: "T.1", count: 2 },
              { code: "P.2", count: "1", leaves: ["1.2"] },
            ],
            knockouts: ["ky-luat"],
            survey: { "1.3": { q1: { so: { A: 3, noOpinion: 1 } } } },
          }),
        ),
      ),
    ).toEqual([]);
  });

  it.each([
    { more: { group: "xa" }, path: `${spot}.group`, because: "no scheme for the group" },
    { more: { group: 1 }, path: `${spot}.group`, because: "a group that is a number" },
    { more: { other: 1 }, path: `${spot}.other`, because: "an unknown key" },
    { more: { answers: { "9.9": {} } }, path: `${spot}.answers[9.9]`, because: "an unknown code" },
    {
      more: { answers: { "1": { yes: true } } },
      path: `${spot}.answers[1]`,
      because: "not a leaf",
    },
    { more: { answers: [] }, path: `${spot}.answers`, because: "a list of answers" },
    {
      more: { answers: { "1.1": { done: 3, total: 2 } } },
      path: `${spot}.answers[1.1]`,
      because: "more done than there was",
    },
    {
      more: { answers: { "1.1": { done: 3 } } },
      path: `${spot}.answers[1.1].total`,
      because: "no total",
    },
    {
      more: { answers: { "1.1": { yes: true } } },
      path: `${spot}.answers[1.1].yes`,
      because: "another rule's answer",
    },
    {
      more: { answers: { "1.1": null } },
      path: `${spot}.answers[1.1]`,
      because: "an answer that is nothing",
    },
    {
      more: { answers: { "1.3": { share: 1 } } },
      path: `${spot}.answers[1.3]`,
      because: "a survey leaf takes tallies",
    },
    {
      more: { survey: { "1.1": {} } },
      path: `${spot}.survey[1.1]`,
      because: "tallies for another kind of leaf",
    },
    {
      more: { survey: { "1.3": { q9: {} } } },
      path: `${spot}.survey[1.3].q9`,
      because: "an unknown question",
    },
    {
      more: { survey: { "1.3": { q1: { xa: {} } } } },
      path: `${spot}.survey[1.3].q1.xa`,
      because: "an unknown respondent group",
    },
    {
      more: { survey: { "1.3": { q1: { so: { Z: 1 } } } } },
      path: `${spot}.survey[1.3].q1.so.Z`,
      because: "an unknown option",
    },
    {
      more: { survey: { "1.3": { q1: { so: { A: "1.5" } } } } },
      path: `${spot}.survey[1.3].q1.so.A`,
      because: "half a ballot",
    },
    {
      more: { survey: { "1.3": { q1: { so: { noOpinion: -1 } } } } },
      path: `${spot}.survey[1.3].q1.so.noOpinion`,
      because: "fewer than none",
    },
    {
      more: { adjustments: [{ code: "T.9", count: 1 }] },
      path: `${spot}.adjustments[0].code`,
      because: "an unknown item",
    },
    {
      more: { adjustments: [{ code: "T.1" }] },
      path: `${spot}.adjustments[0].count`,
      because: "no count",
    },
    {
      more: { adjustments: [{ code: "T.1", count: "0.5" }] },
      path: `${spot}.adjustments[0].count`,
      because: "half a time",
    },
    {
      more: { adjustments: [{ code: "T.1", count: 1, leaves: ["1.1"] }] },
      path: `${spot}.adjustments[0].leaves`,
      because: "an item that zeroes nothing",
    },
    {
      more: { adjustments: [{ code: "P.2", count: 1, leaves: ["1"] }] },
      path: `${spot}.adjustments[0].leaves[0]`,
      because: "not a leaf",
    },
    {
      more: { knockouts: ["khac"] },
      path: `${spot}.knockouts[0]`,
      because: "an unknown knock-out",
    },
    {
      more: { notApplicable: [{ code: "7" }] },
      path: `${spot}.notApplicable[0].code`,
      because: "an unknown node",
    },
    {
      more: { notApplicable: ["1.1"] },
      path: `${spot}.notApplicable[0]`,
      because: "not an object",
    },
  ])("refuses an agency: $because", ({ more, path }) => {
    expect(problems(file(agency(more)))).toContain(path);
  });

  it("names the leaf that must apply where a node above it is declared not applicable", () => {
    const answers = readAnswers(raw(file(agency({ notApplicable: [{ code: "1" }] }))), [scheme]);
    expect(answers).toMatchObject({
      ok: false,
      error: [
        { path: `${spot}.notApplicable[0].code`, read: '"1", gồm tiêu chí 1.2 (Tiêu chí 1.2)' },
      ],
    });
  });

  it("refuses an agency twice, wherever it stands", () => {
    expect(problems(file(agency({}), agency({ name: "Khác" })))).toEqual([
      "agencies[1] (SNV).code",
    ]);
  });

  it("lists every problem of every agency at once", () => {
    const first = agency({ answers: { "1.1": { done: -1, total: "x" } }, knockouts: ["?"] });
    expect(problems({ format: 2, agencies: [first, { code: 5 }] })).toEqual([
      "format",
      `${spot}.answers[1.1].done`,
      `${spot}.answers[1.1].total`,
      `${spot}.knockouts[0]`,
      "agencies[1].code",
      "agencies[1].group",
    ]);
  });

  it("wants a calendar only where a scheme counts working days", () => {
    const working = aScheme("working");
    expect(problems(file(agency({})), [working])).toEqual(["calendar"]);
    expect(problems({ ...file(agency({})), calendar: {} }, [working])).toEqual([]);
  });

  it.each([
    { calendar: { daysOff: ["2025-02-30"] }, path: "calendar.daysOff[0]", because: "no such day" },
    { calendar: { holidays: [] }, path: "calendar.holidays", because: "an unknown key" },
    {
      calendar: { daysOff: ["2025-05-01"], workingDays: ["2025-05-01"] },
      path: "calendar",
      because: "off and worked",
    },
    { calendar: [], path: "calendar", because: "a list" },
  ])("refuses a calendar: $because", ({ calendar, path }) => {
    expect(problems({ ...file(agency({})), calendar })).toEqual([path]);
  });

  it.each([{ read: [] }, { read: null }, { read: {} }, { read: { format: 1, agencies: {} } }])(
    "refuses $read",
    ({ read }) => {
      expect(problems(read).length).toBeGreaterThan(0);
    },
  );

  it("passes over agencies of a group whose scheme was refused", () => {
    expect(problems(file(agency({ group: "xa", answers: 7 })), [scheme], false)).toEqual([]);
  });
});
