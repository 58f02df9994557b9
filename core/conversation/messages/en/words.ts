import type { Phase, RoundMarks, Stage } from "../../../round/round.ts";
import { writeUnits } from "../../../rational.ts";
import { isLeaf, type SchemeNode } from "../../../scheme/scheme.ts";
import type { LeafStatus } from "../../self-score/leaf-status.ts";
import { decimalText } from "../figure-text.ts";
import { localTime } from "../local-time.ts";

/** "1.35 points" from ten-thousandths. */
export function pointsEn(units: number): string {
  const number = numberEn(units);
  return number === "1" ? "1 point" : `${number} points`;
}

/** "1.35" from ten-thousandths. */
export function numberEn(units: number): string {
  return decimalText(writeUnits(units, 4), "en");
}

/** "1.35" from "1.3500": needless zeros go. */
export function trimmedEn(decimal: string): string {
  return decimalText(decimal, "en");
}

/** "17:00 on 31/12/2025". */
export function instantEn(instant: string): string {
  const { date, time } = localTime(instant);
  return `${time} on ${date}`;
}

/** "1 criterion", "3 criteria". */
export function criteriaEn(count: number): string {
  return count === 1 ? "1 criterion" : `${count} criteria`;
}

/** The name of a round's stage. */
export function stageEn(stage: Stage | Phase): string {
  return stageNames[stage];
}

/** The word for how far a leaf is. */
export function statusEn(status: LeafStatus): string {
  return statusWords[status];
}

/** "field", "criterion" or "sub-criterion". */
export function nodeKindEn(node: SchemeNode): string {
  if (!node.code.includes(".")) return "field";
  return isLeaf(node) ? "sub-criterion" : "criterion";
}

/** Shown first wherever figures of the demo province stand. */
const demoEn = "DỮ LIỆU DEMO – demonstration data, not real figures.";

/** Stands first in every message about a dry run. */
const trainingEn = "KỲ TẬP DƯỢT – training round, in no ranking and no total.";

/** What marks everything that is said of a round: a demo, a dry run; empty for a real one. */
export function marksEn({ isDemo, isTraining }: RoundMarks): readonly string[] {
  return [...(isDemo ? [demoEn] : []), ...(isTraining ? [trainingEn] : [])];
}

const stageNames: Readonly<Record<Stage | Phase, string>> = {
  draft: "draft plan",
  announced: "plan announced",
  selfScoring: "self-scoring",
  appraisal: "first appraisal",
  explaining: "explanations",
  secondAppraisal: "second appraisal",
  consolidation: "consolidation",
  council: "appraisal council",
  submission: "submission to the provincial committee",
  published: "published",
  archived: "archived",
  survey: "list for the survey",
};

const statusWords: Readonly<Record<LeafStatus, string>> = {
  done: "complete",
  lacksProof: "evidence missing",
  open: "not scored",
  notOurs: "not for self-scoring",
};
