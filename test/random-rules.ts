import { type Draw, fixed } from "./random-numbers.ts";

/** A rule or an answer as a file has it. */
export type FileObject = Record<string, unknown>;

/** What a random rule must keep. */
export interface RuleLimits {
  /** The maximum in units of 1 / 10^places. */
  readonly units: number;
  readonly places: number;
  /** Policies that may stand here. */
  readonly missing: readonly string[];
  readonly canCloseParent: boolean;
}

interface DrawnRule {
  readonly rule: FileObject;
  answer(draw: Draw): unknown;
}

type DrawRule = (draw: Draw, limits: RuleLimits) => DrawnRule;

const pointsUpTo = (draw: Draw, { units, places }: RuleLimits): string =>
  draw.pick([fixed(draw.whole(0, units), places), "0", fixed(units, places)]);

/** Different thresholds with 0 among them, in any order. */
function thresholds(draw: Draw, highest: number): string[] {
  const others = Array.from({ length: draw.whole(0, 3) }, () => draw.decimal(1, highest, 2));
  const distinct = new Map([
    ["0", "0"],
    ...others.map((each) => [String(Number(each)), each] as const),
  ]);
  return draw.shuffled([...distinct.values()]);
}

/** A share, often on a round percentage, sometimes too large for a plain number. */
function share(draw: Draw, mayExceed = false): FileObject {
  if (draw.chance(0.1)) return { done: "0", total: "0" };
  if (draw.chance(0.15)) {
    const total = `${draw.whole(1, 999_999)}${draw.whole(100_000_000, 999_999_999)}000`;
    return { done: `${total.slice(0, -4)}${draw.whole(0, 9)}.${draw.whole(0, 99)}`, total };
  }
  const total = draw.pick([10, 20, 100, 1000, draw.whole(1, 500)]);
  const done = draw.whole(0, mayExceed && draw.chance(0.3) ? total * 2 : total);
  return draw.chance(0.2)
    ? { done: fixed(done * 100, 2), total: `${total}.00` }
    : { done: String(done), total: draw.chance(0.5) ? total : String(total) };
}

const labelled = (key: string, points: string): FileObject => ({
  key,
  label: `Nhãn ${key}`,
  points,
});
const keysOf = (draw: Draw): string[] => ["a", "b", "c", "d"].slice(0, draw.whole(1, 4));
const count = (draw: Draw): string => String(draw.whole(0, 12));

