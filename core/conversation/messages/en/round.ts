import type { PlannedChange } from "../../../round/round-change.ts";
import type { GroupCourse, RoundCourse } from "../../../round/course.ts";
import { phases, standsAt } from "../../../round/round.ts";
import type { RoundMessages, RoundNoticeMessages, StepAhead } from "../catalogue/round.ts";
import { capitalised } from "../figure-text.ts";
import { dayText, daysLeft } from "../local-time.ts";
import { roundRefusalEn } from "./round-refusal.ts";
import { instantEn, marksEn, stageEn } from "./words.ts";

/** Running a round, in English. */
export const roundEn: RoundMessages = {
  title: ({ code }) => `Round ${code}`,
  menuButton: () => "The round",
  status: ({ course, now, ahead }) =>
    [
      ...marksEn(course),
      [course.title, `Stands at: ${stageEn(course.stage)}.`, basisEn(course)].join("\n"),
      ["Phases:", ...phaseLines(course, now)].join("\n"),
      ["Progress:", ...course.groups.map(groupLine)].join("\n"),
      ...ahead.map(aheadEn),
    ].join("\n\n"),
  noRound: (code) =>
    code === null
      ? "There is no round yet. The administrator creates one from a file: cham round create FILE."
      : `There is no round ${code}.`,
  refusal: roundRefusalEn,
  refused: (refusals) =>
    ["Not done:", ...refusals.map((each) => `– ${roundRefusalEn(each)}`)].join("\n"),
  askAgency: () => "For which agency? Type its code, such as STP.",
  askPhase: () => "Which phase?",
  askLeaves: ({ name }) =>
    `${name}: which criteria are to be reopened? Type their codes with commas between, such as 1.1.3, 2.1.1.`,
  askUntil: ({ phase, closesAt }) =>
    `“${stageEn(phase)}” ends at ${instantEn(closesAt)} now. Until when? Type a date (17:00 is meant) or a date with a time, such as 05/02/2026 or 05/02/2026 11:30.`,
  notUntil: () =>
    "I could not read this end. Type a full date, such as 05/02/2026, with a time if you like, such as 05/02/2026 11:30.",
  askReason: () => "The reason? It is kept in the ledger and goes to the council.",
  askLetter: () => "Number of the letter that asks for it or grants it? Such as 15/STP-VP.",
  tooLong: (most) => `That is longer than ${most} characters. Please shorten it.`,
  confirm: ({ course, planned }) =>
    [...marksEn(course), `${plannedEn(planned)}\n\nGo ahead?`].join("\n\n"),
  planned: plannedEn,
  done: ({ course, planned }) =>
    [...marksEn(course), `Done. ${plannedEn(planned)}`, ...toldEn(course, planned)].join("\n\n"),
  stepButton: (to) => `Go on to: ${stageEn(to)}`,
  extendButton: () => "Extend for one agency",
  reopenButton: () => "Reopen criteria",
  moveButton: () => "Move the end of a phase",
  otherButton: (code) => `Round ${code}`,
  phaseButton: (phase) => capitalised(stageEn(phase)),
  daysButton: ({ days, until }) => `${days} working days more (${instantEn(until)})`,
  confirmButton: () => "Yes",
  cancelButton: () => "No",
  roundButton: () => "Show the round",
};

/** What people hear of a change to a round, in English. */
export const roundNoticeEn: RoundNoticeMessages = {
  granted: ({ course, planned }) => ({
    title: planned.codes === null ? "Extension" : "Criteria reopened",
    text: [
      ...marksEn(course),
      course.title,
      planned.codes === null
        ? `Your agency has more time for “${stageEn(planned.phase)}”: until ${instantEn(planned.until)}.`
        : `Your agency may change ${planned.codes.join(", ")} until ${instantEn(planned.until)}.`,
      `Reason: ${planned.reason}\nLetter: ${planned.letter}`,
    ].join("\n\n"),
  }),
  reappraised: ({ course, answers }) => ({
    title: "The second appraisal has ended",
    text: [
      ...marksEn(course),
      course.title,
      `How your explanations were answered: accepted ${answers.accepted}, partly ${answers.partly}, rejected ${answers.rejected}${answers.unanswered > 0 ? `, not answered ${answers.unanswered}` : ""}.`,
      "See each criterion with /appeal. What was rejected, or accepted in part only, goes before the council.",
    ].join("\n\n"),
  }),
  moved: ({ course, planned }) => ({
    title: "A deadline has changed",
    text: [
      ...marksEn(course),
      course.title,
      `“${stageEn(planned.phase)}” ends at ${instantEn(planned.until)} instead of ${instantEn(planned.former)}.${nextEn(planned)}`,
      `Reason: ${planned.reason}`,
    ].join("\n\n"),
  }),
};

