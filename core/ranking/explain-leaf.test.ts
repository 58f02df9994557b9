import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRawJson } from "../../adapters/scheme-files/parse-raw-json.ts";
import { randomFiles } from "../../test/random-scheme.ts";
import {
  type Rational,
  compare,
  dividedBy,
  floorOf,
  hundred,
  isZero,
  minus,
  one,
  plus,
  rational,
  readFigure,
  times,
  writeFigure,
  zero,
} from "../rational.ts";
import { openCalendar } from "../round/calendar.ts";
import { readScheme } from "../scheme/check-scheme.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import { unitsPerPoint } from "../scoring/compile-scheme.ts";
import { readAnswers } from "../scoring/read-answers.ts";
import { outMark } from "../scoring/score-agency.ts";
import type { LeafTrace, RuleStep, ShareFigures, TraceStep } from "../scoring/trace.ts";
import { compileGroup } from "./compile-group.ts";
import { explainLeaf } from "./explain-leaf.ts";
import { type ScoredGroup, scoreFile } from "./score-file.ts";

const raw = (file: object): RawValue => parseRawJson(JSON.stringify(file));
const calendar = openCalendar({
  daysOff: ["2025-01-28", "2025-01-29"],
  workingDays: ["2025-02-08"],
});
const figure = readFigure;

function randomGroup(seed: number): ScoredGroup {
  const { scheme, answers } = randomFiles(seed);
  const read = readScheme(raw(scheme));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const group = compileGroup(read.value);
  const file = readAnswers(raw(answers), [group.compiled]);
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  const [scored] = scoreFile([group], file.value);
  if (!scored) throw new Error("No group");
  return scored;
}

function allTraces({ group, scores }: ScoredGroup): readonly { trace: LeafTrace; units: number }[] {
  return scores.scores.flatMap(({ points }, agency) =>
    group.compiled.leaves.map(({ place }) => ({
      trace: explainLeaf(group, scores, { agency, leaf: place }, calendar),
      units: points[place] ?? Number.NaN,
    })),
  );
}

type StepOf<K extends RuleStep["kind"]> = Extract<RuleStep, { readonly kind: K }>;

/** Works a rule's step out again from the figures it names; not where a label decides. */
const rework: { readonly [K in RuleStep["kind"]]?: (step: StepOf<K>) => Rational } = {
  ratio: (step) => times(ratioFactor(step), figure(step.max)),
  steps: stepsPoints,
  perItem: (step) => times(figure(step.count), figure(step.each)),
  sum: (step) => step.parts.map((part) => figure(part.points)).reduce(plus, zero),
  deduct: (step) =>
    step.allLost ? zero : step.per.map(({ lost }) => figure(lost)).reduce(minus, figure(step.max)),
  ratioToBest: ({ best, max, share }) =>
    isZero(figure(best)) ? zero : times(figure(max), dividedBy(percent(share), figure(best))),
  minMax: minMaxPoints,
  leader: leaderPoints,
  alternatives: (step) => step.steps.map(pointsOf).reduce(plus, zero),
  external: ({ max, value, scale }) => times(figure(max), dividedBy(figure(value), figure(scale))),
  survey: surveyPoints,
};

function reworked<K extends RuleStep["kind"]>(kind: K, step: StepOf<K>): Rational | undefined {
  return rework[kind]?.(step);
}

function minMaxPoints({ best, worst, max, share }: StepOf<"minMax">): Rational {
  const spread = minus(figure(best), figure(worst));
  if (isZero(spread)) return figure(max);
  return times(figure(max), dividedBy(minus(percent(share), figure(worst)), spread));
}

function surveyPoints({ questions, borrowed, share, max }: StepOf<"survey">): Rational {
  const means = questions.map(({ mean }) => figure(mean));
  if (!borrowed) {
    const mean = dividedBy(means.reduce(plus, zero), rational(means.length));
    expect(writeFigure(mean)).toBe(share);
  }
  return times(figure(max), figure(share));
}

function percent({ done, total, percent: told }: ShareFigures): Rational {
  const share = times(dividedBy(figure(done), figure(total)), hundred);
  expect(compare(share, figure(told))).toBe(0);
  return share;
}

function ratioFactor(step: Extract<RuleStep, { kind: "ratio" }>): Rational {
  const share = percent(step.share);
  if (step.reached === "underFloor") return zero;
  if (step.reached === "cap") return one;
  const floor = step.from === "floor" && step.floor !== null ? figure(step.floor) : zero;
  return dividedBy(minus(share, floor), minus(figure(step.cap), floor));
}

function stepsPoints(step: Extract<RuleStep, { kind: "steps" }>): Rational {
  if (step.steps === null) return zero;
  const made = floorOf(
    dividedBy(minus(figure(step.value), figure(step.start)), figure(step.every)),
  );
  expect(writeFigure(made)).toBe(step.steps);
  return plus(figure(step.base), times(made, figure(step.each)));
}

function leaderPoints(step: Extract<RuleStep, { kind: "leader" }>): Rational {
  const [q, best, max] = [figure(step.q), figure(step.best), figure(step.max)];
  const half = dividedBy(max, rational(2));
  switch (step.place) {
    case "below":
      return times(half, q);
    case "at":
      return half;
    case "leader":
      return max;
    case "above":
      return plus(half, times(half, dividedBy(minus(q, one), minus(best, one))));
  }
}

function pointsOf(step: TraceStep): Rational {
  return "points" in step ? figure(step.points) : zero;
}

const finishing = ["unanswered", "missing", "notApplicable", "held", "rounded"];

function isRuleStep(step: TraceStep): step is RuleStep {
  return ![...finishing, "zeroedByGate", "zeroedByPenalty", "awaitsGroup"].includes(step.kind);
}

describe("explainLeaf", () => {
  it("ends at the points that count, for every leaf of random groups", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { trace, units } of allTraces(randomGroup(seed))) {
          const points = units === outMark ? null : writeFigure(rational(units, unitsPerPoint));
          expect(trace.points).toBe(points);
          const last = trace.steps.at(-1);
          if (last && "points" in last) expect(last.points).toBe(points);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("names figures from which each step can be worked out again", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { trace } of allTraces(randomGroup(seed))) {
          for (const step of trace.steps.filter(isRuleStep)) {
            const again = reworked(step.kind, step);
            if (again) expect(writeFigure(again)).toBe(step.points);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("goes from each figure to the next without a gap", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { trace } of allTraces(randomGroup(seed))) {
          for (const [at, step] of trace.steps.entries()) {
            const before = trace.steps[at - 1];
            if (step.kind !== "held" && step.kind !== "rounded") continue;
            expect(before && writeFigure(pointsOf(before))).toBe(step.before);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("meets every kind of step", () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 150; seed += 1) {
      for (const { trace } of allTraces(randomGroup(seed))) {
        for (const step of trace.steps) kinds.add(step.kind);
      }
    }
    expect([...kinds].sort()).toEqual(
      [
        ...["alternatives", "appraiser", "countLevels", "deduct", "external", "formula", "gate"],
        ...["growth", "held", "lateness", "leader", "levels", "matrix", "minMax", "missing"],
        ...["notApplicable", "perItem", "percentBands", "ratio", "ratioToBest", "rounded", "steps"],
        ...["sum", "survey", "unanswered", "yesNo", "zeroedByGate", "zeroedByPenalty"],
      ].sort(),
    );
  });
});
