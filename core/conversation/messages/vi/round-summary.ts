import type { RankingRow } from "../../facts.ts";
import type { GroupSummary } from "../../overview/round-summary.ts";
import { percentOf } from "../../overview/share-of.ts";
import type { OverviewMessages } from "../catalogue/overview.ts";
import { capitalised } from "../figure-text.ts";
import { workingDaysLeft } from "../working-days-left.ts";
import { clipped } from "../local-time.ts";
import { groupVi, indexVi, stampVi } from "./commands.ts";
import { instantVi, marksVi, numberVi, stageVi } from "./words.ts";

type Facts = Parameters<OverviewMessages["summary"]>[0];

/** The round on one page, in Vietnamese. */
export function summaryVi(facts: Facts): string {
  const { round, groups } = facts;
  return [
    ...marksVi(round),
    `${round.roundTitle}\n${phaseVi(facts)}`,
    ...groups.map(groupSummaryVi),
  ].join("\n\n");
}

/** "còn 3 ngày làm việc". */
export function leftVi(workingDays: number): string {
  return workingDays === 0 ? "trong hôm nay" : `còn ${workingDays} ngày làm việc`;
}

function phaseVi({ round, window, calendar, now }: Facts): string {
  if (window === null) return `Giai đoạn: ${stageVi(round.stage)}.`;
  const left = workingDaysLeft(calendar, window, now);
  const rest = left === null ? "đã hết hạn" : leftVi(left);
  return `Giai đoạn ${stageVi(round.stage)}, hạn ${instantVi(window.closesAt)} (${rest}).`;
}

function groupSummaryVi(summary: GroupSummary): string {
  const { ranking, top, bottom, distance, spread } = summary;
  return [
    `${capitalised(groupVi(ranking.group))} (${ranking.rows.length} đơn vị)`,
    ...doneVi(summary),
    stampVi(ranking),
    ...(top.length > 0 ? [`Cao nhất: ${top.map(placedVi).join("; ")}.`] : []),
    ...(bottom.length > 0 ? [`Thấp nhất: ${bottom.map(placedVi).join("; ")}.`] : []),
    ...(distance === null ? [] : [`Khoảng cách đầu – cuối: ${numberVi(distance)} điểm chỉ số.`]),
    ...(spread === null
      ? []
      : [
          `Chênh nhau nhiều nhất: lĩnh vực ${spread.code} ${clipped(spread.name, 60)} (${spread.best.agencyCode} đạt ${spread.best.percent}%, ${spread.worst.agencyCode} đạt ${spread.worst.percent}%).`,
        ]),
  ].join("\n");
}

function doneVi({ progress, whole, standings }: GroupSummary): readonly string[] {
  if (!progress || whole.total === 0) return [];
  const share = `${percentOf(whole)}% (${whole.done}/${whole.total})`;
  const { stage } = progress;
  if (stage === "selfScoring") {
    const { signed, submitted, begun, idle } = standings;
    return [
      `Đã ký nộp ${signed}, chờ lãnh đạo ký ${submitted}, đang chấm ${begun}, chưa bắt đầu ${idle}; đã chấm xong, đủ minh chứng ${share} tiêu chí thành phần.`,
    ];
  }
  if (stage === "explaining") return [`Đã trả lời ${share} tiêu chí có điểm thẩm định thấp hơn.`];
  if (stage === "secondAppraisal") return [`Đã thẩm định lần 2 ${share} giải trình.`];
  return stage === "appraisal" ? [`Đã thẩm định ${share} tiêu chí thành phần.`] : [];
}

function placedVi(row: RankingRow): string {
  const rank = row.rank === null ? "" : `${row.rank}. `;
  return `${rank}${clipped(row.agencyName, 50)} (${row.agencyCode}) ${indexVi(row)}`;
}
