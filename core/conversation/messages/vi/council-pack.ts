import type { CouncilFacts } from "../../../council/council.ts";
import type { CouncilPack, PackException } from "../../../council/pack.ts";
import { decisionVi } from "./agency-notice.ts";
import { clipped, dayText, quoted } from "../local-time.ts";
import { instantVi, marksVi, stageVi } from "./words.ts";

/**
 * The council's pack as text.
 *
 * @param most - Cases told in detail under each heading; the rest are counted.
 */
export function packVi(
  about: Pick<CouncilFacts, "round" | "items">,
  pack: CouncilPack,
  most: number,
): string {
  const { round, items } = about;
  const {
    extensions,
    reopenings,
    agencyChanges,
    movedPhases,
    signedAlone,
    appeals,
    bulkAgreements: bulk,
  } = pack;
  const told = (lines: readonly string[]): readonly string[] => listed(lines, most);
  return [
    ...marksVi(round),
    round.title,
    [`Gia hạn: ${extensions.length}.`, ...told(extensions.map(exceptionVi))].join("\n"),
    [`Mở lại tiêu chí: ${reopenings.length}.`, ...told(reopenings.map(exceptionVi))].join("\n"),
    [`Dời hạn của cả bước: ${movedPhases.length}.`, ...told(movedPhases.map(movedVi))].join("\n"),
    ...(agencyChanges.length > 0
      ? [
          [
            `Đơn vị đổi tên, sáp nhập: ${agencyChanges.length}.`,
            ...told(agencyChanges.map(agencyChangeVi)),
          ].join("\n"),
        ]
      : []),
    [
      `Lãnh đạo ký số liệu do chính mình nhập: ${signedAlone.length}.`,
      ...told(signedAlone.map(aloneVi)),
    ].join("\n"),
    [
      `Giải trình: chấp nhận ${appeals.accepted}, chấp nhận một phần ${appeals.partly}, không chấp nhận ${appeals.rejected}, chưa trả lời ${appeals.unanswered}.`,
      `Hai lượt thẩm định độc lập chênh lệch vượt ngưỡng: ${pack.blindDifferences} tiêu chí.`,
      `Đồng ý hàng loạt: ${bulk.leaves} lượt tiêu chí; rút ngẫu nhiên kiểm tra riêng ${bulk.spotChecked}, có khác biệt ${bulk.differing}, chưa thẩm định ${bulk.unjudged}.`,
      `Lợi ích liên quan: thành viên khai báo ${pack.conflicts.declared}; hệ thống loại khỏi biểu quyết ở ${pack.conflicts.bySystem} nội dung.`,
      `Nội dung trong chương trình: ${items.length}; tiêu chí do Hội đồng quyết định điểm: ${pack.councilValues}.`,
    ].join("\n"),
  ].join("\n\n");
}

function agencyChangeVi({
  kind,
  agency,
  former,
  decision,
}: CouncilPack["agencyChanges"][number]): string {
  return kind === "renamed"
    ? `${agency}: trước ngày ${dayText(decision.date)} là ${former} (${decisionVi(decision)}).`
    : `${agency}: từ ngày ${dayText(decision.date)} có ${former} nhập vào (${decisionVi(decision)}).`;
}

function exceptionVi({ agency, phase, codes, closesAt, reason, letter }: PackException): string {
  const what = codes === null ? `bước ${stageVi(phase)}` : `tiêu chí ${codes.join(", ")}`;
  const by = letter === "" ? "" : `, theo văn bản số ${clipped(letter, 60)}`;
  return `${agency}: ${what} đến ${instantVi(closesAt)}${by}. Lý do: ${quoted(reason, 200)}.`;
}

function movedVi({ phase, former, until, reason }: CouncilPack["movedPhases"][number]): string {
  return `Bước ${stageVi(phase)}: từ ${instantVi(former)} sang ${instantVi(until)}. Lý do: ${quoted(reason, 200)}.`;
}

function aloneVi({ agency, leader, reason }: CouncilPack["signedAlone"][number]): string {
  return `${agency}: ${leader} ký. Lý do: ${quoted(reason, 200)}.`;
}

function listed(lines: readonly string[], most: number): readonly string[] {
  const rest = lines.length - most;
  const shown = lines.slice(0, most).map((line) => `• ${line}`);
  return rest > 0 ? [...shown, `và ${rest} trường hợp khác.`] : shown;
}
