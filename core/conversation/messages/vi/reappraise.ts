import type { LinkedEvidence } from "../../appraise/appraisal-board.ts";
import { valuePoints, wordsOf } from "../../appeal/appeal-rules.ts";
import type { Opened, ReappraisalLine, ReappraiseRefusal } from "../../appeal/appeal-facts.ts";
import type { ReappraiseMessages } from "../catalogue/appeal.ts";
import { clipped, quoted } from "../local-time.ts";
import { outcomeVi, valueVi, valuesVi } from "./appeal.ts";
import { evidenceLineVi } from "./appraise-words.ts";
import { marksVi, instantVi, numberVi, pointsVi } from "./words.ts";

const betweenVi = ({ low, high }: { readonly low: number; readonly high: number }) =>
  `lớn hơn ${numberVi(low)} (thẩm định lần 1) và nhỏ hơn ${numberVi(high)} (tự chấm)`;

/** The second appraisal, in Vietnamese. */
export const reappraiseVi: ReappraiseMessages = {
  buttons: {
    list: () => "Danh sách thẩm định lần 2",
    menu: () => "Thẩm định lần 2",
    next: ({ agencyCode, code }) => `Tiếp: ${agencyCode} ${code}`,
    accept: () => "Chấp nhận",
    partly: () => "Chấp nhận một phần",
    reject: () => "Không chấp nhận",
    points: () => "Cho điểm",
    facts: () => "Sửa số liệu",
  },
  refused: refusedVi,
  notThere: () =>
    "Không có giải trình này trong phần việc của anh/chị. Anh/chị nhập /thamdinh2 để xem danh sách.",
  listTitle: () => "Thẩm định lần 2",
  list: ({ round, lines, total, open, page, pages, phase }) =>
    [
      ...marksVi(round),
      phaseVi({ phase, window: round.phases.secondAppraisal ?? null }),
      total === 0
        ? "Chưa có giải trình nào thuộc phần việc của anh/chị."
        : `${total} giải trình thuộc phần việc của anh/chị, ${open} giải trình chưa trả lời.`,
      ...(lines.length === 0 ? [] : [lines.map(lineVi).join("\n")]),
      ...(pages > 1 ? [`Trang ${page}/${pages}.`] : []),
    ].join("\n\n"),
  lineButton: (line) => `${line.outcome === null ? "○" : "✓"} ${line.agencyCode} ${line.code}`,
  card: ({ opened, old, fresh, refusal }) => {
    const { facts, leaf, agencyName, agencyCode, round } = opened;
    const words = wordsOf(facts);
    const signed = words?.status === "signed" ? "Lãnh đạo đơn vị đã ký." : "CHƯA ĐƯỢC LÃNH ĐẠO KÝ.";
    return [
      ...marksVi(round),
      `${agencyName} (${agencyCode})`,
      valuesVi(leaf, facts),
      linkedProofVi("Tài liệu khi tự chấm", old),
      `Giải trình: ${clipped(words?.explanation ?? "", 1500)}\n${signed}`,
      linkedProofVi("Tài liệu khi giải trình", fresh),
      ...secondVi(opened),
      ...(refusal === null ? [] : [refusedVi(refusal)]),
    ].join("\n\n");
  },
  acceptedReason: () => "Chấp nhận giải trình của đơn vị.",
  askHow: (bounds) =>
    `Chấp nhận một phần: anh/chị cho điểm trực tiếp, hoặc sửa số liệu để hệ thống tính lại. Điểm phải ${betweenVi(bounds)}.`,
  askPoints: (bounds) => `Anh/chị nhập điểm, ${betweenVi(bounds)}. Ví dụ: 0,75.`,
  notPoints: () =>
    "Tôi chưa đọc được điểm. Anh/chị nhập một số như 0,75, nhiều nhất 4 chữ số thập phân.",
  outsideBounds: ({ points, low, high }) =>
    `${pointsVi(points)} không nằm giữa hai giá trị: cần ${betweenVi({ low, high })}. Nếu đúng bằng điểm tự chấm, anh/chị bấm Chấp nhận; nếu giữ điểm thẩm định, anh/chị bấm Không chấp nhận.`,
  askReason: ({ outcome, shortest }) =>
    outcome === "partly"
      ? `Vì sao chỉ chấp nhận một phần? Đơn vị sẽ đọc lý do này (ít nhất ${shortest} ký tự).`
      : `Vì sao không chấp nhận giải trình? Đơn vị sẽ đọc lý do này (ít nhất ${shortest} ký tự).`,
  changedMeanwhile: () =>
    "Giải trình hoặc kết quả đã thay đổi từ lúc anh/chị mở. Chưa ghi gì; anh/chị xem lại dưới đây.",
  storedTitle: ({ code }) => `Thẩm định lần 2: ${code}`,
  stored: ({ opened, outcome, value, receipt }) => {
    const { appraised } = opened.facts;
    const before = valuePoints(appraised);
    const now = value.notApplicable === null ? (value.setPoints ?? value.points) : null;
    const points =
      before === null || now === null ? "" : `\nĐiểm: ${numberVi(before)} → ${numberVi(now)}.`;
    return `${opened.agencyName}, tiêu chí ${opened.leaf.code}: ${outcomeVi(outcome)}.${points}\nLý do: ${quoted(value.reason, 600)}.\nBiên nhận: ${receipt}`;
  },
};

