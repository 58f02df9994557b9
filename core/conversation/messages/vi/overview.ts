import { compare, rational, roundHalfUp, writeUnits } from "../../../rational.ts";
import { isAppraisers } from "../../overview/count-progress.ts";
import type { Laggard } from "../../overview/laggards.ts";
import { percentOf } from "../../overview/share-of.ts";
import type { OverviewMessages } from "../catalogue/overview.ts";
import { capitalised, decimalText } from "../figure-text.ts";
import { clipped } from "../local-time.ts";
import { workingDaysLeft } from "../working-days-left.ts";
import { groupVi } from "./commands.ts";
import { comparisonVi } from "./comparison.ts";
import { leftVi, summaryVi } from "./round-summary.ts";
import { instantVi, marksVi, stageVi } from "./words.ts";

type Round = Parameters<OverviewMessages["nobodyLate"]>[0];
type LateFacts = Parameters<OverviewMessages["lateAgencies"]>[0];

/** Answers to those who watch over the whole round, in Vietnamese. */
export const overviewVi: OverviewMessages = {
  nothingRuns: () => "Chưa có kỳ đánh giá nào đang mở.",
  forReaders: () =>
    "Lệnh này dành cho người theo dõi cả kỳ đánh giá. Anh/chị xem tiến độ của đơn vị mình bằng /tiendo, kết quả bằng /donvi.",
  noSuchGroup: ({ read, known }) =>
    `Không có nhóm “${clipped(read, 30)}”. Các nhóm: ${known.join(", ")}. Anh/chị nhập lại, ví dụ: /cham ${known[0] ?? "so"}; hoặc chỉ /cham để xem tất cả.`,
  groupButton: (group) => `Đủ danh sách: ${groupVi(group)}`,
  laggardsButton: () => "Đơn vị còn chậm",
  laggardsTitle: ({ stage }) => (isAppraisers(stage) ? "Thẩm định còn chậm" : "Đơn vị còn chậm"),
  nobodyLate: (round) =>
    [
      ...marksVi(round),
      `${round.roundTitle}\nGiai đoạn: ${stageVi(round.stage)}.`,
      nobodyVi(round),
    ].join("\n\n"),
  lateAgencies: (facts) =>
    [...headVi(facts), ...facts.tops.map((top) => lateGroupVi(facts.round, top))].join("\n\n"),
  lateLeads: ({ late, shown, ...facts }) =>
    [
      ...headVi({ ...facts, pages: null }),
      late === 0
        ? "Tất cả các cơ quan đã thẩm định xong phần được phân công."
        : [
            `${late} cơ quan chưa thẩm định xong; ít nhất ở trên (tính mọi tiêu chí thành phần của mọi đơn vị được phân công):`,
            ...shown.map((lead, at) => `${at + 1}. ${laggardVi(lead)}`),
          ].join("\n"),
    ].join("\n\n"),
  whichTwo: (read) =>
    `${read === "" ? "Lệnh này cần mã của hai đơn vị." : `Tôi đọc được “${clipped(read, 40)}”, trong khi lệnh này cần đúng hai mã đơn vị.`} Anh/chị nhập, ví dụ: /sosanh SNV STC. Mã đứng trong ngoặc sau tên đơn vị ở bảng xếp hạng (/xephang).`,
  twiceTheSame: (code) =>
    `Anh/chị vừa nhập ${clipped(code, 20)} hai lần. Anh/chị nhập mã của hai đơn vị khác nhau, ví dụ: /sosanh SNV STC; xem một đơn vị: /donvi ${clipped(code, 20)}.`,
  comparisonTitle: (one, other) => `So sánh ${one.agencyCode} và ${other.agencyCode}`,
  comparison: comparisonVi,
  whyButton: (agencyCode) => `Vì sao: ${agencyCode}`,
  summaryTitle: () => "Tóm tắt kỳ đánh giá",
  pushedTitle: (phase) =>
    phase === null ? "Tóm tắt hằng tuần" : `Kết thúc giai đoạn ${stageVi(phase)}`,
  summary: summaryVi,
};

function headVi({ round, calendar, now, pages }: Omit<LateFacts, "tops">): readonly string[] {
  const left = round.window && workingDaysLeft(calendar, round.window, now);
  const until =
    round.window === null
      ? ""
      : `, hạn ${instantVi(round.window.closesAt)}${left === null ? " (đã hết)" : `, ${leftVi(left)}`}`;
  return [
    ...marksVi(round),
    [
      round.roundTitle,
      `Giai đoạn ${stageVi(round.stage)}${until}.`,
      ...(pages ? [`Trang ${pages.page}/${pages.pages}`] : []),
    ].join("\n"),
  ];
}

function lateGroupVi(
  { stage }: Pick<Round, "stage">,
  { group: { group, agencies, late, unsigned }, shown, from }: LateFacts["tops"][number],
): string {
  const what = stage === "explaining" ? "chưa giải trình xong" : "chưa nộp";
  const more = late.length - from - shown.length;
  return [
    late.length === 0
      ? `${capitalised(groupVi(group))}: không còn đơn vị nào ${what} (${agencies} đơn vị).`
      : `${capitalised(groupVi(group))}: ${late.length}/${agencies} đơn vị ${what}`,
    ...shown.map((one, at) => `${from + at + 1}. ${laggardVi(one)}`),
    ...(more > 0 ? [`… và ${more} đơn vị khác.`] : []),
    ...(unsigned > 0 ? [`Đã trình, chờ lãnh đạo đơn vị ký: ${unsigned}.`] : []),
  ].join("\n");
}

function laggardVi({ code, name, done, total, unproved, extendedTo, pace }: Laggard): string {
  const figures = `xong ${done}/${total} tiêu chí (${percentOf({ done, total })}%)`;
  const lacking = unproved > 0 ? `, đã chấm nhưng chưa đủ minh chứng ${unproved}` : "";
  const until = extendedTo === null ? "" : `, được gia hạn đến ${instantVi(extendedTo)}`;
  return `${clipped(name, 60)} (${code}): ${figures}${lacking}${until}${paceVi(pace)}`;
}

/** The arithmetic where the pace so far does not reach the end. */
function paceVi(pace: Laggard["pace"]): string {
  if (pace?.kind !== "running" || !pace.isAtRisk || pace.needed === null) return "";
  return `; cần ${perDay(pace.needed)} mỗi ngày làm việc, đến nay được ${perDay(pace.soFar)}`;
}

function perDay(rate: Parameters<typeof roundHalfUp>[0]): string {
  const tenths = roundHalfUp(rate, 10);
  const isSome = tenths === 0 && compare(rate, rational(0)) > 0;
  return isSome ? "dưới 0,1" : decimalText(writeUnits(tenths, 1), "vi");
}

function nobodyVi({ stage }: Round): string {
  if (stage === "announced") {
    return "Chưa đến thời gian tự chấm nên chưa đơn vị nào phải nộp. Thời hạn từng bước: /dot.";
  }
  if (stage === "published" || stage === "archived") {
    return "Kết quả đã công bố; không còn đơn vị nào phải nộp. Xếp hạng: /xephang.";
  }
  return "Các đơn vị đã làm xong phần của mình; giai đoạn này không có việc đơn vị phải nộp. Tình hình chung: /tomtat.";
}
