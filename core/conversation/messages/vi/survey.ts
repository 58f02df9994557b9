import { type OwedRespondents, missingIn } from "../../../reminders/duty.ts";
import type { LineProblem, RefusedLine } from "../../../survey/read-respondents.ts";
import type { SurveyProgress } from "../../respondents/respondent-facts.ts";
import type { SurveyMessages } from "../catalogue/survey.ts";
import { clipped, daysLeft } from "../local-time.ts";
import { instantVi, marksVi } from "./words.ts";

/** Refused lines told one by one. */
const told = 10;
/** Agencies told by name. */
const named = 40;

/** Supplying the people who may be asked in the survey. */
export const surveyVi: SurveyMessages = {
  title: () => "Danh sách điều tra xã hội học",
  overview: ({ round, agencyName, asked, window, refusal, maySupply, now }) =>
    [
      [...marksVi(round), round.title, `Đơn vị: ${clipped(agencyName, 80)}`].join("\n"),
      refusal === null && window
        ? `Hạn lập danh sách: ${instantVi(window.closesAt)}, còn ${daysLeft(now, window.closesAt)} ngày.`
        : surveyVi.refused(refusal ?? { kind: "none" }),
      asked
        .map((each) => `• ${clipped(each.name, 80)}: đã có ${each.given}/${each.wanted}`)
        .join("\n"),
      nextVi(asked, maySupply && refusal === null),
    ].join("\n\n"),
  kindButton: ({ name, given, wanted }) => `${clipped(name, 40)} (${given}/${wanted})`,
  ask: ({ given, wanted }) =>
    [
      `Đã có ${given}/${wanted} người. Anh/chị gửi danh sách, mỗi người một dòng:`,
      "Họ và tên; chức vụ; số điện thoại hoặc thư điện tử",
      "Ví dụ:\nNguyễn Văn An; chuyên viên Phòng Tổng hợp; 0912345678",
      "Có thể gửi nhiều dòng một lần, hoặc chép thẳng ba cột từ bảng tính.",
    ].join("\n\n"),
  taken: ({ taken, refused, asked, counts }) =>
    [
      takenVi(taken, refused.length),
      ...(refused.length > 0 ? [refusedVi(refused)] : []),
      stillVi(asked, counts),
    ].join("\n\n"),
  lineProblem: problemVi,
  list: ({ asked, people, page, pages }) =>
    [
      `${clipped(asked.name, 80)}: đã có ${asked.given}/${asked.wanted}${pages > 1 ? ` (trang ${page + 1}/${pages})` : ""}.`,
      people.length === 0
        ? "Chưa có người nào trong danh sách."
        : people
            .map((each) => `${each.number}. ${each.name}; ${each.position}; ${each.contact}`)
            .join("\n"),
    ].join("\n\n"),
  askRemoval: () =>
    "Anh/chị nhập số thứ tự của người cần đưa ra khỏi danh sách, ví dụ: 3. Muốn quay lại thì gõ /khaosat.",
  noSuchNumber: () =>
    "Không có số thứ tự này trong danh sách. Anh/chị xem lại danh sách rồi nhập số, ví dụ: 3. Muốn quay lại thì gõ /khaosat.",
  confirmRemoval: ({ number, name, position, contact }) =>
    `Đưa người này ra khỏi danh sách?\n${number}. ${name}; ${position}; ${contact}`,
  removed: ({ name, given, wanted }) =>
    `Đã đưa ra khỏi danh sách. ${clipped(name, 80)}: còn ${given}/${wanted} người.`,
  refused(refusal) {
    switch (refusal.kind) {
      case "none":
        return "Kỳ đánh giá hiện nay không yêu cầu đơn vị của anh/chị lập danh sách điều tra xã hội học.";
      case "notYet":
        return `Chưa đến thời gian lập danh sách điều tra xã hội học (mở từ ${instantVi(refusal.opensAt)}). Chưa ghi gì.`;
      case "closed":
        return `Đã hết thời gian lập danh sách điều tra xã hội học (hạn ${instantVi(refusal.closesAt)}) nên không ghi thêm được. Nếu đơn vị cần gia hạn, anh/chị đề nghị Sở Nội vụ bằng văn bản.`;
    }
  },
  progressTitle: () => "Danh sách điều tra xã hội học: tiến độ các đơn vị",
  progress: progressVi,
  noProgress: () => "Không có kỳ đánh giá nào đang lập danh sách điều tra xã hội học.",
  buttons: {
    add: () => "Bổ sung người",
    list: () => "Xem danh sách",
    remove: () => "Bỏ một người",
    other: (name) => clipped(name, 40),
    done: () => "Xong",
    confirm: () => "Đưa ra khỏi danh sách",
    keep: () => "Giữ lại",
    earlier: () => "Trang trước",
    more: () => "Trang sau",
    progress: () => "Tiến độ các đơn vị",
  },
};

