import { keyOf } from "../choice-keys.ts";
import type { LastYearLeaf } from "../last-year/last-year-facts.ts";
import { lastYearRow } from "../last-year/show-last-year.ts";
import { type ChatTurn, type Talk, moveTo, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import {
  type AppraisalFacts,
  type LeafAt,
  type Scope,
  isIn,
  leafKey,
  linked,
  nextAfter,
  openOf,
  queueOf,
  scopeText,
} from "./appraisal-board.ts";
import { fileRows } from "./file-reply.ts";
import {
  type Judging,
  flagsAt,
  judgeChoice,
  judgingAt,
  mayAgree,
  placeOf,
  traceAt,
  valueOf,
  whyNotJudge,
} from "./judging.ts";

const longestList = 6;

/** Shows a leaf with all that is looked at, and what can be decided. */
export function showLeaf(judging: Judging): ChatTurn {
  const { world, facts, at, leaf } = judging;
  const { say } = world;
  const text = say.appraise.card({
    ...{
      isDemo: facts.round.isDemo,
      isTraining: facts.round.isTraining,
      agency: judging.agency,
      leaf,
      part: judging.part,
    },
    left: openOf(queueOf(facts, judging.me.staffId), judging.scope).length,
    scope: judging.scope,
    said: at.said,
    past: pastOf(judging),
    trace: traceAt(judging),
    evidence: linked(at.evidence.slice(0, longestList), world.publicUrl),
    moreEvidence: Math.max(0, at.evidence.length - longestList),
    flags: flagsAt(judging),
    value: valueOf(judging),
    askedAt: at.askedAt,
    isSpotCheck: facts.spotChecks.has(leafKey(at)),
    refusal: whyNotJudge(judging),
  });
  const state = moveTo(judging.state, { ...placeOf(judging), step: "view" });
  return turn(state, [{ title: say.leaf.title(leaf), text, choices: cardRows(judging) }]);
}

function pastOf({ world, agency, leaf }: Judging): LastYearLeaf | null {
  return world.found.lastYears?.get(agency.code)?.get(leaf.code) ?? null;
}

/** Goes to the next leaf of the scope that is still to do; says so when there is none. */
export function goOnFrom(
  talk: Talk,
  facts: AppraisalFacts,
  { at, scope }: { readonly at: LeafAt | null; readonly scope: Scope },
): ChatTurn {
  const { say } = talk.world;
  const queue = queueOf(facts, talk.me.staffId);
  const next = nextAfter(queue, scope, at);
  const judging = next && judgingAt(talk, facts, next, scope);
  if (judging) return showLeaf(judging);
  const isLast = at !== null && openOf(queue, scope).some((item) => isSame(item, at));
  const state = moveTo(talk.state, { flow: "appraise", step: "choose" });
  const mine = queue.filter((item) => isIn(item, scope)).length;
  const text = say.appraise.scopeDone({ scope, mine, onlyLeft: isLast ? at : null });
  return turn(state, [
    { text, choices: [[{ key: keyOf("appraise"), label: say.appraise.buttons.queue() }]] },
  ]);
}

function isSame(one: LeafAt, other: LeafAt): boolean {
  return leafKey(one) === leafKey(other);
}

function cardRows(judging: Judging): readonly (readonly Choice[])[] {
  const { buttons } = judging.world.say.appraise;
  const deciding = whyNotJudge(judging) === null ? decidingRows(judging) : [];
  const shown = { evidence: judging.at.evidence, filesInChat: judging.facts.filesInChat };
  const files = fileRows(judging, shown, (receipt) =>
    keyOf("judge", "file", judging.agency.code, judging.leaf.code, receipt),
  );
  const isBulk = judging.scope.kind !== "rest" && deciding.length > 0;
  return [
    ...deciding,
    ...files,
    ...lastYearRow(judging, pastOf(judging) ?? undefined, [judging.at.code, judging.agency.code]),
    [judgeChoice(judging, "skip", buttons.skip())],
    [
      ...(isBulk ? [{ key: keyOf("judge", "bulk"), label: buttons.bulk() }] : []),
      { key: keyOf("appraise"), label: buttons.queue() },
    ],
  ];
}

function decidingRows(judging: Judging): readonly (readonly Choice[])[] {
  const { leaf, at, world } = judging;
  const { buttons } = world.say.appraise;
  const choice = (action: string, label: string): Choice => judgeChoice(judging, action, label);
  const points = choice("points", buttons.points());
  if (leaf.source !== "self") return [[points]];
  const isRequest = at.said !== null && at.said.notApplicable !== null;
  const agree = isRequest ? buttons.acceptNotApplicable() : buttons.agree();
  return [
    mayAgree(judging)
      ? [choice("agree", agree)]
      : [choice("zero", at.said?.answer ? buttons.zeroNoProof() : buttons.zeroUnanswered())],
    [choice("fix", isRequest ? buttons.refuseNotApplicable() : buttons.fix()), points],
    [choice("ask", buttons.ask())],
  ];
}

/** The list of scopes to choose from needs the scope's name on its buttons. */
export function scopeChoice(scope: Scope, label: string): Choice {
  return { key: keyOf("appraise", scopeText(scope)), label };
}
