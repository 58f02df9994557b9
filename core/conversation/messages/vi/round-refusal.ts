import type { RoundRefusal } from "../../../round/round-refusal.ts";
import { clipped, dayText } from "../local-time.ts";
import { type UnappraisedWords, unappraisedText } from "../unappraised-text.ts";
import { groupVi } from "./commands.ts";
import { instantVi, stageVi } from "./words.ts";

/** Why a round is not changed and what to do about it, in Vietnamese. */
export function roundRefusalVi(refusal: RoundRefusal): string {
  const write = words[refusal.code] as (refusal: RoundRefusal) => string;
  return write(refusal);
}

type Facts<Code extends RoundRefusal["code"]> = Extract<RoundRefusal, { readonly code: Code }>;

type Writers = { readonly [Code in RoundRefusal["code"]]: (refusal: Facts<Code>) => string };

/** How leaves that nobody appraises are listed. */
export const unappraisedWordsVi: UnappraisedWords = {
  of: (count) => `${count} đơn vị`,
  second: "thẩm định độc lập lần hai",
  more: (count) => `và ${count} mã khác`,
};

const words: Writers = {
  noSuchStep: ({ from, to, possible }) =>
    possible.length === 0
      ? `Kỳ đánh giá đã ở bước ${stageVi(from)}, không còn bước nào tiếp theo.`
      : `Từ bước ${stageVi(from)} không chuyển thẳng sang bước ${stageVi(to)} được. Bước tiếp theo có thể là: ${possible.map(stageVi).join("; ")}.`,
  noRight: () =>
    "Tài khoản này không có quyền làm việc đó. Việc điều hành kỳ đánh giá do cán bộ điều phối của Sở Nội vụ thực hiện; việc phê duyệt do lãnh đạo có thẩm quyền thực hiện.",
  noLegalBasis: () =>
    "Chưa có căn cứ pháp lý. Cần ghi số, ngày và tên quyết định hoặc kế hoạch vào mục basis của tệp kỳ đánh giá rồi tạo lại bản dự thảo.",
  noGroup: () =>
    "Kỳ đánh giá chưa có nhóm đơn vị nào. Cần khai báo mục groups trong tệp kỳ đánh giá rồi tạo lại bản dự thảo.",
  schemeNotFrozen: ({ group, scheme }) =>
    `Bộ tiêu chí ${scheme} của nhóm ${groupVi(group)} chưa được chốt. Cần tạo lại bản dự thảo từ tệp kỳ đánh giá để chốt phiên bản.`,
  noAgency: ({ group }) =>
    `Nhóm ${groupVi(group)} chưa có đơn vị nào. Cần nhập danh sách đơn vị hoặc bỏ nhóm này khỏi kỳ đánh giá.`,
  phaseMissing: ({ phase }) =>
    `Chưa có thời gian của bước ${stageVi(phase)}. Cần bổ sung vào mục phases của tệp kỳ đánh giá.`,
  phaseOrder: ({ phase, before }) =>
    before === null
      ? `Bước ${stageVi(phase)} kết thúc trước khi bắt đầu. Cần sửa lại thời gian.`
      : `Bước ${stageVi(phase)} bắt đầu khi bước ${stageVi(before)} chưa kết thúc. Cần sửa để các bước nối tiếp nhau.`,
  beginsInThePast: ({ closesAt }) =>
    `Hạn tự chấm (${instantVi(closesAt)}) đã qua. Cần dời hạn tự chấm trước khi ban hành.`,
  noSubstitute: ({ agencies }) =>
    `Chưa có người thẩm định thay ở ngoài đơn vị cho: ${listed(agencies)}. Không ai được thẩm định đơn vị của chính mình, nên cần ghi thêm người của đơn vị khác vào mục substitutes.`,
  nobodyAppraises: ({ leaves }) =>
    `Chưa có người thẩm định ${leaves.length} lượt tiêu chí: ${unappraisedText(leaves, unappraisedWordsVi)}. Cần giao người của cơ quan chủ trì (cham staff import), phân công (cham appraisal assign) hoặc thêm người thẩm định thay (cham appraisal settings --substitutes); xem cham appraisal plan.`,
  notYetOpen: ({ phase, opensAt }) =>
    `Chưa đến thời gian của bước ${stageVi(phase)} (mở từ ${instantVi(opensAt)}). Đến giờ, hệ thống tự chuyển.`,
  notYetClosed: ({ phase, closesAt }) =>
    `Bước ${stageVi(phase)} còn hạn đến ${instantVi(closesAt)}; hết hạn, hệ thống tự chuyển. Muốn kết thúc sớm hơn thì dời hạn của bước này trước.`,
  notComputed: ({ groups }) =>
    `Kết quả của nhóm ${groups.map(groupVi).join(", ")} chưa được tính xong. Chờ ít phút rồi thử lại.`,
  agendaUndecided: ({ undecided }) =>
    undecided === null
      ? "Hội đồng chưa họp xong: chương trình họp chưa được kết luận. Thư ký Hội đồng cần ghi kết luận từng nội dung."
      : `Còn ${undecided} nội dung trong chương trình họp chưa có kết luận của Hội đồng. Thư ký Hội đồng cần ghi kết luận.`,
  noClosingDecision: () =>
    "Chưa có kết luận cuối cùng của Hội đồng thẩm định (kèm mã băm của toàn bộ số liệu). Thư ký Hội đồng cần ghi kết luận này.",
  noApproval: () =>
    "Chưa có quyết định phê duyệt kết quả. Lãnh đạo có thẩm quyền cần phê duyệt và ghi số quyết định.",
  alreadyFinal: ({ approval }) =>
    `Kết quả đã được phê duyệt theo Quyết định số ${clipped(approval, 60)} và số liệu không thay đổi từ đó, nên không trả lại Hội đồng được.`,
  noReason: () => "Cần ghi rõ lý do; lý do được lưu vào nhật ký của kỳ đánh giá.",
  noLetter: () => "Cần ghi số văn bản đề nghị hoặc cho phép, ví dụ 15/STP-VP.",
  unknownAgency: (refusal) =>
    `Không có đơn vị mã ${clipped(refusal.agency, 30)} trong kỳ đánh giá này. Anh/chị kiểm tra lại mã đơn vị.`,
  noLeaves: () => "Cần nêu ít nhất một mã tiêu chí thành phần, ví dụ 2.1.3.",
  unknownLeaves: (refusal) =>
    `Không phải tiêu chí thành phần do đơn vị tự chấm: ${listed(refusal.codes)}. Anh/chị kiểm tra lại mã.`,
  noSuchPhase: (refusal) =>
    `Không gia hạn hoặc dời hạn được bước ${stageVi(refusal.phase)} của kỳ này.`,
  alreadySubmitted: (refusal) =>
    `Đơn vị ${refusal.agency} đã nộp kết quả tự chấm nên gia hạn không có tác dụng. Nếu cần sửa, anh/chị mở lại từng tiêu chí.`,
  stillOpen: (refusal) =>
    `Đơn vị ${refusal.agency} vẫn đang tự chấm được đến ${instantVi(refusal.closesAt)} và chưa nộp, nên không cần mở lại.`,
  noExceptionsNow: (refusal) =>
    `Kỳ đánh giá đang ở bước ${stageVi(refusal.stage)}; chỉ gia hạn hoặc mở lại được từ khi ban hành kế hoạch đến hết thẩm định lần 2.`,
  phaseOver: (refusal) =>
    `Bước ${stageVi(refusal.phase)} đã kết thúc nên không dời hạn được. Nếu một đơn vị cần thêm thời gian, anh/chị gia hạn hoặc mở lại cho riêng đơn vị đó.`,
  inThePast: (refusal) =>
    `Hạn ${instantVi(refusal.until)} đã qua. Anh/chị chọn một thời điểm sau hiện tại.`,
  notLater: (refusal) =>
    `Hạn mới (${instantVi(refusal.until)}) phải muộn hơn ${instantVi(refusal.closesAt)}.`,
  unchanged: (refusal) => `Hạn hiện nay đã là ${instantVi(refusal.until)}; không có gì thay đổi.`,
  breaksOrder: (refusal) =>
    `Hạn mới (${instantVi(refusal.until)}) lấn hết bước ${stageVi(refusal.next)}, vốn kết thúc lúc ${instantVi(refusal.closesAt)}. Anh/chị dời hạn của bước ${stageVi(refusal.next)} trước.`,
  beforeSurvey: (refusal) =>
    `Hạn mới (${instantVi(refusal.until)}) sớm hơn lúc kết thúc bước ${stageVi("survey")} (${instantVi(refusal.closesAt)}). Anh/chị dời hạn của bước này trước.`,
  beyondRound: (refusal) =>
    `Hạn ${instantVi(refusal.until)} muộn hơn lúc kết thúc thẩm định lần 2 (${instantVi(refusal.closesAt)}), khi đó không còn ai xem xét. Anh/chị chọn hạn sớm hơn.`,
};

/** A list cut at ten. */
function listed(codes: readonly string[]): string {
  const rest = codes.length - 10;
  return codes.slice(0, 10).join(", ") + (rest > 0 ? ` và ${rest} mã khác` : "");
}

/** Tells that a deadline was moved from a day off. */
export function movedFromVi(day: string): string {
  return `(ngày ${dayText(day)} là ngày nghỉ nên hạn được chuyển sang ngày làm việc kế tiếp)`;
}
