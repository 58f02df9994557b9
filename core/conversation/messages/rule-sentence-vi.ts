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
 * Says in Vietnamese how a leaf is scored, as a decision would print it: "Từ 80% trở lên: 1,5 ×
 * tỷ lệ; dưới 80%: 0; không phát sinh (tổng số bằng 0): 1,5". Has no full stop at its end.
 */
export function ruleSentenceVi(leaf: Leaf): string {
  return capitalised(writeRule(writers, leaf.rule, placeOf(leaf)));
}

const n = (figure: DecimalText) => decimalText(figure, "vi");
const percent = (figure: DecimalText) => `${n(figure)}%`;

const writers: RuleWriters = {
  yesNo: (_, { max }) => `đạt yêu cầu: ${n(max)}; không đạt: 0`,
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
    const gain = `cứ thêm đủ ${n(every)} được cộng ${n(points)}, tối đa ${n(max)}`;
    const under = isZero(start) ? "" : `dưới ${n(start)}: 0; `;
    return `${under}từ ${n(start)} trở lên: ${n(base)}, ${gain}`;
  },
  perItem: ({ points }, { max }) => `${n(points)} cho mỗi trường hợp, tối đa ${n(max)}`,
  sum,
  deduct: ({ per, zeroFrom }, { max }) =>
    [
      `${n(max)} trừ ${per.map(({ label, points }) => `${n(points)} cho mỗi ${label}`).join(", trừ ")}`,
      ...(zeroFrom === undefined ? [] : [`từ ${n(zeroFrom)} trường hợp trở lên (tính chung): 0`]),
      "thấp nhất là 0",
    ].join("; "),
  lateness,
  matrix,
  gate: ({ label, scope }, { max, parentCode }) =>
    `không có ${label}: ${n(max)}; từ 1 trường hợp trở lên: 0` +
    (scope === "parent" ? `, đồng thời mọi tiêu chí thành phần thuộc ${parentCode} bị 0` : ""),
  growth,
  relative,
  alternatives: ({ alternatives }, place) =>
    `chọn một cách tính: ${numbered(
      alternatives.map(({ label, rule }) => `${label}: ${writeRule(writers, rule, place)}`),
    )}`,
  external: ({ label, scale }, { max }) =>
    `${label}: ${n(max)} × giá trị/${n(scale)}; số liệu nhập từ nguồn ngoài, đơn vị không tự chấm`,
  survey: ({ questions }, { max }) => {
    const asked = questions.length === 1 ? "" : `${String(questions.length)} `;
    return `${n(max)} × điểm trung bình có trọng số của ${asked}câu hỏi điều tra xã hội học; đơn vị không tự chấm`;
  },
  appraiser: ({ step }, { max }) =>
    `cơ quan thẩm định cho điểm từ 0 đến ${n(max)}${step === undefined ? "" : `, theo bước ${n(step)}`}; đơn vị không tự chấm`,
  formula: ({ variables, expression, whenTotalZero }, place) =>
    `tính theo công thức ${formulaText(expression, place.max, "vi")}, trong đó ` +
    `${variables.map(({ key, label }) => `${key} là ${label}`).join("; ")}; ` +
    `thấp nhất là 0, cao nhất là ${n(place.max)}; ${missing("mẫu số bằng 0", whenTotalZero, place)}`,
};

function ratio(rule: RatioRule, place: RulePlace): string {
  const thresholds = ratioThresholds(rule);
  const only = thresholds.length === 1;
  const told = rangesOf(thresholds).map((range) =>
    only
      ? `${n(place.max)} × tỷ lệ (số đã thực hiện/tổng số)`
      : `${percentRange(range, rule.mayExceed)}: ${ratioWorth(range.worth, place.max)}`,
  );
  const exceed = rule.mayExceed ? ["số thực hiện được vượt tổng số"] : [];
  return [...told, ...exceed, whenNothing(rule.whenTotalZero, place)].join("; ");
}

