import type { AppraiseCard } from "../catalogue/appraise.ts";
import { clipped } from "../local-time.ts";
import { ruleSentenceVi } from "../rule-sentence-vi.ts";
import { traceVi } from "../trace-vi.ts";
import { appraisedVi, evidenceLineVi, flagVi, refusalLineVi, scopeVi } from "./appraise-words.ts";
import { lastYearVi } from "./last-year.ts";
import { contentVi } from "./leaf.ts";
import { marksVi, instantVi, trimmedVi } from "./words.ts";

/** A leaf as its appraiser looks at it, in Vietnamese. */
export function appraiseCardVi(card: AppraiseCard): string {
  const { isDemo, isTraining, leaf, said, past, flags, askedAt, refusal } = card;
  return [
    ...marksVi({ isDemo, isTraining }),
    headVi(card),
    `Tối đa ${trimmedVi(leaf.max)} điểm.\n${ruleSentenceVi(leaf)}`,
    ...(leaf.source === "self"
      ? [claimVi(card), evidenceVi(card)]
      : ["Tiêu chí do người thẩm định cho điểm; đơn vị không tự chấm."]),
    ...(past ? [lastYearVi.line({ leaf, past })] : []),
    ...(said?.explanation ? [`Giải trình: ${clipped(said.explanation, 800)}`] : []),
    ...(flags.length > 0 ? [`LƯU Ý:\n${flags.map((flag) => `• ${flagVi(flag)}`).join("\n")}`] : []),
    ...(askedAt === null ? [] : [`Đã yêu cầu giải trình lúc ${instantVi(askedAt)}.`]),
    ...decidedVi(card),
    ...(refusal ? [refusalLineVi(refusal)] : []),
  ].join("\n\n");
}

function headVi({ agency, part, isSpotCheck, ...facts }: AppraiseCard): string {
  const late = agency.submittedAt === null ? ", chưa nộp kết quả tự chấm" : "";
  return [
    `${agency.name} (${agency.code})${late}.`,
    ...(facts.left > 0 ? [`Còn ${facts.left} lượt trong ${scopeVi(facts.scope)}.`] : []),
    ...(part === "second"
      ? ["Thẩm định độc lập lần hai: anh/chị chấm mà không xem kết quả lần một."]
      : []),
    ...(isSpotCheck ? ["Tiêu chí được rút ngẫu nhiên để kiểm tra riêng."] : []),
  ].join("\n");
}

function claimVi({ leaf, said, trace }: AppraiseCard): string {
  const how = trace ? `\nCách ra điểm: ${traceVi(trace)}` : "";
  return `Đơn vị: ${said ? contentVi(leaf, said) : "chưa chấm"}.${how}`;
}

function evidenceVi({ evidence, moreEvidence }: AppraiseCard): string {
  if (evidence.length === 0) return "Tài liệu kiểm chứng: không có.";
  return [
    "Tài liệu kiểm chứng (liên kết có hiệu lực 15 phút, cần đăng nhập; mỗi lần mở đều được ghi lại):",
    ...evidence.map(evidenceLineVi),
    ...(moreEvidence > 0 ? [`… và ${moreEvidence} tài liệu khác.`] : []),
  ].join("\n");
}

function decidedVi({ leaf, value }: AppraiseCard): readonly string[] {
  if (!value) return [];
  const reason = value.reason === null ? "" : `\nLý do: ${clipped(value.reason, 400)}`;
  return [
    `Đã thẩm định: ${appraisedVi(leaf, value)}.\n${value.by}, ${instantVi(value.at)}.${reason}`,
  ];
}
