import { readRefusal } from "../../../evidence/file-refusal.ts";
import { assertNever } from "../../../result.ts";
import type { EvidenceFacts, EvidenceStatus } from "../../facts.ts";
import type { EvidenceMessages, NoticeMessages } from "../catalogue/evidence.ts";
import { clipped, dayText, quoted } from "../local-time.ts";
import { refusalVi } from "../refusal-vi.ts";
import { instantVi } from "./words.ts";

/** Asking for documents and explanations, in Vietnamese. */
export const evidenceVi: EvidenceMessages = {
  secretWarning: () =>
    "LƯU Ý: không gửi tài liệu mật. Với văn bản có độ mật, anh/chị chỉ nêu số, ký hiệu, ngày và cơ quan ban hành; người thẩm định sẽ xem bản giấy.",
  ask: ({ wanted, place, optional, maxBytes, isFirst }) =>
    [
      wanted === null
        ? "Anh/chị gửi tài liệu kiểm chứng cho tiêu chí này."
        : `Tài liệu kiểm chứng${place && place.of > 1 ? ` (${place.n}/${place.of})` : ""}: ${wanted.name}.`,
      ...(optional.length > 0 ? [`Có thể dùng: ${optional.join("; ")}.`] : []),
      isFirst
        ? `Gửi tệp (đến ${megabytesVi(maxBytes)}), hoặc nhập: số, ký hiệu; ngày; cơ quan ban hành (ví dụ: 15/KH-SNV; 20/01/2025; Sở Nội vụ). Nếu không có tài liệu, anh/chị bấm Giải trình.`
        : "Gửi tệp, hoặc nhập: số, ký hiệu; ngày; cơ quan ban hành; hoặc bấm Giải trình.",
    ].join("\n"),
  askWhyZero: () =>
    "Tiêu chí này được 0 điểm. Anh/chị giải trình lý do (ít nhất 50 ký tự), hoặc gửi tài liệu liên quan.",
  leftForLater: ({ code, names }) =>
    `Tiêu chí ${code} còn thiếu: ${names.join("; ")}. Anh/chị bổ sung trước khi nộp (/minhchung ${code}).`,
  received: ({ code, fileName, wanted, receipt }) =>
    [
      `Đã nhận tệp “${clipped(fileName, 120)}” cho tiêu chí ${code}${wanted === null ? "" : ` (${wanted})`}; đang kiểm tra.`,
      `Biên nhận: ${receipt}`,
    ].join("\n"),
  whichLeaf: (fileName) =>
    `Tệp “${clipped(fileName, 120)}” dùng cho tiêu chí nào? Anh/chị mở tiêu chí trước (nhập mã, ví dụ 1.1.1) rồi gửi lại tệp. Tệp này chưa được lưu.`,
  tooLarge: ({ name, maxBytes }) =>
    `Tệp “${clipped(name, 120)}” lớn hơn ${megabytesVi(maxBytes)} nên không nhận được. Anh/chị giảm dung lượng (quét ở độ phân giải thấp hơn) hoặc tách thành nhiều tệp.`,
  tooLargeHere: ({ name, maxBytes }) =>
    `Tệp “${clipped(name, 120)}” lớn hơn ${megabytesVi(maxBytes)}, vượt mức của ứng dụng này. Anh/chị gửi qua trang web dưới đây (đến 100 MB); liên kết dùng một lần, có hiệu lực 30 phút.`,
  uploadPage: () =>
    "Anh/chị gửi tệp qua trang web dưới đây (đến 100 MB). Liên kết dùng một lần, có hiệu lực 30 phút.",
  askPlace: (files) =>
    files > 1
      ? `Nội dung kiểm chứng nằm ở mục nào, trang nào của ${files} tệp vừa gửi? Ví dụ: mục II.3, trang 5.`
      : "Nội dung kiểm chứng nằm ở mục nào, trang nào? Ví dụ: mục II.3, trang 5.",
  placeTooLong: ({ length, longest }) =>
    `Vị trí dài ${length} ký tự, nhiều nhất là ${longest}. Anh/chị chỉ nêu mục và trang.`,
  placed: (place) => `Đã ghi vị trí: ${place}.`,
  wholeDocument: () => "toàn bộ văn bản",
  notADocument: () =>
    "Tôi chờ một tệp hoặc một văn bản. Anh/chị gửi tệp, hoặc nhập một dòng: số, ký hiệu; ngày; cơ quan ban hành (ví dụ: 15/KH-SNV; 20/01/2025; Sở Nội vụ). Nếu muốn giải trình thay tài liệu, anh/chị bấm Giải trình rồi gửi nội dung.",
  badDocumentDate: (read) =>
    `Không đọc được ngày “${clipped(read, 60)}”. Anh/chị nhập ngày dạng 20/01/2025.`,
  askDocumentPart: ({ number, date }) => {
    if (number === null) return "Số, ký hiệu của văn bản? Ví dụ: 15/KH-SNV.";
    return date === null
      ? `Văn bản ${number}: ban hành ngày nào? Ví dụ: 20/01/2025.`
      : `Văn bản ${number} ngày ${dayText(date)}: cơ quan nào ban hành?`;
  },
  partTooLong: () => "Phần này dài quá. Anh/chị nhập ngắn gọn, nhiều nhất 200 ký tự.",
  cited: ({ code, document, receipt }) =>
    `Đã ghi văn bản ${document.number} ngày ${dayText(document.date)} của ${document.issuer} cho tiêu chí ${code}.\nBiên nhận: ${receipt}`,
  outsidePeriod: ({ date, from, to }) =>
    `Lưu ý: ngày ${dayText(date)} nằm ngoài thời gian đánh giá (${dayText(from)} đến ${dayText(to)}). Văn bản vẫn được ghi; người thẩm định sẽ xem có được tính hay không.`,
  answerFirst: (code) => `Anh/chị chấm tiêu chí ${code} trước, rồi giải trình.`,
  askExplanation: ({ shortest, present }) =>
    [
      `Anh/chị giải trình đầy đủ, cụ thể cách đánh giá, tính điểm (ít nhất ${shortest} ký tự).`,
      ...(present === null ? [] : [`Giải trình đang ghi: ${clipped(present, 800)}`]),
    ].join("\n\n"),
  explanationTooShort: ({ length, shortest, mayCorrect = false }) =>
    `Giải trình mới có ${length} ký tự, cần ít nhất ${shortest}. Anh/chị nêu rõ đã làm gì, số liệu lấy từ đâu, tính điểm thế nào, rồi gửi lại toàn bộ.${mayCorrect ? " Muốn sửa số liệu, anh/chị nhập /sua." : ""}`,
  explanationTooLong: ({ length, longest }) =>
    `Giải trình có ${length} ký tự, nhiều nhất là ${longest}. Anh/chị viết gọn lại, hoặc gửi thành tệp.`,
  explainedByOther: ({ by, at, theirs, mine }) =>
    [
      `Trong lúc anh/chị viết, ${by} đã ghi giải trình (${instantVi(at)}):`,
      clipped(theirs, 1200),
      "Giải trình của anh/chị chưa được ghi. Nếu vẫn muốn thay, anh/chị gửi lại:",
      clipped(mine, 1200),
    ].join("\n\n"),
  explained: ({ code, receipt, old }) =>
    [
      old === null
        ? `Đã ghi giải trình cho tiêu chí ${code}.`
        : `Đã thay giải trình của tiêu chí ${code}.`,
      ...(old === null ? [] : [`Trước: ${clipped(old, 300)}`]),
      `Biên nhận: ${receipt}`,
    ].join("\n"),
  chooseWanted: () => "Anh/chị gửi tài liệu nào? (✓ là đã có)",
  wantedButton: ({ wanted, isGiven }) =>
    `${isGiven ? "✓" : "○"} ${clipped(wanted.name, 56)}${wanted.required ? "" : " (nếu có)"}`,
  listTitle: ({ code }) => `Tài liệu kiểm chứng của ${code}`,
  list: ({ leaf, items, missing, explanation }) =>
    [
      ...(items.length === 0 ? ["Chưa có tài liệu nào."] : itemsVi(items.slice(0, 20))),
      ...(items.length > 20 ? [`… và ${items.length - 20} tài liệu khác.`] : []),
      ...(missing.length > 0 && explanation === null ? [`Còn thiếu: ${missing.join("; ")}.`] : []),
      ...(explanation === null ? [] : [`Giải trình: ${clipped(explanation, 600)}`]),
      ...(leaf.evidence.length === 0 ? ["Bộ tiêu chí không nêu tên tài liệu cụ thể."] : []),
    ].join("\n\n"),
  withdrawButton: (item) => `Rút: ${clipped(nameVi(item), 50)}`,
  askWithdrawal: ({ item, shortest }) =>
    `Rút “${clipped(nameVi(item), 150)}”? Anh/chị nêu lý do (ít nhất ${shortest} ký tự). Tài liệu đã rút không được tính nhưng vẫn lưu trong nhật ký.`,
  withdrawalLength: ({ length, shortest }) =>
    length < shortest
      ? `Lý do mới có ${length} ký tự, cần ít nhất ${shortest}.`
      : "Lý do dài quá, nhiều nhất 1000 ký tự.",
  withdrawn: ({ code, receipt }) => `Đã rút tài liệu của tiêu chí ${code}.\nBiên nhận: ${receipt}`,
};

