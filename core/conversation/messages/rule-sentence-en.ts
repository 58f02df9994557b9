import { decimal, isWhole, plus, times, writeFigure } from "../../rational.ts";
import type {
  DecimalText,
  Leaf,
  MatrixCondition,
  MatrixFact,
  MissingPolicy,
  RatioRule,
} from "../../scheme/scheme.ts";
import { capitalised, decimalText } from "./figure-text.ts";
import { formulaText } from "./formula-text.ts";
import { type RuleOf, type RulePlace, type RuleWriters, placeOf, writeRule } from "./rule-place.ts";
import { type RatioWorth, bestFirst, isZero, nextDay, ratioThresholds } from "./rule-ranges.ts";
import { type Range, type RangeEnd, rangesOf } from "./threshold-ranges.ts";

/**
 * Says in English how a leaf is scored: "80% or more: 1.5 × ratio; under 80%: 0". The scheme's own
 * labels stay as they are written. Has no full stop at its end.
 */
export function ruleSentenceEn(leaf: Leaf): string {
  return capitalised(writeRule(writers, leaf.rule, placeOf(leaf)));
}

const n = (figure: DecimalText) => decimalText(figure, "en");
const percent = (figure: DecimalText) => `${n(figure)}%`;

const writers: RuleWriters = {
  yesNo: (_, { max }) => `met: ${n(max)}; not met: 0`,
  levels: ({ levels }) => bestFirst(levels).map(worthOf).join("; "),
  countLevels: ({ levels }) =>
    rangesOf(
      levels.map(({ atLeast, points }) => ({ from: atLeast, fromInclusive: true, worth: points })),
    )
      .map((range) => `${countRange(range)}: ${n(range.worth)}`)
      .join("; "),
  percentBands: ({ bands, whenTotalZero }, place) =>
    [
      ...rangesOf(bands.map(({ points, ...band }) => ({ ...band, worth: points }))).map(
        (range) => `${percentRange(range)}: ${n(range.worth)}`,
      ),
      whenNothing(whenTotalZero, place),
    ].join("; "),
  ratio,
  steps: ({ start, every, points, base }, { max }) => {
    const gain = `plus ${n(points)} for each full ${n(every)} above, at most ${n(max)}`;
    const under = isZero(start) ? "" : `under ${n(start)}: 0; `;
    return `${under}${n(start)} or more: ${n(base)}, ${gain}`;
  },
  perItem: ({ points }, { max }) => `${n(points)} for each case, at most ${n(max)}`,
  sum,
  deduct: ({ per, zeroFrom }, { max }) =>
    [
      `${n(max)} minus ${per.map(({ label, points }) => `${n(points)} for each ${label}`).join(", minus ")}`,
      ...(zeroFrom === undefined ? [] : [`${n(zeroFrom)} cases or more together: 0`]),
      "never under 0",
    ].join("; "),
  lateness,
  matrix,
  gate: ({ label, scope }, { max, parentCode }) =>
    `no ${label}: ${n(max)}; one case or more: 0` +
    (scope === "parent" ? `, and every criterion under ${parentCode} becomes 0` : ""),
  growth,
  relative,
  alternatives: ({ alternatives }, place) =>
    `choose one way to compute: ${numbered(
      alternatives.map(({ label, rule }) => `${label}: ${writeRule(writers, rule, place)}`),
    )}`,
  external: ({ label, scale }, { max }) =>
    `${label}: ${n(max)} × value/${n(scale)}; taken from outside, not self-scored`,
  survey: ({ questions }, { max }) =>
    `${n(max)} × the weighted mean of ${String(questions.length)} survey question${questions.length === 1 ? "" : "s"}; not self-scored`,
  appraiser: ({ step }, { max }) =>
    `the appraiser gives 0 to ${n(max)} points${step === undefined ? "" : `, in steps of ${n(step)}`}; not self-scored`,
  formula: ({ variables, expression, whenTotalZero }, place) =>
    `computed as ${formulaText(expression, place.max, "en")}, where ` +
    `${variables.map(({ key, label }) => `${key} is ${label}`).join("; ")}; ` +
    `at least 0, at most ${n(place.max)}; ${missing("a denominator of 0", whenTotalZero, place)}`,
};

