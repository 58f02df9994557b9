import type { AppealStatsRow } from "../../appeal/appeal-facts.ts";
import type { AppealMessages } from "../catalogue/appeal.ts";
import { marksVi, numberVi, pointsVi } from "./words.ts";

type Outcome = AppealStatsRow["outcome"];

/** Explanations by field, group and outcome, in Vietnamese. */
export const appealStatsVi: AppealMessages["stats"] = ({ rows, isDemo, isTraining }) => {
  const head = marksVi({ isDemo, isTraining });
  if (rows.length === 0) {
    return [...head, "Chưa có tiêu chí nào có điểm thẩm định thấp hơn điểm tự chấm."].join("\n\n");
  }
  const fields = [...new Set(rows.map(({ field }) => field))];
  const groups = [...new Set(rows.map(({ group }) => group))];
  return [
    ...head,
    `Toàn tỉnh: ${tellVi(rows)}`,
    ...fields.map(
      (field) => `Lĩnh vực ${field}: ${tellVi(rows.filter((one) => one.field === field))}`,
    ),
    ...(groups.length > 1
      ? groups.map((group) => `Nhóm ${group}: ${tellVi(rows.filter((one) => one.group === group))}`)
      : []),
  ].join("\n\n");
};

function tellVi(rows: readonly AppealStatsRow[]): string {
  const parts = order.flatMap((outcome) => {
    const count = sum(
      rows.filter((row) => row.outcome === outcome),
      (row) => row.count,
    );
    return count === 0 ? [] : [`${words[outcome]} ${count}`];
  });
  const total = sum(rows, ({ count }) => count);
  const stake = sum(rows, ({ atStake }) => atStake);
  const moved = sum(rows, (row) => row.moved);
  return `${total} tiêu chí thấp hơn tự chấm (${pointsVi(stake)}).\n${parts.join(", ")}. Thẩm định lần 2 tăng ${numberVi(moved)} điểm.`;
}

function sum(rows: readonly AppealStatsRow[], value: (row: AppealStatsRow) => number): number {
  return rows.reduce((total, row) => total + value(row), 0);
}

const order: readonly Outcome[] = [
  ...(["accepted", "partly", "rejected", "pending", "agencyAccepts"] as const),
  ...(["notHandedIn", "silent"] as const),
];

const words: Readonly<Record<Outcome, string>> = {
  accepted: "chấp nhận",
  partly: "chấp nhận một phần",
  rejected: "không chấp nhận",
  pending: "chưa có kết quả",
  agencyAccepts: "đơn vị đồng ý với điểm thẩm định",
  notHandedIn: "viết nhưng không trình",
  silent: "không giải trình",
};
