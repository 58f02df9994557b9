import type { ClockLeft } from "../../appeal/appeal-clock.ts";
import type {
  AppealFacts,
  AppealLine,
  AppealRefusal,
  AppealWords,
  ValueFacts,
} from "../../appeal/appeal-facts.ts";
import type { AppealOutcome, AppealStatus } from "../../appeal/appeal-kinds.ts";
import { atStake, selfPoints, valuePoints, wordsOf } from "../../appeal/appeal-rules.ts";
import type { EvidenceFacts } from "../../facts.ts";
import type { RoundFacts } from "../../../round/round.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { AppealMessages } from "../catalogue/appeal.ts";
import { clipped, quoted } from "../local-time.ts";
import { noticeVi } from "./appeal-notice.ts";
import { appealStatsVi } from "./appeal-stats.ts";
import { itemVi } from "./evidence.ts";
import { contentVi } from "./leaf.ts";
import { marksVi, instantVi, numberVi, pointsVi } from "./words.ts";
import { whoVi } from "./sign-off.ts";

/** Explaining leaves that were appraised lower, in Vietnamese. */
export const appealVi: AppealMessages = {
  buttons: {
    list: () => "Danh sách giải trình",
    next: () => "Tiêu chí kế tiếp",
    explain: (isChange) => (isChange ? "Sửa giải trình" : "Viết giải trình"),
    accept: () => "Đồng ý với điểm thẩm định",
    add: () => "Thêm tài liệu",
    withdraw: () => "Rút lại trả lời",
    done: () => "Xong",
    submit: () => "Trình lãnh đạo",
    confirmSubmit: () => "Đồng ý trình",
    notYet: () => "Chưa trình",
    digest: () => "Xem bản trình",
    sign: (count) => `Ký xác nhận (${count})`,
    giveBack: (code) => `Trả lại ${code}`,
    menu: () => "Giải trình",
  },
  refused: refusedVi,
  notLower: ({ code }) =>
    `Tiêu chí ${code} không có điểm thẩm định thấp hơn điểm tự chấm nên không cần giải trình.`,
  listTitle: () => "Giải trình kết quả thẩm định",
  list: ({ round, lines, total, open, clock, page, pages }) =>
    [
      ...demoOf(round),
      total === 0
        ? "Đơn vị không có tiêu chí thành phần nào có điểm thẩm định thấp hơn điểm tự chấm."
        : `${total} tiêu chí thành phần có điểm thẩm định thấp hơn điểm tự chấm, ${open} tiêu chí chưa trả lời.`,
      clockVi(clock),
      ...lines.map(lineVi),
      ...(pages > 1 ? [`Trang ${page}/${pages}.`] : []),
    ].join("\n\n"),
  leafButton: ({ leaf, facts }) => `${markOf(facts)} ${leaf.code} ${clipped(leaf.name, 44)}`,
  card: ({ round, leaf, facts, words, explained, clock, old, fresh }) =>
    [
      ...demoOf(round),
      valuesVi(leaf, facts),
      proofVi("Tài liệu khi tự chấm", old),
      ...(words === null ? [] : [wordsVi(words)]),
      ...(words === null && fresh.length === 0 ? [] : [proofVi("Tài liệu khi giải trình", fresh)]),
      ...(explained === null ? [] : [secondVi(leaf, explained, words?.outcome ?? null)]),
      clockVi(clock),
    ].join("\n\n"),
  askExplanation: ({ shortest, longest }) =>
    `Anh/chị giải trình đầy đủ, cụ thể vì sao đề nghị tính lại (từ ${shortest} đến ${longest} ký tự); sau đó gửi thêm tài liệu nếu có. Nếu thống nhất với kết quả thẩm định, anh/chị bấm Đồng ý với điểm thẩm định.`,
  present: (explanation) => `Giải trình đang ghi: ${clipped(explanation, 1500)}`,
  goOnExplaining: () => "Anh/chị tiếp tục gửi nội dung giải trình.",
  explained: ({ code, receipt, replaced }) =>
    `${replaced ? "Đã thay giải trình" : "Đã ghi giải trình"} cho tiêu chí ${code}, chưa trình lãnh đạo.\nBiên nhận: ${receipt}`,
  accepted: ({ leaf, facts, receipt }) => {
    const points = valuePoints(facts.appraised);
    return `Đã ghi: đồng ý với điểm thẩm định của tiêu chí ${leaf.code}${points === null ? "" : ` (${pointsVi(points)})`}, chưa trình lãnh đạo.\nBiên nhận: ${receipt}`;
  },
  withdrawn: ({ code, receipt }) =>
    `Đã rút lại trả lời của tiêu chí ${code}. Nội dung cũ vẫn lưu trong nhật ký.\nBiên nhận: ${receipt}`,
  changedByOther: ({ words, mine }) =>
    [
      `Trong lúc anh/chị viết, ${words.by} đã trả lời (${instantVi(words.at)}):`,
      words.explanation === null ? "Đồng ý với điểm thẩm định." : clipped(words.explanation, 1200),
      "Giải trình của anh/chị chưa được ghi. Nếu vẫn muốn thay, anh/chị gửi lại:",
      clipped(mine, 1200),
    ].join("\n\n"),
  askProof: ({ maxBytes }) =>
    `Anh/chị gửi thêm tài liệu cho giải trình: gửi tệp (đến ${Math.floor(maxBytes / (1024 * 1024))} MB), hoặc nhập: số, ký hiệu; ngày; cơ quan ban hành (ví dụ: 15/KH-SNV; 20/01/2025; Sở Nội vụ). Nếu không còn, anh/chị bấm Xong.`,
  notADocument: () =>
    "Tôi chờ một tệp hoặc một văn bản. Anh/chị gửi tệp, hoặc nhập một dòng: số, ký hiệu; ngày; cơ quan ban hành. Nếu không còn tài liệu, anh/chị bấm Xong.",
  received: ({ code, fileName, receipt }) =>
    `Đã nhận tệp “${clipped(fileName, 120)}” cho giải trình tiêu chí ${code}; đang kiểm tra.\nBiên nhận: ${receipt}`,
  submitTitle: () => "Trình lãnh đạo",
  confirmSubmit: ({ round, lines, open }) =>
    [
      ...demoOf(round),
      `Trình lãnh đạo ký ${lines.length} tiêu chí:`,
      lines.slice(0, 30).map(shortLineVi).join("\n"),
      ...(lines.length > 30 ? [`… và ${lines.length - 30} tiêu chí khác.`] : []),
      ...(open > 0
        ? [`Còn ${open} tiêu chí chưa trả lời; hết hạn mà không trả lời thì giữ điểm thẩm định.`]
        : []),
      "Sau khi trình, muốn sửa thì rút lại từng tiêu chí. Anh/chị đồng ý trình?",
    ].join("\n\n"),
  nothingToSubmit: () => "Chưa có trả lời nào để trình lãnh đạo.",
  changedMeanwhile: () =>
    "Nội dung đã thay đổi từ lúc anh/chị xem. Chưa ghi gì; anh/chị xem lại dưới đây.",
  submittedTitle: () => "Đã trình lãnh đạo",
  submitted: ({ count, receipt, at }) =>
    `Đã trình lãnh đạo ${count} tiêu chí lúc ${instantVi(at)}. Lãnh đạo cần ký trước hạn; nếu không, cơ quan thẩm định chỉ thấy giải trình với ghi chú “chưa được lãnh đạo ký”.\nBiên nhận: ${receipt}`,
  digestTitle: () => "Giải trình chờ ký",
  digest: ({ round, agencyName, fields, all, lines, page, pages }) =>
    [
      ...demoOf(round),
      `${agencyName}: ${all.length} tiêu chí chờ ký.`,
      fields.flatMap(({ code, name }) => fieldStakeVi({ code, name }, all)).join("\n"),
      ...lines.map(digestLineVi),
      ...(pages > 1 ? [`Trang ${page}/${pages}. Nút Ký xác nhận ký tất cả các trang.`] : []),
      "Anh/chị ký xác nhận tất cả, hoặc trả lại tiêu chí cần sửa.",
    ].join("\n\n"),
  signedTitle: () => "Đã ký giải trình",
  signed: ({ count, receipt, at, by }) =>
    `${whoVi(by)} đã ký giải trình ${count} tiêu chí lúc ${instantVi(at)}. Cơ quan thẩm định sẽ trả lời ở thẩm định lần 2.\nBiên nhận: ${receipt}`,
  askReturn: ({ shortest }) => `Anh/chị ghi ý kiến để chuyên viên sửa (ít nhất ${shortest} ký tự).`,
  reasonLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `Nội dung mới có ${length} ký tự, cần ít nhất ${shortest}. Anh/chị viết rõ hơn giúp.`
      : `Nội dung có ${length} ký tự, nhiều nhất là ${longest}. Anh/chị viết gọn lại giúp.`,
  returned: ({ code, by, receipt }) =>
    `Đã trả lại tiêu chí ${code} cho ${by} kèm ý kiến.\nBiên nhận: ${receipt}`,
  stillWaiting: (count) =>
    count === 0 ? "Không còn tiêu chí nào chờ ký." : `Còn ${count} tiêu chí chờ ký.`,
  statsTitle: () => "Thống kê giải trình",
  stats: appealStatsVi,
  notice: (notice, marks) => [...marksVi(marks), noticeVi(notice)].join("\n\n"),
};

