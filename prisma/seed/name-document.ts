import type { AgencyRecord } from "../../core/access/people.ts";
import type { EvidenceWanted } from "../../core/scheme/scheme.ts";
import type { Random } from "./random.ts";
import type { EvidenceRow } from "./rows.ts";

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^quyết định|QĐ/iu, "QĐ"],
  [/^kế hoạch/iu, "KH"],
  [/^báo cáo/iu, "BC"],
  [/^thông báo/iu, "TB"],
  [/^kết luận/iu, "KL"],
  [/^biên bản/iu, "BB"],
  [/^quy chế/iu, "QC"],
  [/^danh sách|^bảng kê|^kết xuất/iu, "PL"],
];

/** Invents number, date and issuer of a document that proves a leaf. */
export function nameDocument(
  wanted: EvidenceWanted,
  agency: AgencyRecord,
  about: { readonly random: Random; readonly year: number; readonly signedOn: string | null },
): EvidenceRow["document"] {
  const { random, year, signedOn } = about;
  const kind = kinds.find(([pattern]) => pattern.test(wanted.name))?.[1] ?? "CV";
  const month = String(random.whole(1, 12)).padStart(2, "0");
  const day = String(random.whole(1, 28)).padStart(2, "0");
  return {
    number: `${String(random.whole(12, 980))}/${kind}-${agency.code}`,
    date: signedOn ?? `${String(year)}-${month}-${day}`,
    issuer: agency.name,
  };
}

/** Invents where in a document the proof stands. */
export function namePlace(random: Random): string {
  const section = random.pick(["I", "II", "III", "IV"]);
  const page = String(random.whole(1, 14));
  return random.chance(0.6)
    ? `Mục ${section}.${String(random.whole(1, 5))}, trang ${page}`
    : `Phụ lục ${section}, trang ${page}`;
}

/** Explanations that stand in for evidence; each is long enough to be taken. */
export const explanations: readonly [string, ...string[]] = [
  "Đơn vị đã thực hiện đầy đủ nội dung này trong năm; văn bản đang được số hóa, số liệu lấy từ sổ theo dõi của Văn phòng và sẽ bổ sung khi thẩm định.",
  "Số liệu được tổng hợp từ báo cáo của các phòng chuyên môn đến ngày 15 tháng 12; cách tính lấy số việc đã có sản phẩm chia cho tổng số việc được giao.",
  "Nội dung đã thực hiện lồng ghép trong kế hoạch công tác năm của đơn vị nên không có văn bản riêng; kết quả nêu tại báo cáo tổng kết công tác năm.",
];

/** What an agency writes that claims everything and proves little. */
export const boast =
  "Đơn vị luôn hoàn thành xuất sắc mọi nhiệm vụ được giao, không có tồn tại, hạn chế nào cần phải giải trình thêm.";