function ratioWorth(worth: RatioWorth, max: DecimalText): string {
  switch (worth.kind) {
    case "none":
      return "0";
    case "max":
      return n(max);
    case "share":
      return `${n(max)} × tỷ lệ`;
    case "shareOfCap":
      return `${n(max)} × tỷ lệ/${percent(worth.cap)}`;
    case "aboveFloor":
      return `${n(max)} × (tỷ lệ − ${percent(worth.floor)})/(${percent(worth.cap)} − ${percent(worth.floor)})`;
  }
}

function sum({ parts }: RuleOf<"sum">, place: RulePlace): string {
  if (!parts.some((part) => "rule" in part)) {
    return `cộng điểm các phần: ${parts.map((part) => ("rule" in part ? "" : worthOf(part))).join("; ")}`;
  }
  const told = parts.map((part) =>
    "rule" in part
      ? `${part.label}, tối đa ${n(part.max)}: ${writeRule(writers, part.rule, { ...place, max: part.max })}`
      : worthOf(part),
  );
  return `cộng điểm các phần: ${numbered(told)}`;
}

function lateness({ due, days, levels }: RuleOf<"lateness">): string {
  const unit = days === "working" ? "ngày làm việc" : "ngày";
  const limit = due === null ? "hạn theo căn cứ đơn vị nêu" : `chậm nhất ngày ${dateVi(due)}`;
  const told = levels.map(({ maxDaysLate, points }, place) => {
    const before = levels[place - 1]?.maxDaysLate;
    if (before !== undefined) return `chậm ${daysRange(before, maxDaysLate)} ${unit}: ${n(points)}`;
    return `đúng hạn (${limit}): ${n(points)}`;
  });
  const last = levels.at(-1)?.maxDaysLate ?? "0";
  const beyond = isZero(last) ? "chậm" : `chậm quá ${n(last)} ${unit}`;
  return [...told, `${beyond} hoặc không thực hiện: 0`].join("; ");
}

function daysRange(before: DecimalText, upTo: DecimalText): string {
  const first = nextDay(before);
  return first === upTo ? n(upTo) : `từ ${n(first)} đến ${n(upTo)}`;
}

function matrix({ facts, rows }: RuleOf<"matrix">): string {
  const told = rows.map(({ when, points }) => {
    if (when === undefined) return `còn lại: ${n(points)}`;
    const conditions = facts.flatMap((fact) => {
      const bounds = when[fact.key];
      return bounds === undefined ? [] : [condition(fact, bounds)];
    });
    const all = conditions.length === 0 ? "mọi trường hợp" : `nếu ${conditions.join(" và ")}`;
    return `${all}: ${n(points)}`;
  });
  const zeroes = facts.flatMap((fact) =>
    fact.type === "percent"
      ? [
          `${fact.label} tính là ${fact.whenTotalZero === "full" ? "100%" : "0%"} khi tổng số bằng 0`,
        ]
      : [],
  );
  return [`xét lần lượt: ${told.join("; ")}`, ...zeroes].join("; ");
}

function condition(fact: MatrixFact, bounds: MatrixCondition): string {
  const { eq } = bounds;
  if (typeof eq === "boolean") return `${fact.label} (${eq ? "có" : "không"})`;
  const value = fact.type === "percent" ? percent : n;
  const words = [
    ...(eq === undefined ? [] : [`bằng ${value(eq)}`]),
    ...betweenWords(bounds, value),
  ];
  return `${fact.label} ${words.join(", ")}`;
}

function betweenWords(
  { gte, gt, lte, lt }: MatrixCondition,
  value: (figure: DecimalText) => string,
): readonly string[] {
  const lows = [
    ...(gte === undefined ? [] : [`từ ${value(gte)}`]),
    ...(gt === undefined ? [] : [`trên ${value(gt)}`]),
  ];
  const highs = [
    ...(lte === undefined ? [] : [lows.length === 0 ? `không quá ${value(lte)}` : value(lte)]),
    ...(lt === undefined ? [] : [`dưới ${value(lt)}`]),
  ];
  if (lows.length > 0 && highs.length > 0) return [`${lows.join(", ")} đến ${highs.join(", ")}`];
  return gte !== undefined && gt === undefined
    ? [...highs, `từ ${value(gte)} trở lên`]
    : [...lows, ...highs];
}

