import type { Opened } from "../appeal/appeal-facts.ts";
import { compare, decimal, isWhole, rational, roundHalfUp, times } from "../../rational.ts";
import { unitsPerPoint } from "../../scoring/compile-scheme.ts";
import {
  type Decision,
  type PartlyChange,
  boundsOf,
  decide,
  reasonLength,
} from "../appeal/appeal-rules.ts";
import type { AppealEffect, NewValue } from "../appeal/appeal-effects.ts";
import type { AppealOutcome } from "../appeal/appeal-kinds.ts";
import { keyOf } from "../choice-keys.ts";
import type { ReappraisePosition } from "./reappraise-position.ts";
import { lengthOf } from "../reading/length-of.ts";
import { readNumber } from "../reading/read-number.ts";
import { maxOf } from "../self-score/leaf-standing.ts";
import { nextQuestion } from "../self-score/questions.ts";
import { scoreOwn } from "../self-score/score-own.ts";
import type { Choice } from "../turn.ts";
import { type ChatTurn, type Talk, before, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { refuseReappraise, seenOf, whyNotDecidable } from "./opened.ts";
import { showOpened, wayRow } from "./show-reappraisals.ts";

/** A talk that asks why an explanation is followed in part or not at all. */
export type Reasoning = Talk & {
  readonly state: Talk["state"] & Extract<ReappraisePosition, { readonly step: "reason" }>;
};

type Change = Reasoning["state"]["change"];

/** Follows the explanation: the agency's own value counts again. */
export function acceptExplanation(talk: Talk, opened: Opened): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, null);
  const reason = talk.world.say.reappraise.acceptedReason();
  return store(talk, opened, { outcome: "accepted", reason });
}

/** Asks whether points are set or facts corrected. */
export function askHow(talk: Talk, opened: Opened): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, null);
  const { say } = talk.world;
  const { agencyCode, leaf, facts } = opened;
  const key = (act: string): string => keyOf("reappraiseDo", act, agencyCode, leaf.code);
  const hasQuestions = leaf.source === "self" && nextQuestion(leaf.rule, {}) !== null;
  const choices = [
    [
      { key: key("points"), label: say.reappraise.buttons.points() },
      ...(hasQuestions ? [{ key: key("facts"), label: say.reappraise.buttons.facts() }] : []),
    ],
    [{ key: keyOf("reappraise", agencyCode, leaf.code), label: say.buttons.back() }],
  ];
  const text = say.reappraise.askHow(boundsOf(facts, maxOf(leaf)));
  return turn(talk.state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Asks for points between the two values. */
export function askPoints(talk: Talk, opened: Opened): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, null);
  const { say } = talk.world;
  const { agencyCode, leaf, facts } = opened;
  const state = moveTo(talk.state, {
    ...{ flow: "reappraise", step: "points" },
    ...{ agency: agencyCode, leaf: leaf.code },
  });
  const text = say.reappraise.askPoints(boundsOf(facts, maxOf(leaf)));
  return turn(state, [{ text, choices: [backRow(talk, opened)] }]);
}

/** Takes typed points, or says between which they must lie. */
export function takePoints(talk: Talk, opened: Opened, typed: string): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, typed);
  const points = readPoints(typed);
  if (points === null) return stay(talk, talk.world.say.reappraise.notPoints());
  return askReasonFor(talk, opened, { kind: "points", points });
}

/** Asks why, once the change is known to lie between the two values. */
export function askReasonFor(talk: Talk, opened: Opened, change: PartlyChange): ChatTurn {
  const tried = decide(opened.facts, { outcome: "partly", change, reason: "" }, maxOf(opened.leaf));
  if (!tried.ok) {
    return stay(talk, talk.world.say.reappraise.outsideBounds(tried.error), [
      backRow(talk, opened),
    ]);
  }
  const kept = change.kind === "points" ? { points: change.points } : { answer: change.answer };
  return askReason(talk, opened, { outcome: "partly", change: kept });
}

