import type { Unreached } from "../../reminders/reminder-facts.ts";
import {
  type AtRisk,
  type Behind,
  type HandedIn,
  partUntouched,
  type RoundStanding,
} from "../../../reminders/round-standing.ts";
import type { Rational } from "../../../rational.ts";
import { roundHalfUp } from "../../../rational.ts";
import type { Phase } from "../../../round/round.ts";
import type { Alert } from "../../standing/alert.ts";
import type { StandingMessages } from "../catalogue/standing.ts";
import { clipped } from "../local-time.ts";
import { instantEn, marksEn, numberEn, stageEn } from "./words.ts";

/** How many are named in one part, one a line. */
const named = 15;
/** And how many in one line, by their codes. */
const namedTogether = 40;

/** Where a round stands, in English. */
export const standingEn: StandingMessages = {
  title: () => "How the round stands",
  dailyTitle: () => "Morning report: how the round stands",
  standing: ({ standing, unreached }) =>
    [
      headEn(standing),
      handedInEn(standing.handedIn),
      ...lateEn(standing),
      ...riskEn(standing),
      ...(unreached.length === 0
        ? []
        : [
            [
              `${unreached.length} people or agencies that owe something cannot be reached; please telephone:`,
              ...unreached.slice(0, 8).map(unreachedEn),
              ...(unreached.length > 8 ? ["… all of them: /nhac nhatky."] : []),
            ].join("\n"),
          ]),
      todoEn(standing),
    ].join("\n\n"),
  alertTitle: () => "Alert",
  alert: alertEn,
  buttons: {
    laggards: () => "Furthest behind",
    log: () => "Log of reminders",
    round: () => "Extend, reopen, move on",
    trouble: () => "See what failed",
  },
};

function unreachedEn({ name, agencyCode, reason }: Unreached): string {
  const line = `• ${name} (${agencyCode})`;
  if (reason === "noOfficer") return `${line}: no active officer`;
  return reason === "noLeader" ? `${line}: no active leader` : line;
}

function headEn(standing: RoundStanding): string {
  const { deadline, daysLeft } = standing;
  const time =
    deadline === null
      ? ""
      : daysLeft === null
        ? ` Due ${instantEn(deadline)}: over.`
        : ` Due ${instantEn(deadline)}, ${daysLeft === 0 ? "today" : `working days left: ${daysLeft}`}.`;
  return [...marksEn(standing), `${standing.title}: stage ${stageEn(standing.stage)}.${time}`].join(
    "\n",
  );
}

function handedInEn(groups: readonly HandedIn[]): string {
  const sum = (of: (each: HandedIn) => number): number =>
    groups.reduce((total, each) => total + of(each), 0);
  const [agencies, submitted] = [sum((each) => each.agencies), sum((each) => each.submitted)];
  const onTime = sum((each) => each.onTime);
  return [
    `Self-score: ${submitted}/${agencies} agencies have handed in, ${sum((each) => each.signed)} have signed; on time ${onTime}/${agencies} (${percent(onTime, agencies)}%).`,
    ...groups.map(
      (each) =>
        `• ${each.group}: handed in ${each.submitted}/${each.agencies}, signed ${each.signed}`,
    ),
  ].join("\n");
}

function lateEn({ late }: RoundStanding): readonly string[] {
  if (late.length === 0) return [];
  return [
    [
      `Overdue: ${late.length}`,
      ...late
        .slice(0, named)
        .map((each) => `• ${whoEn(each)}: ${leftEn(each)}, working days over: ${each.daysOver}`),
      ...moreEn(late.length),
    ].join("\n"),
  ];
}

function riskEn({ atRisk, onTheWay }: RoundStanding): readonly string[] {
  if (atRisk.length === 0) {
    return onTheWay === 0 ? [] : [`At work and not at risk: ${onTheWay}.`];
  }
  const { untouched, begun } = partUntouched(atRisk);
  return [
    [
      `At risk by their pace so far: ${atRisk.length}; in time: ${onTheWay}`,
      ...untouchedEn(untouched),
      ...begun.slice(0, named).map(paceEn),
      ...moreEn(begun.length),
    ].join("\n"),
  ];
}