/** Both values of a leaf with the reason of the appraised one. */
export function valuesVi(leaf: Leaf, { self, appraised }: AppealFacts): string {
  return [
    `Tự chấm: ${contentVi(leaf, self)}.`,
    ...(self.explanation === null
      ? []
      : [`Giải trình khi tự chấm: ${clipped(self.explanation, 400)}`]),
    `Thẩm định lần 1: ${valueVi(leaf, appraised)}.`,
    ...(appraised.reason === null ? [] : [`Lý do: ${quoted(appraised.reason, 600)}.`]),
  ].join("\n");
}

/** What a value holds: facts and points, or points set by hand. */
export function valueVi(leaf: Leaf, value: ValueFacts): string {
  if (value.setPoints !== null && value.notApplicable === null) {
    return `${pointsVi(value.setPoints)}, do người thẩm định cho`;
  }
  const { answer, points, notApplicable } = value;
  if (answer === null && notApplicable === null) return "0 điểm";
  return contentVi(leaf, { answer, points, notApplicable, explanation: null });
}

/** One phase's proof, item by item. */
function proofVi(title: string, items: readonly EvidenceFacts[]): string {
  if (items.length === 0) return `${title}: không có.`;
  const more = items.length > 8 ? [`… và ${items.length - 8} tài liệu khác.`] : [];
  return [`${title}:`, ...items.slice(0, 8).map(itemVi), ...more].join("\n");
}

