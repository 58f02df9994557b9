import { afterDeciding } from "./appraisal-board.ts";
import type { AppraisedValue } from "./appraised-value.ts";
import { decimal, compare, roundHalfUp } from "../../rational.ts";
import { unitsPerPoint } from "../../scoring/compile-scheme.ts";
import type { LeafTrace } from "../../scoring/trace.ts";
import type { PendingValue } from "./appraisal-effect.ts";
import { lengthOf } from "../reading/length-of.ts";
import { readNumber } from "../reading/read-number.ts";
import { sameAnswer } from "../self-score/same-answer.ts";
import { scoreOwn } from "../self-score/score-own.ts";
import type { Choice } from "../turn.ts";
import { type ChatTurn, before, moveTo, receiptAt, stay, turn } from "../talk.ts";

import {
  type Judging,
  judgeChoice,
  mayAgree,
  placeOf,
  refuseJudging,
  valueOf,
  versionsOf,
  whyNotJudge,
} from "./judging.ts";
import { goOnFrom, showLeaf } from "./show-leaf.ts";

const shortestReason = 20;
const longestReason = 1000;

/** Lets the agency's own score stand, or its request that the leaf not apply. */
export function agree(judging: Judging, seen: string): ChatTurn {
  if (!mayAgree(judging)) return stay(judging, judging.world.say.common.staleButton());
  return decide(judging, agreed(judging), seen);
}

/** Gives 0 where there is neither evidence nor an explanation, or no answer at all. */
export function giveZero(judging: Judging, seen: string): ChatTurn {
  const { at, world, leaf } = judging;
  if (mayAgree(judging) || leaf.source !== "self") {
    return stay(judging, world.say.common.staleButton());
  }
  const answer = at.said?.answer ?? null;
  const reason = world.say.appraise.zeroReason({ isAnswered: answer !== null });
  const value = { verdict: "set", answer, setPoints: 0, points: 0, notApplicable: null } as const;
  return decide(judging, { ...value, reason }, seen);
}

/** Asks for points to be set by hand. */
export function askPoints(judging: Judging, seen: string): ChatTurn {
  const { say } = judging.world;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, null);
  const state = moveTo(judging.state, { ...placeOf(judging), seen, step: "points" });
  const text = say.appraise.askPoints({ leaf: judging.leaf });
  return turn(state, [{ text, choices: [backRow(judging)] }]);
}

/** Takes typed points: between 0 and the maximum, in at most ten-thousandths. */
export function takePoints(judging: Judging, typed: string, seen: string): ChatTurn {
  const { say } = judging.world;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, typed);
  const read = readPoints(judging, typed);
  if (!read.ok) return stay(judging, read.text, [backRow(judging)]);
  const { points, answer } = read;
  const isOwn = points === judging.at.said?.points && judging.at.said.notApplicable === null;
  if (isOwn && mayAgree(judging)) return decide(judging, agreed(judging), seen);
  const value: PendingValue = {
    ...{ verdict: "set", answer, setPoints: points, points },
    ...{ notApplicable: null, reason: null },
  };
  return askReason(judging, value, { trace: null, seen, said: say.appraise.pointsRead(points) });
}

/** Asks why the value differs from the agency's own. */
export function askReason(
  judging: Judging,
  value: PendingValue,
  about: { readonly trace: LeafTrace | null; readonly seen: string; readonly said: string | null },
): ChatTurn {
  const { say } = judging.world;
  const { trace, seen, said } = about;
  const state = moveTo(judging.state, { ...placeOf(judging), seen, step: "reason", value });
  const text = say.appraise.askReason({
    ...{ leaf: judging.leaf, value, trace, said, shortest: shortestReason },
  });
  return turn(state, [{ text, choices: [backRow(judging)] }]);
}

/** Takes the typed reason and keeps the value. */
export function takeReason(
  judging: Judging,
  { value, seen }: { readonly value: PendingValue; readonly seen: string },
  typed: string,
): ChatTurn {
  const { say } = judging.world;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestReason || length > longestReason) {
    const bounds = { length, shortest: shortestReason, longest: longestReason };
    return stay(judging, say.appraise.reasonLength(bounds), [backRow(judging)]);
  }
  return decide(judging, { ...value, reason: typed }, seen);
}

