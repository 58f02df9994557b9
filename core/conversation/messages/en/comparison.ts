import type { AgencyResult } from "../../facts.ts";
import type { ComparedNode } from "../../overview/comparison.ts";
import type { OverviewMessages } from "../catalogue/overview.ts";
import { clipped } from "../local-time.ts";
import { indexEn, resultStampEn } from "./commands.ts";
import { marksEn, numberEn, trimmedEn } from "./words.ts";

type Facts = Parameters<OverviewMessages["comparison"]>[0];

/** Two agencies side by side, in English. */
export function comparisonEn({ first, second, comparison }: Facts): string {
  const { indexGap, nodes } = comparison;
  const [one, other] = [first.row.agencyCode, second.row.agencyCode];
  return [
    ...marksEn(first),
    `${first.roundTitle}\n${resultStampEn(first)}`,
    [sideEn(first), sideEn(second), gapEn(one, other, indexGap)].join("\n"),
    ...(nodes === null
      ? [
          "The two are scored by different schemes: only their indexes can be compared, no fields; each rank is within the agency's own group.",
        ]
      : [
          [`Field by field (${one} – ${other}):`, ...nodes.fields.map(nodeEn)].join("\n"),
          nodes.apart.length === 0
            ? "There is no criterion yet in which the two differ."
            : ["What pulls them apart most:", ...nodes.apart.map(nodeEn)].join("\n"),
        ]),
  ].join("\n\n");
}

function sideEn({ row, groupSize, achieved, applicableMax, bonus, penalty }: AgencyResult): string {
  const rank = row.rank === null ? "not ranked" : `rank ${row.rank} of ${groupSize} in its group`;
  return `${clipped(row.agencyName, 60)} (${row.agencyCode}): ${indexEn(row)}, ${rank}; ${trimmedEn(achieved)}/${trimmedEn(applicableMax)} points, bonus ${trimmedEn(bonus)}, penalty ${trimmedEn(penalty)}`;
}

function gapEn(one: string, other: string, gap: number | null): string {
  if (gap === null) return "The indexes cannot be compared yet: one of the two has none.";
  if (gap === 0) return "Both have the same index.";
  return `${one} is ${numberEn(Math.abs(gap))} index points ${gap > 0 ? "above" : "below"} ${other}.`;
}

function nodeEn({ code, name, sides: [left, right], gap }: ComparedNode): string {
  const difference =
    gap === null
      ? ""
      : ` (${gap === 0 ? "equal" : `${gap > 0 ? "+" : "−"}${numberEn(Math.abs(gap))}`})`;
  return `${code} ${clipped(name, 60)}: ${valueEn(left)} – ${valueEn(right)}${difference}`;
}

function valueEn(value: ComparedNode["sides"][number]): string {
  if (!value) return "none yet";
  return value.points === null
    ? "does not apply"
    : `${trimmedEn(value.points)}/${trimmedEn(value.max)}`;
}