/** The word for what the second appraisal decided. */
export function outcomeVi(outcome: AppealOutcome): string {
  return outcomeWords[outcome];
}

const outcomeWords: Readonly<Record<AppealOutcome, string>> = {
  accepted: "chấp nhận giải trình",
  partly: "chấp nhận một phần",
  rejected: "không chấp nhận giải trình",
};

const statusWords: Readonly<Record<AppealStatus, string>> = {
  draft: "chưa trình lãnh đạo",
  submitted: "đã trình, chờ lãnh đạo ký",
  signed: "lãnh đạo đã ký",
  returned: "lãnh đạo trả lại, cần sửa",
  withdrawn: "đã rút lại",
};

function refusedVi(refusal: AppealRefusal): string {
  switch (refusal.kind) {
    case "noRight":
      return "Tài khoản của anh/chị không có quyền làm việc này. Chuyên viên viết giải trình, lãnh đạo đơn vị ký.";
    case "notYet":
      return refusal.opensAt === ""
        ? "Kỳ đánh giá chưa đến giai đoạn giải trình."
        : `Kỳ đánh giá chưa đến giai đoạn giải trình (dự kiến mở từ ${instantVi(refusal.opensAt)}).`;
    case "closed":
      return `Đã hết thời gian giải trình${refusal.closesAt === "" ? "" : ` (hạn ${instantVi(refusal.closesAt)})`} nên không ghi thêm được. Nếu cần gia hạn, đơn vị đề nghị Sở Nội vụ bằng văn bản.`;
    case "submitted":
      return "Trả lời này đã trình lãnh đạo. Muốn sửa, anh/chị rút lại trước, hoặc đề nghị lãnh đạo trả lại.";
    case "signed":
      return "Lãnh đạo đã ký trả lời này nên không sửa được nữa.";
    case "answered":
      return "Thẩm định lần 2 đã trả lời giải trình của tiêu chí này nên không sửa được nữa.";
  }
}

