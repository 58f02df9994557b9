import type { SkipReason } from "../../../reminders/due-reminders.ts";
import { officeHours } from "../../../reminders/sending-hours.ts";
import type { LoggedReminder, PlannedPhase, Unreached } from "../../reminders/reminder-facts.ts";
import type { ReminderMessages } from "../catalogue/reminder.ts";
import { clipped, localTime } from "../local-time.ts";
import { deliveryEn } from "./delivery.ts";
import { instantEn, marksEn, stageEn } from "./words.ts";

type Views = Pick<
  ReminderMessages,
  | ("misread" | "nothingOwed" | "settings" | "hoursSet" | "hoursRefused" | "planTitle" | "plan")
  | ("logTitle" | "log" | "noSuchAgency" | "sample")
>;

/** The plan, the log and the settings of reminders. */
export const reminderViewsEn: Views = {
  misread: (read) =>
    `I do not understand “${clipped(read, 40)}”. Type /nhac (what you still owe) or /nhac gio 08:00-16:30 (when to be reminded); coordinators also /nhac xem (the plan), /nhac nhatky (the log), /nhac thu STC (the message an agency gets).`,
  nothingOwed: () => "You owe nothing in the rounds that are open.",
  settings: ({ hours, channels }) =>
    [
      `Reminders come from ${hours.from} to ${hours.until} on working days, at most one a day. Change it: /nhac gio 08:00-16:30.`,
      ...(channels === 0 ? ["No chat of yours can be reminded. See /lienket to add one."] : []),
    ].join("\n"),
  hoursSet: ({ from, until }) =>
    `Noted: reminders come from ${from} to ${until} on working days. Back to office hours: /nhac gio ${officeHours.from}-${officeHours.until}.`,
  hoursRefused: (problem) => {
    switch (problem.kind) {
      case "noTime":
        return `“${clipped(problem.read, 20)}” is no time like 08:00. Nothing was changed.`;
      case "notLater":
        return `The end ${problem.hours.until} is not after the beginning ${problem.hours.from}. Nothing was changed.`;
      case "tooQuiet":
        return `${problem.hours.from}–${problem.hours.until} leaves less than ${problem.leastMinutes} minutes of the office hours (${officeHours.from}–${officeHours.until}); a reminder might come too late. Nothing was changed.`;
    }
  },
  planTitle: () => "Plan of reminders",
  plan: (round) =>
    [
      ...marksEn(round),
      `${round.title}: ${stageEn(round.stage)}`,
      ...round.phases.map(phaseEn),
    ].join("\n"),
  logTitle: () => "Log of reminders",
  log: ({ rows, unreached, page }) =>
    [
      ...(page === 0 && unreached.length > 0
        ? [
            [
              `${unreached.length} people or agencies that owe something cannot be reached:`,
              ...unreached
                .slice(0, 15)
                .map((each) => `• ${each.name} (${each.agencyCode}): ${reasonEn(each.reason)}`),
              ...(unreached.length > 15 ? [`… and ${unreached.length - 15} more.`] : []),
            ].join("\n"),
          ]
        : []),
      rows.length === 0 ? "No reminders yet." : rows.map(rowEn).join("\n"),
    ].join("\n\n"),
  noSuchAgency: () => "No open round has this agency. Type for example: /nhac thu STC.",
  sample: () =>
    "This is a trial for you alone: reminded now, the people of the agency would get exactly this. Nobody else got it.",
};

/** Why a reminder did not go out. */
function reasonEn(reason: SkipReason | Unreached["reason"]): string {
  return reasons[reason];
}

const reasons: Readonly<Record<SkipReason | Unreached["reason"], string>> = {
  notOwing: "done",
  superseded: "overtaken by a newer one or by time",
  quietHours: "outside the person's hours",
  dayOff: "day off",
  alreadyToday: "has had one today",
  unlinked: "no chat linked",
  blockedByUser: "blocked or left the chat",
  noChannel: "the linked channel is off",
  quota: "the channel's quota is used up",
  noOfficer: "the agency has no active officer",
  noLeader: "the agency has no active leader",
};

function phaseEn({ phase, window, steps, escalation, owed, people }: PlannedPhase): string {
  const days = steps.map(({ days: at, instant }) => `${dayEn(instant)} (${offsetEn(at)})`);
  const ladder =
    escalation.maxRungs === 0
      ? "nobody above is told"
      : `told upwards ${offsetEn(escalation.startDays)}, ${escalation.daysBetween} working days between, at most ${escalation.maxRungs} rungs`;
  return [
    `• ${phaseName(phase)}: due ${instantEn(window.closesAt)}.`,
    `  Reminders: ${days.join("; ") || "none"}.`,
    `  When overdue: ${ladder}.`,
    `  Now ${owed} duties are open, ${people} people could be reminded.`,
  ].join("\n");
}

function phaseName(phase: PlannedPhase["phase"]): string {
  const name = stageEn(phase);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function dayEn(instant: string): string {
  const { date, time } = localTime(instant);
  return `${time} ${date.slice(0, 5)}`;
}

function offsetEn(days: number): string {
  if (days === 0) return "the last day";
  return days < 0 ? `${daysEn(-days)} before` : `${daysEn(days)} after`;
}

function daysEn(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

function rowEn({ at, name, agencyCode, subject, duty, step, outcome }: LoggedReminder): string {
  const about = `${dutyName(duty)} ${subject}, ${stepEn(step)}`;
  return `• ${dayEn(at)} ${clipped(name, 40)} (${agencyCode}): ${about}: ${outcomeEn(outcome)}`;
}

function dutyName(key: string): string {
  return duties[key.split("/")[0] ?? ""] ?? key;
}

const duties: Readonly<Record<string, string>> = {
  score: "self-score",
  rescore: "correct reopened criteria",
  signOff: "sign-off",
  appraise: "appraise",
  answer: "explain",
  signExplanations: "sign explanations",
  vote: "vote",
  supply: "list for the survey",
};

const rungs: Readonly<Record<string, string>> = {
  officer: "overdue, told to whoever does it",
  leader: "overdue, told to the leader",
  coordinator: "overdue, told to Sở Nội vụ",
  official: "overdue, told to the official",
};

function stepEn(step: string): string {
  const head = step.split("@")[0] ?? "";
  return rungs[head] ?? offsetEn(Number(head));
}

function outcomeEn(outcome: LoggedReminder["outcome"]): string {
  switch (outcome.kind) {
    case "waiting":
      return `on its way (${outcome.channel})`;
    case "delivered":
      return `delivered (${outcome.channel})`;
    case "mayHaveArrived":
      return `may have arrived (${outcome.channel} gave no answer)`;
    case "failed":
      return `failed (${outcome.channel}): ${deliveryEn.fault(outcome.fault)}`;
    case "skipped":
      return `not sent: ${reasonEn(outcome.reason)}`;
  }
}
