import type { CouncilFacts } from "../../../council/council.ts";
import type { ApprovalRefusal } from "../../council/council-said.ts";
import type { RankingFacts } from "../../facts.ts";
import type { ApprovalMessages } from "../catalogue/council.ts";
import { dayText, quoted } from "../local-time.ts";
import { groupVi, indexVi } from "./commands.ts";
import { voidVi } from "./council-words.ts";
import { instantVi, stageVi, marksVi } from "./words.ts";

const labels: Readonly<Record<Parameters<ApprovalMessages["button"]>[0], string>> = {
  submit: "Trình duyệt",
  approve: "Phê duyệt",
  return: "Trả lại Hội đồng",
  confirm: "Xác nhận phê duyệt",
  look: "Xem và phê duyệt",
  notNow: "Để sau",
};

/** Submitting the results and approving them, in Vietnamese. */
export const approvalVi: ApprovalMessages = {
  button: (name) => labels[name],
  submissionTitle: () => "Trình duyệt kết quả",
  title: () => "Phê duyệt kết quả",
  refused: ({ why, facts }) => refusedVi(why, facts),
  confirmSubmission: ({ facts, hash }) =>
    [
      ...marksVi(facts.round),
      `Trình kết quả ${facts.round.title} để phê duyệt, theo kết luận cuối cùng của Hội đồng lúc ${instantVi(facts.closing?.at ?? "")}. Mã băm SHA-256:\n${hash}`,
      "Anh/chị xác nhận trình duyệt?",
    ].join("\n\n"),
  submitted: ({ facts, hash, receipt }) =>
    [
      ...marksVi(facts.round),
      `Đã trình duyệt kết quả ${facts.round.title}; người có thẩm quyền được báo.\nMã băm SHA-256: ${hash}\nBiên nhận: ${receipt}`,
    ].join("\n\n"),
  summary: ({ facts, closing, rankings, pack }) =>
    [
      ...marksVi(facts.round),
      `${facts.round.title}, theo kết luận cuối cùng của Hội đồng lúc ${instantVi(closing.at)} (${closing.by}).`,
      ...rankings.map(groupSummaryVi),
      changesVi(facts),
      ...(pack
        ? [
            `Gia hạn: ${pack.extensions.length}; mở lại tiêu chí: ${pack.reopenings.length}; dời giai đoạn: ${pack.movedPhases.length}.`,
          ]
        : []),
      `Mã băm SHA-256 của toàn bộ số liệu:\n${closing.hash}`,
    ].join("\n\n"),
  askNumber: () => "Anh/chị nhập số, ký hiệu của Quyết định phê duyệt, ví dụ: 123/QĐ-UBND.",
  askDate: (number) =>
    `Quyết định số ${number}: anh/chị nhập ngày ký, đủ ngày, tháng, năm, ví dụ: 05/02/2026.`,
  confirm: ({ facts, number, date, hash }) =>
    [
      ...marksVi(facts.round),
      `Phê duyệt kết quả ${facts.round.title} theo Quyết định số ${number} ngày ${dayText(date)}.\nMã băm SHA-256: ${hash}`,
      "Sau khi phê duyệt, kết quả là chính thức trong hệ thống; việc công bố là bước sau. Anh/chị xác nhận?",
    ].join("\n\n"),
  approved: ({ facts, number, date, hash, receipt }) =>
    [
      ...marksVi(facts.round),
      `Đã phê duyệt kết quả ${facts.round.title} theo Quyết định số ${number} ngày ${dayText(date)}. Kết quả là chính thức; chưa công bố.\nMã băm SHA-256: ${hash}\nBiên nhận: ${receipt}`,
    ].join("\n\n"),
  askReturn: () => "Anh/chị cho biết lý do trả lại để Hội đồng xem xét.",
  returned: ({ facts, reason, receipt }) =>
    [
      ...marksVi(facts.round),
      `Đã trả lại kết quả ${facts.round.title} cho Hội đồng. Lý do: ${quoted(reason, 800)}.\nBiên nhận: ${receipt}`,
    ].join("\n\n"),
  notice: (about) => [...marksVi(about.facts.round), noticeVi(about)].join("\n\n"),
};

