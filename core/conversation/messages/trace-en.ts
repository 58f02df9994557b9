import { compare, dividedBy, hundred, minus, readFigure, writeFigure } from "../../rational.ts";
import type { Figure, LeafTrace, MissingReason, ShareFigures } from "../../scoring/trace.ts";
import { capitalised, decimalText, equalsText, exactText } from "./figure-text.ts";
import { formulaText } from "./formula-text.ts";
import { type StepOf, type TraceWriters, writeSteps } from "./trace-writers.ts";

/**
 * Tells in English how a leaf's facts became its points, on one line: "18/20 = 90% ≥ 80% →
 * 0.9 × 1.5 = 1.35 points". Figures whose digits had to be cut stand after "≈".
 */
export function traceEn(trace: LeafTrace): string {
  const told = capitalised(writeSteps(writers, trace.steps, trace));
  if (trace.points === null) return told;
  return `${told} ${trace.points === "1" ? "point" : "points"}`;
}

const n = (figure: Figure) => decimalText(figure, "en");
const exact = (figure: Figure) => exactText(figure, "en");
const is = (figure: Figure) => equalsText(figure, "en");
const percent = (figure: Figure) => `${n(figure)}%`;
/** A percentage inside a computation: exact, as a plain fraction where its digits never end. */
const exactPercent = (figure: Figure) => {
  const text = exact(figure);
  return text.includes("/")
    ? `(${exact(writeFigure(dividedBy(readFigure(figure), hundred)))})`
    : `${text}%`;
};
const share = ({ done, total, percent: p }: ShareFigures) => `${n(done)}/${n(total)} ${is(p)}%`;

const reasons: Readonly<Record<"declared" | MissingReason, string>> = {
  declared: "as declared",
  totalZero: "a total of 0",
  noBaseline: "no figure to compare with",
  divisionByZero: "a denominator of 0",
  tooFewBallots: "too few ballots",
};

const writers: TraceWriters = {
  yesNo: ({ yes, points }) => `${yes ? "met" : "not met"} → ${n(points)}`,
  levels: ({ label, points }) => `${label} → ${n(points)}`,
  countLevels: ({ count, atLeast, points }) =>
    atLeast === "0" ? `${n(count)} → ${n(points)}` : `${n(count)} ≥ ${n(atLeast)} → ${n(points)}`,
  percentBands: ({ share: given, from, fromInclusive, next, points }) => {
    const reached = isBeyond(given.percent, from, fromInclusive)
      ? ` ${fromInclusive ? "≥" : ">"} ${percent(from)}`
      : "";
    const missed = next ? ` ${next.fromInclusive ? "<" : "≤"} ${percent(next.from)}` : "";
    const both = reached !== "" && missed !== "" ? `${reached} and${missed}` : reached + missed;
    return `${share(given)}${both} → ${n(points)}`;
  },
  ratio,
  steps: ({ value, start, every, base, each, steps, points }) =>
    steps === null
      ? `${n(value)} < ${n(start)} → ${n(points)}`
      : `(${n(value)} − ${n(start)})/${n(every)} makes ${n(steps)} full steps → ${n(base)} + ${n(steps)} × ${n(each)} ${is(points)}`,
  perItem: ({ count, each, points }) => `${n(count)} × ${n(each)} ${is(points)}`,
  sum: ({ parts, points }) => {
    const told = parts.map(({ label, there, steps, max, points: got }) => {
      if (there !== null) return `${label}: ${there ? `yes, ${n(got)}` : "no, 0"}`;
      return `${label}: ${steps.length === 0 ? n(got) : writeSteps(writers, steps, { max })}`;
    });
    return `${told.join("; ")} → ${parts.map((part) => exact(part.points)).join(" + ")} ${is(points)}`;
  },
  deduct,
  lateness: ({ date, due, days, daysLate, maxDaysLate, points }) => {
    if (date === null || daysLate === null) return `never handed in → ${n(points)}`;
    const limit = due;
    if (daysLate === "0") return `${date}, on time for ${limit} → ${n(points)}`;
    const late = `${date} is ${n(daysLate)} ${days === "working" ? "working days" : "days"} after ${limit}`;
    const level = maxDaysLate === null ? ", beyond the last level" : ` ≤ ${n(maxDaysLate)}`;
    return `${late}${level} → ${n(points)}`;
  },
  matrix: ({ facts, row, when, points }) => {
    const told = facts.map(({ label, value, share: given }) => {
      if (given) return `${label}: ${share(given)}`;
      if (typeof value === "boolean") return `${label}: ${value ? "yes" : "no"}`;
      return `${label}: ${n(value)}`;
    });
    const which = when === null ? "any other case" : `row ${String(row)} of the table`;
    return `${told.join("; ")} → ${which} → ${n(points)}`;
  },
  gate: ({ label, breaches, points }) => `${label}: ${n(breaches)} → ${n(points)}`,
  growth: ({ current, baseline, change, from, points }) => {
    const subtracted = baseline.startsWith("-") ? `(${n(baseline)})` : n(baseline);
    const band = from === null ? ", under every other band" : ` ≥ ${n(from)}`;
    return `${n(current)} − ${subtracted} ${is(change)}${band} → ${n(points)}`;
  },
  ratioToBest: ({ share: given, best, max, points }) =>
    best === "0"
      ? `${share(given)}; the group's best is 0 → ${n(points)}`
      : `${share(given)}; best of the group ${percent(best)} → ${exactPercent(given.percent)}/${exactPercent(best)} × ${n(max)} ${is(points)}`,
  minMax: ({ share: given, best, worst, max, points }) =>
    best === worst
      ? `${share(given)}; all agencies of the group are equal → ${n(points)}`
      : `${share(given)}; the group lies between ${percent(worst)} and ${percent(best)} → ` +
        `(${exactPercent(given.percent)} − ${exactPercent(worst)})/(${exactPercent(best)} − ${exactPercent(worst)}) × ${n(max)} ${is(points)}`,
  leader,
  alternatives: ({ label, steps, points }, ends) =>
    `${label}: ${steps.length === 0 ? n(points) : writeSteps(writers, steps, ends)}`,
  external: ({ value, scale, max, points }) => `${n(value)}/${n(scale)} × ${n(max)} ${is(points)}`,
  survey: ({ questions, borrowed, share: mean, max, points }) => {
    const told = borrowed
      ? "too few ballots, the group's mean is taken"
      : questions
          .map(
            ({ key, ballots, mean: own }) =>
              `question ${key}: ${n(ballots)} ballots, mean ${n(own)}`,
          )
          .join("; ");
    const short = exact(mean).length <= 15 ? exact(mean) : `≈${n(mean)}`;
    return `${told} → ${short} × ${n(max)} ${is(points)}`;
  },
  appraiser: ({ points }) => `the appraiser gives ${n(points)}`,
  formula: ({ expression, variables, points }, { max }) =>
    `with ${variables.map(({ key, value }) => `${key} = ${n(value)}`).join("; ")} → ` +
    `${formulaText(expression, max, "en")} ${is(points)}`,
  unanswered: () => "no answer yet → 0",
  missing: ({ why, gives, points }) =>
    `${reasons[why]} → ${gives === "full" ? `the maximum, ${n(points)}` : n(points)}`,
  notApplicable: ({ why, policy }, { max }) =>
    policy === "full"
      ? `not applicable (${reasons[why]}) → counted in full, ${n(max)}`
      : `not applicable (${reasons[why]}), ${n(max)} taken out of the maximum`,
  awaitsGroup: ({ share: given, mode }) =>
    `${mode === "leader" ? `${n(given.done)} against a target of ${n(given.total)}` : share(given)}; the points wait for the whole group`,
  held: ({ points }, { max }) => `held between 0 and ${n(max)}: ${n(points)}`,
  rounded: ({ decimals, points }) => `rounded to ${String(decimals)} decimals: ${n(points)}`,
  setByHand: ({ points }) => `points decided in appraisal: ${n(points)}`,
  zeroedByGate: ({ gate }) => `a breach at ${gate}: 0`,
  zeroedByPenalty: ({ item }) => `penalty ${item}: 0`,
};

