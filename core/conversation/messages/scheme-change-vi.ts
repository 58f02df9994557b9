import type { ListName, SchemeChange } from "../../scheme/compare-schemes.ts";
import { type EvidenceWanted, type SchemeNode, isLeaf } from "../../scheme/scheme.ts";
import { decimalText } from "./figure-text.ts";
import { ruleSentenceVi } from "./rule-sentence-vi.ts";

/** Says one difference between two schemes in Vietnamese, on one or more lines. */
export function schemeChangeVi(change: SchemeChange): string {
  // The table has, under each kind, the writer of just that kind.
  const write = writers[change.kind] as (change: SchemeChange) => string;
  return write(change);
}

type Writers = {
  readonly [Kind in SchemeChange["kind"]]: (
    change: SchemeChange & { readonly kind: Kind },
  ) => string;
};

const n = (figure: string) => decimalText(figure, "vi");

const lists: Readonly<Record<ListName, string>> = {
  bands: "mức xếp loại",
  knockouts: "điều kiện hạ mức xếp loại",
  adjustments: "mục điểm thưởng, điểm trừ",
  questions: "câu hỏi điều tra xã hội học",
};

const heads: Readonly<Record<string, string>> = {
  scheme: "mã bộ tiêu chí",
  title: "tên bộ tiêu chí",
  year: "năm đánh giá",
  group: "nhóm đơn vị",
  basis: "căn cứ",
  total: "tổng điểm",
  evaluationPeriod: "thời gian đánh giá",
  leafDecimals: "số chữ số thập phân của điểm tiêu chí",
  indexDecimals: "số chữ số thập phân của Chỉ số",
  ranking: "cách xếp hạng",
  tieBreakers: "thứ tự phân định khi bằng Chỉ số",
  bonusCap: "mức trần điểm thưởng",
  penaltyCap: "mức trần điểm trừ",
  "survey.combine": "cách gộp phiếu điều tra",
  "survey.groupWeights": "trọng số nhóm trả lời phiếu",
  "survey.minBallots": "số phiếu tối thiểu",
  "survey.whenTooFew": "xử lý khi không đủ phiếu",
};

const policies: Readonly<Record<string, string>> = {
  rebase: "bớt khỏi điểm tối đa",
  full: "được tính đủ điểm",
  forbidden: "không được phép",
};

const sources: Readonly<Record<string, string>> = {
  self: "đơn vị tự chấm",
  appraiser: "cơ quan thẩm định chấm",
  survey: "điều tra xã hội học",
  external: "số liệu từ nguồn ngoài",
};

const writers: Writers = {
  added: ({ node }) => `Thêm ${named(node)} (${n(node.max)} điểm)${ruleOf(node)}`,
  removed: ({ node }) => `Bỏ ${named(node)} (${n(node.max)} điểm)`,
  moved: ({ from, to, name }) => `Đổi mã ${from} thành ${to}: ${name}`,
  renamed: ({ code, before, after }) => `Đổi tên ${code}: “${before}” thành “${after}”`,
  reweighted: ({ code, name, before, after }) =>
    `Đổi điểm tối đa ${code} ${name}: ${n(before)} thành ${n(after)}`,
  reshaped: ({ code, name, nowLeaf }) =>
    nowLeaf
      ? `${code} ${name}: gộp lại thành một tiêu chí được chấm trực tiếp`
      : `${code} ${name}: tách thành nhiều tiêu chí thành phần`,
  ruleChanged: ({ before, after }) =>
    `Đổi cách tính ${after.code} ${after.name}:\n  cũ: ${ruleSentenceVi(before)}\n  mới: ${ruleSentenceVi(after)}`,
  leadChanged: ({ code, name, before, after }) =>
    `Đổi cơ quan thẩm định ${code} ${name}: ${before} thành ${after}`,
  sourceChanged: ({ code, name, before, after }) =>
    `Đổi nguồn điểm ${code} ${name}: ${word(sources, before)} thành ${word(sources, after)}`,
  policyChanged: ({ code, name, before, after }) =>
    `Đổi xử lý khi không áp dụng ${code} ${name}: ${word(policies, before)} thành ${word(policies, after)}`,
  guidanceChanged: ({ code, name }) => `Đổi lời hướng dẫn ${code} ${name}`,
  evidenceChanged: ({ code, name, added, removed, changed }) =>
    [
      `Đổi tài liệu kiểm chứng ${code} ${name}:`,
      ...added.map((item) => `  thêm: ${document(item)}`),
      ...removed.map((item) => `  bỏ: ${document(item)}`),
      ...changed.map(({ before, after }) => `  sửa: ${document(before)} thành ${document(after)}`),
    ].join("\n"),
  headChanged: ({ key, before, after }) =>
    `Đổi ${word(heads, key)}: ${before || "không có"} thành ${after || "không có"}`,
  itemAdded: ({ list, key }) => `Thêm ${lists[list]}: ${key}`,
  itemRemoved: ({ list, key }) => `Bỏ ${lists[list]}: ${key}`,
  itemChanged: ({ list, key }) => `Sửa ${lists[list]}: ${key}`,
};

function named({ code, name }: SchemeNode): string {
  return `${code} ${name}`;
}

function ruleOf(node: SchemeNode): string {
  return isLeaf(node) ? `\n  cách tính: ${ruleSentenceVi(node)}` : "";
}

function document({ name, required }: EvidenceWanted): string {
  return `${name} (${required ? "bắt buộc" : "không bắt buộc"})`;
}

function word(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key;
}