/** Asks for the reason, which the agency will read. */
export function askReason(
  talk: Talk,
  opened: Opened,
  { outcome, change }: { readonly outcome: "partly" | "rejected"; readonly change: Change },
): ChatTurn {
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, null);
  const state = moveTo(talk.state, {
    ...{ flow: "reappraise", step: "reason", agency: opened.agencyCode, leaf: opened.leaf.code },
    ...{ outcome, change, seen: seenOf(opened) },
  });
  const text = talk.world.say.reappraise.askReason({ outcome, shortest: reasonLength.shortest });
  return turn(state, [{ text, choices: [backRow(talk, opened)] }]);
}

/** Takes the reason and stores the second appraisal, if nothing has changed since it was asked. */
export function takeReason(talk: Reasoning, opened: Opened, typed: string): ChatTurn {
  const { say } = talk.world;
  const refusal = whyNotDecidable(talk, opened);
  if (refusal) return refuseReappraise(talk, refusal, typed);
  const length = lengthOf(typed);
  if (length < reasonLength.shortest || length > reasonLength.longest) {
    return stay(talk, say.appeal.reasonLength({ length, ...reasonLength }));
  }
  const decision = decisionOf(talk, opened, typed);
  if (talk.state.seen !== seenOf(opened) || !decision) {
    const text = [say.reappraise.changedMeanwhile(), say.common.typedWas(typed)].join("\n\n");
    return before(showOpened(talk, opened), [{ text }]);
  }
  return store(talk, opened, decision);
}

function decisionOf(talk: Reasoning, { scheme, leaf }: Opened, reason: string): Decision | null {
  const { outcome, change } = talk.state;
  if (outcome === "rejected" || change === null) return { outcome: "rejected", reason };
  if ("points" in change) {
    return { outcome, change: { kind: "points", points: change.points }, reason };
  }
  const scored = scoreOwn({ scheme, world: talk.world }, leaf, change.answer);
  if (!scored.ok) return null;
  const { answer, points } = scored.value;
  return { outcome, change: { kind: "facts", answer, points }, reason };
}

function store(talk: Talk, opened: Opened, decision: Decision): ChatTurn {
  const { say } = talk.world;
  const decided = decide(opened.facts, decision, maxOf(opened.leaf));
  if (!decided.ok) return stay(talk, say.reappraise.outsideBounds(decided.error));
  const receipt = receiptAt(talk.world);
  const { outcome } = decision;
  const text = say.reappraise.stored({ opened, outcome, value: decided.value, receipt });
  const state = moveTo(talk.state, { flow: "reappraise", step: "list" });
  return turn(
    state,
    [{ title: say.reappraise.storedTitle(opened.leaf), text, choices: [wayRow(talk, opened)] }],
    [effectOf(opened, { outcome, value: decided.value, receipt })],
  );
}

function effectOf(
  { round, agencyId, facts }: Opened,
  decided: {
    readonly outcome: AppealOutcome;
    readonly value: NewValue;
    readonly receipt: string;
  },
): AppealEffect {
  return {
    kind: "answerAppeal",
    ...{ roundId: round.id, agencyId, code: facts.code, ...decided },
    appealVersion: facts.words?.version ?? 0,
    selfVersion: facts.self.version,
    expectedVersion: facts.explained?.version ?? 0,
  };
}

/** "1,25" as ten-thousandths; null for anything else, finer points and negative ones. */
function readPoints(text: string): number | null {
  const reading = readNumber(text, false);
  if (reading.kind === "none") return null;
  const value = decimal(reading.kind === "doubt" ? reading.decimal : reading.value);
  const isFine = isWhole(times(value, rational(unitsPerPoint)));
  return isFine && compare(value, rational(0)) >= 0 ? roundHalfUp(value, unitsPerPoint) : null;
}

function backRow({ world: { say } }: Talk, { agencyCode, leaf }: Opened): readonly Choice[] {
  return [{ key: keyOf("reappraise", agencyCode, leaf.code), label: say.buttons.back() }];
}