function ratio(step: StepOf<"ratio">): string {
  const { share: given, floor, floorInclusive, cap, reached, max, points } = step;
  if (reached === "underFloor" && floor !== null) {
    return `${share(given)} ${floorInclusive ? "<" : "≤"} ${percent(floor)} → ${n(points)}`;
  }
  if (reached === "cap") {
    return given.percent === cap
      ? `${share(given)} → ${n(points)}`
      : `${share(given)} ≥ ${percent(cap)} → ${n(points)}`;
  }
  const above = floor === null ? [] : [`${floorInclusive ? "≥" : ">"} ${percent(floor)}`];
  const under = cap === "100" ? [] : [`< ${percent(cap)}`];
  const bounds = [...above, ...under].join(" and ");
  return `${share(given)}${bounds && ` ${bounds}`} → ${ratioFactor(step)} × ${n(max)} ${is(points)}`;
}

function ratioFactor({ share: given, floor, cap, from, factor }: StepOf<"ratio">): string {
  const p = exactPercent(given.percent);
  if (from === "floor" && floor !== null) {
    return `(${p} − ${percent(floor)})/(${percent(cap)} − ${percent(floor)})`;
  }
  return cap === "100" ? exact(factor) : `${p}/${percent(cap)}`;
}

function deduct({ max, per, together, zeroFrom, allLost, points }: StepOf<"deduct">): string {
  if (allLost && zeroFrom !== null) {
    return `${n(together)} cases together ≥ ${n(zeroFrom)} → ${n(points)}`;
  }
  const counted = per.filter(({ count }) => count !== "0");
  if (counted.length === 0) return `nothing to deduct → ${n(points)}`;
  const told = counted.map(({ label, count }) => `${label}: ${n(count)}`).join("; ");
  const lost = counted.map(({ count, each }) => `${n(count)} × ${n(each)}`).join(" − ");
  return `${told} → ${n(max)} − ${lost} ${is(points)}`;
}

function leader({ actual, target, q, best, place, max, points }: StepOf<"leader">): string {
  const got = `${n(actual)}/${n(target)} ${is(q)}`;
  switch (place) {
    case "below":
      return `${got}, under target → 0.5 × ${n(max)} × ${exact(q)} ${is(points)}`;
    case "at":
      return `${got}, exactly on target → 0.5 × ${n(max)} ${is(points)}`;
    case "leader":
      return `${got}, above target and best of the group → ${n(points)}`;
    case "above": {
      const excess = ratioOfExcess(q, best);
      return (
        `${got}, above target; best of the group ${n(best)} → ` +
        `0.5 × ${n(max)} + 0.5 × ${n(max)} × ${exact(excess)} ${is(points)}`
      );
    }
  }
}

/** (q - 1) / (best - 1). */
function ratioOfExcess(q: Figure, best: Figure): Figure {
  const one = readFigure("1");
  return writeFigure(dividedBy(minus(readFigure(q), one), minus(readFigure(best), one)));
}

function isBeyond(percentReached: Figure, from: Figure, inclusive: boolean): boolean {
  if (from === "0") return false;
  const order = compare(readFigure(percentReached), readFigure(from));
  return inclusive ? order >= 0 : order > 0;
}
