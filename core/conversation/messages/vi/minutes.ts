import type { Attendance, Minutes } from "../../../council/minutes.ts";
import { dayText, quoted } from "../local-time.ts";
import { motionVi, outcomeVi, tallyVi, voidVi, voteVi } from "./council-words.ts";
import { marksVi, instantVi } from "./words.ts";

/** The minutes as text to be read; their form as a document comes with the results. */
export function minutesVi(minutes: Minutes): string {
  const { round, opened, members, items } = minutes;
  return [
    ...marksVi(round),
    `BIÊN BẢN HỌP HỘI ĐỒNG THẨM ĐỊNH\n${round.title} (${round.code})`,
    opened ? `Phiên họp mở lúc ${instantVi(opened.at)} (${opened.by} mở).` : "Phiên họp chưa mở.",
    [
      `Thành viên (${members.length}):`,
      ...members.map(
        ({ name, agencyName, isChair, attendance }) =>
          `- ${name}, ${agencyName}${isChair ? ", Chủ tịch Hội đồng" : ""}: ${attendanceVi(attendance)}`,
      ),
    ].join("\n"),
    ...items.map(itemVi),
    closingVi(minutes),
  ].join("\n\n");
}

function itemVi(item: Minutes["items"][number]): string {
  const { decision } = item;
  return [
    `Nội dung ${item.number}. ${item.proposal}`,
    `Nội dung biểu quyết: ${motionVi(item.motion)}.`,
    ...(item.votes.length > 0 || decision ? [tallyVi(item.tally)] : []),
    ...item.votes.map((vote) => `- ${voteVi(vote)}`),
    ...item.interests.map(
      ({ name, reason }) => `- ${name} khai báo lợi ích liên quan: ${quoted(reason, 300)}.`,
    ),
    decision
      ? `Kết luận: ${outcomeVi(decision.outcome)}. ${quoted(decision.reason, 1500)}. (${instantVi(decision.at)}, ${decision.by} ghi, biên nhận ${decision.receipt})`
      : "Chưa kết luận.",
  ].join("\n");
}

function closingVi({ closing, approval }: Minutes): string {
  if (!closing) return "Hội đồng chưa có kết luận cuối cùng.";
  return [
    `Kết luận cuối cùng lúc ${instantVi(closing.at)} (${closing.by}). Mã băm SHA-256 của toàn bộ số liệu:\n${closing.hash}`,
    ...(closing.why ? [`MẤT HIỆU LỰC. ${voidVi(closing.why)}`] : []),
    ...(approval
      ? [
          `Đã phê duyệt theo Quyết định số ${approval.number} ngày ${dayText(approval.date)} (${approval.by}).`,
        ]
      : []),
  ].join("\n");
}

function attendanceVi(attendance: Attendance): string {
  const words: Readonly<Record<Attendance, string>> = {
    present: "dự họp",
    written: "cho ý kiến bằng văn bản",
    absent: "không có phiếu",
  };
  return words[attendance];
}
