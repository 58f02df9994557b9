import { marksVi } from "./words.ts";
import type { CouncilFacts } from "../../../council/council.ts";
import type { CouncilPack } from "../../../council/pack.ts";

/** The council's pack as text. */
export function packVi(
  { round, items }: Pick<CouncilFacts, "round" | "items">,
  pack: CouncilPack,
): string {
  return [
    ...marksVi(round),
    round.title,
    [
      `Gia hạn: ${pack.extensions}; mở lại tiêu chí: ${pack.reopenings}; dời giai đoạn: ${pack.movedPhases}.`,
      `Lãnh đạo ký số liệu do chính mình nhập: ${countVi(pack.signedAlone)}.`,
      pack.appeals === null
        ? "Giải trình: chưa có số liệu."
        : `Giải trình: chấp nhận ${pack.appeals.accepted}, chấp nhận một phần ${pack.appeals.partly}, không chấp nhận ${pack.appeals.rejected}, chưa trả lời ${pack.appeals.unanswered}.`,
      pack.bulkAgreements === null
        ? "Đồng ý hàng loạt: chưa có số liệu."
        : `Đồng ý hàng loạt: ${pack.bulkAgreements.leaves} tiêu chí; kiểm tra xác suất ${pack.bulkAgreements.spotChecked}, có khác biệt ${pack.bulkAgreements.differing}.`,
      `Lợi ích liên quan: thành viên khai báo ${pack.conflicts.declared}; hệ thống loại khỏi biểu quyết ở ${pack.conflicts.bySystem} nội dung.`,
      `Nội dung trong chương trình: ${items.length}; tiêu chí do Hội đồng quyết định điểm: ${pack.councilValues}.`,
    ].join("\n"),
  ].join("\n\n");
}

function countVi(count: number | null): string {
  return count === null ? "chưa có số liệu" : String(count);
}