function ratio(rule: RatioRule, place: RulePlace): string {
  const thresholds = ratioThresholds(rule);
  const only = thresholds.length === 1;
  const told = rangesOf(thresholds).map((range) =>
    only
      ? `${n(place.max)} × ratio (done/total)`
      : `${percentRange(range, rule.mayExceed)}: ${ratioWorth(range.worth, place.max)}`,
  );
  const exceed = rule.mayExceed ? ["what is done may exceed the total"] : [];
  return [...told, ...exceed, whenNothing(rule.whenTotalZero, place)].join("; ");
}

function ratioWorth(worth: RatioWorth, max: DecimalText): string {
  switch (worth.kind) {
    case "none":
      return "0";
    case "max":
      return n(max);
    case "share":
      return `${n(max)} × ratio`;
    case "shareOfCap":
      return `${n(max)} × ratio/${percent(worth.cap)}`;
    case "aboveFloor":
      return `${n(max)} × (ratio − ${percent(worth.floor)})/(${percent(worth.cap)} − ${percent(worth.floor)})`;
  }
}

function sum({ parts }: RuleOf<"sum">, place: RulePlace): string {
  if (!parts.some((part) => "rule" in part)) {
    return `the parts added: ${parts.map((part) => ("rule" in part ? "" : worthOf(part))).join("; ")}`;
  }
  const told = parts.map((part) =>
    "rule" in part
      ? `${part.label}, at most ${n(part.max)}: ${writeRule(writers, part.rule, { ...place, max: part.max })}`
      : worthOf(part),
  );
  return `the parts added: ${numbered(told)}`;
}

function lateness({ due, days, levels }: RuleOf<"lateness">): string {
  const unit = days === "working" ? "working days" : "days";
  const limit = due === null ? "due date as the agency proves it" : `due ${due}`;
  const told = levels.map(({ maxDaysLate, points }, place) => {
    const before = levels[place - 1]?.maxDaysLate;
    if (before !== undefined) return `${daysRange(before, maxDaysLate)} ${unit} late: ${n(points)}`;
    return `on time (${limit}): ${n(points)}`;
  });
  const last = levels.at(-1)?.maxDaysLate ?? "0";
  const beyond = isZero(last) ? "late" : `more than ${n(last)} ${unit} late`;
  return [...told, `${beyond} or never: 0`].join("; ");
}

function daysRange(before: DecimalText, upTo: DecimalText): string {
  const first = nextDay(before);
  return first === upTo ? n(upTo) : `${n(first)} to ${n(upTo)}`;
}

function matrix({ facts, rows }: RuleOf<"matrix">): string {
  const told = rows.map(({ when, points }) => {
    if (when === undefined) return `otherwise: ${n(points)}`;
    const conditions = facts.flatMap((fact) => {
      const bounds = when[fact.key];
      return bounds === undefined ? [] : [condition(fact, bounds)];
    });
    const all = conditions.length === 0 ? "in any case" : `if ${conditions.join(" and ")}`;
    return `${all}: ${n(points)}`;
  });
  const zeroes = facts.flatMap((fact) =>
    fact.type === "percent"
      ? [
          `${fact.label} counts as ${fact.whenTotalZero === "full" ? "100%" : "0%"} when the total is 0`,
        ]
      : [],
  );
  return [`the first that holds: ${told.join("; ")}`, ...zeroes].join("; ");
}

function condition(fact: MatrixFact, bounds: MatrixCondition): string {
  const { eq, gte, gt, lte, lt } = bounds;
  if (typeof eq === "boolean") return `${fact.label} (${eq ? "yes" : "no"})`;
  const value = fact.type === "percent" ? percent : n;
  const words = [
    ...(eq === undefined ? [] : [`= ${value(eq)}`]),
    ...(gte === undefined ? [] : [`≥ ${value(gte)}`]),
    ...(gt === undefined ? [] : [`> ${value(gt)}`]),
    ...(lte === undefined ? [] : [`≤ ${value(lte)}`]),
    ...(lt === undefined ? [] : [`< ${value(lt)}`]),
  ];
  return `${fact.label} ${words.join(", ")}`;
}

