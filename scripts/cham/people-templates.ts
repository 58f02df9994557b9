import type { PeopleTemplate } from "../../adapters/documents/people-template.ts";
import { roles } from "../../core/access/actor.ts";
import { roleWords } from "../../core/access/role-words.ts";

/** The sample file of agencies; its example rows are valid and are meant to be overwritten. */
export const agencyTemplate: PeopleTemplate = {
  sheet: "Đơn vị",
  columns: [
    {
      title: "Mã đơn vị",
      width: 16,
      note: "Bắt buộc, không trùng. Chữ cái không dấu, chữ số, gạch nối; tối đa 20 ký tự. Mã của cơ quan chủ trì thẩm định phải đúng như trong bộ tiêu chí.",
    },
    { title: "Tên đơn vị", width: 44, note: "Bắt buộc." },
    {
      title: "Khối",
      width: 18,
      note: "Bắt buộc: so (sở, ban, ngành), xa (xã, phường), nganh-doc (ngành dọc), huyen, hoặc mã khối khác của tỉnh.",
    },
    {
      title: "Đơn vị tiền thân",
      width: 20,
      note: "Không bắt buộc: mã đơn vị cũ khi sáp nhập hoặc đổi tên.",
    },
    { title: "Đang hoạt động", width: 16, note: "có hoặc không; để trống là có." },
  ],
  examples: [
    ["SO-A", "Sở Mẫu A", "so", "", "có"],
    ["SO-B", "Sở Mẫu B (hợp nhất)", "so", "SO-B-CU", "có"],
    ["SO-B-CU", "Sở Mẫu B trước hợp nhất", "so", "", "không"],
    ["X-01", "UBND xã Mẫu", "xa", "", "có"],
  ],
};

/** The sample file of staff. */
export const staffTemplate: PeopleTemplate = {
  sheet: "Cán bộ",
  columns: [
    {
      title: "Mã cán bộ",
      width: 16,
      note: "Bắt buộc, không trùng, giữ nguyên khi người đó chuyển đơn vị. Chữ thường không dấu, chữ số, gạch nối.",
    },
    { title: "Họ và tên", width: 28, note: "Bắt buộc." },
    { title: "Chức vụ", width: 26, note: "Không bắt buộc." },
    { title: "Mã đơn vị", width: 14, note: "Bắt buộc: mã đã nhập bằng cham agency import." },
    {
      title: "Vai trò",
      width: 30,
      note: `Bắt buộc; nhiều vai trò cách nhau bằng dấu “;”: ${roles.map((role) => roleWords[role]).join(", ")}.`,
    },
    {
      title: "Lĩnh vực thẩm định",
      width: 20,
      note: "Chỉ dùng cho người thẩm định: mã lĩnh vực cách nhau bằng dấu “;”; để trống là mọi lĩnh vực.",
    },
    { title: "Ngôn ngữ", width: 12, note: "vi hoặc en; để trống là vi." },
    {
      title: "Đang công tác",
      width: 16,
      note: "có hoặc không; để trống là có. “không” làm mất quyền truy cập ngay.",
    },
  ],
  examples: [
    ["cb-001", "Nguyễn Thị Mẫu", "Chuyên viên", "SO-A", "chuyên viên", "", "vi", "có"],
    ["cb-002", "Trần Văn Thử", "Giám đốc", "SO-A", "lãnh đạo đơn vị", "", "vi", "có"],
    [
      "cb-003",
      "Lê Thị Ví Dụ",
      "Trưởng phòng",
      "SO-B",
      "thẩm định; chuyên viên",
      "1; 4; 5",
      "vi",
      "có",
    ],
  ],
};
