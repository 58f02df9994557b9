import { selfScoringEnd } from "../self-scoring-end.ts";
import type {
  AgencyResult,
  LinkFacts,
  RankingFacts,
  RankingRow,
  ReceiptFacts,
} from "../../facts.ts";
import type { CommandMessages } from "../catalogue/commands.ts";
import { capitalised } from "../figure-text.ts";
import { clipped, dayText, daysLeft } from "../local-time.ts";
import { itemVi } from "./evidence.ts";
import { contentVi } from "./leaf.ts";
import { commonVi } from "./common.ts";
import { sumVi, totalVi } from "./submit.ts";
import { marksVi, instantVi, printedVi, stageVi, trimmedVi } from "./words.ts";
import { receiptKindVi } from "./receipt-kind.ts";

/** Answers to the commands, in Vietnamese. */
export const commandsVi: CommandMessages = {
  help: ({ seesAll, scoresSelf, signs, appeals, surveys, reappraises, ...runs }) =>
    [
      "Các lệnh (gõ có hoặc không có dấu, có hoặc không có dấu gạch chéo):",
      [
        "/batdau – trang đầu: việc đang mở và còn lại",
        "/tiendo – tiến độ",
        ...(scoresSelf
          ? [
              "/tc 1.1.1 – mở một tiêu chí; /tc – danh sách",
              "/lui – lùi lại; /boqua – bỏ qua; /huy – dừng",
              "/sua 1.1.1 – sửa câu trả lời; /hoantac – hoàn tác bước vừa ghi",
              "/minhchung 1.1.1 – xem, thêm, rút tài liệu kiểm chứng",
              "/khongapdung 1.1.1 – đề nghị không áp dụng",
              "/nop – trình kết quả tự chấm để lãnh đạo ký",
            ]
          : []),
        "/visao 1.1.1 – vì sao ra điểm này; /lichsu 1.1.1 – ai đã ghi gì, khi nào",
        "/namtruoc 1.1.1 – minh chứng năm trước của tiêu chí",
        ...(signs
          ? ["/ky – xem và ký xác nhận; /xacthuc – xác thực hai lớp; /uyquyen – ủy quyền ký"]
          : []),
        ...(appeals ? ["/giaitrinh – giải trình kết quả thẩm định"] : []),
        ...(surveys ? ["/khaosat – danh sách người được điều tra xã hội học"] : []),
        ...(reappraises ? ["/thamdinh – thẩm định; /thamdinh2 – thẩm định lần 2"] : []),
        ...runningLinesVi(runs),
        "/kiemtra MÃ – kiểm tra một biên nhận",
        ...(seesAll
          ? [
              "/xephang – xếp hạng; /xephang so – một nhóm",
              "/donvi MÃ – kết quả một đơn vị; /visao 1.1.1 MÃ – giải thích điểm của đơn vị",
              "/tomtat – tóm tắt cả kỳ; /cham – đơn vị còn chậm; /sosanh MÃ MÃ – so hai đơn vị",
            ]
          : ["/donvi – kết quả của đơn vị mình"]),
        "/lienket – tài khoản đã liên kết; /ngonngu – Tiếng Việt, English",
      ].join("\n"),
      ...(scoresSelf ? ["Nhập số: 12,5 hoặc 12.5; tỷ lệ: 18/20; ngày: 31/12/2025."] : []),
    ].join("\n\n"),
  whichLanguage: () => "Anh/chị chọn ngôn ngữ:",
  languageSet: () => "Từ nay tôi trả lời bằng tiếng Việt.",
  progressTitle: () => "Tiến độ",
  progress: ({ agencyName, round, now, counts, totals, submitted, standing, refusal }) =>
    [
      ...marksVi(round),
      `${agencyName}, ${round.title}`,
      [
        `Đủ: ${counts.done}`,
        `Đã chấm, còn thiếu tài liệu kiểm chứng: ${counts.lacksProof}`,
        `Chưa chấm: ${counts.open}`,
        `Điểm tự chấm: ${sumVi(totals)} điểm`,
      ].join("\n"),
      totals.map(totalVi).join("\n"),
      ...(submitted === null
        ? [
            refusal === null || refusal.kind === "noRight"
              ? deadlineVi({ now, closesAt: selfScoringEnd(round) })
              : commonVi.refusedWrite(refusal),
          ]
        : []),
      ...(standing === null ? [] : [standing]),
    ].join("\n\n"),
  progressAll: (rankings) =>
    rankings.length === 0
      ? "Chưa có kỳ đánh giá nào đang mở."
      : [
          ...marksVi({ isDemo: rankings.some(({ isDemo }) => isDemo), isTraining: false }),
          ...rankings.map(groupProgressVi),
        ].join("\n\n"),
  rankingTitle: (group) => (group === null ? "Xếp hạng" : `Xếp hạng nhóm ${groupVi(group)}`),
  rankingTops: (tops) =>
    tops.length === 0
      ? "Chưa có kết quả xếp hạng."
      : [
          ...marksVi({ isDemo: tops.some(({ ranking }) => ranking.isDemo), isTraining: false }),
          ...tops.map(({ ranking, rows }) =>
            [
              `${capitalised(groupVi(ranking.group))} (${ranking.rows.length} đơn vị)`,
              stampVi(ranking),
              ...rows.map(rowVi),
            ].join("\n"),
          ),
        ].join("\n\n"),
  ranking: ({ ranking, rows, page, pages }) =>
    [
      ...marksVi(ranking),
      `${ranking.roundTitle}\n${stampVi(ranking)}${pages > 1 ? `\nTrang ${page}/${pages}` : ""}`,
      rows.length === 0 ? "Chưa có đơn vị nào." : rows.map(rowVi).join("\n"),
    ].join("\n\n"),
  groupButton: (group) => `Nhóm ${groupVi(group)}`,
  noSuchGroup: ({ group, known }) =>
    known.length === 0
      ? "Chưa có kết quả xếp hạng."
      : `Không có nhóm “${clipped(group, 30)}”. Các nhóm: ${known.join(", ")}.`,
  ownRanking: ({ result, isPublished }) => {
    if (!result) return "Đơn vị chưa có kết quả tạm tính.";
    const rank = result.row.rank;
    return [
      ...marksVi(result),
      `${result.row.agencyName}: ${indexVi(result.row)}.\n${resultStampVi(result)}`,
      isPublished && rank !== null
        ? `Xếp thứ ${rank} trong ${result.groupSize} đơn vị của nhóm.`
        : "Thứ hạng chưa mở ở giai đoạn này; anh/chị xem được sau khi kết quả được công bố.",
    ].join("\n\n");
  },
  agencyTitle: ({ agencyName, agencyCode }) => `${agencyName} (${agencyCode})`,
  agency: ({ result, showsRank }) =>
    [
      ...marksVi(result),
      `${result.roundTitle}\n${resultStampVi(result)}`,
      [
        `Điểm: ${trimmedVi(result.achieved)}/${trimmedVi(result.applicableMax)}`,
        `Điểm thưởng: ${trimmedVi(result.bonus)}; điểm trừ: ${trimmedVi(result.penalty)}`,
        `Chỉ số: ${indexVi(result.row)}`,
        ...(showsRank
          ? [
              result.row.rank === null
                ? "Chưa xếp hạng"
                : `Thứ hạng: ${result.row.rank}/${result.groupSize}`,
            ]
          : []),
        selfScoreVi(result),
      ].join("\n"),
    ].join("\n\n"),
  noResult: (agencyCode) =>
    `Chưa có kết quả của đơn vị ${clipped(agencyCode, 30)}. Có thể mã chưa đúng, hoặc kết quả chưa được tính.`,
  whichAgency: () =>
    "Anh/chị nhập kèm mã đơn vị, ví dụ: /donvi SNV, /visao SNV. Mã đứng trong ngoặc sau tên đơn vị ở bảng xếp hạng (/xephang).",
  whichReceipt: () => "Anh/chị nhập kèm mã biên nhận (10 ký tự), ví dụ: /kiemtra ABCDE23456.",
  noSuchReceipt: (receipt) =>
    `Không tìm thấy biên nhận ${receipt}. Anh/chị kiểm tra lại từng ký tự.`,
  receiptTitle: (receipt) => `Biên nhận ${receipt}`,
  receipt: ({ facts, leaf }) =>
    [
      ...marksVi(facts),
      `${receiptKindVi(facts)}\n${facts.agencyName}, ${facts.roundTitle}`,
      ...(facts.code === null
        ? []
        : [`Tiêu chí: ${leaf ? `${leaf.code} ${leaf.name}` : facts.code}`]),
      ...(facts.content && leaf ? [`Nội dung: ${contentVi(leaf, facts.content)}.`] : []),
      ...(facts.content?.explanation
        ? [`Giải trình: ${clipped(facts.content.explanation, 800)}`]
        : []),
      ...wordsVi(facts),
      ...(facts.evidence ? [itemVi(facts.evidence)] : []),
      ...(facts.evidence?.sha256 ? [`Mã băm SHA-256 của tệp: ${facts.evidence.sha256}`] : []),
      `${facts.by} ghi lúc ${instantVi(facts.at)}.\nMã băm SHA-256: ${facts.hash}`,
    ].join("\n\n"),
  links: (links) =>
    [
      links.length === 0
        ? "Chưa có tài khoản nào được liên kết."
        : "Các tài khoản đang thay mặt anh/chị:",
      ...links.map((link) => `• ${linkVi(link)}`),
      "Bấm nút để ngắt một liên kết. Khi đổi điện thoại hoặc dùng thêm ứng dụng, anh/chị bấm Cấp mã liên kết mới.",
    ].join("\n"),
  revokeButton: (link) => `Ngắt: ${channelVi(link)} ${clipped(link.label, 36)}`,
  revoked: (link) =>
    link.isThisOne
      ? "Đã ngắt liên kết cuộc trò chuyện này. Muốn dùng lại, anh/chị nhập một mã mới."
      : `Đã ngắt liên kết ${linkVi(link)}.`,
  linkCode: (code) =>
    `Mã liên kết: ${code}\nMã dùng một lần, có hiệu lực 15 phút. Anh/chị nhập mã này trong ứng dụng muốn liên kết thêm; không chuyển mã cho người khác.`,
};

