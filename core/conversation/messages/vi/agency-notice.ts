import type { AgencyDecision } from "../../../round/agency-change.ts";
import type { AgencyNoticeMessages } from "../catalogue/agency-notice.ts";
import { clipped, dayText } from "../local-time.ts";

/** What an agency's people hear when it is renamed or merged, in Vietnamese. */
export const agencyNoticeVi: AgencyNoticeMessages = {
  renamed: ({ former, name, code, decision }) => ({
    title: "Đơn vị đổi tên",
    text: [
      `${former} nay là ${name} (mã ${code}), theo ${decisionVi(decision)}.`,
      "Bản tự chấm, tài liệu, chữ ký và lịch sử của đơn vị giữ nguyên; anh/chị làm tiếp như trước.",
    ].join("\n\n"),
  }),
  merged: ({ from, into, decision, setAside }) => ({
    title: "Sáp nhập đơn vị",
    text: [
      `${clipped(from.join(", "), 600)} nhập vào ${into} theo ${decisionVi(decision)}. Từ nay anh/chị làm việc trên bản tự chấm của ${into}.`,
      "Tiêu chí mà một bên chưa chấm được lấy theo bên đã chấm, kèm tài liệu và giải trình; mỗi nội dung có dòng riêng trong /lichsu.",
      ...(setAside.length > 0
        ? [
            `Các tiêu chí cả hai bên cùng có số liệu, đề nghị xem lại: ${clipped([...new Set(setAside)].join(", "), 400)}.`,
          ]
        : []),
      "Nếu bản tự chấm đã ký mà có thay đổi, chữ ký mất hiệu lực và lãnh đạo đơn vị ký lại.",
    ].join("\n\n"),
  }),
};

/** A decision by number and date. */
export function decisionVi({ number, date }: AgencyDecision): string {
  return `Quyết định số ${clipped(number, 60)} ngày ${dayText(date)}`;
}
