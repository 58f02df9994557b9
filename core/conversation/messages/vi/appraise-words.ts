import type { AppraisedValue, AppraisalRefusal } from "../../appraise/appraised-value.ts";
import type { AppraisalFlag } from "../../../appraisal/evidence-checks.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { Scope, ShownEvidence } from "../../appraise/appraisal-board.ts";
import type { PendingValue } from "../../appraise/appraisal-effect.ts";

import { clipped, dayText, quoted } from "../local-time.ts";
import { itemVi } from "./evidence.ts";
import { contentVi } from "./leaf.ts";
import { instantVi, pointsVi } from "./words.ts";

/** What was decided, in a few words. */
export function appraisedVi(leaf: Leaf, value: PendingValue | AppraisedValue): string {
  const { verdict, notApplicable, points, answer, setPoints } = value;
  if (notApplicable !== null) return "chấp nhận không áp dụng";
  if (verdict === "set") return `đặt ${pointsVi(setPoints ?? 0)}`;
  const content = contentVi(leaf, { answer, points, explanation: null, notApplicable: null });
  return verdict === "agreed" ? `đồng ý, ${content}` : `sửa số liệu, ${content}`;
}

/** What is gone through, as a part of a sentence. */
export function scopeVi(scope: Scope): string {
  switch (scope.kind) {
    case "agency":
      return `phần của đơn vị ${clipped(scope.agencyCode, 30)}`;
    case "leaf":
      return `tiêu chí ${clipped(scope.code, 30)} của các đơn vị`;
    case "rest":
      return "phần anh/chị được giao";
  }
}

/** A piece of evidence with the link that opens it. */
export function evidenceLineVi({
  item,
  url,
}: {
  readonly item: ShownEvidence;
  readonly url: string | null;
}): string {
  return url === null ? itemVi(item) : `${itemVi(item)}\n  Mở: ${url}`;
}

/** What is to be looked at. */
export function flagVi(flag: AppraisalFlag): string {
  return "name" in flag ? fileFlagVi(flag) : leafFlagVi(flag);
}

function leafFlagVi(flag: Exclude<AppraisalFlag, { readonly name: string }>): string {
  switch (flag.kind) {
    case "unanswered":
      return "Đơn vị chưa chấm tiêu chí này.";
    case "noProof":
      return "Không có tài liệu kiểm chứng và giải trình: theo quy định được tính 0 điểm.";
    case "explanationOnly":
      return "Chỉ có giải trình, không có tài liệu kiểm chứng.";
    case "notApplicable":
      return "Đơn vị đề nghị không áp dụng.";
    case "changedLate":
      return `Đơn vị sửa lúc ${instantVi(flag.at)}, sau khi nộp.`;
    case "notSubmitted":
      return "Đơn vị chưa nộp kết quả tự chấm.";
  }
}

function fileFlagVi(flag: Extract<AppraisalFlag, { readonly name: string }>): string {
  switch (flag.kind) {
    case "outsidePeriod":
      return `${quoted(flag.name, 80)}: ngày ${dayText(flag.date)} nằm ngoài thời gian đánh giá.`;
    case "noPlace":
      return `${quoted(flag.name, 80)}: chưa nêu mục, trang.`;
    case "sharedFile":
      return `${quoted(flag.name, 80)}: cùng một tệp đã dùng cho tiêu chí ${flag.code} của ${flag.agencyCode}.`;
    case "missingFile":
      return `${quoted(flag.name, 80)}: tệp chưa tải về được.`;
  }
}

/** Why nothing is decided now. */
export function refusalLineVi(refusal: AppraisalRefusal): string {
  switch (refusal.kind) {
    case "ownAgency":
      return "Không ai thẩm định đơn vị của mình. Tiêu chí này do người thay thế của kỳ đánh giá thẩm định.";
    case "leftOut":
      return `Tiêu chí ${refusal.code} được tỉnh xác định không áp dụng với ${refusal.agencyCode} nên không thẩm định; điểm của tiêu chí không tính vào điểm tối đa của đơn vị.`;
    case "noRight":
      return "Anh/chị không được giao thẩm định tiêu chí này. Nếu cần, anh/chị liên hệ cán bộ điều phối của Sở Nội vụ.";
    case "notYet":
      return `Chưa đến thời gian thẩm định (mở từ ${instantVi(refusal.opensAt)}). Chưa ghi gì.`;
    case "closed":
      return `Đã hết thời gian thẩm định (hạn ${instantVi(refusal.closesAt)}) nên không ghi thêm được. Nếu cần gia hạn, anh/chị đề nghị cán bộ điều phối của Sở Nội vụ. Giải trình của các đơn vị: /thamdinh2.`;
  }
}