/** When and from what a group's result was computed. */
export function stampVi({ stage, computedAt, snapshot, official }: RankingFacts): string {
  if (computedAt === null) return `Giai đoạn: ${stageVi(stage)}. Chưa tính kết quả.`;
  return stampOf({ stage, computedAt, snapshot: snapshot ?? 0, official });
}

/** When and from what an agency's result was computed. */
export function resultStampVi(result: AgencyResult): string {
  return stampOf(result);
}

function stampOf({
  stage,
  computedAt,
  snapshot,
  official,
}: Pick<AgencyResult, "stage" | "computedAt" | "snapshot" | "official">): string {
  const settled = stage === "published" || stage === "archived";
  const kind = official
    ? `Kết quả chính thức, theo Quyết định số ${official.number} ngày ${dayText(official.date)}`
    : settled
      ? "Kết quả chính thức"
      : "TẠM TÍNH";
  return `${kind}, giai đoạn ${stageVi(stage)}, tính lúc ${instantVi(computedAt)}, bản số ${snapshot}.`;
}

/** An agency's index with its band. */
export function indexVi({ index, band }: RankingRow): string {
  if (index === null) return "chưa có chỉ số";
  return band === null ? printedVi(index) : `${printedVi(index)} (${band})`;
}

function rowVi(row: RankingRow): string {
  const rank = row.rank === null ? "–" : `${row.rank}.`;
  return `${rank} ${nameVi(row)}: ${indexVi(row)}`;
}

