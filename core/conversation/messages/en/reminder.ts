import { type Duty, type OwedLeaf, type Owes, missingIn } from "../../../reminders/duty.ts";
import type { ReminderMessages, TimeOf } from "../catalogue/reminder.ts";
import { reminderViewsEn } from "./reminder-views.ts";
import { clipped } from "../local-time.ts";
import { instantEn, marksEn, pointsEn } from "./words.ts";

type ToSupply = Extract<Owes, { readonly kind: "supply" }>;
type ToAppraise = Extract<Owes, { readonly kind: "appraise" }>;
type ToScore = Extract<Owes, { readonly kind: "score" | "rescore" }>;

/** How many leaves are named in one line. */
const named = 4;

/** Reminders and reports of what is late. */
export const reminderEn: ReminderMessages = {
  ...reminderViewsEn,
  title: ({ own, others }) =>
    own > 0 ? `Reminder: ${own} not done yet` : `Report of what is late: ${others}`,
  round: (round) => [...marksEn(round), round.title].join("\n"),
  greeting: (name) => `Dear ${clipped(name, 60)},`,
  opening: ({ isLate, workingDays }) => {
    if (isLate) return "The time is over and this is not done:";
    if (workingDays === 0) return "Today is the last day for this:";
    return workingDays <= 2
      ? "The time is nearly over; this is still to be done:"
      : "So that you can plan your time, a reminder of this:";
  },
  closing: ({ isLate, workingDays }) => {
    if (isLate) {
      return "If there is a reason beyond your control, please have your agency write to Sở Nội vụ. Thank you.";
    }
    return workingDays === 0
      ? "Please finish today; after the deadline nothing more is taken. Thank you."
      : "If you have done it, please disregard this message. Thank you.";
  },
  duty: ({ duty, time }) => `• ${dutyEn(duty)} ${timeEn(time)}`,
  noticeOpening: ({ count }) =>
    count === 1
      ? "For your information: this is overdue; whoever it is assigned to was reminded:"
      : `For your information: ${count} duties are overdue; whoever they are assigned to was reminded:`,
  notice: ({ duty, time }) => `• ${duty.subjectName}: ${whatEn(duty)} ${timeEn(time)}`,
  noticeClosing: () => "Please see to it. Thank you.",
  more: (count) => `… and ${count} more.`,
  buttons: {
    score: () => "Go on scoring",
    rescore: () => "Correct what was reopened",
    submit: () => "Hand in the self-score",
    sign: () => "Look and sign",
    appraise: () => "Appraisal",
    appeal: () => "Explain",
    vote: () => "Vote",
    supply: () => "Supply the survey list",
    progress: () => "See progress",
    log: () => "Log of reminders",
    newer: () => "Newer",
    older: () => "Older",
    round: () => "How the round stands",
  },
};

function dutyEn(duty: Duty): string {
  const { owes } = duty;
  if (owes.kind === "supply") return supplyEn(duty.subjectName, owes);
  if (owes.kind === "score" || owes.kind === "rescore")
    return dutyToScoreEn(duty.subjectName, owes);
  switch (owes.kind) {
    case "signOff":
      return owes.isSubmitted
        ? `Sign the self-score of ${duty.subjectName}.`
        : `Sign the self-score of ${duty.subjectName}: the officers have not handed it in, ${owes.openLeaves} criteria left.`;
    case "appraise":
      return toAppraiseEn(duty.phase, owes);
    case "answer":
      return `Explanations of ${duty.subjectName}: ${owes.leaves.length} criteria appraised lower, ${pointsEn(owes.worth)} in all: ${leavesEn(owes.leaves)}.`;
    case "signExplanations":
      return `Sign ${owes.explanations} explanations of ${duty.subjectName}.`;
    case "vote":
      return `Vote on ${owes.items.length} items of the council: ${owes.items.slice(0, 10).join(", ")}.`;
  }
}

function dutyToScoreEn(subjectName: string, owes: ToScore): string {
  if (owes.kind === "rescore") {
    return `Correct the self-score of ${subjectName}: ${owes.leaves.length} reopened criteria left, at most ${pointsEn(owes.worth)}: ${leavesEn(owes.leaves)}.`;
  }
  return owes.leaves.length === 0
    ? `Hand in the self-score of ${subjectName}: all criteria are complete.`
    : `Self-score of ${subjectName}: ${owes.leaves.length} criteria left, at most ${pointsEn(owes.worth)}: ${leavesEn(owes.leaves)}.`;
}

function leavesEn(leaves: readonly OwedLeaf[]): string {
  const texts = leaves
    .slice(0, named)
    .map(({ code, name, worth }) => `${code} ${clipped(name, 48)} (${pointsEn(worth)})`);
  const others = leaves.length - texts.length;
  return texts.join("; ") + (others > 0 ? `; and ${others} more` : "");
}

function supplyEn(subjectName: string, owes: ToSupply): string {
  return `List for the survey of ${subjectName}: ${missingIn(owes.lacking)} people missing (${groupsEn(owes)}).`;
}

function lackingEn(owes: ToSupply): string {
  return `has ${missingIn(owes.lacking)} people missing in its list for the survey (${groupsEn(owes)}).`;
}

function groupsEn({ lacking }: ToSupply): string {
  return lacking
    .map(({ name, wanted, given }) => `${clipped(name, 60)}: ${given} of ${wanted}`)
    .join("; ");
}

function toAppraiseEn(phase: Duty["phase"], owes: ToAppraise): string {
  return phase === "secondAppraisal"
    ? `Answer explanations: ${owes.leaves} criteria of ${owes.agencies} agencies left.`
    : `Appraise: ${owes.leaves} values of ${owes.agencies} agencies left.`;
}

function unappraisedEn(phase: Duty["phase"], owes: ToAppraise): string {
  return phase === "secondAppraisal"
    ? `has not answered ${owes.leaves} explanations.`
    : `has not appraised ${owes.leaves} values of ${owes.agencies} agencies.`;
}

function timeEn({ deadline, isLate, workingDays }: TimeOf): string {
  const until = `Due ${instantEn(deadline)}`;
  if (isLate) {
    return workingDays === 0 ? `${until}, just over.` : `${until}, ${daysEn(workingDays)} ago.`;
  }
  return workingDays === 0 ? `${until}, today.` : `${until}, ${daysEn(workingDays)} left.`;
}

function daysEn(count: number): string {
  return count === 1 ? "1 working day" : `${count} working days`;
}

function whatEn({ owes, phase }: Duty): string {
  if (owes.kind === "supply") return lackingEn(owes);
  if (owes.kind === "score" || owes.kind === "rescore") return whatToScoreEn(owes);
  switch (owes.kind) {
    case "signOff":
      return owes.isSubmitted
        ? "the leader has not signed the self-score."
        : "has neither handed in nor signed the self-score.";
    case "appraise":
      return unappraisedEn(phase, owes);
    case "answer":
      return `has not explained ${owes.leaves.length} criteria.`;
    case "signExplanations":
      return `the leader has not signed ${owes.explanations} explanations.`;
    case "vote":
      return `has not voted on ${owes.items.length} items.`;
  }
}

function whatToScoreEn(owes: ToScore): string {
  if (owes.kind === "rescore") {
    return `has not corrected ${owes.leaves.length} reopened criteria.`;
  }
  return owes.leaves.length === 0
    ? "has not handed in the self-score (all criteria are complete)."
    : `has not handed in the self-score, ${owes.leaves.length} criteria left, at most ${pointsEn(owes.worth)}.`;
}
