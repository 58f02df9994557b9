import type { ExplainedChild } from "../../commands/explained.ts";
import type { AgencyResult } from "../../facts.ts";
import type { WhyMessages } from "../catalogue/commands.ts";
import { clipped } from "../local-time.ts";
import { ruleSentenceVi } from "../rule-sentence-vi.ts";
import { traceVi } from "../trace-vi.ts";
import { indexVi, resultStampVi } from "./commands.ts";
import { itemsVi } from "./evidence.ts";
import { contentVi, leafVi } from "./leaf.ts";
import { marksVi, instantVi, nodeKindVi, printedVi, trimmedVi } from "./words.ts";

/** Explaining a number, in Vietnamese. */
export const whyVi: WhyMessages = {
  nodeTitle: ({ code, name }) => `${code}. ${name}`,
  agencyTitle: (agencyName) => `Vì sao ${agencyName} có chỉ số này`,
  leaf: ({ agencyName, leaf, facts, trace, evidence, result, counted, marks }) =>
    [
      ...marksVi(marks),
      `${agencyName}. Tối đa ${trimmedVi(leaf.max)} điểm.\nCách tính: ${ruleSentenceVi(leaf)}`,
      ...(leaf.source === "self"
        ? [
            facts
              ? `Số liệu: ${contentVi(leaf, facts)}.\n${facts.by} ghi lúc ${instantVi(facts.at)}, biên nhận ${facts.receipt}.`
              : "Đơn vị chưa chấm tiêu chí này nên được tính 0 điểm.",
          ]
        : [leafVi.notOurs({ source: leaf.source, lead: leaf.lead })]),
      ...(trace ? [`Tính điểm: ${traceVi(trace)}`] : []),
      ...(facts?.explanation ? [`Giải trình: ${clipped(facts.explanation, 600)}`] : []),
      ...(evidence === null
        ? []
        : [
            evidence.length === 0
              ? "Tài liệu kiểm chứng: chưa có."
              : `Tài liệu kiểm chứng:\n${itemsVi(evidence.slice(0, 10)).join("\n")}`,
          ]),
      ...(result ? [countedVi(counted, result)] : []),
    ].join("\n\n"),
  branch: ({ agencyName, node, total, children, result }) =>
    [
      ...marksVi(result),
      `${agencyName}, ${nodeKindVi(node)} ${node.code}.\n${resultStampVi(result)}`,
      children.map(childVi).join("\n"),
      total === null ? "Chưa có kết quả của mục này." : `Cộng: ${valueVi(total)}.`,
    ].join("\n\n"),
  agency: ({ result, children, showsRank }) =>
    [
      ...marksVi(result),
      `${result.roundTitle}\n${resultStampVi(result)}`,
      children.map(childVi).join("\n"),
      `Cộng: ${trimmedVi(result.achieved)}/${trimmedVi(result.applicableMax)} điểm.`,
      indexLineVi(result),
      ...(result.row.band === null ? [] : [`Xếp loại: ${result.row.band}.`]),
      ...(showsRank && result.row.rank !== null
        ? [`Thứ hạng trong nhóm: ${result.row.rank}/${result.groupSize}.`]
        : []),
      `Mã băm bộ tiêu chí: ${result.schemeHash.slice(0, 16)}…`,
    ].join("\n\n"),
};

function indexLineVi(result: AgencyResult): string {
  const { achieved, applicableMax, bonus, penalty, row } = result;
  if (row.index === null) return "Không có tiêu chí nào áp dụng nên không có chỉ số.";
  return `Chỉ số: ${trimmedVi(achieved)} / ${trimmedVi(applicableMax)} × 100 + ${trimmedVi(bonus)} − ${trimmedVi(penalty)} = ${printedVi(row.index)} (làm tròn một lần).`;
}

function childVi({ node, value }: ExplainedChild): string {
  return `${node.code} ${clipped(node.name, 100)}: ${value === null ? "chưa có" : valueVi(value)}`;
}

function valueVi({ points, max }: NonNullable<ExplainedChild["value"]>): string {
  return points === null ? "không áp dụng" : `${trimmedVi(points)}/${trimmedVi(max)}`;
}

function countedVi(counted: ExplainedChild["value"], result: AgencyResult): string {
  const value = counted === null ? "chưa có" : valueVi(counted);
  return `Điểm được tính: ${value}. ${resultStampVi(result)} Chỉ số của đơn vị: ${indexVi(result.row)}.`;
}
