import type { AgencyRecord } from "../../core/access/people.ts";

/** The name of the demo province; there is none of this name. */
export const provinceName = "tỉnh Minh Sơn";

/** The agency that the main persona works for. */
export const personaAgency = "SNNMT";

/** The agency without administrative procedures (thủ tục hành chính). */
export const agencyWithoutProcedures = "TTT";

const departments: readonly (readonly [string, string])[] = [
  ["SNV", "Sở Nội vụ"],
  ["STP", "Sở Tư pháp"],
  ["STC", "Sở Tài chính"],
  ["SKHCN", "Sở Khoa học và Công nghệ"],
  ["VP", "Văn phòng UBND tỉnh"],
  ["SCT", "Sở Công Thương"],
  ["SGDDT", "Sở Giáo dục và Đào tạo"],
  ["SYT", "Sở Y tế"],
  ["SNNMT", "Sở Nông nghiệp và Môi trường"],
  ["SXD", "Sở Xây dựng"],
  ["SVHTT", "Sở Văn hóa và Thể thao"],
  ["SDL", "Sở Du lịch"],
  ["SDTTG", "Sở Dân tộc và Tôn giáo"],
  ["SNGV", "Sở Ngoại vụ"],
  ["TTT", "Thanh tra tỉnh"],
  ["BQLKKT", "Ban Quản lý Khu kinh tế và các khu công nghiệp"],
  ["BQLCNC", "Ban Quản lý Khu công nghệ cao"],
  ["BQLDA", "Ban Quản lý dự án đầu tư xây dựng tỉnh"],
  ["BQLKDL", "Ban Quản lý Khu du lịch hồ Lam"],
  ["VPHDND", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"],
];

const branches: readonly (readonly [string, string])[] = [
  ["CAT", "Công an tỉnh"],
  ["BCHQS", "Bộ Chỉ huy quân sự tỉnh"],
  ["THUE", "Thuế tỉnh Minh Sơn"],
  ["KBNN", "Kho bạc Nhà nước khu vực Minh Sơn"],
  ["BHXH", "Bảo hiểm xã hội tỉnh Minh Sơn"],
  ["HQ", "Chi cục Hải quan khu vực Minh Sơn"],
  ["NHNN", "Ngân hàng Nhà nước khu vực Minh Sơn"],
  ["THADS", "Thi hành án dân sự tỉnh"],
  ["TKT", "Thống kê tỉnh Minh Sơn"],
  ["DTNN", "Chi cục Dự trữ Nhà nước khu vực Minh Sơn"],
];

const wards =
  "Bến Sương, Cầu Gấm, Lụa Đông, Lụa Tây, Chợ Thau, Đồng Hạc, Gò Sen Vàng, Hồ Lam, Kênh Ngà, Mộc Lan Hạ, Mộc Lan Thượng, Ngã Ba Sáo, Phố Trầm, Quán Nhạn, Sông Vĩ, Thành Nhạn, Vườn Quế, Xóm Lửa Hồng";

const communes =
  "Suối Trăng, Đồi Mây, Khe Nắng, Lũng Gió, Đèo Sáo, Thung Gấm, Hang Nhạn, Núi Chuông Bạc, Đồng Sương, Bãi Thơ, Rừng Sa Mộc, Dốc Hương, Suối Ngọc Lam, Thác Tơ, Nương Chàm, Nương Mận, Khe Trúc Vàng, Bản Sáo, Bản Mây Trắng, Bản Gấm, Đồng Lau Bạc, Gò Mơ, Gò Trám Xanh, Hồ Sương, Vực Ngà, Lòng Chảo Hạc, Lũng Quế, Lũng Sa, Mường Trầm, Mường Sáo, Nậm Hạc, Nậm Tơ, Pha Nhạn, Phiêng Mận, Quán Chàm, Sườn Đông Vĩ, Sườn Tây Vĩ, Tân Hạc Lâm, Thượng Vĩ Khê, Trung Vĩ Khê, Hạ Vĩ Khê, Yên Sa Mộc";

/** Districts ended on 1 July 2025; the round of 2024 still ranks them. */
const districts = [
  "thành phố Minh Sơn",
  "thị xã Vĩ Khê",
  "huyện Hạc Lâm",
  "huyện Sa Mộc",
  "huyện Trầm Giang",
  "huyện Nhạn Sơn",
  "huyện Lam Khê",
  "huyện Ngà Giang",
  "huyện Tơ Khê",
];

/** The agencies of the demo province: 20 sở, 60 xã and phường, 10 ngành dọc, and the former huyện. */
export const demoAgencies: readonly AgencyRecord[] = [
  agency("UBND", `Ủy ban nhân dân ${provinceName}`, "tinh"),
  ...departments.map(([code, name]) => agency(code, name, "so")),
  ...numbered("P", wards.split(", ")).map(([code, name]) =>
    agency(code, `UBND phường ${name}`, "xa"),
  ),
  ...numbered("X", communes.split(", ")).map(([code, name]) =>
    agency(code, `UBND xã ${name}`, "xa"),
  ),
  ...branches.map(([code, name]) => agency(code, name, "nganh-doc")),
  ...numbered("H", districts).map(([code, name]) => ({
    ...agency(code, `UBND ${name}`, "huyen"),
    isActive: false,
  })),
];

function agency(code: string, name: string, group: string): AgencyRecord {
  return { code, name, group, predecessorCode: null, isActive: true };
}

function numbered(
  letter: string,
  names: readonly string[],
): readonly (readonly [string, string])[] {
  return names.map((name, index) => [`${letter}${String(index + 1).padStart(2, "0")}`, name]);
}