function growth({ against, bands, whenNoBaseline }: RuleOf<"growth">, place: RulePlace): string {
  const base = against === "lastYear" ? "năm trước" : "kế hoạch";
  const ranges = rangesOf(
    bands.map(({ from, points }) => ({ from, fromInclusive: true, worth: points })),
  );
  const told = ranges.map((range) => `${plainRange(range)}: ${n(range.worth)}`).join("; ");
  const none = missing(`không có số ${base}`, whenNoBaseline, place);
  return `chênh lệch so với ${base} ${told}; ${none}`;
}

function relative({ mode, whenTotalZero }: RuleOf<"relative">, place: RulePlace): string {
  const { max } = place;
  const locked = "tính khi mọi đơn vị trong nhóm đã chốt số liệu";
  switch (mode) {
    case "ratioToBest":
      return `${n(max)} × tỷ lệ của đơn vị/tỷ lệ cao nhất trong nhóm; ${locked}; ${whenNothing(whenTotalZero, place)}`;
    case "minMax":
      return (
        `${n(max)} × (tỷ lệ của đơn vị − tỷ lệ thấp nhất)/(tỷ lệ cao nhất − tỷ lệ thấp nhất trong nhóm); ` +
        `mọi đơn vị bằng nhau: ${n(max)}; ${locked}; ${whenNothing(whenTotalZero, place)}`
      );
    case "leader": {
      const half = n(writeFigure(times(decimal(max), decimal("0.5"))));
      return (
        `chưa đạt chỉ tiêu: ${half} × thực hiện/chỉ tiêu; đạt đúng chỉ tiêu: ${half}; ` +
        `vượt chỉ tiêu và cao nhất nhóm: ${n(max)}; vượt nhưng không cao nhất: ` +
        `${half} + ${half} × mức vượt của đơn vị/mức vượt cao nhất trong nhóm; ${locked}`
      );
    }
  }
}

function percentRange({ low, high }: Range<unknown>, mayExceed = false): string {
  if (low && high)
    return `${percentFrom(low)} đến ${high.inclusive ? "" : "dưới "}${percent(high.at)}`;
  if (low) return percentUp(low, mayExceed);
  if (high) return high.inclusive ? `từ ${percent(high.at)} trở xuống` : `dưới ${percent(high.at)}`;
  return "mọi trường hợp";
}

function percentFrom({ at, inclusive }: RangeEnd): string {
  return `${inclusive ? "từ" : "trên"} ${percent(at)}`;
}

function percentUp(low: RangeEnd, mayExceed: boolean): string {
  if (!low.inclusive) return percentFrom(low);
  return low.at === "100" && !mayExceed ? "đạt 100%" : `${percentFrom(low)} trở lên`;
}

function plainRange({ low, high }: Range<unknown>): string {
  if (low && high) return `từ ${n(low.at)} đến dưới ${n(high.at)}`;
  if (low) return `từ ${n(low.at)} trở lên`;
  return high ? `dưới ${n(high.at)}` : "mọi trường hợp";
}

function countRange(range: Range<unknown>): string {
  const { low, high } = range;
  if (!high) return plainRange(range);
  const top = plus(decimal(high.at), decimal("-1"));
  if (!isWhole(top)) return plainRange(range);
  const last = writeFigure(top);
  const first = low?.at ?? "0";
  if (last === "0") return "không có";
  return first === last ? `chỉ có ${n(last)}` : `từ ${n(first)} đến ${n(last)}`;
}

function whenNothing(policy: MissingPolicy, place: RulePlace): string {
  const nothing = policy === "zero" ? "tổng số bằng 0" : "không phát sinh (tổng số bằng 0)";
  return missing(nothing, policy, place);
}

function missing(what: string, policy: MissingPolicy, { max, notApplicable }: RulePlace): string {
  if (policy === "zero") return `${what}: 0`;
  if (policy === "full") return `${what}: ${n(max)}`;
  return notApplicable === "full"
    ? `${what}: không áp dụng, được tính đủ ${n(max)}`
    : `${what}: không áp dụng, bớt khỏi điểm tối đa`;
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

function dateVi(date: string): string {
  return date.split("-").toReversed().join("/");
}
