import type { RankingRow } from "../../facts.ts";
import type { GroupSummary } from "../../overview/round-summary.ts";
import { percentOf } from "../../overview/share-of.ts";
import type { OverviewMessages } from "../catalogue/overview.ts";
import { capitalised } from "../figure-text.ts";
import { clipped } from "../local-time.ts";
import { workingDaysLeft } from "../working-days-left.ts";
import { indexEn, stampEn } from "./commands.ts";
import { instantEn, marksEn, numberEn, stageEn } from "./words.ts";

type Facts = Parameters<OverviewMessages["summary"]>[0];

/** The round on one page, in English. */
export function summaryEn(facts: Facts): string {
  const { round, groups } = facts;
  return [
    ...marksEn(round),
    `${round.roundTitle}\n${phaseEn(facts)}`,
    ...groups.map(groupSummaryEn),
  ].join("\n\n");
}

/** "1 working day", "3 working days". */
function daysEn(days: number): string {
  return days === 1 ? "1 working day" : `${days} working days`;
}

/** "3 working days left". */
export function leftEn(workingDays: number): string {
  return workingDays === 0 ? "today" : `${daysEn(workingDays)} left`;
}

function phaseEn({ round, window, calendar, now }: Facts): string {
  if (window === null) return `Stage: ${stageEn(round.stage)}.`;
  const left = workingDaysLeft(calendar, window, now);
  const rest = left === null ? "past" : leftEn(left);
  return `Stage: ${stageEn(round.stage)}, until ${instantEn(window.closesAt)} (${rest}).`;
}

function groupSummaryEn(summary: GroupSummary): string {
  const { ranking, top, bottom, distance, spread } = summary;
  return [
    `${capitalised(ranking.group)} (${ranking.rows.length} agencies)`,
    ...doneEn(summary),
    stampEn(ranking),
    ...(top.length > 0 ? [`Highest: ${top.map(placedEn).join("; ")}.`] : []),
    ...(bottom.length > 0 ? [`Lowest: ${bottom.map(placedEn).join("; ")}.`] : []),
    ...(distance === null ? [] : [`First to last: ${numberEn(distance)} index points.`]),
    ...(spread === null
      ? []
      : [
          `Furthest apart: field ${spread.code} ${clipped(spread.name, 60)} (${spread.best.agencyCode} ${spread.best.percent}%, ${spread.worst.agencyCode} ${spread.worst.percent}%).`,
        ]),
  ].join("\n");
}

function doneEn({ progress, whole, standings }: GroupSummary): readonly string[] {
  if (!progress || whole.total === 0) return [];
  const share = `${percentOf(whole)}% (${whole.done} of ${whole.total})`;
  const { stage } = progress;
  if (stage === "selfScoring") {
    const { signed, submitted, begun, idle } = standings;
    return [
      `Signed ${signed}, waiting for a signature ${submitted}, scoring ${begun}, not begun ${idle}; scored, with evidence: ${share} criteria.`,
    ];
  }
  if (stage === "explaining") return [`Answered: ${share} criteria that were appraised lower.`];
  if (stage === "secondAppraisal") return [`Appraised again: ${share} explanations.`];
  return stage === "appraisal" ? [`Appraised: ${share} criteria.`] : [];
}

function placedEn(row: RankingRow): string {
  const rank = row.rank === null ? "" : `${row.rank}. `;
  return `${rank}${clipped(row.agencyName, 50)} (${row.agencyCode}) ${indexEn(row)}`;
}