function nameVi({ agencyName, agencyCode }: RankingRow): string {
  return `${clipped(agencyName, 70)} (${agencyCode})`;
}

/** What lacks proof is not done, as /tinhhinh and /cham count it. */
function selfScoreVi({ row, unproved }: AgencyResult): string {
  const figures =
    unproved > 0
      ? `xong ${row.answered - unproved}/${row.toAnswer} tiêu chí thành phần, đã chấm nhưng chưa đủ minh chứng ${unproved}`
      : `${row.answered}/${row.toAnswer} tiêu chí thành phần`;
  return `Tự chấm: ${figures}, ${row.submitted ? "đã nộp" : "chưa nộp"}`;
}

function groupProgressVi({ group, rows, roundTitle }: RankingFacts): string {
  const submitted = rows.filter((row) => row.submitted).length;
  const begun = rows.filter((row) => !row.submitted && row.answered > 0).length;
  const idle = rows.filter((row) => !row.submitted && row.answered === 0);
  const names = idle.slice(0, 8).map(nameVi);
  const more = idle.length > names.length ? ` và ${idle.length - names.length} đơn vị khác` : "";
  return [
    `${capitalised(groupVi(group))}: ${rows.length} đơn vị (${roundTitle})`,
    `Đã nộp ${submitted}, đang chấm ${begun}, chưa bắt đầu ${idle.length}.`,
    ...(names.length > 0 ? [`Chưa bắt đầu: ${names.join(", ")}${more}.`] : []),
  ].join("\n");
}

