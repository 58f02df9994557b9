import {
  add,
  div,
  fraction,
  less,
  mul,
  nil,
  read,
  round,
  same,
  sub,
  unit,
  write,
} from "./naive-fraction.mjs";
import { hold, missing, naivePoints } from "./naive-rules.mjs";
/**
 * A second, independent reading of scheme-format.md for tests: whole files in, the result's JSON
 * out (without hashes), on BigInt fractions, nothing prepared, nothing shared with core.
 */
export function naiveScores(scheme, answers) {
  const leaves = leavesBelow(scheme.fields);
  const tables = answers.agencies.map((agency) =>
    Object.fromEntries(
      leaves.map((leaf) => [leaf.code, firstPass(leaf, agency, answers.calendar)]),
    ),
  );
  for (const leaf of leaves) secondPass(scheme, leaf, answers.agencies, tables);
  for (const [at, agency] of answers.agencies.entries()) settle(scheme, leaves, agency, tables[at]);
  const results = answers.agencies.map((agency, at) =>
    summarise(scheme, leaves, agency, tables[at]),
  );
  rank(scheme, leaves, results, tables);
  return results.map((result) => ({ ...result, exact: undefined }));
}
function leavesBelow(nodes) {
  return nodes.flatMap((node) => (node.children ? leavesBelow(node.children) : [node]));
}
const covers = (code, leaf) => leaf === code || leaf.startsWith(`${code}.`);
function notApplicable(leaf) {
  const isFull = leaf.notApplicable === "full";
  return { points: isFull ? read(leaf.max) : "out", applies: false };
}
function firstPass(leaf, agency, calendar) {
  if (agency.notApplicable.some(({ code }) => covers(code, leaf.code))) return notApplicable(leaf);
  const answer = agency.answers[leaf.code];
  if (leaf.rule.kind === "survey" || leaf.rule.kind === "relative" || !answer) {
    return { points: nil, applies: true };
  }
  return finish(leaf, naivePoints(leaf.rule, read(leaf.max), answer, calendar));
}
/** Held now, rounded in `settle`: nothing between looks at it. */
function finish(leaf, points) {
  if (points === "out") return notApplicable(leaf);
  return { points: hold(points, read(leaf.max)), applies: true };
}
function secondPass(scheme, leaf, agencies, tables) {
  const max = read(leaf.max);
  const share = (agency) => {
    if (leaf.rule.kind === "survey") return surveyShare(scheme.survey, leaf, agency);
    const { done, actual, total, target } = agency.answers[leaf.code] ?? {};
    const under = read(total ?? target ?? 0);
    return under.n === 0n ? null : div(read(done ?? actual), under);
  };
  if (leaf.rule.kind !== "survey" && leaf.rule.kind !== "relative") return;
  const compared = agencies.filter((_, at) => tables[at][leaf.code].applies);
  const shares = compared.map(share).filter((each) => each !== null);
  for (const [at, agency] of agencies.entries()) {
    const cell = tables[at][leaf.code];
    if (!cell.applies) continue;
    const own = share(agency);
    if (leaf.rule.kind === "survey") {
      tables[at][leaf.code] = finish(leaf, surveyPoints(scheme.survey, max, own, shares));
    } else if (own) {
      tables[at][leaf.code] = finish(leaf, relative(leaf.rule.mode, max, own, shares));
    } else if (agency.answers[leaf.code]) {
      tables[at][leaf.code] = finish(leaf, missing(leaf.rule.whenTotalZero, max));
    }
  }
}
function relative(mode, max, own, shares) {
  const best = shares.reduce((a, b) => (less(a, b) ? b : a));
  const worst = shares.reduce((a, b) => (less(b, a) ? b : a));
  if (mode === "ratioToBest") return best.n === 0n ? nil : div(mul(max, own), best);
  if (mode === "minMax") {
    return same(best, worst) ? max : div(mul(max, sub(own, worst)), sub(best, worst));
  }
  const half = div(max, fraction(2n));
  if (!less(unit, own)) return mul(half, own);
  return add(half, div(mul(half, sub(own, unit)), sub(best, unit)));
}
function surveyPoints({ whenTooFew }, max, own, shares) {
  if (own) return mul(max, own);
  if (whenTooFew === "zero") return nil;
  if (whenTooFew === "notApplicable" || shares.length === 0) return "out";
  return div(mul(max, shares.reduce(add)), fraction(BigInt(shares.length)));
}
function surveyShare(survey, leaf, agency) {
  const means = leaf.rule.questions.map((key) => {
    const { options } = survey.questions.find((question) => question.key === key);
    const groups = Object.entries(agency.survey[leaf.code]?.[key] ?? {}).map(([group, counts]) => ({
      weight: read(survey.groupWeights[group]),
      ballots: options.map((option) => read(counts[option.key] ?? 0)).reduce(add),
      sum: options
        .map((option) => mul(read(counts[option.key] ?? 0), read(option.weight)))
        .reduce(add),
    }));
    const ballots = groups.map((group) => group.ballots).reduce(add, nil);
    if (less(ballots, read(survey.minBallots))) return null;
    if (survey.combine === "pooled")
      return div(groups.map((group) => group.sum).reduce(add), ballots);
    const valid = groups.filter((group) => group.ballots.n > 0n);
    const sum = valid
      .map(({ weight, sum: own, ballots: all }) => mul(weight, div(own, all)))
      .reduce(add);
    return div(sum, valid.map(({ weight }) => weight).reduce(add));
  });
  if (means.includes(null)) return null;
  return div(means.reduce(add), fraction(BigInt(means.length)));
}
/** Rounding, then gates that close their parent, then penalties that zero leaves. */
function settle(scheme, leaves, agency, table) {
  const breached = leaves.filter(
    ({ code, rule }) =>
      rule.scope === "parent" &&
      table[code].applies &&
      Number(agency.answers[code]?.breaches ?? 0) > 0,
  );
  const closed = breached.map(({ code }) => code.slice(0, code.lastIndexOf(".")));
  const zeroed = agency.adjustments.flatMap((entry) => entry.leaves ?? []);
  for (const { code } of leaves) {
    const cell = table[code];
    if (cell.points === "out") continue;
    cell.points = round(cell.points, scheme.rounding.leafDecimals);
    const isClosed = closed.some((parent) => covers(parent, code)) || zeroed.includes(code);
    if (isClosed && cell.applies) cell.points = nil;
  }
}
/** Null when every leaf is out. */
function sumOf(leaves, table) {
  const counted = leaves.filter(({ code }) => table[code].points !== "out");
  if (counted.length === 0) return null;
  return {
    points: counted.map(({ code }) => table[code].points).reduce(add),
    max: counted.map(({ max }) => read(max)).reduce(add),
  };
}
function summarise(scheme, leaves, agency, table) {
  const { indexDecimals } = scheme.rounding;
  const total = sumOf(leaves, table);
  const bonus = adjustment(scheme, agency, "bonus");
  const penalty = adjustment(scheme, agency, "penalty");
  const percent = total && mul(div(total.points, total.max), fraction(100n));
  const index = percent && round(sub(add(percent, bonus), penalty), indexDecimals);
  return {
    code: agency.code,
    achieved: write(total?.points ?? nil, 4),
    applicableMax: write(total?.max ?? nil, 4),
    bonus: write(round(bonus, 4), 4),
    penalty: write(round(penalty, 4), 4),
    index: index && write(index, indexDecimals),
    band: index && band(scheme, leaves, agency, { table, index }),
    rank: null,
    nodes: Object.fromEntries(
      nodesBelow(scheme.fields).map((node) => [node.code, nodeOf(node, leaves, table)]),
    ),
    exact: index,
  };
}
function nodesBelow(nodes) {
  return nodes.flatMap((node) => [node, ...nodesBelow(node.children ?? [])]);
}
function nodeOf({ code }, leaves, table) {
  const sums = sumOf(
    leaves.filter((leaf) => covers(code, leaf.code)),
    table,
  );
  return sums
    ? { points: write(sums.points, 4), max: write(sums.max, 4) }
    : { notApplicable: true };
}
function adjustment({ adjustments }, agency, kind) {
  const capped = (value, cap) => (cap !== undefined && less(read(cap), value) ? read(cap) : value);
  const items = adjustments.items
    .filter((item) => item.kind === kind)
    .map((item) => {
      const entries = agency.adjustments.filter((entry) => entry.code === item.code);
      const times = entries.map((entry) => read(entry.count)).reduce(add, nil);
      return capped(mul(times, read(item.points)), item.cap);
    });
  return capped(
    items.reduce(add, nil),
    kind === "bonus" ? adjustments.bonusCap : adjustments.penaltyCap,
  );
}
function band(scheme, leaves, agency, { table, index }) {
  const bands = [...scheme.bands].sort((a, b) => Number(b.from) - Number(a.from));
  const floors = agency.knockouts.map((key) => {
    const { notAbove } = scheme.knockouts.find((each) => each.key === key);
    return bands.findIndex(({ name }) => name === notAbove);
  });
  const allowed = bands.slice(Math.max(0, ...floors));
  const holds = ({ code, minPercent }) => {
    const sums = sumOf(
      leaves.filter((leaf) => covers(code, leaf.code)),
      table,
    );
    return !sums || !less(mul(sums.points, fraction(100n)), mul(read(minPercent), sums.max));
  };
  const reached = allowed.find(
    ({ from, requires = [] }) => !less(index, read(from)) && requires.every(holds),
  );
  return (reached ?? bands.at(-1)).name;
}
/** Counts for each agency those that stand before it. */
function rank(scheme, leaves, results, tables) {
  const keys = tables.map((table) =>
    scheme.tieBreakers.map((name) => {
      const below = leaves.filter(({ code, source }) =>
        name === "survey" ? source === "survey" : covers(name, code),
      );
      const sums = sumOf(below, table);
      return sums && div(sums.points, sums.max);
    }),
  );
  const isBefore = (a, b) => {
    if (!same(results[a].exact, results[b].exact)) return less(results[b].exact, results[a].exact);
    for (const [at, share] of keys[a].entries()) {
      const other = keys[b][at];
      if (share === null && other === null) continue;
      if (share === null || other === null) return share !== null;
      if (!same(share, other)) return less(other, share);
    }
    return false;
  };
  const ranked = [...results.keys()].filter((at) => results[at].exact !== null);
  for (const at of ranked) {
    const before = ranked.filter((other) => isBefore(other, at));
    const steps = before.filter(
      (one, place) =>
        !before.slice(0, place).some((two) => !isBefore(one, two) && !isBefore(two, one)),
    );
    results[at].rank = 1 + (scheme.ranking === "dense" ? steps : before).length;
  }
}