function untouchedEn(untouched: readonly AtRisk[]): readonly string[] {
  if (untouched.length === 0) return [];
  const names = untouched
    .slice(0, namedTogether)
    .map(({ code, name }) => code ?? clipped(name, 60));
  const rest = untouched.length > namedTogether ? ", … (/cham)" : "";
  return [`• Nothing done yet (${untouched.length}): ${names.join(", ")}${rest}`];
}

function paceEn(each: AtRisk): string {
  const { pace, total } = each;
  const sum = `${pace.done}/${total ?? 0} done in ${pace.daysGone} working days = ${rateEn(pace.soFar)} a day`;
  const need =
    pace.needed === null
      ? "no working day is left"
      : `${rateEn(pace.needed)} a day needed for ${pace.daysLeft} days from today on`;
  return `• ${whoEn(each)}: ${sum}; ${pace.left} left, ${need}; short by ${rateEn(pace.short)} at this pace`;
}

/** One decimal place, half up. */
function rateEn(rate: Rational): string {
  return numberEn(roundHalfUp(rate, 10) * 1000);
}

function whoEn({ code, name }: Pick<Behind, "code" | "name">): string {
  return code === null ? clipped(name, 60) : `${code} ${clipped(name, 50)}`;
}

function leftEn({ owes, left, total }: Behind): string {
  if (owes === "supply") return `${left} people missing in its list for the survey`;
  if (left === 0) return "complete, not handed in";
  return total === null ? `${left} left` : `${left}/${total} criteria left`;
}

function moreEn(count: number): readonly string[] {
  return count > named ? [`… and ${count - named} more: /cham.`] : [];
}

function todoEn({ late, atRisk, phase }: RoundStanding): string {
  if (late.length > 0) {
    return "To do: decide on extensions or reopenings with /dot; those above go on being told by the plan.";
  }
  if (atRisk.length > 0) {
    return "To do: urge the agencies at risk; reminders go on by the plan (/nhac xem).";
  }
  return phase === null
    ? "Nothing has to be urged."
    : "Nothing to step in for; reminders go by the plan (/nhac xem).";
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0" : numberEn(roundHalfUp({ num: part * 100, den: whole }, 10) * 1000);
}

const phaseWork: Readonly<Record<Phase, string>> = {
  selfScoring: "handed in the self-score",
  appraisal: "appraised all",
  explaining: "explained",
  secondAppraisal: "answered all explanations",
  council: "voted on all",
  survey: "supplied its list for the survey",
};

function alertEn(alert: Alert): string {
  switch (alert.kind) {
    case "deadlineOpen":
      return [
        ...marksEn(alert.round),
        `${alert.round.title}: due ${instantEn(alert.deadline)}, over; ${alert.open.length} have not ${phaseWork[alert.phase]}: ${alert.open.slice(0, 20).join(", ")}${alert.open.length > 20 ? "…" : ""}.`,
        "Extend or reopen with /dot.",
      ].join("\n");
    case "evidenceRefused":
      return `Files of ${alert.agencyName} (${alert.agencyCode}) for criterion ${alert.code} were refused ${alert.times} times in 24 hours. Please help them choose the right kind of file.`;
    case "channelDown":
    case "quotaNear":
      return channelAlertEn(alert);
    case "inboxOld":
      return `${alert.waiting} messages of people have waited for ${alert.minutes} minutes. Check that bot and worker run.`;
    case "queueOld":
      return `${alert.waiting} jobs wait, the oldest for ${alert.minutes} minutes. Check that the worker runs.`;
    case "poison":
      return `${alert.count} messages (${alert.channel}) failed again and again and were set aside: ${clipped(alert.words, 200)}. They are not lost; mend the fault and replay them with /suco.`;
    case "diskLow":
      return `Only ${alert.percentFree}% of the disk is free. Make room before files can no longer be kept.`;
  }
}

function channelAlertEn(
  alert: Extract<Alert, { readonly kind: "channelDown" | "quotaNear" }>,
): string {
  if (alert.kind === "channelDown") {
    return `The channel ${alert.channel} has taken nothing for ${alert.minutes} minutes; ${alert.waiting} messages wait. None is lost; they go out when it is back. Check the network and the bot token.`;
  }
  return `The channel ${alert.channel} has sent ${alert.used} of ${alert.quota} messages allowed this month${alert.used < alert.quota ? "" : ": no reminders go out there any more, answers do"}. Please buy more, or have people link another channel.`;
}
