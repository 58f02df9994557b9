import { type Duty, type OwedLeaf, type Owes, missingIn } from "../../../reminders/duty.ts";
import type { ReminderMessages, TimeOf } from "../catalogue/reminder.ts";
import { reminderViewsVi } from "./reminder-views.ts";
import { clipped } from "../local-time.ts";
import { instantVi, marksVi, pointsVi } from "./words.ts";

type ToSupply = Extract<Owes, { readonly kind: "supply" }>;
type ToAppraise = Extract<Owes, { readonly kind: "appraise" }>;
type ToScore = Extract<Owes, { readonly kind: "score" | "rescore" }>;

/** How many leaves are named in one line. */
const named = 4;

/** Reminders and reports of what is late. */
export const reminderVi: ReminderMessages = {
  ...reminderViewsVi,
  title: ({ own, others }) =>
    own > 0 ? `Nhắc việc: ${own} việc chưa xong` : `Báo cáo việc chậm: ${others} việc`,
  round: (round) => [...marksVi(round), round.title].join("\n"),
  greeting: (name) => `Kính gửi anh/chị ${clipped(name, 60)},`,
  opening: ({ isLate, workingDays }) => {
    if (isLate) return "Thời hạn đã hết mà việc dưới đây chưa xong:";
    if (workingDays === 0) return "Hôm nay là ngày cuối cùng của việc dưới đây:";
    return workingDays <= 2
      ? "Thời hạn sắp hết, anh/chị còn việc dưới đây:"
      : "Để anh/chị chủ động bố trí thời gian, xin nhắc việc dưới đây:";
  },
  closing: ({ isLate, workingDays }) => {
    if (isLate) {
      return "Nếu có lý do khách quan, đề nghị đơn vị gửi văn bản đến Sở Nội vụ để được xem xét. Trân trọng cảm ơn anh/chị.";
    }
    return workingDays === 0
      ? "Đề nghị anh/chị hoàn thành trong hôm nay; sau thời hạn hệ thống không nhận nữa. Trân trọng cảm ơn anh/chị."
      : "Anh/chị đã làm xong thì bỏ qua tin này. Trân trọng cảm ơn anh/chị.";
  },
  duty: ({ duty, time }) => `• ${dutyVi(duty)} ${timeVi(time)}`,
  noticeOpening: ({ count }) =>
    count === 1
      ? "Xin báo cáo: việc sau đã quá hạn, đã nhắc người được giao mà chưa xong:"
      : `Xin báo cáo: ${count} việc sau đã quá hạn, đã nhắc người được giao mà chưa xong:`,
  notice: ({ duty, time }) => `• ${whoseVi(duty)}${whatVi(duty)} ${timeVi(time)}`,
  noticeClosing: () => "Đề nghị anh/chị chỉ đạo, đôn đốc. Trân trọng cảm ơn anh/chị.",
  more: (count) => `… và ${count} việc khác.`,
  buttons: {
    score: () => "Chấm tiếp",
    rescore: () => "Sửa tiêu chí được mở lại",
    submit: () => "Nộp kết quả tự chấm",
    sign: () => "Xem và ký xác nhận",
    appraise: () => "Việc thẩm định",
    appeal: () => "Giải trình",
    vote: () => "Biểu quyết",
    supply: () => "Lập danh sách khảo sát",
    progress: () => "Xem tiến độ",
    log: () => "Nhật ký nhắc việc",
    newer: () => "Mới hơn",
    older: () => "Cũ hơn",
    round: () => "Tình hình kỳ đánh giá",
  },
};

function dutyVi(duty: Duty): string {
  const { owes } = duty;
  if (owes.kind === "supply") return supplyVi(duty.subjectName, owes);
  if (owes.kind === "score" || owes.kind === "rescore")
    return dutyToScoreVi(duty.subjectName, owes);
  switch (owes.kind) {
    case "signOff":
      return owes.isSubmitted
        ? `Ký xác nhận kết quả tự chấm của ${duty.subjectName}.`
        : `Ký xác nhận kết quả tự chấm của ${duty.subjectName}: chuyên viên chưa nộp, còn ${owes.openLeaves} tiêu chí.`;
    case "appraise":
      return toAppraiseVi(duty.phase, owes);
    case "answer":
      return `Giải trình của ${duty.subjectName}: còn ${owes.leaves.length} tiêu chí thẩm định thấp hơn tự chấm, chênh ${pointsVi(owes.worth)}: ${leavesVi(owes.leaves)}.`;
    case "signExplanations":
      return `Ký ${owes.explanations} giải trình của ${duty.subjectName}.`;
    case "vote":
      return `Biểu quyết ${owes.items.length} nội dung của Hội đồng: số ${owes.items.slice(0, 10).join(", ")}.`;
  }
}

