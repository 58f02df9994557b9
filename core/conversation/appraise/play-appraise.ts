import type { Actor } from "../../access/actor.ts";
import type { ConversationState } from "../conversation-state.ts";
import type { Understood } from "../read-input.ts";
import { readCode } from "../reading/read-command.ts";
import { readChoiceNumber } from "../read-input.ts";
import { type ChatTurn, type Talk, isAt, refuseTyped, stay } from "../talk.ts";
import type { Need } from "../world.ts";
import { type AppraisalFacts, type LeavesWanted, readScope } from "./appraisal-board.ts";
import { showQueue, showScopes } from "./appraise-menu.ts";
import { askQuestion, takeQuestion } from "./ask-agency.ts";
import { askBulk, confirmBulk } from "./bulk.ts";
import { correctFact, takePressedFact, takeReadingOf, takeTypedFact } from "./correct-fact.ts";
import {
  agree,
  askPoints,
  decide,
  giveZero,
  keepTheirs,
  takePoints,
  takeReason,
} from "./decide.ts";
import { type Judging, judgingAt, refuseJudging, whyNotJudge } from "./judging.ts";
import { handOutFile } from "./hand-out-file.ts";
import { isAppraiser } from "./is-appraiser.ts";
import { goOnFrom, showLeaf } from "./show-leaf.ts";

type AppraiseState = Extract<ConversationState, { readonly flow: "appraise" }>;

/** The leaves that an appraiser's input needs; null when the input is none. */
export function appraisalNeeds(
  me: Actor,
  state: ConversationState,
  understood: Understood,
): readonly Need[] | null {
  if (!isAppraiser(me)) return null;
  if (understood.kind === "command") {
    const { name, argument } = understood.command;
    return name === "appraise" ? [{ kind: "appraisal", ...wantedBy(argument) }] : null;
  }
  if (state.flow !== "appraise") return null;
  const isJudged = understood.kind === "pressed" && understood.verb === "judge";
  if (!isJudged && understood.kind !== "text") return null;
  const action = isJudged ? (understood.args[0] ?? "") : "";
  return [{ kind: "appraisal", ...wantedAt(state), isBulk: action.startsWith("bulk") }];
}

/** `/thamdinh`, `/thamdinh STC`, `/thamdinh 1.1.3`, `/thamdinh 1.1.3 STC`. */
export function playAppraise(talk: Talk, argument: string): ChatTurn {
  const facts = factsFor(talk);
  if (!facts) return stay(talk, talk.world.say.appraise.noAppraiser());
  const [way = "", page] = argument.split(" ");
  if (way === "") return showQueue(talk, facts);
  if (way === "byAgency" || way === "byLeaf") {
    return showScopes(talk, facts, way, Number(page ?? 0));
  }
  const { at, scope } = wantedBy(argument);
  if (!at) return goOnFrom(talk, facts, { at, scope });
  const judging = judgingAt(talk, facts, at, scope);
  return judging ? openLeaf(judging) : stay(talk, talk.world.say.appraise.noSuchLeaf(at));
}

/** Plays a pressed button of an appraiser; one of an older message changes nothing. */
export function playJudge(talk: Talk, [action = "", ...args]: readonly string[]): ChatTurn {
  const facts = factsFor(talk);
  const { state } = talk;
  if (!facts) return stay(talk, talk.world.say.appraise.noAppraiser());
  if (state.flow !== "appraise") return stale(talk);
  if (action.startsWith("bulk")) return playBulk(talk, facts, action);
  const judging = judgingIn(talk, facts, state);
  const [agency, code, ...more] = args;
  if (judging?.agency.code !== agency || judging?.leaf.code !== code) return stale(talk);
  return judging ? playAtLeaf(judging, action, more) : stale(talk);
}

function playBulk(talk: Talk, facts: AppraisalFacts, action: string): ChatTurn {
  const { state } = talk;
  if (state.flow !== "appraise" || !("scope" in state)) return stale(talk);
  const scope = readScope(state.scope);
  if (action === "bulk") return askBulk(talk, facts, scope);
  return state.step === "bulk" ? confirmBulk(talk, facts, scope) : stale(talk);
}