/** What the second appraisal holds so far; nothing before it. */
function secondVi({ facts: { explained, words }, leaf }: Opened): readonly string[] {
  if (explained === null) return [];
  const outcome = words?.outcome ? `${outcomeVi(words.outcome)}, ` : "";
  const reason = quoted(explained.reason ?? "", 300);
  return [`Thẩm định lần 2 đang ghi: ${outcome}${valueVi(leaf, explained)}. Lý do: ${reason}.`];
}

function lineVi(line: ReappraisalLine): string {
  const signed = line.isSigned ? "" : " – chưa được lãnh đạo ký";
  const outcome = line.outcome === null ? "chưa trả lời" : outcomeVi(line.outcome);
  return `${line.agencyCode} ${line.code} (${clipped(line.agencyName, 60)}): ${outcome}${signed}.`;
}

function phaseVi({
  phase,
  window,
}: {
  readonly phase: "notYet" | "open" | "closed";
  readonly window: { readonly opensAt: string; readonly closesAt: string } | null;
}): string {
  if (window === null) return "Kỳ đánh giá chưa đặt thời gian thẩm định lần 2.";
  switch (phase) {
    case "notYet":
      return `Chưa đến thẩm định lần 2 (dự kiến mở từ ${instantVi(window.opensAt)}); anh/chị có thể xem trước.`;
    case "open":
      return `Thẩm định lần 2 đến ${instantVi(window.closesAt)}.`;
    case "closed":
      return `Đã hết thời gian thẩm định lần 2 (hạn ${instantVi(window.closesAt)}).`;
  }
}

function refusedVi(refusal: ReappraiseRefusal): string {
  switch (refusal.kind) {
    case "noRight":
      return "Anh/chị không thẩm định tiêu chí này: không thuộc lĩnh vực được giao, hoặc là đơn vị của chính anh/chị.";
    case "notYet":
      return `Chưa đến thẩm định lần 2${refusal.opensAt === "" ? "" : ` (dự kiến mở từ ${instantVi(refusal.opensAt)})`}. Chưa ghi gì.`;
    case "closed":
      return `Đã hết thời gian thẩm định lần 2${refusal.closesAt === "" ? "" : ` (hạn ${instantVi(refusal.closesAt)})`} nên không ghi thêm được.`;
  }
}

const mostProof = 8;

function linkedProofVi(title: string, items: readonly LinkedEvidence[]): string {
  if (items.length === 0) return `${title}: không có.`;
  const rest = items.length > mostProof ? [`… và ${items.length - mostProof} tài liệu khác.`] : [];
  return [`${title}:`, ...items.slice(0, mostProof).map(evidenceLineVi), ...rest].join("\n");
}