function demoOf(round: RoundFacts): readonly string[] {
  return marksVi(round);
}

function clockVi(clock: ClockLeft | null): string {
  if (clock === null) return "Đã hết thời gian giải trình.";
  const left =
    clock.workingDays === 0
      ? "không còn ngày làm việc nào sau hôm nay"
      : `còn ${clock.workingDays} ngày làm việc sau hôm nay`;
  return `Thời gian giải trình của đơn vị đến ${instantVi(clock.closesAt)}, ${left}.`;
}

function lineVi({ leaf, facts }: AppealLine): string {
  const { reason } = facts.appraised;
  return [
    `${leaf.code} ${clipped(leaf.name, 100)}: ${differenceVi(facts)}. ${statusOf(facts)}.`,
    ...(reason === null ? [] : [`Lý do: ${quoted(reason, 160)}.`]),
  ].join("\n");
}

function shortLineVi({ leaf, facts }: AppealLine): string {
  const answer =
    wordsOf(facts)?.answer === "accepted" ? "đồng ý với điểm thẩm định" : "đề nghị tính lại";
  return `${leaf.code}: ${answer}, ${differenceVi(facts)}.`;
}

function digestLineVi(line: AppealLine): string {
  const words = wordsOf(line.facts);
  const text = words?.explanation ?? null;
  return [
    shortLineVi(line),
    clipped(line.leaf.name, 120),
    ...(text === null ? [] : [`Giải trình: ${clipped(text, 280)}`]),
  ].join("\n");
}

function fieldStakeVi(
  field: { readonly code: string; readonly name: string },
  lines: readonly AppealLine[],
): readonly string[] {
  const own = lines.filter(({ leaf }) => leaf.code.split(".")[0] === field.code);
  if (own.length === 0) return [];
  const claimed = own.filter(({ facts }) => wordsOf(facts)?.answer === "explained");
  const stake = claimed.reduce((sum, { facts }) => sum + atStake(facts), 0);
  return [
    `${field.code}. ${clipped(field.name, 70)}: ${own.length} tiêu chí, đề nghị tính lại ${pointsVi(stake)}.`,
  ];
}

/** "tự chấm 1,5 → thẩm định 0,75 (thấp hơn 0,75)". */
function differenceVi(facts: AppealFacts): string {
  const [own, theirs] = [selfPoints(facts.self), valuePoints(facts.appraised)];
  if (own === null || theirs === null) {
    return `tự chấm ${own === null ? "tính sau" : numberVi(own)} → thẩm định ${theirs === null ? "tính sau" : numberVi(theirs)}`;
  }
  return `tự chấm ${numberVi(own)} → thẩm định ${numberVi(theirs)} (thấp hơn ${numberVi(own - theirs)})`;
}

function statusOf(facts: AppealFacts): string {
  const words = wordsOf(facts);
  if (words === null) return "Chưa trả lời";
  if (words.outcome !== null) return `Thẩm định lần 2: ${outcomeVi(words.outcome)}`;
  const answer = words.answer === "accepted" ? "Đồng ý với điểm thẩm định" : "Đã giải trình";
  return `${answer}, ${statusWords[words.status]}`;
}

function markOf(facts: AppealFacts): string {
  const words = wordsOf(facts);
  if (words === null) return "○";
  return words.status === "draft" || words.status === "returned" ? "◐" : "✓";
}

function wordsVi(words: AppealWords): string {
  const answer =
    words.explanation === null
      ? "Đơn vị đồng ý với điểm thẩm định."
      : `Giải trình: ${clipped(words.explanation, 1200)}`;
  return [
    answer,
    `${words.by} ghi lúc ${instantVi(words.at)}, ${statusWords[words.status]}, biên nhận ${words.receipt}.`,
    ...(words.comment === null ? [] : [`Ý kiến của lãnh đạo: ${clipped(words.comment, 600)}`]),
  ].join("\n");
}

function secondVi(leaf: Leaf, value: ValueFacts, outcome: AppealOutcome | null): string {
  return [
    `Thẩm định lần 2: ${outcome === null ? "" : `${outcomeVi(outcome)}, `}${valueVi(leaf, value)}.`,
    ...(value.reason === null ? [] : [`Lý do: ${quoted(value.reason, 600)}.`]),
  ].join("\n");
}
