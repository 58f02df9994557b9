import { assertNever } from "../../../result.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { Asked, Question } from "../../self-score/questions.ts";
import { capitalised, decimalText } from "../figure-text.ts";
import { dayText } from "../local-time.ts";

/** The question for a fact with the forms it takes, in Vietnamese. */
export function questionVi({
  question,
}: {
  readonly leaf: Leaf;
  readonly question: Question;
}): string {
  const context =
    question.within.length > 0 ? [`${capitalised(question.within.join(" – "))}:`] : [];
  return [...context, asks(question), how(question)].filter((line) => line !== "").join("\n");
}

function asks(question: Question): string {
  switch (question.kind) {
    case "pick":
      return question.what === "level"
        ? "Mức nào đúng với thực tế của đơn vị?"
        : "Trường hợp nào áp dụng cho đơn vị?";
    case "checklist":
      return "Đơn vị đã có những nội dung nào dưới đây?";
    case "pair":
      return asksPair(question);
    case "yesNo":
    case "number":
    case "date":
      return "of" in question.asked
        ? asksOfMany(question.asked, question.kind)
        : asksSingle(question.asked);
    default:
      return assertNever(question);
  }
}

function asksPair({ asked, form, first }: Extract<Question, { readonly kind: "pair" }>): string {
  const about = "label" in asked ? `${capitalised(asked.label)}${order(asked)}: ` : "";
  if (form === "leader") {
    return first === null
      ? `${about}Kết quả thực hiện và chỉ tiêu được giao là bao nhiêu?`
      : `${about}Kết quả thực hiện là ${number(first)}. Chỉ tiêu được giao là bao nhiêu?`;
  }
  if (first !== null) return `${about}${number(first)} trên tổng số bao nhiêu?`;
  // What is counted may be bad cases as well as good ones: its own name says which.
  return about === ""
    ? "Đã thực hiện (đạt) bao nhiêu trên tổng số bao nhiêu?"
    : `${about}bao nhiêu trên tổng số bao nhiêu?`;
}

function asksOfMany(
  asked: Extract<Asked, { readonly of: number }>,
  kind: Question["kind"],
): string {
  const about = `${capitalised(asked.label)}${order(asked)}`;
  switch (asked.kind) {
    case "part":
      return `${about}?`;
    case "fact":
      return kind === "number" ? `${about} là bao nhiêu?` : `${about}?`;
    case "violation":
      return `${about}: có bao nhiêu trường hợp?`;
    case "variable":
      return `${about} là bao nhiêu?`;
    default:
      return assertNever(asked);
  }
}

function asksSingle(asked: Exclude<Asked, { readonly of: number }>): string {
  switch (asked.kind) {
    case "leaf":
      return "Đơn vị có thực hiện (đạt) nội dung này không?";
    case "items":
      return "Số lượng là bao nhiêu?";
    case "value":
      return "Kết quả đạt được là bao nhiêu?";
    case "breaches":
      return `${capitalised(asked.label)}: có bao nhiêu trường hợp vi phạm?`;
    case "dueDate":
    case "doneDate":
    case "current":
    case "baseline":
      return asksCompared(asked);
    default:
      return assertNever(asked);
  }
}

function asksCompared(
  asked: Extract<Asked, { readonly kind: "dueDate" | "doneDate" | "current" | "baseline" }>,
): string {
  switch (asked.kind) {
    case "dueDate":
      return "Hạn phải hoàn thành là ngày nào?";
    case "doneDate":
      return asked.due === null
        ? "Đơn vị hoàn thành ngày nào?"
        : `Hạn là ngày ${dayText(asked.due)}. Đơn vị hoàn thành ngày nào?`;
    case "current":
      return "Số liệu của năm đánh giá là bao nhiêu?";
    case "baseline":
      return asked.against === "lastYear"
        ? "Số liệu của năm trước là bao nhiêu?"
        : "Số liệu theo kế hoạch là bao nhiêu?";
    default:
      return assertNever(asked);
  }
}

function how(question: Question): string {
  switch (question.kind) {
    case "yesNo":
      return "Anh/chị bấm nút, hoặc nhập có / không.";
    case "pick":
      return [
        ...question.options.map(({ label }, i) => `${i + 1}. ${capitalised(label)}`),
        "Anh/chị bấm nút hoặc nhập số thứ tự.",
      ].join("\n");
    case "checklist":
      return [
        ...question.options.map((label, i) => `${i + 1}. ${capitalised(label)}`),
        "Anh/chị đánh dấu rồi bấm Xong; hoặc nhập các số thứ tự (ví dụ: 1 3), “tất cả”, “không có”.",
      ].join("\n");
    case "pair":
      return question.first === null ? "Nhập dạng 18/20." : "Nhập một số, ví dụ 20.";
    case "number":
      return question.whole ? "Nhập một số nguyên, ví dụ 3." : "Nhập một số, ví dụ 12,5.";
    case "date":
      return "Nhập ngày, ví dụ 31/12/2025.";
    default:
      return assertNever(question);
  }
}

function order(asked: Asked): string {
  return "of" in asked && asked.of > 1 ? ` (${asked.n}/${asked.of})` : "";
}

function number(decimal: string): string {
  return decimalText(decimal, "vi");
}