/** What is told of a file after it was fetched, in Vietnamese. */
export const noticeVi: NoticeMessages = {
  fileKept: ({ fileName, code, receipt, sha256 }) =>
    `Tệp “${clipped(fileName, 120)}” của tiêu chí ${code} đã được kiểm tra và lưu (SHA-256: ${sha256.slice(0, 16)}…).\nBiên nhận: ${receipt}`,
  fileRefused: ({ fileName, code, receipt, refusal }) =>
    `Tệp “${clipped(fileName, 120)}” của tiêu chí ${code} (biên nhận ${receipt}) không được nhận. ${refusalVi(refusal)}`,
  fileFailed: ({ fileName, code, receipt }) =>
    `Không tải được tệp “${clipped(fileName, 120)}” của tiêu chí ${code} (biên nhận ${receipt}) sau nhiều lần thử. Anh/chị gửi lại tệp giúp (/minhchung ${code}).`,
};

/** Pieces of evidence, a line each; those added when explaining stand apart. */
export function itemsVi(items: readonly EvidenceFacts[]): readonly string[] {
  const added = items.filter(({ phase }) => phase === "explaining");
  if (added.length === 0) return items.map(itemVi);
  const own = items.filter(({ phase }) => phase === "selfScoring");
  return [
    ...(own.length > 0 ? ["Nộp khi tự chấm:", ...own.map(itemVi)] : []),
    ...["Bổ sung khi giải trình:", ...added.map(itemVi)],
  ];
}