/** Keeps a value, unless the agency's content or the value has changed since it was shown. */
export function decide(judging: Judging, value: PendingValue, seen: string): ChatTurn {
  const { say } = judging.world;
  const typed = value.reason;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, typed);
  const { self, value: version } = versionsOf(judging);
  const [selfSeen, valueSeen] = seen.split(".").map(Number);
  if (self !== selfSeen) {
    const kept = typed === null ? [] : [say.common.typedWas(typed)];
    const text = [say.appraise.changedByAgency(), ...kept].join("\n\n");
    return before(showLeaf(judging), [{ text }]);
  }
  const standing = valueOf(judging);
  return standing && version !== valueSeen && !isSameDecision(standing, value)
    ? showConflict(judging, standing, value)
    : keep(judging, value);
}

/** Leaves what the other appraiser has decided. */
export function keepTheirs(judging: Judging): ChatTurn {
  const { facts, at, scope, world } = judging;
  const by = valueOf(judging)?.by ?? "";
  const following = goOnFrom(judging, facts, { at, scope });
  return before(following, [{ text: world.say.appraise.keptTheirs({ by, code: at.code }) }]);
}

/** What agreeing means: the agency's own content, unchanged. */
export function agreed({ at }: Judging): PendingValue {
  return {
    verdict: "agreed",
    answer: at.said?.answer ?? null,
    setPoints: null,
    points: at.said?.points ?? null,
    notApplicable: at.said?.notApplicable ?? null,
    reason: null,
  };
}

/** The way back to the leaf's card. */
export function backRow(judging: Judging): readonly Choice[] {
  return [judgeChoice(judging, "card", judging.world.say.buttons.back())];
}

function showConflict(judging: Judging, theirs: AppraisedValue, value: PendingValue): ChatTurn {
  const { say } = judging.world;
  const { leaf, at } = judging;
  const state = moveTo(judging.state, { ...placeOf(judging), step: "conflict", value });
  const text = say.appraise.conflict({ leaf, said: at.said, theirs, mine: value });
  const choices = [
    [judgeChoice(judging, "keep", say.buttons.keepTheirs(theirs.by))],
    [judgeChoice(judging, "mine", say.buttons.useMine())],
  ];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

function keep(judging: Judging, value: PendingValue): ChatTurn {
  const { world, facts, agency, at, leaf, part, scope } = judging;
  const receipt = receiptAt(world);
  const text = world.say.appraise.saved({ agency, leaf, said: at.said, value, receipt });
  const title = world.say.appraise.savedTitle({ leaf, value });
  const { staffId } = judging.me;
  const board = afterDeciding(facts, at, { part, staffId });
  const following = goOnFrom(judging, board, { at, scope });
  return before(
    following,
    [{ title, text }],
    [
      {
        ...{ kind: "appraise", roundId: facts.round.id, agencyId: agency.id, code: at.code, part },
        ...{ isGiven: leaf.source === "appraiser", value, receipt },
        selfVersion: versionsOf(judging).self,
        expectedVersion: versionsOf(judging).value,
      },
    ],
  );
}

function isSameDecision(one: AppraisedValue, other: PendingValue): boolean {
  const isSameFacts =
    one.answer === null || other.answer === null
      ? one.answer === other.answer
      : sameAnswer(one.answer, other.answer);
  return (
    isSameFacts && one.setPoints === other.setPoints && one.notApplicable === other.notApplicable
  );
}

type PointsReading =
  | { readonly ok: true; readonly points: number; readonly answer: PendingValue["answer"] }
  | { readonly ok: false; readonly text: string };

function readPoints({ world, scheme, leaf, at }: Judging, typed: string): PointsReading {
  const { say } = world;
  const reading = readNumber(typed.replace(/\s*(điểm|points?)\s*$/iu, ""), false);
  // Points run to a few units: "1.250" can only be a decimal here.
  const text =
    reading.kind === "doubt" ? reading.decimal : reading.kind === "number" ? reading.value : "";
  const isFine = /^\d+(\.\d{1,4})?$/.test(text);
  if (!isFine || compare(decimal(text), decimal(leaf.max)) > 0) {
    return { ok: false, text: say.appraise.misreadPoints({ leaf }) };
  }
  if (leaf.source === "appraiser") {
    const scored = scoreOwn({ scheme, world }, leaf, { points: text });
    if (!scored.ok) return { ok: false, text: say.leaf.problem(scored.error) };
    return { ok: true, points: scored.value.points ?? 0, answer: scored.value.answer };
  }
  return {
    ok: true,
    points: roundHalfUp(decimal(text), unitsPerPoint),
    answer: at.said?.answer ?? null,
  };
}
