import { compare, dividedBy, hundred, minus, readFigure, writeFigure } from "../../rational.ts";
import type { Figure, LeafTrace, MissingReason, ShareFigures } from "../../scoring/trace.ts";
import { capitalised, decimalText, equalsText, exactText } from "./figure-text.ts";
import { formulaText } from "./formula-text.ts";
import { type StepOf, type TraceWriters, writeSteps } from "./trace-writers.ts";

/**
 * Tells in Vietnamese how a leaf's facts became its points, on one line: "18/20 = 90% ≥ 80% →
 * 0,9 × 1,5 = 1,35 điểm". Figures whose digits had to be cut stand after "≈".
 */
export function traceVi(trace: LeafTrace): string {
  const told = capitalised(writeSteps(writers, trace.steps, trace));
  return trace.points === null ? told : `${told} điểm`;
}

const n = (figure: Figure) => decimalText(figure, "vi");
const exact = (figure: Figure) => exactText(figure, "vi");
const is = (figure: Figure) => equalsText(figure, "vi");
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
  declared: "theo khai báo",
  totalZero: "tổng số bằng 0",
  noBaseline: "không có số để so sánh",
  divisionByZero: "mẫu số bằng 0",
  tooFewBallots: "không đủ phiếu",
};

const writers: TraceWriters = {
  yesNo: ({ yes, points }) => `${yes ? "đạt yêu cầu" : "không đạt"} → ${n(points)}`,
  levels: ({ label, points }) => `${label} → ${n(points)}`,
  countLevels: ({ count, atLeast, points }) =>
    atLeast === "0" ? `${n(count)} → ${n(points)}` : `${n(count)} ≥ ${n(atLeast)} → ${n(points)}`,
  percentBands: ({ share: given, from, fromInclusive, next, points }) => {
    const reached = isBeyond(given.percent, from, fromInclusive)
      ? ` ${fromInclusive ? "≥" : ">"} ${percent(from)}`
      : "";
    const missed = next ? ` ${next.fromInclusive ? "<" : "≤"} ${percent(next.from)}` : "";
    const both = reached !== "" && missed !== "" ? `${reached} và${missed}` : reached + missed;
    return `${share(given)}${both} → ${n(points)}`;
  },
  ratio,
  steps: ({ value, start, every, base, each, steps, points }) =>
    steps === null
      ? `${n(value)} < ${n(start)} → ${n(points)}`
      : `(${n(value)} − ${n(start)})/${n(every)} được ${n(steps)} bước đủ → ${n(base)} + ${n(steps)} × ${n(each)} ${is(points)}`,
  perItem: ({ count, each, points }) => `${n(count)} × ${n(each)} ${is(points)}`,
  sum: ({ parts, points }) => {
    const told = parts.map(({ label, there, steps, max, points: got }) => {
      if (there !== null) return `${label}: ${there ? `có, ${n(got)}` : "không, 0"}`;
      return `${label}: ${steps.length === 0 ? n(got) : writeSteps(writers, steps, { max })}`;
    });
    return `${told.join("; ")} → ${parts.map((part) => exact(part.points)).join(" + ")} ${is(points)}`;
  },
  deduct,
  lateness: ({ date, due, days, daysLate, maxDaysLate, points }) => {
    if (date === null || daysLate === null) return `không thực hiện → ${n(points)}`;
    const limit = dateVi(due);
    if (daysLate === "0") return `${dateVi(date)} đúng hạn ${limit} → ${n(points)}`;
    const late = `${dateVi(date)} chậm ${n(daysLate)} ${days === "working" ? "ngày làm việc" : "ngày"} so với hạn ${limit}`;
    const level = maxDaysLate === null ? ", quá mức chậm cuối cùng" : ` ≤ ${n(maxDaysLate)}`;
    return `${late}${level} → ${n(points)}`;
  },
  matrix: ({ facts, row, when, points }) => {
    const told = facts.map(({ label, value, share: given }) => {
      if (given) return `${label}: ${share(given)}`;
      if (typeof value === "boolean") return `${label}: ${value ? "có" : "không"}`;
      return `${label}: ${n(value)}`;
    });
    const which = when === null ? "trường hợp còn lại" : `dòng ${String(row)} của bảng`;
    return `${told.join("; ")} → ${which} → ${n(points)}`;
  },
  gate: ({ label, breaches, points }) => `${label}: ${n(breaches)} → ${n(points)}`,
  growth: ({ current, baseline, change, from, points }) => {
    const subtracted = baseline.startsWith("-") ? `(${n(baseline)})` : n(baseline);
    const band = from === null ? ", thấp hơn mọi mức còn lại" : ` ≥ ${n(from)}`;
    return `${n(current)} − ${subtracted} ${is(change)}${band} → ${n(points)}`;
  },
  ratioToBest: ({ share: given, best, max, points }) =>
    best === "0"
      ? `${share(given)}; tỷ lệ cao nhất của nhóm bằng 0 → ${n(points)}`
      : `${share(given)}; cao nhất nhóm ${percent(best)} → ${exactPercent(given.percent)}/${exactPercent(best)} × ${n(max)} ${is(points)}`,
  minMax: ({ share: given, best, worst, max, points }) =>
    best === worst
      ? `${share(given)}; mọi đơn vị trong nhóm bằng nhau → ${n(points)}`
      : `${share(given)}; nhóm từ ${percent(worst)} đến ${percent(best)} → ` +
        `(${exactPercent(given.percent)} − ${exactPercent(worst)})/(${exactPercent(best)} − ${exactPercent(worst)}) × ${n(max)} ${is(points)}`,
  leader,
  alternatives: ({ label, steps, points }, ends) =>
    `${label}: ${steps.length === 0 ? n(points) : writeSteps(writers, steps, ends)}`,
  external: ({ value, scale, max, points }) => `${n(value)}/${n(scale)} × ${n(max)} ${is(points)}`,
  survey: ({ questions, borrowed, share: mean, max, points }) => {
    const told = borrowed
      ? "không đủ phiếu, lấy bình quân của nhóm"
      : questions
          .map(
            ({ key, ballots, mean: own }) =>
              `câu ${key}: ${n(ballots)} phiếu, trung bình ${n(own)}`,
          )
          .join("; ");
    const short = exact(mean).length <= 15 ? exact(mean) : `≈${n(mean)}`;
    return `${told} → ${short} × ${n(max)} ${is(points)}`;
  },
  appraiser: ({ points }) => `cơ quan thẩm định cho ${n(points)}`,
  formula: ({ expression, variables, points }, { max }) =>
    `với ${variables.map(({ key, value }) => `${key} = ${n(value)}`).join("; ")} → ` +
    `${formulaText(expression, max, "vi")} ${is(points)}`,
  unanswered: () => "chưa có câu trả lời → 0",
  missing: ({ why, gives, points }) =>
    `${reasons[why]} → ${gives === "full" ? `được tính điểm tối đa ${n(points)}` : n(points)}`,
  notApplicable: ({ why, policy }, { max }) =>
    policy === "full"
      ? `không áp dụng (${reasons[why]}) → được tính đủ ${n(max)}`
      : `không áp dụng (${reasons[why]}), bớt ${n(max)} khỏi điểm tối đa`,
  awaitsGroup: ({ share: given, mode }) =>
    `${mode === "leader" ? `${n(given.done)} so với chỉ tiêu ${n(given.total)}` : share(given)}; chờ số liệu của cả nhóm để tính điểm`,
  held: ({ points }, { max }) => `giữ trong khoảng 0 đến ${n(max)}: ${n(points)}`,
  rounded: ({ decimals, points }) => `làm tròn ${String(decimals)} chữ số thập phân: ${n(points)}`,
  setByHand: ({ points }) => `điểm do thẩm định quyết định: ${n(points)}`,
  zeroedByGate: ({ gate }) => `có vi phạm ở tiêu chí ${gate}: 0`,
  zeroedByPenalty: ({ item }) => `bị trừ theo mục ${item}: 0`,
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
  const bounds = [...above, ...under].join(" và ");
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
    return `tổng cộng ${n(together)} trường hợp ≥ ${n(zeroFrom)} → ${n(points)}`;
  }
  const counted = per.filter(({ count }) => count !== "0");
  if (counted.length === 0) return `không có trường hợp nào bị trừ → ${n(points)}`;
  const told = counted.map(({ label, count }) => `${label}: ${n(count)}`).join("; ");
  const lost = counted.map(({ count, each }) => `${n(count)} × ${n(each)}`).join(" − ");
  return `${told} → ${n(max)} − ${lost} ${is(points)}`;
}

function leader({ actual, target, q, best, place, max, points }: StepOf<"leader">): string {
  const got = `${n(actual)}/${n(target)} ${is(q)}`;
  switch (place) {
    case "below":
      return `${got}, chưa đạt chỉ tiêu → 0,5 × ${n(max)} × ${exact(q)} ${is(points)}`;
    case "at":
      return `${got}, đạt đúng chỉ tiêu → 0,5 × ${n(max)} ${is(points)}`;
    case "leader":
      return `${got}, vượt chỉ tiêu và cao nhất nhóm → ${n(points)}`;
    case "above": {
      const excess = ratioOfExcess(q, best);
      return (
        `${got}, vượt chỉ tiêu; cao nhất nhóm ${n(best)} → ` +
        `0,5 × ${n(max)} + 0,5 × ${n(max)} × ${exact(excess)} ${is(points)}`
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

function dateVi(date: string): string {
  return date.split("-").toReversed().join("/");
}
