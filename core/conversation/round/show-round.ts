import { may } from "../../access/may.ts";
import { moverOf } from "../../access/round-rights.ts";
import type { RoundCourse } from "../../round/course.ts";
import { type Stage, stages } from "../../round/round.ts";
import { advanceRound, stepsFrom } from "../../round/transitions.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Talk, isAt, moveTo, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { askNext, confirmForm, takeDays, takePhase } from "./ask-round.ts";
import type { RoundForm } from "./round-form.ts";

const acts = ["step", "extend", "reopen", "move"] as const;
const buttons = ["phase", "days", "confirm"] as const;

const wholeProvince = { agencyId: null, stage: null } as const;

/** Plays `/dot`: where a round stands and what may be done with it, or one of its buttons. */
export function playRound(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  if (!may(talk.me, "seeRound", wholeProvince)) return stay(talk, say.common.notAllowed());
  const [head = "", first = ""] = argument.split(/\s+/);
  const course = found.roundCourse?.course;
  if (!course) return stay(talk, say.round.noRound(head === "" ? null : head));
  const act = acts.find((each) => each === head);
  if (act) return ask(talk, course, act === "step" ? { act, to: stageOf(first) } : { act });
  const button = buttons.find((each) => each === head);
  return button ? playButton(talk, course, { head: button, first }) : showRound(talk, course);
}

/** A button that belongs to the question that is asked; one of an older message changes nothing. */
function playButton(
  talk: Talk,
  course: RoundCourse,
  { head, first }: { readonly head: "phase" | "days" | "confirm"; readonly first: string },
): ChatTurn {
  const { state } = talk;
  if (isAt(state, "round", "ask")) {
    if (head === "phase") return takePhase({ ...talk, state }, course, first);
    if (head === "days") return takeDays({ ...talk, state }, course, Number(first));
  }
  if (isAt(state, "round", "confirm") && head === "confirm") {
    return confirmForm({ ...talk, state }, course);
  }
  return stay(talk, talk.world.say.common.staleButton());
}

function ask(talk: Talk, course: RoundCourse, form: RoundForm): ChatTurn {
  const { rights } = rightsOf(talk);
  const isAllowed = form.act === "step" ? rights.length > 0 : rights.includes("manageRound");
  return isAllowed ? askNext(talk, course, form) : stay(talk, talk.world.say.common.notAllowed());
}

/** The stage, the deadlines, the progress, and what is missing for the next step. */
function showRound(talk: Talk, course: RoundCourse): ChatTurn {
  const { say, now, found } = talk.world;
  const who = rightsOf(talk);
  const ahead = stepsFrom(course.stage).map(({ to, by }) => {
    const everybody = { kind: "person", rights: ["manageRound", "approveResults"] } as const;
    const judged = advanceRound(to, everybody, { course, now, reason: "…" });
    const isOurs = who.rights.some((right) => by.includes(right));
    return { to, isOurs, refusals: judged.ok ? [] : judged.error };
  });
  const { code } = course;
  const steps = ahead
    .filter(({ refusals, isOurs }) => refusals.length === 0 && isOurs)
    .map(({ to }) => [{ key: keyOf("round", "step", to, code), label: say.round.stepButton(to) }]);
  const others = (found.roundCourse?.others ?? [])
    .filter((other) => other !== code)
    .slice(0, 3)
    .map((other) => ({ key: keyOf("round", other), label: say.round.otherButton(other) }));
  const choices = [
    ...steps,
    ...(who.rights.includes("manageRound") ? manageRows(talk, course) : []),
    ...(others.length > 0 ? [others] : []),
  ];
  const state = moveTo(talk.state, { flow: "menu", step: "idle" });
  const text = say.round.status({ course, now, ahead });
  return turn(state, [{ title: say.round.title(course), text, choices }]);
}

function manageRows({ world: { say } }: Talk, { code, stage }: RoundCourse): readonly Choice[][] {
  const order = stages.indexOf(stage);
  const takesGrants =
    order >= stages.indexOf("announced") && order <= stages.indexOf("secondAppraisal");
  return [
    ...(takesGrants
      ? [
          [
            { key: keyOf("round", "extend", code), label: say.round.extendButton() },
            { key: keyOf("round", "reopen", code), label: say.round.reopenButton() },
          ],
        ]
      : []),
    ...(order <= stages.indexOf("council")
      ? [[{ key: keyOf("round", "move", code), label: say.round.moveButton() }]]
      : []),
  ];
}

function rightsOf({ me }: Talk): Extract<ReturnType<typeof moverOf>, { readonly kind: "person" }> {
  const mover = moverOf(me);
  return mover.kind === "person" ? mover : { kind: "person", rights: [] };
}

function stageOf(text: string): Stage {
  return stages.find((each) => each === text) ?? "draft";
}