function noticeVi(about: Parameters<ApprovalMessages["notice"]>[0]): string {
  const { title } = about.facts.round;
  switch (about.kind) {
    case "submitted":
      return `Kết quả ${title} đã được trình, đề nghị anh/chị xem xét, phê duyệt.\nMã băm SHA-256: ${about.hash}`;
    case "approved":
      return `Kết quả ${title} đã được phê duyệt theo Quyết định số ${about.approval.number} ngày ${dayText(about.approval.date)}. Kết quả là chính thức; chưa công bố.`;
    case "returned":
      return `Kết quả ${title} được trả lại Hội đồng. Lý do: ${quoted(about.reason, 800)}.`;
  }
}

function groupSummaryVi({ group, rows }: RankingFacts): string {
  const bands = new Map<string, number>();
  for (const { band } of rows) {
    const name = band ?? "chưa xếp loại";
    bands.set(name, (bands.get(name) ?? 0) + 1);
  }
  const counts = [...bands].map(([band, count]) => `${band} ${count}`).join(", ");
  const top = rows
    .slice(0, 3)
    .map((row) => `${row.rank === null ? "–" : `${row.rank}.`} ${row.agencyName}: ${indexVi(row)}`);
  const named = groupVi(group);
  return [
    `${named.charAt(0).toUpperCase()}${named.slice(1)} (${rows.length} đơn vị): ${counts}`,
    ...top,
  ].join("\n");
}

function changesVi({ items }: CouncilFacts): string {
  const passed = items.filter(({ decision }) => decision?.outcome === "passed");
  const changes = passed.flatMap(({ motion, agencies, code }) =>
    motion.kind === "setPoints" && code !== null ? [`${agencies[0]?.code ?? ""} ${code}`] : [],
  );
  const list =
    changes.length > 0
      ? `: ${changes.slice(0, 20).join("; ")}${changes.length > 20 ? "; …" : ""}`
      : "";
  return `Hội đồng kết luận ${items.length} nội dung, thông qua ${passed.length}; đổi điểm ${changes.length} tiêu chí${list}.`;
}

function refusedVi(why: ApprovalRefusal, { round }: CouncilFacts): string {
  switch (why.kind) {
    case "wrongStage":
      return why.wanted === "council"
        ? `Kỳ đánh giá đang ở giai đoạn ${stageVi(round.stage)}; chỉ trình duyệt được sau khi Hội đồng họp.`
        : `Chưa có kết quả trình duyệt: kỳ đánh giá đang ở giai đoạn ${stageVi(round.stage)}.`;
    case "notClosed":
      return "Hội đồng chưa có kết luận cuối cùng: Chủ tịch Hội đồng kết thúc phiên họp trước (/hoidong).";
    case "void":
      return `KẾT LUẬN CUỐI CÙNG CỦA HỘI ĐỒNG MẤT HIỆU LỰC, chưa trình, chưa phê duyệt được.${why.closing.why ? ` ${voidVi(why.closing.why)}` : ""} ${why.isSubmitted ? "Kết quả cần được trả lại Hội đồng: người có thẩm quyền trả lại tại /pheduyet, hoặc cán bộ điều phối chuyển bước tại /dot; sau đó " : ""}Hội đồng cần xem xét lại và Chủ tịch Hội đồng kết thúc phiên họp lại.`;
    case "pending":
      return `Kết quả của ${why.agencies} đơn vị đang được tính lại; anh/chị thử lại sau ít phút.`;
    case "ownAgency":
      return "Đơn vị của anh/chị được đánh giá trong kỳ này nên anh/chị không phê duyệt kết quả; người có thẩm quyền khác phê duyệt.";
    case "approved":
      return "Kết quả này đã được phê duyệt; không phê duyệt lần nữa.";
  }
}
