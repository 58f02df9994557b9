import type { AppraiseMessages } from "../catalogue/appraise.ts";
import { clipped, daysLeft, quoted } from "../local-time.ts";
import { traceVi } from "../trace-vi.ts";
import { appraisedVi, refusalLineVi, scopeVi } from "./appraise-words.ts";
import { appraiseCardVi } from "./appraise-card.ts";
import { contentVi } from "./leaf.ts";
import { marksVi, instantVi, pointsVi, trimmedVi } from "./words.ts";

/** How many agencies that have not handed in are named. */
const mostCodes = 20;

/** Appraising what agencies have scored, in Vietnamese. */
export const appraiseVi: AppraiseMessages = {
  noAppraiser: () =>
    "Việc thẩm định do chuyên viên được giao thẩm định thực hiện. Nếu anh/chị được giao mà chưa thấy, đề nghị báo cán bộ điều phối của Sở Nội vụ.",
  noSuchLeaf: ({ agencyCode, code }) =>
    `Không có tiêu chí ${clipped(code, 30)} cần thẩm định ở đơn vị ${clipped(agencyCode, 30)}. Anh/chị nhập như: /thamdinh 2.1.3 STC.`,
  refused: refusalLineVi,
  file: ({ agencyName, code, item }) =>
    [
      `${clipped(item.fileName ?? item.receipt, 80)}${item.place === null ? "" : `; vị trí: ${clipped(item.place, 80)}`}`,
      `Đơn vị ${clipped(agencyName, 80)}, tiêu chí ${code}, biên nhận ${item.receipt}.`,
      "Lần mở này được ghi lại. Bản PDF mang tên anh/chị trên từng trang; đề nghị không chuyển tiếp.",
    ].join("\n"),
  noFilesInChat: () =>
    "Kỳ đánh giá này không gửi tệp vào tin nhắn. Anh/chị mở tài liệu bằng liên kết trên phiếu của tiêu chí.",
  queueTitle: () => "Thẩm định",
  queue: ({ round, now, window, all, left, second, spotChecks, notSubmitted }) =>
    [
      ...marksVi(round),
      round.title,
      timeVi(now, window),
      all === 0
        ? "Anh/chị chưa được giao thẩm định tiêu chí nào trong kỳ này."
        : [
            `Được giao ${all} lượt chấm, đã xong ${all - left}, còn ${left}.`,
            ...(second > 0 ? [`Trong đó ${second} lượt là thẩm định độc lập lần hai.`] : []),
            ...(spotChecks > 0
              ? [`${spotChecks} lượt được rút ngẫu nhiên để kiểm tra riêng.`]
              : []),
            ...(notSubmitted.length > 0 ? [notSubmittedVi(notSubmitted)] : []),
            "Anh/chị chọn cách làm:",
          ].join("\n"),
    ].join("\n\n"),
  scopes: ({ way, lines, page, pages }) =>
    [
      `${way === "byAgency" ? "Theo từng đơn vị" : "Chấm ngang: một tiêu chí, lần lượt các đơn vị"}${pages > 1 ? ` (trang ${page}/${pages})` : ""}`,
      lines
        .map(
          ({ code, name, left, all, isSubmitted }) =>
            `${code} ${clipped(name, 80)}: ${left === 0 ? "đã xong" : `còn ${left}/${all}`}${isSubmitted ? "" : " (chưa nộp kết quả tự chấm)"}`,
        )
        .join("\n"),
    ].join("\n\n"),
  scopeDone: ({ scope, mine, onlyLeft }) => {
    if (onlyLeft)
      return `Chỉ còn tiêu chí ${onlyLeft.code} của ${onlyLeft.agencyCode} chưa thẩm định (/thamdinh ${onlyLeft.code} ${onlyLeft.agencyCode}).`;
    if (mine === 0 && scope.kind === "rest") return "Anh/chị không có lượt thẩm định nào.";
    return mine === 0
      ? `Anh/chị không được giao thẩm định ${scopeVi(scope)}.`
      : `Đã thẩm định xong ${scopeVi(scope)}.`;
  },
  card: appraiseCardVi,
  askPoints: ({ leaf }) =>
    `Anh/chị nhập số điểm, từ 0 đến ${trimmedVi(leaf.max)} (ví dụ 0,75).${leaf.rule.kind === "appraiser" && leaf.rule.step !== undefined ? ` Điểm là bội số của ${trimmedVi(leaf.rule.step)}.` : ""}`,
  misreadPoints: ({ leaf }) =>
    `Điểm phải là một số từ 0 đến ${trimmedVi(leaf.max)}, nhiều nhất bốn chữ số sau dấu phẩy. Anh/chị nhập lại, ví dụ 0,75.`,
  pointsRead: (points) => `Đặt ${pointsVi(points)}.`,
  askReason: ({ leaf, value, trace, said, shortest }) =>
    [
      ...(trace
        ? [`Theo số liệu của anh/chị: ${appraisedVi(leaf, value)}.\n${traceVi(trace)}`]
        : []),
      ...(said === null ? [] : [said]),
      leaf.source === "self"
        ? `Kết quả khác với đơn vị tự chấm nên cần nêu lý do (ít nhất ${shortest} ký tự). Đơn vị sẽ đọc lý do này khi giải trình.`
        : `Anh/chị nêu căn cứ cho điểm (ít nhất ${shortest} ký tự).`,
    ].join("\n\n"),
  reasonLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `Lý do mới có ${length} ký tự, cần ít nhất ${shortest}. Anh/chị viết rõ hơn giúp.`
      : `Lý do có ${length} ký tự, nhiều nhất là ${longest}. Anh/chị viết gọn lại giúp.`,
  zeroReason: ({ isAnswered }) =>
    isAnswered ? "Không có tài liệu kiểm chứng và giải trình." : "Đơn vị không chấm tiêu chí này.",
  savedTitle: ({ leaf, value }) =>
    value.notApplicable !== null
      ? `Đã ghi ${leaf.code}: không áp dụng`
      : value.points === null
        ? `Đã ghi ${leaf.code}`
        : `Đã ghi ${leaf.code}: ${pointsVi(value.points)}`,
  saved: ({ agency, leaf, said, value, receipt }) =>
    [
      `${agency.name} (${agency.code}).`,
      ...(leaf.source === "self" ? [`Đơn vị: ${said ? contentVi(leaf, said) : "chưa chấm"}.`] : []),
      `Thẩm định: ${appraisedVi(leaf, value)}.`,
      ...(value.reason === null ? [] : [`Lý do: ${clipped(value.reason, 400)}`]),
      `Biên nhận: ${receipt}`,
    ].join("\n"),
  changedByAgency: () =>
    "Trong lúc anh/chị xem, đơn vị đã thay đổi nội dung hoặc tài liệu của tiêu chí này (tiêu chí được mở lại). Chưa ghi gì; anh/chị xem nội dung mới dưới đây.",
  conflict: ({ leaf, said, theirs, mine }) =>
    [
      "Trong lúc anh/chị xem, người khác đã thẩm định tiêu chí này. Chưa ghi gì thêm.",
      `Đơn vị: ${said ? contentVi(leaf, said) : "chưa chấm"}.`,
      `${theirs.by} (${instantVi(theirs.at)}): ${appraisedVi(leaf, theirs)}.${theirs.reason === null ? "" : ` Lý do: ${quoted(theirs.reason, 300)}.`}`,
      `Anh/chị: ${appraisedVi(leaf, mine)}.${mine.reason === null ? "" : ` Lý do: ${quoted(mine.reason, 300)}.`}`,
      "Lấy giá trị nào?",
    ].join("\n"),
  keptTheirs: ({ by, code }) => `Giữ nguyên kết quả ${by} đã thẩm định ở tiêu chí ${code}.`,
  askQuestion: ({ agency, shortest }) =>
    `Anh/chị viết nội dung cần ${agency.name} giải trình (ít nhất ${shortest} ký tự). Đơn vị nhận được ngay và trả lời trong thời gian giải trình; tiêu chí vẫn chờ anh/chị thẩm định.`,
  questionLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `Nội dung mới có ${length} ký tự, cần ít nhất ${shortest}. Anh/chị viết rõ cần giải trình điều gì.`
      : `Nội dung có ${length} ký tự, nhiều nhất là ${longest}. Anh/chị viết gọn lại giúp.`,
  questionSent: ({ agency, leaf, receipt }) =>
    `Đã gửi yêu cầu giải trình tiêu chí ${leaf.code} đến ${agency.name}.\nBiên nhận: ${receipt}`,
  questionNoticeTitle: () => "Yêu cầu giải trình",
  questionNotice: ({ code, leafName, question, isDemo, isTraining }) =>
    [
      ...marksVi({ isDemo, isTraining }),
      `Người thẩm định đề nghị đơn vị giải trình tiêu chí ${code}. ${clipped(leafName, 200)}`,
      clipped(question, 1000),
      "Đơn vị chuẩn bị nội dung và tài liệu; hệ thống nhận giải trình khi mở giai đoạn giải trình.",
    ].join("\n\n"),
  bulkTitle: () => "Đồng ý hàng loạt",
  bulk: ({ scope, open, plain, drawn, percent, names }) =>
    [
      `Trong ${scopeVi(scope)} còn ${open} lượt chưa thẩm định; ${plain} lượt không có lưu ý nào.`,
      ...(plain > drawn
        ? [
            `${names.join(", ")}${plain > names.length ? ", …" : ""}`,
            `Hệ thống rút ngẫu nhiên ${drawn} lượt (${percent} %) để anh/chị xem riêng, rồi ghi đồng ý ${plain - drawn} lượt còn lại. Các lượt có lưu ý không thuộc diện này.`,
          ]
        : ["Không đủ lượt để đồng ý hàng loạt; anh/chị thẩm định từng tiêu chí."]),
    ].join("\n\n"),
  bulkDone: ({ taken, sample, seed, receipt }) =>
    [
      `Đã ghi đồng ý ${taken} lượt.`,
      `Rút ngẫu nhiên để xem riêng: ${sample.join(", ")}.`,
      `Mã rút ngẫu nhiên: ${seed}\nBiên nhận: ${receipt}`,
    ].join("\n\n"),
  buttons: {
    queue: () => "Việc thẩm định",
    byAgency: () => "Theo từng đơn vị",
    byLeaf: () => "Chấm ngang một tiêu chí",
    rest: () => "Làm tiếp phần còn lại",
    scope: ({ code, name, left }) => `${code} ${clipped(name, 34)} (còn ${left})`,
    goOn: () => "Xem từng tiêu chí còn lại",
    agree: () => "Đồng ý",
    acceptNotApplicable: () => "Chấp nhận không áp dụng",
    refuseNotApplicable: () => "Không chấp nhận, nhập số liệu",
    zeroNoProof: () => "0 điểm: không có tài liệu kiểm chứng và giải trình",
    zeroUnanswered: () => "0 điểm: đơn vị không chấm",
    fix: () => "Sửa số liệu",
    points: () => "Đặt điểm",
    ask: () => "Yêu cầu giải trình",
    card: () => "Về phiếu của tiêu chí",
    file: (name) => `Nhận tệp ${clipped(name, 40)}`,
    openFile: () => "Mở tệp",
    skip: () => "Bỏ qua, sang tiêu chí tiếp",
    bulk: () => "Đồng ý hàng loạt",
    bulkYes: (count) => `Đồng ý ${count} lượt`,
  },
};

function timeVi(
  now: string,
  window: { readonly opensAt: string; readonly closesAt: string } | null,
): string {
  if (!window) return "Kỳ này chưa có thời gian thẩm định.";
  if (Date.parse(now) < Date.parse(window.opensAt)) {
    return `Thẩm định mở từ ${instantVi(window.opensAt)}.`;
  }
  return Date.parse(now) < Date.parse(window.closesAt)
    ? `Thời gian thẩm định đến ${instantVi(window.closesAt)}, còn ${daysLeft(now, window.closesAt)} ngày.`
    : `Đã hết thời gian thẩm định (hạn ${instantVi(window.closesAt)}). Giải trình của các đơn vị: /thamdinh2.`;
}

/** Whole codes only: a code cut in two would be read as another agency. */
function notSubmittedVi(codes: readonly string[]): string {
  const more = codes.length - mostCodes;
  const shown = codes.slice(0, mostCodes).join(", ");
  if (more <= 0) return `Chưa nộp kết quả tự chấm: ${shown}.`;
  return `Chưa nộp kết quả tự chấm, ${codes.length} đơn vị: ${shown} và ${more} đơn vị khác.`;
}