const simpleRules: Readonly<Record<string, DrawRule>> = {
  yesNo: () => ({ rule: {}, answer: (draw) => ({ yes: draw.chance(0.6) }) }),
  levels: (draw, limits) => {
    const keys = keysOf(draw);
    return {
      rule: { levels: draw.shuffled(keys).map((key) => labelled(key, pointsUpTo(draw, limits))) },
      answer: (again) => ({ level: again.pick(keys) }),
    };
  },
  countLevels: (draw, limits) => ({
    rule: {
      levels: thresholds(draw, 10).map((atLeast) => ({
        atLeast,
        points: pointsUpTo(draw, limits),
      })),
    },
    answer: (again) => ({ count: count(again) }),
  }),
  percentBands: (draw, limits) => ({
    rule: {
      bands: thresholds(draw, 100).map((from) => ({
        from,
        points: pointsUpTo(draw, limits),
        ...(draw.chance(0.5) ? { fromInclusive: draw.chance(0.5) } : {}),
      })),
      whenTotalZero: draw.pick(limits.missing),
    },
    answer: (again) => share(again),
  }),
  ratio: (draw, limits) => {
    const from = draw.pick([undefined, "zero", "floor"]);
    const floor =
      from === "floor" || draw.chance(0.6) ? draw.pick(["0", "50", "80", "79.99"]) : undefined;
    const mayExceed = draw.pick([undefined, true, false]);
    return {
      rule: {
        ...(floor === undefined ? {} : { floor }),
        ...(from === undefined ? {} : { from }),
        ...(draw.chance(0.4) ? { floorInclusive: draw.chance(0.5) } : {}),
        ...(draw.chance(0.5) ? { cap: draw.pick(["90", "100", "120", "85.5"]) } : {}),
        ...(mayExceed === undefined ? {} : { mayExceed }),
        whenTotalZero: draw.pick(limits.missing),
      },
      answer: (again) => share(again, mayExceed),
    };
  },
  steps: (draw, limits) => ({
    rule: {
      start: draw.decimal(0, 60, 1),
      every: draw.pick(["1", "5", "0.3", "7.5"]),
      points: pointsUpTo(draw, limits),
      ...(draw.chance(0.5) ? { base: pointsUpTo(draw, limits) } : {}),
    },
    answer: (again) => ({ value: again.decimal(0, 120, 2) }),
  }),
  perItem: (draw, limits) => ({
    rule: { points: draw.pick([pointsUpTo(draw, limits), "0.0333"]) },
    answer: (again) => ({ count: count(again) }),
  }),
  deduct: (draw, limits) => {
    const keys = keysOf(draw);
    return {
      rule: {
        per: draw.shuffled(keys).map((key) => labelled(key, pointsUpTo(draw, limits))),
        ...(draw.chance(0.4) ? { zeroFrom: String(draw.whole(1, 6)) } : {}),
      },
      answer: (again) => ({
        counts: Object.fromEntries(
          keys.filter(() => again.chance(0.7)).map((key) => [key, String(again.whole(0, 3))]),
        ),
      }),
    };
  },
  lateness: (draw, limits) => {
    const ownDue = draw.chance(0.3);
    const day = (again: Draw): string => `2025-0${again.whole(1, 3)}-${again.whole(10, 28)}`;
    return {
      rule: {
        ...(ownDue ? { dueFact: true } : { due: day(draw) }),
        days: draw.pick(["calendar", "working"]),
        levels: thresholds(draw, 40).map((maxDaysLate) => ({
          maxDaysLate,
          points: pointsUpTo(draw, limits),
        })),
      },
      answer: (again) => ({
        date: again.chance(0.1) ? null : day(again),
        ...(ownDue ? { due: day(again) } : {}),
      }),
    };
  },
  matrix: (draw, limits) => matrix(draw, limits),
  gate: (draw, limits) => ({
    rule: {
      label: "Vi phạm",
      ...(limits.canCloseParent && draw.chance(0.5) ? { scope: "parent" } : {}),
    },
    answer: (again) => ({ breaches: again.chance(0.6) ? "0" : "2" }),
  }),
  growth: (draw, limits) => {
    const froms = new Set(
      Array.from({ length: draw.whole(0, 3) }, () => String(draw.whole(-9, 9))),
    );
    return {
      rule: {
        bands: draw
          .shuffled([null, ...froms])
          .map((from) => ({ from, points: pointsUpTo(draw, limits) })),
        whenNoBaseline: draw.pick(limits.missing),
      },
      answer: (again) => ({
        current: again.decimal(-20, 20, 1),
        baseline: again.chance(0.2) ? null : again.decimal(-20, 20, 1),
      }),
    };
  },
  formula: (draw, limits) => ({
    rule: {
      variables: draw.shuffled(["x", "y", "z"]).map((key) => ({ key, label: key })),
      expression: draw.pick([
        "maxPoints * x / y",
        "if(y = 0, maxPoints / 2, min(maxPoints, x / y + z))",
        "max(0, x - y) * 0.3 - -z / 7",
        "(x >= y) * maxPoints",
        "if(x > y, 1 / z, 2 / y) * maxPoints",
        "x * x - y / 3 * z",
      ]),
      whenTotalZero: draw.pick(limits.missing),
    },
    answer: (again) => ({
      variables: Object.fromEntries(
        ["x", "y", "z"].map((key) => [key, again.chance(0.2) ? "0" : again.decimal(0, 9, 2)]),
      ),
    }),
  }),
};

