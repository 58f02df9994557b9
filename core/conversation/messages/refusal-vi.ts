import { assertNever } from "../../result.ts";
import type { FileRefusal } from "../../evidence/file-refusal.ts";

/** Says in Vietnamese why a file was not taken and what to do instead. */
export function refusalVi(refusal: FileRefusal): string {
  switch (refusal.kind) {
    case "tooLarge":
      return `Tệp lớn hơn mức cho phép (${megabytes(refusal.maxBytes)}). Anh/chị giảm dung lượng (quét ở độ phân giải thấp hơn) hoặc tách thành nhiều tệp rồi gửi lại.`;
    case "empty":
      return "Tệp rỗng, không có nội dung. Anh/chị kiểm tra lại tệp gốc rồi gửi lại.";
    case "typeNotTaken":
      return `Loại tệp này (${refusal.found}) không dùng làm tài liệu kiểm chứng. Anh/chị gửi tệp PDF, Word, Excel, ảnh JPG, PNG, HEIC hoặc văn bản TXT.`;
    case "archive":
      return `Không nhận tệp nén (${refusal.found}). Anh/chị giải nén rồi gửi từng tài liệu.`;
    case "program":
      return `Đây là tệp chương trình hoặc có chứa chương trình (${refusal.found}) nên không được nhận. Anh/chị chỉ gửi tài liệu.`;
    case "renamed":
      return `Nội dung tệp là ${refusal.found} nhưng tên tệp lại là .${refusal.named}. Anh/chị đặt lại đúng phần mở rộng, hoặc gửi tệp gốc.`;
    case "encrypted":
      return `Tệp đang đặt mật khẩu (${refusal.found}) nên không thể thẩm định. Anh/chị bỏ mật khẩu, hoặc in lại thành PDF không mật khẩu, rồi gửi lại.`;
    case "macros":
      return `Tệp có chứa macro (${refusal.found}) nên không được nhận. Anh/chị lưu lại thành .docx hoặc .xlsx không macro, hoặc xuất ra PDF, rồi gửi lại.`;
    case "damaged":
      return `Tệp bị hỏng hoặc chưa tải đủ (${refusal.found}). Anh/chị mở thử tệp gốc, lưu lại rồi gửi lại.`;
    default:
      return assertNever(refusal);
  }
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1_048_576)} MB`;
}
