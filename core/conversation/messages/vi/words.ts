import { writeUnits } from "../../../rational.ts";
import { isLeaf, type SchemeNode } from "../../../scheme/scheme.ts";
import { decimalText } from "../figure-text.ts";
import { localTime } from "../local-time.ts";
import type { LeafStatus } from "../../self-score/leaf-status.ts";
import type { Phase, RoundMarks, Stage } from "../../../round/round.ts";

/** "1,35 điểm" from ten-thousandths. */
export function pointsVi(units: number): string {
  return `${numberVi(units)} điểm`;
}

/** "1,35" from ten-thousandths. */
export function numberVi(units: number): string {
  return decimalText(writeUnits(units, 4), "vi");
}

/** "84,00" from "84.00": printed digits stay. */
export function printedVi(decimal: string): string {
  return decimal.replace(".", ",");
}

/** "1,35" from "1.3500": needless zeros go. */
export function trimmedVi(decimal: string): string {
  return decimalText(decimal, "vi");
}

/** "17:00 ngày 31/12/2025". */
export function instantVi(instant: string): string {
  const { date, time } = localTime(instant);
  return `${time} ngày ${date}`;
}

/** The name of a round's stage. */
export function stageVi(stage: Stage | Phase): string {
  return stageNames[stage];
}

/** The word for how far a leaf is. */
export function statusVi(status: LeafStatus): string {
  return statusWords[status];
}

/** "lĩnh vực", "tiêu chí" or "tiêu chí thành phần". */
export function nodeKindVi(node: SchemeNode): string {
  if (!node.code.includes(".")) return "lĩnh vực";
  return isLeaf(node) ? "tiêu chí thành phần" : "tiêu chí";
}

/** Shown first wherever figures of the demo province stand. */
const demoVi = "DỮ LIỆU DEMO – không phải số liệu thật.";

/** Stands first in every message about a dry run. */
const trainingVi = "KỲ TẬP DƯỢT – không tính vào xếp hạng và tổng hợp.";

/** What marks everything that is said of a round: a demo, a dry run; empty for a real one. */
export function marksVi({ isDemo, isTraining }: RoundMarks): readonly string[] {
  return [...(isDemo ? [demoVi] : []), ...(isTraining ? [trainingVi] : [])];
}

const stageNames: Readonly<Record<Stage | Phase, string>> = {
  draft: "dự thảo kế hoạch",
  announced: "đã ban hành kế hoạch",
  selfScoring: "tự chấm điểm",
  appraisal: "thẩm định lần 1",
  explaining: "giải trình",
  secondAppraisal: "thẩm định lần 2",
  consolidation: "tổng hợp",
  council: "Hội đồng thẩm định họp",
  submission: "trình UBND tỉnh",
  published: "đã công bố",
  archived: "lưu trữ",
  survey: "lập danh sách điều tra xã hội học",
};

const statusWords: Readonly<Record<LeafStatus, string>> = {
  done: "đủ",
  lacksProof: "còn thiếu tài liệu kiểm chứng",
  open: "chưa chấm",
  notOurs: "không thuộc phần tự chấm",
};
