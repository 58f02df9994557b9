import { assertNever } from "../../../result.ts";
import type { AnswerProblem } from "../../../scoring/answer-problem.ts";
import type { GivenValue } from "../../conversation-state.ts";
import type { Question } from "../../self-score/questions.ts";
import type { Misread } from "../../self-score/read-given.ts";
import { dayText } from "../local-time.ts";

/** Why a typed text is no answer, with the forms that are. */
export function misreadVi({
  why,
  question,
}: {
  readonly why: Misread;
  readonly question: Question;
}): string {
  switch (why) {
    case "notUnderstood":
      return notUnderstood(question);
    case "notWhole":
      return "Ở đây cần một số nguyên, ví dụ 3.";
    case "negative":
      return "Số này không thể âm. Anh/chị nhập lại giúp.";
    case "percentOnly":
      return "Ở đây cần hai con số chứ không phải tỷ lệ phần trăm: số đã thực hiện trên tổng số, ví dụ 18/20. Tỷ lệ do hệ thống tính.";
    case "impossibleDate":
      return "Ngày này không có trong lịch. Anh/chị nhập lại, ví dụ 31/12/2025.";
    case "noSuchChoice":
      return notUnderstood(question);
    default:
      return assertNever(why);
  }
}

/** One of the values a typed figure may mean, without marks between thousands. */
export function readingVi(value: GivenValue): string {
  if (typeof value === "string") {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : value.replace(".", ",");
  }
  if (typeof value === "object" && value !== null && "done" in value) {
    return `${value.done.replace(".", ",")}/${value.total.replace(".", ",")}`;
  }
  return String(value);
}

/** Why facts are not taken, and what would be right. */
export function problemVi(problem: AnswerProblem): string {
  return `${problemOfKind(problem.kind, problem)} Chưa ghi; anh/chị nhập lại giúp.`;
}

type Kind = AnswerProblem["kind"];
type ProblemOf<K extends Kind> = Extract<AnswerProblem, { readonly kind: K }>;

function problemOfKind<K extends Kind>(
  kind: K,
  problem: { readonly [Each in Kind]: ProblemOf<Each> }[K],
): string {
  return problems[kind](problem);
}

const wrongShape = () => "Số liệu chưa đúng dạng mà cách tính điểm cần.";

const problems: { readonly [K in Kind]: (problem: ProblemOf<K>) => string } = {
  doneAboveTotal: ({ done, total }) =>
    `Số đã thực hiện (${readingVi(done)}) không thể lớn hơn tổng số (${readingVi(total)}).`,
  negative: ({ value }) => `Số ${readingVi(value)} không thể âm.`,
  notAWholeNumber: ({ value }) => `Ở đây cần số nguyên, không phải ${readingVi(value)}.`,
  targetNotAboveZero: () => "Chỉ tiêu được giao phải lớn hơn 0.",
  missingDue: () => "Còn thiếu ngày đến hạn.",
  notADate: ({ read }) => `Không đọc được ngày “${read}”; ngày có dạng 31/12/2025.`,
  valueAboveScale: ({ value, scale }) =>
    `Giá trị ${readingVi(value)} vượt thang ${readingVi(scale)}.`,
  pointsAboveMax: ({ points, max }) =>
    `Điểm ${readingVi(points)} vượt mức tối đa ${readingVi(max)}.`,
  notAMultipleOfStep: ({ points, step }) =>
    `Điểm ${readingVi(points)} phải là bội của ${readingVi(step)}.`,
  notANumber: wrongShape,
  missing: wrongShape,
  wrongShape,
  unknownKey: wrongShape,
  unknownLevel: wrongShape,
  unknownAlternative: wrongShape,
  notAnswerable: wrongShape,
};

function notUnderstood(question: Question): string {
  switch (question.kind) {
    case "yesNo":
      return "Tôi chưa hiểu câu trả lời. Anh/chị bấm nút, hoặc nhập: có, không.";
    case "pick":
      return `Anh/chị chọn một trong ${question.options.length} mục: bấm nút, hoặc nhập số thứ tự từ 1 đến ${question.options.length}.`;
    case "checklist":
      return `Anh/chị đánh dấu bằng nút rồi bấm Xong, hoặc nhập các số thứ tự từ 1 đến ${question.options.length} (ví dụ: 1 3), “tất cả”, “không có”.`;
    case "pair":
      return question.first === null
        ? "Tôi chưa đọc được hai con số. Anh/chị nhập dạng: 18/20, 18 trên 20. Số thập phân: 12,5/20."
        : "Tôi chưa đọc được con số. Anh/chị nhập một số, ví dụ 20.";
    case "number":
      return question.whole
        ? "Tôi chưa đọc được con số. Anh/chị nhập một số nguyên, ví dụ 3 hoặc 1.250."
        : "Tôi chưa đọc được con số. Anh/chị nhập dạng: 12,5 hoặc 85%.";
    case "date":
      return "Tôi chưa đọc được ngày. Anh/chị nhập dạng: 31/12/2025, 31-12-2025, hoặc ngày 31 tháng 12 năm 2025.";
    default:
      return assertNever(question);
  }
}
