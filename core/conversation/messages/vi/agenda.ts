import type { AgendaSource, SpotCheckFinding } from "../../../council/agenda.ts";
import type { Phase } from "../../../round/round.ts";
import { clipped, quoted } from "../local-time.ts";
import { groupVi } from "./commands.ts";
import { instantVi, numberVi, pointsVi, printedVi, stageVi } from "./words.ts";

/** The question that a fact of the round puts before the council; it stands in the minutes. */
export function agendaVi(source: AgendaSource): string {
  if ("phase" in source) return exceptionVi(source);
  if ("count" in source) return declarationVi(source);
  const write = words[source.kind] as (source: AgendaSource) => string;
  return write(source);
}

/** The reason that a leaf's points carry when the council has set them. */
export function conclusionVi(reason: string): string {
  return `Theo kết luận của Hội đồng: ${reason}`;
}

/** The reason of decisions that are recorded together, unless the secretary types another. */
export const jointReasonVi = "Hội đồng thống nhất theo kết quả biểu quyết.";

type Told = Exclude<
  AgendaSource["kind"],
  "extension" | "reopening" | "bonus" | "penalty" | "knockout"
>;

type Writers = {
  readonly [Kind in Told]: (source: Extract<AgendaSource, { readonly kind: Kind }>) => string;
};

const words: Writers = {
  tie: (source) => {
    const names = source.agencies.map(({ name }) => name).join(", ");
    return `Nhóm ${groupVi(source.group)}: ${names} cùng đạt Chỉ số ${printedVi(source.index)}, cùng xếp thứ ${source.rank}. Đề nghị Hội đồng công nhận đồng hạng.`;
  },
  blindDifference: (source) =>
    `${leafVi(source)}: hai lượt thẩm định độc lập cho kết quả khác nhau (${worthVi(source.first)} và ${worthVi(source.second)}), chênh lệch vượt ngưỡng của kỳ đánh giá. Đề nghị Hội đồng xem xét và giữ điểm đang tính.`,
  explanation: (source) =>
    `${leafVi(source)}: giải trình của đơn vị ${source.answer === "rejected" ? "không được chấp nhận" : "được chấp nhận một phần"}${changeVi(source)}.${reasonVi("Lý do của người thẩm định", source.reason)} Đề nghị Hội đồng giữ kết quả thẩm định lần 2.`,
  notApplicable: (source) =>
    `${leafVi(source)}: đề nghị không áp dụng. Lý do: ${wordsVi(source.reason)}. Đề nghị Hội đồng chấp nhận không áp dụng tiêu chí này đối với đơn vị.`,
  spotCheck: (source) =>
    `${leafVi(source)}: được rút ngẫu nhiên để kiểm tra riêng khi ${source.appraiser} đồng ý hàng loạt; ${findingVi(source.finding)} Đề nghị Hội đồng xem xét và giữ điểm đang tính.`,
  bulkAgreement: (source) =>
    `Thẩm định hàng loạt của ${source.appraiser}: đồng ý ${source.agreed} lượt tiêu chí trong ${source.times} lần; rút ngẫu nhiên ${source.drawn} lượt để kiểm tra riêng, trong đó ${source.differing} lượt có khác biệt, ${source.unjudged} lượt chưa được thẩm định. Đề nghị Hội đồng công nhận kết quả thẩm định hàng loạt.`,
  signedAlone: (source) =>
    `${source.agency.name}: ${source.leader} ký duyệt số liệu do chính mình nhập. Lý do: ${wordsVi(source.reason)}. Đề nghị Hội đồng công nhận kết quả tự chấm.`,
};

function leafVi({
  agency,
  code,
}: {
  readonly agency: { readonly name: string };
  readonly code: string;
}): string {
  return `${agency.name}, tiêu chí ${code}`;
}

/** Points of one appraisal; where there are none, the group's figures or the scheme decide. */
function worthVi(points: number | null): string {
  return points === null ? "không áp dụng hoặc tính theo cả nhóm" : pointsVi(points);
}

function findingVi(finding: SpotCheckFinding): string {
  if (finding.kind === "unjudged") return "đến nay chưa được thẩm định.";
  const { self, points, reason } = finding;
  return `kết quả kiểm tra: ${worthVi(points)}, đơn vị tự chấm ${worthVi(self)}.${reasonVi("Lý do", reason)}`;
}

function reasonVi(label: string, reason: string): string {
  return reason === "" ? "" : ` ${label}: ${wordsVi(reason)}.`;
}

function wordsVi(text: string): string {
  return clipped(quoted(text, 400), 400);
}

function letterVi(letter: string): string {
  return letter === "" ? "" : ` theo văn bản số ${letter}`;
}

function phaseVi(phase: Phase): string {
  return stageVi(phase);
}

function changeVi({
  appraised,
  explained,
}: Extract<AgendaSource, { readonly kind: "explanation" }>): string {
  if (appraised === null || explained === null) return "";
  return appraised === explained
    ? ` (giữ ${numberVi(appraised)} điểm)`
    : ` (từ ${numberVi(appraised)} điểm lên ${numberVi(explained)} điểm)`;
}

function exceptionVi(
  source: Extract<AgendaSource, { readonly kind: "extension" | "reopening" }>,
): string {
  if (source.kind === "extension") {
    return `${source.agency.name}: đã được gia hạn giai đoạn ${phaseVi(source.phase)} đến ${instantVi(source.closesAt)}${letterVi(source.letter)}. Lý do: ${wordsVi(source.reason)}. Đề nghị Hội đồng công nhận kết quả nộp trong thời gian gia hạn.`;
  }
  return `${source.agency.name}: đã được mở lại tiêu chí ${source.codes.join(", ")} (giai đoạn ${phaseVi(source.phase)}) đến ${instantVi(source.closesAt)}${letterVi(source.letter)}. Lý do: ${wordsVi(source.reason)}. Đề nghị Hội đồng công nhận nội dung bổ sung.`;
}

type Declaration = Extract<AgendaSource, { readonly count: number }>;

function declarationVi(source: Declaration): string {
  if (source.kind === "knockout") {
    return `${source.agency.name}: khống chế xếp loại, mục ${source.code} ${quoted(source.name, 200)}. Căn cứ: ${wordsVi(source.reason)}. Đề nghị Hội đồng công nhận.`;
  }
  return `${source.agency.name}: ${source.kind === "bonus" ? "điểm thưởng" : "điểm trừ"}, mục ${source.code} ${quoted(source.name, 200)}${source.count === 1 ? "" : ` (${source.count} lần)`}. Căn cứ: ${wordsVi(source.reason)}. Đề nghị Hội đồng công nhận.`;
}
