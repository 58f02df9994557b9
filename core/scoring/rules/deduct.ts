import {
  type Rational,
  compare,
  decimal,
  isZero,
  minus,
  plus,
  times,
  writeFigure,
  zero,
} from "../../rational.ts";
import { keyOf } from "../../scheme/raw-value.ts";
import { openOnly, readCount, within } from "./read-answer.ts";
import {
  type Checked,
  type FoundProblems,
  type RuleOf,
  type RuleScorer,
  factsOf,
  itemAt,
} from "./rule-scorer.ts";

/** The maximum less something for each breach, by its kind. */
export function compileDeduct(rule: RuleOf<"deduct">, max: Rational): RuleScorer {
  const prices = rule.per.map((each) => decimal(each.points));
  const zeroFrom = rule.zeroFrom === undefined ? null : decimal(rule.zeroFrom);
  const isAllLost = (together: Rational): boolean =>
    zeroFrom !== null && compare(together, zeroFrom) >= 0;
  const left = (counts: readonly Rational[]): Rational => {
    if (zeroFrom && isAllLost(sumOf(counts))) return zero;
    let [rest, place] = [max, 0];
    for (const count of counts) {
      if (!isZero(count)) rest = minus(rest, times(count, itemAt(prices, place)));
      place += 1;
    }
    return rest;
  };
  return {
    check: (raw, at, found) => checkCounts(rule, raw, at, found),
    points: (facts) => left(factsOf(facts, "counts").counts),
    tell(facts) {
      const { counts } = factsOf(facts, "counts");
      const points = left(counts);
      const together = sumOf(counts);
      const step = {
        kind: "deduct",
        max: writeFigure(max),
        per: rule.per.map(({ key, label, points: each }, place) => {
          const count = itemAt(counts, place);
          const lost = writeFigure(times(count, itemAt(prices, place)));
          return { key, label, count: writeFigure(count), each, lost };
        }),
        together: writeFigure(together),
        zeroFrom: rule.zeroFrom ?? null,
        allLost: isAllLost(together),
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}

/** A kind of breach that is not named happened 0 times. */
function checkCounts(
  rule: RuleOf<"deduct">,
  raw: Parameters<RuleScorer["check"]>[0],
  at: string,
  found: FoundProblems,
): Checked | undefined {
  const keys = rule.per.map((each) => each.key);
  const place = openOnly(raw, { key: "counts", keys }, at, found);
  if (!place) return undefined;

  const counts: Rational[] = [];
  const answer: Record<string, string> = {};
  for (const key of keys) {
    const given = keyOf(place.object, key);
    const count = given === undefined ? zero : readCount(given, within(place.at, key), found);
    if (!count) continue;
    counts.push(count);
    answer[key] = writeFigure(count);
  }
  if (counts.length < keys.length) return undefined;
  return { answer: { counts: answer }, facts: { kind: "counts", counts } };
}

function sumOf(values: readonly Rational[]): Rational {
  let sum = zero;
  for (const value of values) sum = plus(sum, value);
  return sum;
}
