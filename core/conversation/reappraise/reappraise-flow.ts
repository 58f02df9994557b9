import type { Opened } from "../appeal/appeal-facts.ts";
import { type ChatTurn, type Talk, isAt, stay } from "../talk.ts";
import { askFacts, pressFact, typeFact } from "./correct-facts.ts";
import { openedOf } from "./opened.ts";
import { handOutOpened, listReappraisals, showOpened } from "./show-reappraisals.ts";
import {
  acceptExplanation,
  askHow,
  askPoints,
  askReason,
  takePoints,
  takeReason,
} from "./take-decision.ts";

/** `/thamdinh2`: the explanations that wait for this appraiser, or one of them. */
export function showReappraisals(talk: Talk, argument: string): ChatTurn {
  const page = /^#(\d+)$/.exec(argument)?.[1];
  if (argument === "" || page !== undefined) return listReappraisals(talk, Number(page ?? 0));
  const opened = openedOf(talk);
  return opened ? showOpened(talk, opened) : notThere(talk);
}

/** Plays a button of this flow: what to do, then whose leaf. */
export function pressReappraise(talk: Talk, args: readonly string[]): ChatTurn {
  const opened = openedOf(talk);
  return opened ? playAct(talk, opened, args) : notThere(talk);
}

/** Plays typed words against a step of this flow; null when the talk is not in it. */
export function typeReappraise(talk: Talk, typed: string): ChatTurn | null {
  const { state, world } = talk;
  if (state.flow !== "reappraise" || state.step === "list" || state.step === "view") return null;
  const opened = openedOf(talk);
  if (!opened) {
    const text = [world.say.reappraise.notThere(), world.say.common.typedWas(typed)];
    return stay(talk, text.join("\n\n"));
  }
  if (isAt(state, "reappraise", "points")) return takePoints(talk, opened, typed);
  if (isAt(state, "reappraise", "facts")) return typeFact({ ...talk, state }, opened, typed);
  return isAt(state, "reappraise", "reason") ? takeReason({ ...talk, state }, opened, typed) : null;
}

type Act = (talk: Talk, opened: Opened) => ChatTurn;

const acts: Readonly<Partial<Record<string, Act>>> = {
  accept: acceptExplanation,
  partly: askHow,
  points: askPoints,
  facts: (talk, opened) => askFacts(talk, opened, {}),
  reject: (talk, opened) => askReason(talk, opened, { outcome: "rejected", change: null }),
};

function playAct(talk: Talk, opened: Opened, args: readonly string[]): ChatTurn {
  const [act = "", , , number = "", value = ""] = args;
  const { state } = talk;
  if (act === "file") return handOutOpened(talk, opened, number);
  if (act === "answer" && isAt(state, "reappraise", "facts")) {
    return pressFact({ ...talk, state }, opened, { number, value });
  }
  return acts[act]?.(talk, opened) ?? stay(talk, talk.world.say.common.staleButton());
}

function notThere(talk: Talk): ChatTurn {
  return stay(talk, talk.world.say.reappraise.notThere());
}