function matrix(draw: Draw, limits: RuleLimits): DrawnRule {
  const bound = (): FileObject => ({
    [draw.pick(["eq", "gte", "gt", "lte", "lt"])]: draw.pick(["0", "50", "100", "3"]),
  });
  const conditions: Readonly<Record<string, () => FileObject>> = {
    p: bound,
    n: bound,
    y: () => ({ eq: draw.chance(0.5) }),
  };
  const keys = draw.shuffled(["p", "n", "y"]).slice(0, draw.whole(1, 3));
  const facts = keys.map((key) => ({
    key,
    label: key,
    type: { p: "percent", n: "count", y: "yesNo" }[key],
    ...(key === "p" ? { whenTotalZero: draw.pick(["full", "zero"]) } : {}),
  }));
  const rows = Array.from({ length: draw.whole(0, 4) }, () => ({
    when: Object.fromEntries(
      keys.filter(() => draw.chance(0.6)).map((key) => [key, conditions[key]?.() ?? {}]),
    ),
    points: pointsUpTo(draw, limits),
  }));
  const values: Readonly<Record<string, (again: Draw) => unknown>> = {
    p: (again) => share(again),
    n: count,
    y: (again) => again.chance(0.5),
  };
  return {
    rule: { facts, rows: [...rows, { points: pointsUpTo(draw, limits) }] },
    answer: (again) => ({
      facts: Object.fromEntries(keys.map((key) => [key, values[key]?.(again)])),
    }),
  };
}

function drawSum(draw: Draw, limits: RuleLimits): DrawnRule {
  const keys = keysOf(draw).slice(0, Math.max(1, Math.min(3, limits.units - 1)));
  let left = limits.units;
  const inside = { ...limits, missing: ["full", "zero"], canCloseParent: false };
  const parts = keys.map((key, at) => {
    const units = at === keys.length - 1 ? left : draw.whole(1, left - (keys.length - 1 - at));
    left -= units;
    if (draw.chance(0.4)) {
      return { part: labelled(key, fixed(units, limits.places)), key, inner: null };
    }
    const inner = drawSimple(draw, { ...inside, units });
    const part = { key, label: key, max: fixed(units, limits.places), rule: inner.rule };
    return { part, key, inner };
  });
  return {
    rule: { kind: "sum", parts: draw.shuffled(parts).map(({ part }) => part) },
    answer: (again) => ({
      parts: Object.fromEntries(
        parts.map(({ key, inner }) => [key, inner ? inner.answer(again) : again.chance(0.5)]),
      ),
    }),
  };
}

function drawAlternatives(draw: Draw, limits: RuleLimits): DrawnRule {
  const all = keysOf(draw).map((key) => ({
    key,
    inner: drawSimple(draw, { ...limits, canCloseParent: false }),
  }));
  return {
    rule: {
      kind: "alternatives",
      alternatives: all.map(({ key, inner }) => ({ key, label: key, rule: inner.rule })),
    },
    answer: (again) => {
      const { key, inner } = again.pick(all);
      return { alternative: key, answer: inner.answer(again) };
    },
  };
}

function drawRelative(draw: Draw, limits: RuleLimits): DrawnRule {
  const mode = draw.pick(["ratioToBest", "minMax", "leader"]);
  return {
    rule: { kind: "relative", mode, whenTotalZero: draw.pick(limits.missing) },
    answer: (again) =>
      mode === "leader"
        ? { actual: again.decimal(0, 12, 1), target: again.pick(["5", "8", "10"]) }
        : share(again),
  };
}

function drawSimple(draw: Draw, limits: RuleLimits): DrawnRule {
  const kind = draw.pick(Object.keys(simpleRules));
  const drawn = simpleRules[kind]?.(draw, limits);
  if (!drawn) throw new RangeError(kind);
  return { ...drawn, rule: { kind, ...drawn.rule } };
}

/** Draws a rule that a `self` leaf may have, and how to draw answers to it. */
export function drawRule(draw: Draw, limits: RuleLimits): DrawnRule {
  const kind = draw.pick(["simple", "simple", "simple", "sum", "alternatives", "relative"]);
  if (kind === "sum") return drawSum(draw, limits);
  if (kind === "alternatives") return drawAlternatives(draw, limits);
  return kind === "relative" ? drawRelative(draw, limits) : drawSimple(draw, limits);
}
