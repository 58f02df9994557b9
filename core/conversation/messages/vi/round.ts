import type { PlannedChange } from "../../../round/round-change.ts";
import type { GroupCourse, RoundCourse } from "../../../round/course.ts";
import { phases, standsAt } from "../../../round/round.ts";
import type { RoundMessages, RoundNoticeMessages, StepAhead } from "../catalogue/round.ts";
import { capitalised } from "../figure-text.ts";
import { dayText, daysLeft } from "../local-time.ts";
import { movedFromVi, roundRefusalVi } from "./round-refusal.ts";
import { groupVi } from "./commands.ts";
import { instantVi, marksVi, stageVi } from "./words.ts";

/** Running a round, in Vietnamese. */
export const roundVi: RoundMessages = {
  title: ({ code }) => `Kỳ đánh giá ${code}`,
  menuButton: () => "Kỳ đánh giá",
  status: ({ course, now, ahead }) =>
    [
      ...marksVi(course),
      [course.title, `Đang ở bước: ${stageVi(course.stage)}.`, basisVi(course)].join("\n"),
      ["Thời gian các bước:", ...phaseLines(course, now)].join("\n"),
      ["Tiến độ:", ...course.groups.map(groupLine)].join("\n"),
      ...ahead.map(aheadVi),
    ].join("\n\n"),
  noRound: (code) =>
    code === null
      ? "Chưa có kỳ đánh giá nào. Quản trị hệ thống tạo kỳ từ tệp bằng lệnh: cham round create TỆP."
      : `Không có kỳ đánh giá mã ${code}.`,
  refusal: roundRefusalVi,
  refused: (refusals) =>
    ["Chưa thực hiện được:", ...refusals.map((each) => `– ${roundRefusalVi(each)}`)].join("\n"),
  askAgency: () => "Cho đơn vị nào? Anh/chị nhập mã đơn vị, ví dụ STP.",
  askPhase: () => "Bước nào?",
  askLeaves: ({ name }) =>
    `${name}: mở lại những tiêu chí thành phần nào? Anh/chị nhập các mã, cách nhau bằng dấu phẩy, ví dụ: 1.1.3, 2.1.1.`,
  askUntil: ({ phase, closesAt }) =>
    `Hạn của bước ${stageVi(phase)} hiện nay: ${instantVi(closesAt)}. Hạn mới là khi nào? Anh/chị nhập ngày (hạn đến 17:00), hoặc ngày kèm giờ, ví dụ 05/02/2026 hoặc 05/02/2026 11:30.`,
  notUntil: () =>
    "Tôi chưa đọc được hạn này. Anh/chị nhập ngày đầy đủ, ví dụ 05/02/2026, có thể kèm giờ, ví dụ 05/02/2026 11:30.",
  askReason: () => "Lý do? Nội dung này được lưu vào nhật ký và đưa vào hồ sơ trình Hội đồng.",
  askLetter: () => "Số văn bản đề nghị hoặc cho phép? Ví dụ: 15/STP-VP.",
  tooLong: (most) => `Nội dung dài quá ${most} ký tự. Anh/chị viết ngắn lại.`,
  confirm: ({ course, planned }) =>
    [...marksVi(course), `${plannedVi(planned)}\n\nAnh/chị đồng ý?`].join("\n\n"),
  planned: plannedVi,
  done: ({ course, planned }) =>
    [...marksVi(course), `Đã ghi. ${plannedVi(planned)}`, ...toldVi(course, planned)].join("\n\n"),
  stepButton: (to) => `Chuyển bước: ${stageVi(to)}`,
  extendButton: () => "Gia hạn một đơn vị",
  reopenButton: () => "Mở lại tiêu chí",
  moveButton: () => "Dời hạn một bước",
  otherButton: (code) => `Kỳ ${code}`,
  phaseButton: (phase) => capitalised(stageVi(phase)),
  daysButton: ({ days, until }) => `Thêm ${days} ngày làm việc (${instantVi(until)})`,
  confirmButton: () => "Đồng ý",
  cancelButton: () => "Không thực hiện",
  roundButton: () => "Xem kỳ đánh giá",
};

