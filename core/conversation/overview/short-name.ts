import { clipped } from "../messages/local-time.ts";

/** Longest name of an agency that stands beside a bar. */
const longest = 28;

const shortened: readonly (readonly [RegExp, string])[] = [
  [/^(?:UBND|Ủy ban nhân dân) /u, ""],
  [/^Ban Quản lý /u, "BQL "],
  [/^Văn phòng /u, "VP "],
  [/^Bộ Chỉ huy /u, "BCH "],
  [/Đoàn đại biểu Quốc hội/u, "Đoàn ĐBQH"],
  [/dự án đầu tư xây dựng/u, "dự án ĐTXD"],
  [/Khu kinh tế và các khu công nghiệp/u, "KKT và các KCN"],
  [/Bảo hiểm xã hội/u, "BHXH"],
  [/Ngân hàng Nhà nước/u, "NHNN"],
  [/Kho bạc Nhà nước/u, "KBNN"],
];

/** An agency's name for a narrow column: in usual abbreviations, cut where even they are too long. */
export function shortName(name: string): string {
  const short = shortened.reduce((text, [long, brief]) => text.replace(long, brief), name);
  return clipped(short.charAt(0).toUpperCase() + short.slice(1), longest);
}