function deadlineVi(facts: { readonly now: string; readonly closesAt: string }): string {
  const { now, closesAt } = facts;
  return `Hạn tự chấm: ${instantVi(closesAt)}, còn ${daysLeft(now, closesAt)} ngày.`;
}

/** The name of a group of agencies. */
export function groupVi(group: string): string {
  const names: Readonly<Record<string, string>> = {
    so: "các sở, ban, ngành",
    xa: "UBND cấp xã",
    huyen: "UBND cấp huyện",
    "nganh-doc": "cơ quan ngành dọc",
  };
  return names[group] ?? group;
}

function wordsVi({ words }: ReceiptFacts): readonly string[] {
  return words === null ? [] : [`Nội dung: ${clipped(words, 800)}`];
}

type Help = Parameters<CommandMessages["help"]>[0];

function runningLinesVi(
  runs: Omit<Help, "seesAll" | "scoresSelf" | "signs" | "appeals" | "surveys" | "reappraises">,
): readonly string[] {
  return [
    ...(runs.seesRound ? ["/dot – kỳ đánh giá: bước hiện nay, thời hạn, tiến độ"] : []),
    ...(runs.seesCouncil ? ["/hoidong – Hội đồng thẩm định: chương trình, biểu quyết, hồ sơ"] : []),
    ...(runs.submits ? ["/trinh – trình duyệt kết quả sau khi Hội đồng họp"] : []),
    ...(runs.approves ? ["/pheduyet – xem, phê duyệt hoặc trả lại kết quả được trình"] : []),
    ...(runs.seesRound ? ["/tinhhinh – ai đã nộp, ai chậm, ai có nguy cơ chậm"] : []),
    ...(runs.seesRound ? ["/nhac xem, /nhac nhatky – lịch và nhật ký nhắc việc"] : []),
    ...(runs.resetsFactors
      ? ["/xacthuc MÃ – đặt lại xác thực hai lớp cho người của đơn vị đó"]
      : []),
    ...(runs.handlesTrouble ? ["/suco – tin, việc không gửi, không làm được; cho thử lại"] : []),
  ];
}

function linkVi(link: LinkFacts): string {
  const here = link.isThisOne ? " (cuộc trò chuyện này)" : "";
  return `${channelVi(link)} ${clipped(link.label, 60)}, từ ${instantVi(link.linkedAt)}${here}`;
}

function channelVi({ channel }: LinkFacts): string {
  const names: Readonly<Record<LinkFacts["channel"], string>> = {
    telegram: "Telegram",
    zalo: "Zalo",
    web: "Trang web",
  };
  return names[channel];
}