/** What people hear of a change to a round, in Vietnamese. */
export const roundNoticeVi: RoundNoticeMessages = {
  granted: ({ course, planned }) => ({
    title: planned.codes === null ? "Gia hạn" : "Mở lại tiêu chí",
    text: [
      ...marksVi(course),
      course.title,
      planned.codes === null
        ? `Đơn vị được gia hạn bước ${stageVi(planned.phase)} đến ${instantVi(planned.until)}.`
        : `Đơn vị được sửa lại các tiêu chí ${planned.codes.join(", ")} đến ${instantVi(planned.until)}.`,
      `Lý do: ${planned.reason}\nVăn bản: ${planned.letter}`,
    ].join("\n\n"),
  }),
  reappraised: ({ course, answers }) => ({
    title: "Thẩm định lần 2 đã kết thúc",
    text: [
      ...marksVi(course),
      course.title,
      `Kết quả trả lời giải trình của đơn vị: chấp nhận ${answers.accepted}, chấp nhận một phần ${answers.partly}, không chấp nhận ${answers.rejected}${answers.unanswered > 0 ? `, chưa trả lời ${answers.unanswered}` : ""}.`,
      "Anh/chị xem từng tiêu chí tại /giaitrinh. Nội dung không được chấp nhận hoặc chỉ được chấp nhận một phần sẽ được đưa ra Hội đồng thẩm định.",
    ].join("\n\n"),
  }),
  moved: ({ course, planned }) => ({
    title: "Thay đổi thời hạn",
    text: [
      ...marksVi(course),
      course.title,
      `Hạn của bước ${stageVi(planned.phase)} chuyển từ ${instantVi(planned.former)} sang ${instantVi(planned.until)}.${nextVi(planned)}`,
      `Lý do: ${planned.reason}`,
    ].join("\n\n"),
  }),
};

function basisVi({ basis }: RoundCourse): string {
  return basis.length === 0
    ? "Căn cứ: chưa có."
    : `Căn cứ: ${basis.map(({ number, date, title }) => `${number} ngày ${dayText(date)} (${title})`).join("; ")}.`;
}

function phaseLines(course: RoundCourse, now: string): readonly string[] {
  return phases.flatMap((phase) => {
    const window = course.phases[phase];
    if (!window && phase === "survey") return [];
    if (!window) return `– ${capitalised(stageVi(phase))}: chưa có`;
    const times = `${instantVi(window.opensAt)} đến ${instantVi(window.closesAt)}`;
    return `– ${capitalised(stageVi(phase))}: ${times}${whereVi(course, phase, now)}`;
  });
}

function whereVi(course: RoundCourse, phase: (typeof phases)[number], now: string): string {
  const order = standsAt(course.stage, phase);
  const closesAt = course.phases[phase]?.closesAt ?? now;
  if (order > 0) return ", đã xong";
  if (order < 0) return "";
  const days = daysLeft(now, closesAt);
  if (days === 0) return ", đã hết hạn";
  return days <= 1 ? ", còn chưa đầy 1 ngày" : `, còn ${days} ngày`;
}

function groupLine({ group, agencies, submitted, answered, toAnswer }: GroupCourse): string {
  const percent = toAnswer === 0 ? 0 : Math.floor((answered * 100) / toAnswer);
  return `– ${capitalised(groupVi(group))}: ${submitted}/${agencies} đơn vị đã nộp; đã chấm ${answered}/${toAnswer} tiêu chí thành phần (${percent}%)`;
}

function aheadVi({ to, refusals }: StepAhead): string {
  return refusals.length === 0
    ? `Đủ điều kiện chuyển sang bước ${stageVi(to)}.`
    : [
        `Để chuyển sang bước ${stageVi(to)}:`,
        ...refusals.map((each) => `– ${roundRefusalVi(each)}`),
      ].join("\n");
}

function plannedVi(planned: PlannedChange): string {
  switch (planned.kind) {
    case "advance": {
      const reason = planned.reason === null ? "" : `\nLý do: ${planned.reason}`;
      return `Chuyển từ bước ${stageVi(planned.from)} sang bước ${stageVi(planned.to)}.${reason}`;
    }
    case "grant": {
      const { agency, phase, codes, until, movedFrom, reason, letter } = planned;
      const what =
        codes === null
          ? `Gia hạn bước ${stageVi(phase)} cho ${agency.name}`
          : `Mở lại ${codes.join(", ")} cho ${agency.name}`;
      return `${what} đến ${instantVi(until)}${moved(movedFrom)}.\nLý do: ${reason}\nVăn bản: ${letter}`;
    }
    case "move":
      return `Dời hạn bước ${stageVi(planned.phase)} từ ${instantVi(planned.former)} sang ${instantVi(planned.until)}${moved(planned.movedFrom)}.${nextVi(planned)}\nLý do: ${planned.reason}`;
  }
}

function moved(from: string | null): string {
  return from === null ? "" : ` ${movedFromVi(from)}`;
}

function nextVi({ next }: Extract<PlannedChange, { readonly kind: "move" }>): string {
  return next === null
    ? ""
    : ` Bước ${stageVi(next.phase)} theo đó bắt đầu từ ${instantVi(next.opensAt)}.`;
}

function toldVi(course: RoundCourse, planned: PlannedChange): readonly string[] {
  if (planned.kind === "advance" || course.stage === "draft") return [];
  return [
    planned.kind === "grant"
      ? "Chuyên viên và lãnh đạo đơn vị đã được báo tin."
      : "Những người có liên quan đã được báo tin.",
  ];
}