function basisEn({ basis }: RoundCourse): string {
  return basis.length === 0
    ? "Legal basis: none yet."
    : `Legal basis: ${basis.map(({ number, date, title }) => `${number} of ${dayText(date)} (${title})`).join("; ")}.`;
}

function phaseLines(course: RoundCourse, now: string): readonly string[] {
  return phases.flatMap((phase) => {
    const window = course.phases[phase];
    if (!window && phase === "survey") return [];
    if (!window) return `– ${capitalised(stageEn(phase))}: none yet`;
    const times = `${instantEn(window.opensAt)} to ${instantEn(window.closesAt)}`;
    return `– ${capitalised(stageEn(phase))}: ${times}${whereEn(course, phase, now)}`;
  });
}

function whereEn(course: RoundCourse, phase: (typeof phases)[number], now: string): string {
  const order = standsAt(course.stage, phase);
  const closesAt = course.phases[phase]?.closesAt ?? now;
  if (order > 0) return ", over";
  if (order < 0) return "";
  const days = daysLeft(now, closesAt);
  if (days === 0) return ", ended";
  return days <= 1 ? ", less than a day left" : `, ${days} days left`;
}

function groupLine({ group, agencies, submitted, answered, toAnswer }: GroupCourse): string {
  const percent = toAnswer === 0 ? 0 : Math.floor((answered * 100) / toAnswer);
  return `– ${group}: ${submitted} of ${agencies} agencies submitted; ${answered} of ${toAnswer} criteria scored (${percent}%)`;
}

function aheadEn({ to, refusals }: StepAhead): string {
  return refusals.length === 0
    ? `Ready for: ${stageEn(to)}.`
    : [`Before “${stageEn(to)}”:`, ...refusals.map((each) => `– ${roundRefusalEn(each)}`)].join(
        "\n",
      );
}

function plannedEn(planned: PlannedChange): string {
  switch (planned.kind) {
    case "advance": {
      const reason = planned.reason === null ? "" : `\nReason: ${planned.reason}`;
      return `From “${stageEn(planned.from)}” to “${stageEn(planned.to)}”.${reason}`;
    }
    case "grant": {
      const { agency, phase, codes, until, movedFrom, reason, letter } = planned;
      const what =
        codes === null
          ? `More time in “${stageEn(phase)}” for ${agency.name}`
          : `${codes.join(", ")} reopened for ${agency.name}`;
      return `${what}: until ${instantEn(until)}${moved(movedFrom)}.\nReason: ${reason}\nLetter: ${letter}`;
    }
    case "move":
      return `“${stageEn(planned.phase)}” ends at ${instantEn(planned.until)} instead of ${instantEn(planned.former)}${moved(planned.movedFrom)}.${nextEn(planned)}\nReason: ${planned.reason}`;
  }
}

function moved(from: string | null): string {
  return from === null ? "" : ` (${dayText(from)} is a day off, so it is the next working day)`;
}

function nextEn({ next }: Extract<PlannedChange, { readonly kind: "move" }>): string {
  return next === null
    ? ""
    : ` “${stageEn(next.phase)}” opens at ${instantEn(next.opensAt)} accordingly.`;
}

function toldEn(course: RoundCourse, planned: PlannedChange): readonly string[] {
  if (planned.kind === "advance" || course.stage === "draft") return [];
  return [
    planned.kind === "grant"
      ? "Officers and leaders of the agency have been told."
      : "The people concerned have been told.",
  ];
}