function dutyToScoreVi(subjectName: string, owes: ToScore): string {
  if (owes.kind === "rescore") {
    return `Sửa, bổ sung kết quả tự chấm của ${subjectName}: còn ${owes.leaves.length} tiêu chí được mở lại, tối đa ${pointsVi(owes.worth)}: ${leavesVi(owes.leaves)}.`;
  }
  return owes.leaves.length === 0
    ? `Nộp kết quả tự chấm của ${subjectName}: các tiêu chí đã đủ, chỉ còn nộp lên lãnh đạo.`
    : `Tự chấm của ${subjectName}: còn ${owes.leaves.length} tiêu chí, tối đa ${pointsVi(owes.worth)}: ${leavesVi(owes.leaves)}.`;
}

function leavesVi(leaves: readonly OwedLeaf[]): string {
  const texts = leaves
    .slice(0, named)
    .map(({ code, name, worth }) => `${code} ${clipped(name, 48)} (${pointsVi(worth)})`);
  const others = leaves.length - texts.length;
  return texts.join("; ") + (others > 0 ? `; và ${others} tiêu chí khác` : "");
}

function supplyVi(subjectName: string, owes: ToSupply): string {
  return `Lập danh sách điều tra xã hội học của ${subjectName}: còn thiếu ${missingIn(owes.lacking)} người (${groupsVi(owes)}).`;
}

function lackingVi(owes: ToSupply): string {
  return `danh sách điều tra xã hội học còn thiếu ${missingIn(owes.lacking)} người (${groupsVi(owes)}).`;
}

function groupsVi({ lacking }: ToSupply): string {
  return lacking
    .map(({ name, wanted, given }) => `${lowered(clipped(name, 60))}: mới có ${given}/${wanted}`)
    .join("; ");
}

/** In the middle of a sentence. */
function lowered(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function toAppraiseVi(phase: Duty["phase"], owes: ToAppraise): string {
  return phase === "secondAppraisal"
    ? `Trả lời giải trình: còn ${owes.leaves} tiêu chí của ${owes.agencies} đơn vị.`
    : `Thẩm định: còn ${owes.leaves} lượt chấm của ${owes.agencies} đơn vị.`;
}

function unappraisedVi(phase: Duty["phase"], owes: ToAppraise): string {
  return phase === "secondAppraisal"
    ? `chưa trả lời ${owes.leaves} giải trình.`
    : `chưa thẩm định ${owes.leaves} lượt của ${owes.agencies} đơn vị.`;
}

function timeVi({ deadline, isLate, workingDays }: TimeOf): string {
  const until = `Hạn ${instantVi(deadline)}`;
  if (isLate) {
    return workingDays === 0
      ? `${until}, vừa hết.`
      : `${until}, đã quá ${workingDays} ngày làm việc.`;
  }
  return workingDays === 0
    ? `${until}, trong hôm nay.`
    : `${until}, còn ${workingDays} ngày làm việc.`;
}

function whoseVi({ subjectName }: Duty): string {
  return `${subjectName}: `;
}

function whatVi({ owes, phase }: Duty): string {
  if (owes.kind === "supply") return lackingVi(owes);
  if (owes.kind === "score" || owes.kind === "rescore") return whatToScoreVi(owes);
  switch (owes.kind) {
    case "signOff":
      return owes.isSubmitted
        ? "lãnh đạo chưa ký xác nhận kết quả tự chấm."
        : "chưa nộp, chưa ký kết quả tự chấm.";
    case "appraise":
      return unappraisedVi(phase, owes);
    case "answer":
      return `chưa giải trình ${owes.leaves.length} tiêu chí.`;
    case "signExplanations":
      return `lãnh đạo chưa ký ${owes.explanations} giải trình.`;
    case "vote":
      return `chưa biểu quyết ${owes.items.length} nội dung.`;
  }
}

function whatToScoreVi(owes: ToScore): string {
  if (owes.kind === "rescore") {
    return `chưa sửa, bổ sung ${owes.leaves.length} tiêu chí được mở lại.`;
  }
  return owes.leaves.length === 0
    ? "chưa nộp kết quả tự chấm (đã chấm đủ)."
    : `chưa nộp kết quả tự chấm, còn ${owes.leaves.length} tiêu chí, tối đa ${pointsVi(owes.worth)}.`;
}