function nextVi(asked: readonly OwedRespondents[], isWriting: boolean): string {
  const missing = missingIn(asked);
  const state = missing === 0 ? "Danh sách đã đủ." : `Còn thiếu ${missing} người.`;
  if (!isWriting) return `${state} Anh/chị chọn nhóm để xem.`;
  return `${state} Anh/chị chọn nhóm để bổ sung hoặc xem danh sách.`;
}

function takenVi(taken: number, refused: number): string {
  if (taken === 0) return "Chưa ghi được người nào.";
  return refused === 0
    ? `Đã ghi ${taken} người.`
    : `Đã ghi ${taken} người, chưa ghi ${refused} dòng.`;
}

function refusedVi(refused: readonly RefusedLine[]): string {
  const lines = refused
    .slice(0, told)
    .map(
      ({ line, text, problem }) => `• Dòng ${line} “${clipped(text, 80)}”: ${problemVi(problem)}`,
    );
  const rest = refused.length - lines.length;
  return [
    "Chưa ghi các dòng sau, anh/chị sửa và gửi lại riêng các dòng này:",
    ...lines,
    ...(rest > 0 ? [`… và ${rest} dòng khác.`] : []),
  ].join("\n");
}

function problemVi(problem: LineProblem): string {
  switch (problem.kind) {
    case "parts":
      return "cần đủ ba phần: họ và tên; chức vụ; số điện thoại hoặc thư điện tử.";
    case "name":
      return "phần đầu cần là họ và tên đầy đủ.";
    case "position":
      return "phần thứ hai cần là chức vụ, vị trí việc làm.";
    case "contact":
      return "phần cuối cần là số điện thoại (10 số) hoặc địa chỉ thư điện tử.";
    case "doubled":
      return problem.of.kind === "listed"
        ? `số điện thoại hoặc thư này đã có trong danh sách (số ${problem.of.number}, ${clipped(problem.of.name, 60)}).`
        : `trùng số điện thoại hoặc thư với dòng ${problem.of.line}.`;
  }
}

function stillVi(asked: OwedRespondents, counts: readonly OwedRespondents[]): string {
  const own = missingIn([asked]);
  const all = missingIn(counts);
  const state = `${clipped(asked.name, 80)}: đã có ${asked.given}/${asked.wanted}`;
  if (all === 0) return `${state}. Danh sách của đơn vị đã đủ.`;
  return own === 0
    ? `${state}, đã đủ. Các nhóm khác còn thiếu ${all} người.`
    : `${state}, còn thiếu ${own} người.`;
}

function progressVi(round: SurveyProgress): string {
  const short = round.agencies.filter(({ asked }) => missingIn(asked) > 0);
  const lines = short.slice(0, named).map(
    ({ code, name, asked }) =>
      `• ${code} ${clipped(name, 40)}: ${asked
        .filter((each) => each.given < each.wanted)
        .map((each) => `${clipped(each.name, 40)} ${each.given}/${each.wanted}`)
        .join("; ")}`,
  );
  return [
    [...marksVi(round), round.title, `Hạn ${instantVi(round.closesAt)}.`].join("\n"),
    `Đã đủ: ${round.agencies.length - short.length}/${round.agencies.length} đơn vị.`,
    ...(lines.length > 0 ? [["Còn thiếu:", ...lines].join("\n")] : []),
    ...(short.length > named ? [`… và ${short.length - named} đơn vị khác.`] : []),
  ].join("\n\n");
}
