import {
  add,
  div,
  floor,
  fraction,
  less,
  mul,
  nil,
  read,
  same,
  sub,
  unit,
} from "./naive-fraction.mjs";
const hundred = fraction(100n);
const day = 86_400_000;
/** Exact points of one answer, not yet held or rounded; "out" when it does not apply. */
export function naivePoints(rule, max, answer, calendar) {
  switch (rule.kind) {
    case "yesNo":
      return answer.yes ? max : nil;
    case "levels":
      return read(rule.levels.find((level) => level.key === answer.level).points);
    case "countLevels":
      return highest(rule.levels, "atLeast", (from) => !less(read(answer.count), from));
    case "percentBands":
      return percentBands(rule, max, answer);
    case "ratio":
      return ratio(rule, max, answer);
    case "steps": {
      const over = sub(read(answer.value), read(rule.start));
      if (over.n < 0n) return nil;
      const steps = fraction(floor(div(over, read(rule.every))));
      return add(read(rule.base ?? 0), mul(steps, read(rule.points)));
    }
    case "perItem":
      return mul(read(answer.count), read(rule.points));
    case "sum":
      return rule.parts
        .map((part) => sumPart(part, answer.parts[part.key], calendar))
        .reduce(add, nil);
    case "deduct":
      return deduct(rule, max, answer);
    case "lateness":
      return lateness(rule, answer, calendar);
    case "matrix":
      return matrix(rule, answer);
    case "gate":
      return same(read(answer.breaches), nil) ? max : nil;
    case "growth":
      if (answer.baseline === null) return missing(rule.whenNoBaseline, max);
      return highest(
        rule.bands,
        "from",
        (from) => !less(sub(read(answer.current), read(answer.baseline)), from),
      );
    case "alternatives": {
      const chosen = rule.alternatives.find((each) => each.key === answer.alternative);
      return naivePoints(chosen.rule, max, answer.answer, calendar);
    }
    case "external":
      return div(mul(max, read(answer.value)), read(rule.scale ?? 100));
    case "appraiser":
      return read(answer.points);
    case "formula":
      return evaluate(rule.expression, answer.variables, max) ?? missing(rule.whenTotalZero, max);
    default:
      throw new Error(rule.kind);
  }
}
/** What a missing figure gives. */
export function missing(policy, max) {
  if (policy === "notApplicable") return "out";
  return policy === "full" ? max : nil;
}
/** Holds points between 0 and the maximum. */
export function hold(points, max) {
  if (points.n < 0n) return nil;
  return less(max, points) ? max : points;
}
/** Points of the row with the highest threshold that is reached; null is the lowest of all. */
function highest(rows, key, reached) {
  let best = null;
  for (const row of rows) {
    if (row[key] !== null && !reached(read(row[key]))) continue;
    if (!best || best[key] === null) best = row;
    else if (row[key] !== null && less(read(best[key]), read(row[key]))) best = row;
  }
  return read(best.points);
}
function percentBands(rule, max, { done, total }) {
  if (same(read(total), nil)) return missing(rule.whenTotalZero, max);
  const percent = mul(div(read(done), read(total)), hundred);
  const lowest = rule.bands.find((band) => same(read(band.from), nil));
  const reached = rule.bands.filter((band) =>
    (band.fromInclusive ?? true) ? !less(percent, read(band.from)) : less(read(band.from), percent),
  );
  return highest([...reached, lowest], "from", () => true);
}
function ratio(rule, max, { done, total }) {
  if (same(read(total), nil)) return missing(rule.whenTotalZero, max);
  const percent = mul(div(read(done), read(total)), hundred);
  const cap = read(rule.cap ?? 100);
  if (rule.floor !== undefined) {
    const low = read(rule.floor);
    if (less(percent, low)) return nil;
    if (same(percent, low) && !(rule.floorInclusive ?? true)) return nil;
  }
  if (!less(percent, cap)) return max;
  if (rule.from !== "floor") return div(mul(max, percent), cap);
  const low = read(rule.floor);
  return div(mul(max, sub(percent, low)), sub(cap, low));
}
function sumPart(part, given, calendar) {
  if (!part.rule) return given ? read(part.points) : nil;
  const points = naivePoints(part.rule, read(part.max), given, calendar);
  if (points === "out") throw new Error("a part may not be out");
  return hold(points, read(part.max));
}
function deduct(rule, max, { counts }) {
  const all = rule.per.map((each) => read(counts[each.key] ?? 0)).reduce(add, nil);
  if (rule.zeroFrom !== undefined && !less(all, read(rule.zeroFrom))) return nil;
  return rule.per
    .map((each) => mul(read(counts[each.key] ?? 0), read(each.points)))
    .reduce(sub, max);
}
function lateness(rule, answer, calendar) {
  if (answer.date === null) return nil;
  const due = Date.parse(rule.due ?? answer.due);
  let late = 0;
  for (let at = due + day; at <= Date.parse(answer.date); at += day) {
    if (rule.days === "calendar" || isWorked(new Date(at), calendar)) late += 1;
  }
  const levels = rule.levels
    .filter((level) => !less(read(level.maxDaysLate), read(late)))
    .sort((a, b) => Number(a.maxDaysLate) - Number(b.maxDaysLate));
  return levels.length > 0 ? read(levels[0].points) : nil;
}
function isWorked(date, { daysOff, workingDays }) {
  const text = date.toISOString().slice(0, 10);
  if (workingDays.includes(text)) return true;
  return date.getUTCDay() % 6 !== 0 && !daysOff.includes(text);
}
function matrix(rule, { facts }) {
  const valueOf = (key) => {
    const fact = rule.facts.find((each) => each.key === key);
    if (fact.type === "yesNo") return facts[key];
    if (fact.type === "count") return read(facts[key]);
    const total = read(facts[key].total);
    if (same(total, nil)) return fact.whenTotalZero === "full" ? hundred : nil;
    return mul(div(read(facts[key].done), total), hundred);
  };
  const holds = (key, [test, bound]) => {
    const value = valueOf(key);
    if (typeof value === "boolean") return value === bound;
    const [below, equal] = [less(value, read(bound)), same(value, read(bound))];
    return (
      { eq: equal, gte: !below, gt: !below && !equal, lte: below || equal, lt: below }[test] ??
      false
    );
  };
  const row = rule.rows.find((each) =>
    Object.entries(each.when ?? {}).every(([key, tests]) =>
      Object.entries(tests).every((test) => holds(key, test)),
    ),
  );
  return read(row.points);
}
/** Computes an expression directly from its text; null after a division by zero. */
function evaluate(text, variables, max) {
  const tokens = text.match(/\d+(?:\.\d+)?|\w+|<=|>=|\S/g) ?? [];
  let at = 0;
  const take = () => tokens[at++] ?? "";
  const lift = (apply) => (a, b) => (a && b ? apply(a, b) : null);
  const truth = (yes) => (yes ? unit : nil);
  const tests = {
    "<": (a, b) => truth(less(a, b)),
    "<=": (a, b) => truth(!less(b, a)),
    ">": (a, b) => truth(less(b, a)),
    ">=": (a, b) => truth(!less(a, b)),
    "=": (a, b) => truth(same(a, b)),
  };
  const args = () => {
    const list = [];
    for (take(); list.push(expr()) && take() === ",";);
    return list;
  };
  const atom = () => {
    const token = take();
    if (/^\d/.test(token)) return read(token);
    if (token === "(") {
      const inner = expr();
      take();
      return inner;
    }
    if (token === "if") {
      const [condition = null, then = null, otherwise = null] = args();
      return condition && (same(condition, nil) ? otherwise : then);
    }
    if (token === "min") return args().reduce(lift((a, b) => (less(b, a) ? b : a)));
    if (token === "max") return args().reduce(lift((a, b) => (less(a, b) ? b : a)));
    return token === "maxPoints" ? max : read(variables[token]);
  };
  const unary = () => {
    if (tokens[at] !== "-") return atom();
    take();
    return lift(sub)(nil, atom());
  };
  const product = () => {
    let left = unary();
    while (tokens[at] === "*" || tokens[at] === "/") {
      left =
        take() === "*"
          ? lift(mul)(left, unary())
          : lift((a, b) => (b.n === 0n ? null : div(a, b)))(left, unary());
    }
    return left;
  };
  const addition = () => {
    let left = product();
    while (tokens[at] === "+" || tokens[at] === "-")
      left = lift(take() === "+" ? add : sub)(left, product());
    return left;
  };
  function expr() {
    const left = addition();
    const test = tests[tokens[at] ?? ""];
    if (!test) return left;
    take();
    return lift(test)(left, addition());
  }
  return expr();
}