/** One piece of evidence with its state. */
export function itemVi(item: EvidenceFacts): string {
  const place = item.place === null ? "" : `; vị trí: ${clipped(item.place, 120)}`;
  const why = reasonVi(item);
  return `• ${clipped(nameVi(item), 160)}${place}. ${statusWordsVi(item.status)}${why}. ${item.by}, ${instantVi(item.at)}, biên nhận ${item.receipt}.`;
}

/** Why a piece does not count: told for refused files, quoted for withdrawn ones. */
function reasonVi({ status, reason }: EvidenceFacts): string {
  if (reason === null) return "";
  const refusal = status === "refused" ? readRefusal(reason) : null;
  if (refusal) return ` (${quoted(refusalVi(refusal), 200)})`;
  return status === "withdrawn" ? ` (${quoted(reason, 160)})` : "";
}

/** A file's name, or a document's number, date and issuer. */
function nameVi({ fileName, document }: EvidenceFacts): string {
  if (document === null) return fileName ?? "tài liệu";
  return `${document.number} ngày ${dayText(document.date)} của ${document.issuer}`;
}

function statusWordsVi(status: EvidenceStatus): string {
  switch (status) {
    case "fetching":
      return "Đang tải về và kiểm tra";
    case "kept":
      return "Đã lưu";
    case "refused":
      return "Không nhận";
    case "failed":
      return "Không tải được";
    case "withdrawn":
      return "Đã rút";
    case "replaced":
      return "Đã thay bằng bản mới";
    default:
      return assertNever(status);
  }
}

function megabytesVi(bytes: number): string {
  return `${Math.floor(bytes / (1024 * 1024))} MB`;
}
