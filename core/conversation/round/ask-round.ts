import { moverOf } from "../../access/round-rights.ts";
import { planChange } from "../../round/change-round.ts";
import type { AgencyCourse, RoundCourse } from "../../round/course.ts";
import { windowOf } from "../../round/phase-window.ts";
import { type Phase, phases } from "../../round/round.ts";
import type { RoundRefusal } from "../../round/round-refusal.ts";
import { keyOf } from "../choice-keys.ts";
import type { Position } from "../conversation-state.ts";
import { readCode } from "../reading/read-command.ts";
import { type ChatTurn, type Talk, isAt, moveTo, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { readUntil, workingDaysAfter } from "./read-until.ts";
import { type RoundForm, type RoundQuestion, changeOf, nextQuestion } from "./round-form.ts";

type At<Step extends "ask" | "confirm"> = Talk & {
  readonly state: Extract<Position, { readonly flow: "round"; readonly step: Step }>;
};

const longestReason = 1000;
const longestLetter = 100;

/** Asks the next thing of a form; shows what it comes to when nothing is left to ask. */
export function askNext(talk: Talk, course: RoundCourse, form: RoundForm): ChatTurn {
  const question = nextQuestion(form);
  if (question === null) return showPlan(talk, course, form);
  const { text, choices } = questionOf(talk, { course, form, question });
  const position = { flow: "round", step: "ask", round: course.code, form } as const;
  return turn(moveTo(talk.state, position), [
    { text, choices: [...choices, cancelRow(talk, course)] },
  ]);
}

/** Takes words typed while a form is filled in; null when none is. */
export function takeRoundText(talk: Talk, text: string): ChatTurn | null {
  const { state, world } = talk;
  if (!isAt(state, "round", "ask")) return null;
  const course = world.found.roundCourse?.course;
  const question = nextQuestion(state.form);
  if (!course || question === null) return stay(talk, world.say.common.notUnderstood());
  return takers[question]({ ...talk, state }, course, text);
}

/** Takes the button of a phase. */
export function takePhase(talk: At<"ask">, course: RoundCourse, text: string): ChatTurn {
  const phase = phasesFor(talk.state.form, course).find((each) => each === text);
  if (!phase || nextQuestion(talk.state.form) !== "phase") return stale(talk);
  return askNext(talk, course, { ...talk.state.form, phase });
}

/** Takes the button of so many working days. */
export function takeDays(talk: At<"ask">, course: RoundCourse, days: number): ChatTurn {
  if (nextQuestion(talk.state.form) !== "until" || ![3, 5, 10].includes(days)) return stale(talk);
  const { calendar, now } = talk.world;
  const { closesAt } = presentEnd(talk, course, talk.state.form);
  return takeInstant(talk, course, workingDaysAfter(calendar, { closesAt, now }, days));
}

/** Makes the change that was shown, judged once more. */
export function confirmForm(talk: At<"confirm">, course: RoundCourse): ChatTurn {
  const { say } = talk.world;
  const change = changeOf(talk.state.form);
  const planned = plan(talk, course, talk.state.form);
  if (!planned.ok) return refuse(talk, course, planned.error);
  const state = moveTo(talk.state, { flow: "menu", step: "idle" });
  const text = say.round.done({ course, planned: planned.value });
  const choices = [[{ key: keyOf("round", course.code), label: say.round.roundButton() }]];
  return turn(state, [{ text, choices }], [{ kind: "changeRound", roundId: course.id, change }]);
}

type Taker = (talk: At<"ask">, course: RoundCourse, text: string) => ChatTurn;

const takers: Readonly<Record<RoundQuestion, Taker>> = {
  agency(talk, course, text) {
    const agency = agencyOf(talk);
    const { form } = talk.state;
    if (agency) return askNext(talk, course, { ...form, agency: agency.code });
    return again(talk, course, [{ code: "unknownAgency", agency: text }]);
  },
  phase: (talk) => stay(talk, talk.world.say.round.askPhase()),
  codes(talk, course, text) {
    const codes = text.split(/[,;\s]+/).filter(Boolean);
    const own = new Set(agencyOf(talk)?.ownLeaves);
    const read = codes.map((each) => readCode(each) ?? each);
    const unknown = read.filter((each) => !own.has(each));
    if (unknown.length > 0) return again(talk, course, [{ code: "unknownLeaves", codes: unknown }]);
    return askNext(talk, course, { ...talk.state.form, codes: [...new Set(read)] });
  },
  until(talk, course, text) {
    const until = readUntil(text, talk.world.now);
    return until === undefined
      ? stay(talk, talk.world.say.round.notUntil())
      : takeInstant(talk, course, until);
  },
  reason: (talk, course, text) => takeWords(talk, course, { reason: text }),
  letter: (talk, course, text) => takeWords(talk, course, { letter: text }),
};

function takeWords(
  talk: At<"ask">,
  course: RoundCourse,
  words: Pick<RoundForm, "reason"> | Pick<RoundForm, "letter">,
): ChatTurn {
  const most = "letter" in words ? longestLetter : longestReason;
  const [text = ""] = Object.values(words);
  if (text.length > most) return stay(talk, talk.world.say.round.tooLong(most));
  return askNext(talk, course, { ...talk.state.form, ...words });
}

/** An end that cannot be is refused at once, not after reason and letter have been typed. */
function takeInstant(talk: At<"ask">, course: RoundCourse, until: string): ChatTurn {
  const form = { ...talk.state.form, until };
  const planned = plan(talk, course, form, "…");
  return planned.ok ? askNext(talk, course, form) : again(talk, course, planned.error);
}

function showPlan(talk: Talk, course: RoundCourse, form: RoundForm): ChatTurn {
  const { say } = talk.world;
  const planned = plan(talk, course, form);
  if (!planned.ok) return refuse(talk, course, planned.error);
  const text = say.round.confirm({ course, planned: planned.value });
  const choices = [
    [{ key: keyOf("round", "confirm"), label: say.round.confirmButton() }],
    cancelRow(talk, course),
  ];
  const position = { flow: "round", step: "confirm", round: course.code, form } as const;
  return turn(moveTo(talk.state, position), [{ text, choices }]);
}

function plan(talk: Talk, course: RoundCourse, form: RoundForm, otherwise?: string) {
  const { calendar, now } = talk.world;
  return planChange(changeOf(form, otherwise), {
    ...{ course, agency: agencyOf(talk), calendar, now, who: moverOf(talk.me) },
  });
}

/** Says what is wrong and asks the same again. */
function again(talk: At<"ask">, course: RoundCourse, refusals: readonly RoundRefusal[]): ChatTurn {
  const asked = askNext(talk, course, talk.state.form);
  const text = talk.world.say.round.refused(refusals);
  return { ...asked, replies: [{ text }, ...asked.replies] };
}

function refuse(talk: Talk, course: RoundCourse, refusals: readonly RoundRefusal[]): ChatTurn {
  const { say } = talk.world;
  const state = moveTo(talk.state, { flow: "menu", step: "idle" });
  const choices = [[{ key: keyOf("round", course.code), label: say.round.roundButton() }]];
  return turn(state, [{ text: say.round.refused(refusals), choices }]);
}

interface Asked {
  readonly course: RoundCourse;
  readonly form: RoundForm;
  readonly question: RoundQuestion;
}

function questionOf(
  talk: Talk,
  { course, form, question }: Asked,
): { readonly text: string; readonly choices: readonly (readonly Choice[])[] } {
  const { say } = talk.world;
  const agency = agencyOf(talk);
  switch (question) {
    case "agency":
      return { text: say.round.askAgency(), choices: [] };
    case "phase":
      return {
        text: say.round.askPhase(),
        choices: phasesFor(form, course).map((phase) => [
          { key: keyOf("round", "phase", phase), label: say.round.phaseButton(phase) },
        ]),
      };
    case "codes":
      return { text: agency ? say.round.askLeaves(agency) : say.round.askAgency(), choices: [] };
    case "until":
      return {
        text: say.round.askUntil(presentEnd(talk, course, form)),
        choices: daysRows(talk, course, form),
      };
    case "reason":
      return { text: say.round.askReason(), choices: [] };
    case "letter":
      return { text: say.round.askLetter(), choices: [] };
  }
}

function daysRows(
  talk: Talk,
  course: RoundCourse,
  form: RoundForm,
): readonly (readonly Choice[])[] {
  const { say, calendar, now } = talk.world;
  const { closesAt } = presentEnd(talk, course, form);
  return [3, 5, 10].map((days) => {
    const until = workingDaysAfter(calendar, { closesAt, now }, days);
    return [{ key: keyOf("round", "days", days), label: say.round.daysButton({ days, until }) }];
  });
}

function presentEnd(
  talk: Talk,
  course: RoundCourse,
  form: RoundForm,
): { readonly phase: Phase; readonly closesAt: string } {
  const phase = form.phase ?? "selfScoring";
  const exceptions = form.act === "move" ? [] : (agencyOf(talk)?.exceptions ?? []);
  const closesAt = windowOf({ phases: course.phases, exceptions }, phase)?.closesAt;
  return { phase, closesAt: closesAt ?? talk.world.now };
}

/** Phases that are laid; the council's is not granted to one agency. */
function phasesFor({ act }: RoundForm, course: RoundCourse): readonly Phase[] {
  return phases.filter((phase) => course.phases[phase] && (act === "move" || phase !== "council"));
}

function agencyOf({ world }: Talk): AgencyCourse | null {
  return world.found.roundCourse?.agency ?? null;
}

function cancelRow({ world: { say } }: Talk, { code }: RoundCourse): readonly Choice[] {
  return [{ key: keyOf("round", code), label: say.round.cancelButton() }];
}

function stale(talk: Talk): ChatTurn {
  return stay(talk, talk.world.say.common.staleButton());
}