function growth({ against, bands, whenNoBaseline }: RuleOf<"growth">, place: RulePlace): string {
  const base = against === "lastYear" ? "last year" : "the plan";
  const ranges = rangesOf(
    bands.map(({ from, points }) => ({ from, fromInclusive: true, worth: points })),
  );
  const told = ranges.map((range) => `${plainRange(range)}: ${n(range.worth)}`).join("; ");
  return `change against ${base} ${told}; ${missing(`no figure of ${base}`, whenNoBaseline, place)}`;
}

function relative({ mode, whenTotalZero }: RuleOf<"relative">, place: RulePlace): string {
  const { max } = place;
  const locked = "computed when all agencies of the group have closed their figures";
  switch (mode) {
    case "ratioToBest":
      return `${n(max)} × the agency's ratio/the group's best ratio; ${locked}; ${whenNothing(whenTotalZero, place)}`;
    case "minMax":
      return (
        `${n(max)} × (the agency's ratio − the lowest)/(the group's best − the lowest); ` +
        `all equal: ${n(max)}; ${locked}; ${whenNothing(whenTotalZero, place)}`
      );
    case "leader": {
      const half = n(writeFigure(times(decimal(max), decimal("0.5"))));
      return (
        `under target: ${half} × actual/target; exactly on target: ${half}; ` +
        `above target and best of the group: ${n(max)}; above target but not the best: ` +
        `${half} + ${half} × own excess/the group's best excess; ${locked}`
      );
    }
  }
}

function percentRange({ low, high }: Range<unknown>, mayExceed = false): string {
  if (low && high)
    return `${percentFrom(low)} to ${high.inclusive ? "" : "under "}${percent(high.at)}`;
  if (low) return percentUp(low, mayExceed);
  if (high) return high.inclusive ? `${percent(high.at)} or less` : `under ${percent(high.at)}`;
  return "in any case";
}

function percentFrom({ at, inclusive }: RangeEnd): string {
  return `${inclusive ? "from" : "above"} ${percent(at)}`;
}

function percentUp(low: RangeEnd, mayExceed: boolean): string {
  if (!low.inclusive) return percentFrom(low);
  return low.at === "100" && !mayExceed ? "100%" : `${percent(low.at)} or more`;
}

function plainRange({ low, high }: Range<unknown>): string {
  if (low && high) return `from ${n(low.at)} to under ${n(high.at)}`;
  if (low) return `${n(low.at)} or more`;
  return high ? `under ${n(high.at)}` : "in any case";
}

function countRange(range: Range<unknown>): string {
  const { low, high } = range;
  if (!high) return plainRange(range);
  const top = plus(decimal(high.at), decimal("-1"));
  if (!isWhole(top)) return plainRange(range);
  const last = writeFigure(top);
  const first = low?.at ?? "0";
  if (last === "0") return "none";
  return first === last ? `exactly ${n(last)}` : `${n(first)} to ${n(last)}`;
}

function whenNothing(policy: MissingPolicy, place: RulePlace): string {
  const nothing = policy === "zero" ? "a total of 0" : "nothing arose (a total of 0)";
  return missing(nothing, policy, place);
}

function missing(what: string, policy: MissingPolicy, { max, notApplicable }: RulePlace): string {
  if (policy === "zero") return `${what}: 0`;
  if (policy === "full") return `${what}: ${n(max)}`;
  return notApplicable === "full"
    ? `${what}: not applicable, counted in full (${n(max)})`
    : `${what}: not applicable, taken out of the maximum`;
}

function worthOf({
  label,
  points,
}: {
  readonly label: string;
  readonly points: DecimalText;
}): string {
  return `${label}: ${n(points)}`;
}

function numbered(items: readonly string[]): string {
  return items.map((item, place) => `(${String(place + 1)}) ${item}`).join(". ");
}
