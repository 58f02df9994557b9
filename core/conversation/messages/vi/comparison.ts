import type { AgencyResult } from "../../facts.ts";
import type { ComparedNode } from "../../overview/comparison.ts";
import type { OverviewMessages } from "../catalogue/overview.ts";
import { clipped } from "../local-time.ts";
import { indexVi, resultStampVi } from "./commands.ts";
import { marksVi, numberVi, trimmedVi } from "./words.ts";

type Facts = Parameters<OverviewMessages["comparison"]>[0];

/** Two agencies side by side, in Vietnamese. */
export function comparisonVi({ first, second, comparison }: Facts): string {
  const { indexGap, nodes } = comparison;
  const [one, other] = [first.row.agencyCode, second.row.agencyCode];
  return [
    ...marksVi(first),
    `${first.roundTitle}\n${resultStampVi(first)}`,
    [sideVi(first), sideVi(second), gapVi(one, other, indexGap)].join("\n"),
    ...(nodes === null
      ? [
          "Hai đơn vị chấm theo hai bộ tiêu chí khác nhau nên chỉ so được chỉ số, không so được từng lĩnh vực; thứ hạng của mỗi đơn vị là trong nhóm của mình.",
        ]
      : [
          [`Từng lĩnh vực (${one} – ${other}):`, ...nodes.fields.map(nodeVi)].join("\n"),
          nodes.apart.length === 0
            ? "Chưa có tiêu chí thành phần nào mà hai đơn vị khác điểm nhau."
            : [`Kéo hai đơn vị xa nhau nhất:`, ...nodes.apart.map(nodeVi)].join("\n"),
        ]),
  ].join("\n\n");
}

function sideVi({ row, groupSize, achieved, applicableMax, bonus, penalty }: AgencyResult): string {
  const rank = row.rank === null ? "chưa xếp hạng" : `hạng ${row.rank}/${groupSize} trong nhóm`;
  return `${clipped(row.agencyName, 60)} (${row.agencyCode}): ${indexVi(row)}, ${rank}; ${trimmedVi(achieved)}/${trimmedVi(applicableMax)} điểm, thưởng ${trimmedVi(bonus)}, trừ ${trimmedVi(penalty)}`;
}

function gapVi(one: string, other: string, gap: number | null): string {
  if (gap === null) return "Chưa so được chỉ số vì có đơn vị chưa có chỉ số.";
  if (gap === 0) return "Chỉ số của hai đơn vị bằng nhau.";
  return `${one} ${gap > 0 ? "cao" : "thấp"} hơn ${other} ${numberVi(Math.abs(gap))} điểm chỉ số.`;
}

function nodeVi({ code, name, sides: [left, right], gap }: ComparedNode): string {
  const difference =
    gap === null
      ? ""
      : ` (${gap === 0 ? "bằng nhau" : `${gap > 0 ? "+" : "−"}${numberVi(Math.abs(gap))}`})`;
  return `${code} ${clipped(name, 60)}: ${valueVi(left)} – ${valueVi(right)}${difference}`;
}

function valueVi(value: ComparedNode["sides"][number]): string {
  if (!value) return "chưa có";
  return value.points === null
    ? "không áp dụng"
    : `${trimmedVi(value.points)}/${trimmedVi(value.max)}`;
}
