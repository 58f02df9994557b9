import { isLate, workingDaysLeft } from "../../reminders/time-left.ts";
import type { Phase } from "../../round/round.ts";
import type { ScheduledDuty } from "../../reminders/due-reminders.ts";
import type { Duty, OwedLeaf } from "../../reminders/duty.ts";
import { keyOf } from "../choice-keys.ts";
import type { ReminderMessages } from "../messages/catalogue/reminder.ts";
import type { Choice, Reply } from "../turn.ts";
import type { DigestContent, NoticeOf } from "./digest-content.ts";

/** The most that one message names; the rest is counted. */
const longestList = 12;

/**
 * The message of a digest: whose duty is named with its worth and time left, buttons straight to
 * it; the words of the opening follow the nearest deadline.
 */
export function digestMessage(content: DigestContent, say: ReminderMessages): Reply {
  const { reminders, name } = content;
  const notices = noticesBeside(content);
  const nearest = reminders[0]?.scheduled;
  const opening = nearest
    ? say.opening(timeOf(content, nearest))
    : say.noticeOpening({ count: notices.length });
  const parts = [
    ...marksOf(content, say),
    say.greeting(name),
    opening,
    ...lines(reminders.map(({ scheduled }) => dutyLine(content, scheduled, say))),
    ...(notices.length > 0 && nearest ? [say.noticeOpening({ count: notices.length })] : []),
    ...lines(notices.map((each) => noticeLine(content, each, say))),
    ...rest(reminders.length, say),
    ...rest(notices.length, say),
    nearest ? say.closing(timeOf(content, nearest)) : say.noticeClosing(),
  ];
  return {
    title: say.title({ own: reminders.length, others: notices.length }),
    text: parts.join("\n\n"),
    choices: buttonsOf(content, notices, say),
  };
}

/** Whoever is reminded of a duty hears of its ladder in the same line. */
function noticesBeside({ reminders, notices }: DigestContent): readonly NoticeOf[] {
  const own = new Set(reminders.map(({ scheduled }) => scheduled.duty.key));
  return notices.filter(({ scheduled }) => !own.has(scheduled.duty.key));
}

function marksOf({ rounds, reminders, notices }: DigestContent, say: ReminderMessages): string[] {
  const ids = [...reminders, ...notices].map(({ scheduled }) => scheduled.roundId);
  const named = [...new Set(ids)].flatMap((id) => rounds.get(id) ?? []);
  return named.map((round) => say.round(round));
}

function lines(all: readonly string[]): readonly string[] {
  return all.length === 0 ? [] : [all.slice(0, longestList).join("\n")];
}

function rest(count: number, say: ReminderMessages): readonly string[] {
  return count > longestList ? [say.more(count - longestList)] : [];
}

function dutyLine(content: DigestContent, scheduled: ScheduledDuty, say: ReminderMessages): string {
  const { duty } = scheduled;
  return say.duty({ duty, time: timeOf(content, scheduled) });
}

function noticeLine(content: DigestContent, each: NoticeOf, say: ReminderMessages): string {
  const { duty } = each.scheduled;
  return say.notice({ duty, time: timeOf(content, each.scheduled), notice: each.notice });
}

function timeOf({ calendar, now }: DigestContent, { deadline }: ScheduledDuty) {
  return {
    deadline,
    now,
    isLate: isLate(deadline, now),
    workingDays: workingDaysLeft(calendar, deadline, now),
  };
}

function buttonsOf(
  content: DigestContent,
  notices: readonly NoticeOf[],
  say: ReminderMessages,
): readonly (readonly Choice[])[] {
  const keys = new Map<string, string>();
  for (const { scheduled } of content.reminders) {
    const button = buttonOf(scheduled.duty, isLate(scheduled.deadline, content.now), say);
    if (!keys.has(button.key)) keys.set(button.key, button.label);
  }
  if (notices.length > 0) keys.set(keyOf("round"), say.buttons.round());
  return [...keys].slice(0, 4).map(([key, label]) => [{ key, label }]);
}

/** Nothing can be entered once the time is over, but it can be looked at. */
function buttonOf(duty: Duty, late: boolean, { buttons }: ReminderMessages): Choice {
  return late && duty.phase === "selfScoring"
    ? { key: keyOf("progress"), label: buttons.progress() }
    : doButton(duty, buttons);
}

function doButton({ owes, phase }: Duty, buttons: ReminderMessages["buttons"]): Choice {
  switch (owes.kind) {
    case "score":
      return scoreButton(owes.leaves.length, buttons);
    case "rescore":
      return rescoreButton(owes.leaves, buttons);
    case "signOff":
      return owes.isSubmitted
        ? { key: keyOf("sign"), label: buttons.sign() }
        : { key: keyOf("progress"), label: buttons.progress() };
    case "appraise":
      return { key: keyOf(appraisalCommand(phase)), label: buttons.appraise() };
    case "answer":
    case "signExplanations":
      return { key: keyOf("appeal"), label: buttons.appeal() };
    case "vote":
      return { key: keyOf("council"), label: buttons.vote() };
    case "supply":
      return { key: keyOf("respondents"), label: buttons.supply() };
  }
}

function scoreButton(left: number, buttons: ReminderMessages["buttons"]): Choice {
  return left === 0
    ? { key: keyOf("submit"), label: buttons.submit() }
    : { key: keyOf("next"), label: buttons.score() };
}

/** Straight to the first: the draft has been handed in, so that no next leaf is looked for. */
function rescoreButton([first]: readonly OwedLeaf[], buttons: ReminderMessages["buttons"]): Choice {
  return { key: first ? keyOf("open", first.code) : keyOf("list"), label: buttons.rescore() };
}

function appraisalCommand(phase: Phase): "appraise" | "reappraise" {
  return phase === "secondAppraisal" ? "reappraise" : "appraise";
}