/** Plays words typed by an appraiser; null when the step takes none. */
export function playAppraiseTyped(talk: Talk, text: string): ChatTurn | null {
  const { state } = talk;
  const facts = factsFor(talk);
  if (state.flow !== "appraise") return null;
  if (!facts) return refuseTyped(talk, talk.world.say.appraise.noAppraiser(), text);
  const judging = judgingIn(talk, facts, state);
  const taken = judging && takeText(judging, text);
  if (taken) return taken;
  const number = readChoiceNumber(state, text);
  return number?.kind === "pressed" && number.verb === "judge"
    ? playJudge(talk, number.args)
    : null;
}

function playAtLeaf(judging: Judging, action: string, more: readonly string[]): ChatTurn {
  const { state, facts, at, scope } = judging;
  if (state.flow !== "appraise" || !("seen" in state)) return stale(judging);
  switch (action) {
    case "skip":
      return goOnFrom(judging, facts, { at, scope });
    case "card":
      return openLeaf(judging);
    case "points":
      return askPoints(judging, state.seen);
    case "ask":
      return askQuestion(judging);
    case "fix":
      return correctFact(judging, state.seen);
    case "agree":
      return agree(judging, state.seen);
    case "zero":
      return giveZero(judging, state.seen);
    default:
      return playAtStep(judging, action, more);
  }
}

function playAtStep(judging: Judging, action: string, [place = "", value = ""]: readonly string[]) {
  if (action === "file") return handOutFile(judging, place);
  const { state } = judging;
  if (action === "fact" && isAt(state, "appraise", "fact")) {
    return takePressedFact({ ...judging, state }, place, value);
  }
  if (action === "reading" && isAt(state, "appraise", "doubt")) {
    return takeReadingOf({ ...judging, state }, Number(place));
  }
  return playConflict(judging, action);
}

function playConflict(judging: Judging, action: string): ChatTurn {
  const { state } = judging;
  if (!isAt(state, "appraise", "conflict")) return stale(judging);
  if (action === "keep") return keepTheirs(judging);
  return action === "mine" ? decide(judging, state.value, state.seen) : stale(judging);
}

function takeText(judging: Judging, text: string): ChatTurn | null {
  const { state } = judging;
  if (isAt(state, "appraise", "fact")) return takeTypedFact({ ...judging, state }, text);
  if (isAt(state, "appraise", "doubt")) {
    const { agency, leaf, scope, seen, given } = state;
    const asking = {
      ...state,
      flow: "appraise",
      step: "fact",
      agency,
      leaf,
      scope,
      seen,
      given,
    } as const;
    return takeTypedFact({ ...judging, state: asking }, text);
  }
  if (isAt(state, "appraise", "points")) return takePoints(judging, text, state.seen);
  if (isAt(state, "appraise", "reason")) return takeReason(judging, state, text);
  return isAt(state, "appraise", "ask") ? takeQuestion(judging, text) : null;
}

/** A leaf that is not this person's business is not shown; others are, decided or not. */
function openLeaf(judging: Judging): ChatTurn {
  const refusal = whyNotJudge(judging);
  return refusal?.kind === "ownAgency" || refusal?.kind === "noRight"
    ? refuseJudging(judging, refusal, null)
    : showLeaf(judging);
}

function judgingIn(talk: Talk, facts: AppraisalFacts, state: AppraiseState): Judging | null {
  if (!("leaf" in state)) return null;
  const at = { agencyCode: state.agency, code: state.leaf };
  return judgingAt(talk, facts, at, readScope(state.scope));
}

function wantedBy(argument: string): LeavesWanted {
  const [first = "", second = ""] = argument.split(/\s+/);
  if (first === "" || first === "*" || first.startsWith("by")) {
    return { at: null, scope: { kind: "rest" }, isBulk: false };
  }
  const code = /^\d/.test(first) ? readCode(first) : null;
  if (code === null) {
    return { at: null, scope: readScope(first.toUpperCase()), isBulk: false };
  }
  if (second === "") return { at: null, scope: { kind: "leaf", code }, isBulk: false };
  const at = { agencyCode: second.toUpperCase(), code };
  return { at, scope: { kind: "rest" }, isBulk: false };
}

function wantedAt(state: AppraiseState): Omit<LeavesWanted, "isBulk"> {
  const scope = readScope("scope" in state ? state.scope : "*");
  return { at: "leaf" in state ? { agencyCode: state.agency, code: state.leaf } : null, scope };
}

function factsFor({ world, me }: Talk): AppraisalFacts | null {
  return isAppraiser(me) ? (world.found.appraisal ?? null) : null;
}

function stale(talk: Talk): ChatTurn {
  return stay(talk, talk.world.say.common.staleButton());
}
