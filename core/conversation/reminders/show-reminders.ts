import { may } from "../../access/may.ts";
import type { Actor } from "../../access/actor.ts";
import { type SendingHours, hoursProblem, officeHours } from "../../reminders/sending-hours.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";
import type { Need } from "../world.ts";
import { foldText } from "../reading/fold-text.ts";
import { digestMessage } from "./digest-message.ts";
import type { ReminderFacts, ReminderView } from "./reminder-facts.ts";

const wholeProvince = { agencyId: null, stage: null } as const;

/** The facts that `/nhac` needs; the plan, the log and samples are for whoever sees the round. */
export function reminderNeeds(me: Actor, argument: string): readonly Need[] {
  const view = viewOf(argument);
  if (view === null || (view.kind !== "own" && !may(me, "seeRound", wholeProvince))) return [];
  return [{ kind: "reminders", view }];
}

/** `/nhac`: what I owe; `xem`, `nhatky`, `thu MÃ` for who runs the round; `gio 08:00-16:30`. */
export function playReminders(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  const hours = readHours(argument);
  if (hours !== null) return setHours(talk, hours);
  const view = viewOf(argument);
  if (view === null) return stay(talk, say.reminder.misread(argument));
  if (view.kind !== "own" && !may(talk.me, "seeRound", wholeProvince)) {
    return stay(talk, say.common.notAllowed());
  }
  return found.reminders ? show(talk, found.reminders) : stay(talk, say.common.noRound());
}

function show(talk: Talk, facts: ReminderFacts): ChatTurn {
  const say = talk.world.say.reminder;
  switch (facts.kind) {
    case "own":
      return showOwn(talk, facts);
    case "plan":
      return facts.rounds.length === 0
        ? stay(talk, talk.world.say.common.noRound())
        : turn(talk.state, [
            {
              title: say.planTitle(),
              text: facts.rounds.map((round) => say.plan(round)).join("\n\n"),
              choices: [[{ key: keyOf("reminders", "nhatky"), label: say.buttons.log() }]],
            },
          ]);
    case "log":
      return showLog(talk, facts);
    case "sample":
      if (facts.content === null) return stay(talk, say.noSuchAgency());
      return turn(talk.state, [{ text: say.sample() }, digestMessage(facts.content, say)]);
  }
}

function showOwn(talk: Talk, facts: Extract<ReminderFacts, { readonly kind: "own" }>): ChatTurn {
  const say = talk.world.say.reminder;
  const settings = say.settings({ hours: facts.hours, channels: facts.channels });
  if (facts.content.reminders.length === 0) {
    return stay(talk, `${say.nothingOwed()}\n\n${settings}`);
  }
  return turn(talk.state, [digestMessage(facts.content, say), { text: settings }]);
}

function showLog(talk: Talk, facts: Extract<ReminderFacts, { readonly kind: "log" }>): ChatTurn {
  const say = talk.world.say.reminder;
  const { page, hasMore } = facts;
  const choices = [
    ...(page > 0
      ? [{ key: keyOf("reminders", "nhatky", page - 1), label: say.buttons.newer() }]
      : []),
    ...(hasMore
      ? [{ key: keyOf("reminders", "nhatky", page + 1), label: say.buttons.older() }]
      : []),
  ];
  return turn(talk.state, [
    {
      ...{ title: say.logTitle(), text: say.log(facts) },
      ...(choices.length > 0 && { choices: [choices] }),
    },
  ]);
}

function setHours(talk: Talk, hours: SendingHours): ChatTurn {
  const say = talk.world.say.reminder;
  const problem = hoursProblem(hours);
  if (problem) return stay(talk, say.hoursRefused(problem));
  const { from, until } = hours;
  const isUsual = from === officeHours.from && until === officeHours.until;
  return turn(
    talk.state,
    [{ text: say.hoursSet(hours) }],
    [{ kind: "setSendingHours", hours: isUsual ? null : hours }],
  );
}

/** "gio 8:00-16h30", "giờ 08:00 đến 16:30"; null when it is not about hours. */
function readHours(argument: string): SendingHours | null {
  const match = /^gi[oờ]\s+(\S+?)\s*(?:-|–|đến|den|tới|toi)\s*(\S+)$/iu.exec(argument);
  if (!match) return null;
  const [, from = "", until = ""] = match;
  return { from: clockOf(from), until: clockOf(until) };
}

function clockOf(text: string): string {
  const match = /^(\d{1,2})(?:[:h](\d{2})?)?$/i.exec(text);
  return match ? `${(match[1] ?? "").padStart(2, "0")}:${match[2] ?? "00"}` : text;
}

/** What each word after the command asks for. */
const views: Readonly<Partial<Record<string, (second: string) => ReminderView>>> = {
  "": () => ({ kind: "own" }),
  xem: () => ({ kind: "plan" }),
  nhatky: (second) => ({ kind: "log", page: Math.max(0, Math.trunc(Number(second)) || 0) }),
  thu: (second) =>
    second === "" ? { kind: "own" } : { kind: "sample", agencyCode: second.toUpperCase() },
};

function viewOf(argument: string): ReminderView | null {
  const [head = "", second = ""] = argument.trim().split(/\s+/);
  return views[foldText(head)]?.(second) ?? null;
}
