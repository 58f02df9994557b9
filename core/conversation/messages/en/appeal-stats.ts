import type { AppealStatsRow } from "../../appeal/appeal-facts.ts";
import type { AppealMessages } from "../catalogue/appeal.ts";
import { criteriaEn, marksEn, numberEn, pointsEn } from "./words.ts";

type Outcome = AppealStatsRow["outcome"];

/** Explanations by field, group and outcome, in English. */
export const appealStatsEn: AppealMessages["stats"] = ({ rows, isDemo, isTraining }) => {
  const head = marksEn({ isDemo, isTraining });
  if (rows.length === 0) {
    return [...head, "No criterion was appraised lower than self-scored yet."].join("\n\n");
  }
  const fields = [...new Set(rows.map(({ field }) => field))];
  const groups = [...new Set(rows.map(({ group }) => group))];
  return [
    ...head,
    `The whole province: ${tellEn(rows)}`,
    ...fields.map(
      (field) => `Field ${field}: ${tellEn(rows.filter((one) => one.field === field))}`,
    ),
    ...(groups.length > 1
      ? groups.map(
          (group) => `Group ${group}: ${tellEn(rows.filter((one) => one.group === group))}`,
        )
      : []),
  ].join("\n\n");
};

function tellEn(rows: readonly AppealStatsRow[]): string {
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
  return `${criteriaEn(total)} below the self-score (${pointsEn(stake)}).\n${parts.join(", ")}. The second appraisal gave back ${numberEn(moved)}.`;
}

function sum(rows: readonly AppealStatsRow[], value: (row: AppealStatsRow) => number): number {
  return rows.reduce((total, row) => total + value(row), 0);
}

const order: readonly Outcome[] = [
  ...(["accepted", "partly", "rejected", "pending", "agencyAccepts"] as const),
  ...(["notHandedIn", "silent"] as const),
];

const words: Readonly<Record<Outcome, string>> = {
  accepted: "accepted",
  partly: "partly accepted",
  rejected: "rejected",
  pending: "no answer yet",
  agencyAccepts: "taken by the agency",
  notHandedIn: "written, not handed in",
  silent: "not explained",
};
