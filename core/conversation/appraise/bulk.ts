import type { AppraisalPart, AppraisalRefusal } from "./appraised-value.ts";
import { drawSample } from "../../appraisal/draw-sample.ts";
import { keyOf } from "../choice-keys.ts";
import type { Effect } from "../effect.ts";
import { type ChatTurn, type Talk, moveTo, receiptAt, turn } from "../talk.ts";
import {
  type AppraisalFacts,
  type Scope,
  leafKey,
  openOf,
  queueOf,
  scopeText,
} from "./appraisal-board.ts";
import { agreed } from "./decide.ts";
import {
  type Judging,
  flagsAt,
  judgingAt,
  mayAgree,
  refuseJudging,
  versionsOf,
  whyNotJudge,
} from "./judging.ts";

/** At most so many leaves are agreed with at once: each is a row and a link of the ledger. */
const mostAtOnce = 100;

/** Tells what could be agreed with in one go, and asks to confirm. */
export function askBulk(talk: Talk, facts: AppraisalFacts, scope: Scope): ChatTurn {
  const { say } = talk.world;
  const { open, plain, refusal } = bulkOf(talk, facts, scope);
  if (refusal) return refuseJudging(talk, refusal, null);
  const drawn = drawSample(plain.map(nameOf), facts.spotCheckPercent, "count").length;
  const canAgree = plain.length > drawn;
  const text = say.appraise.bulk({
    ...{ scope, open, plain: plain.length, drawn, percent: facts.spotCheckPercent },
    names: plain.slice(0, 12).map(nameOf),
  });
  const choices = [
    ...(canAgree
      ? [
          [
            {
              key: keyOf("judge", "bulkYes"),
              label: say.appraise.buttons.bulkYes(plain.length - drawn),
            },
          ],
        ]
      : []),
    [{ key: keyOf("appraise", scopeText(scope)), label: say.buttons.back() }],
  ];
  const state = moveTo(talk.state, { flow: "appraise", step: "bulk", scope: scopeText(scope) });
  return turn(state, [{ title: say.appraise.bulkTitle(), text, choices }]);
}

/**
 * Agrees with every leaf of the scope where nothing is flagged, but for a sample that is drawn for
 * single judgement: from this turn's receipt as seed, so that anyone can draw again.
 */
export function confirmBulk(talk: Talk, facts: AppraisalFacts, scope: Scope): ChatTurn {
  const { say } = talk.world;
  const { plain } = bulkOf(talk, facts, scope);
  const receipt = receiptAt(talk.world);
  const sample = new Set(drawSample(plain.map(nameOf), facts.spotCheckPercent, receipt));
  const left = plain.filter((judging) => sample.has(nameOf(judging)));
  const taken = plain.filter((judging) => !sample.has(nameOf(judging)));
  const [first] = plain;
  if (!first || taken.length === 0) return askBulk(talk, facts, scope);
  const note: Effect = {
    ...{ kind: "noteBulk", roundId: facts.round.id, part: first.part, seed: receipt, receipt },
    agencyId: scope.kind === "agency" ? first.agency.id : null,
    code: scope.kind === "leaf" ? scope.code : null,
    percent: facts.spotCheckPercent,
    list: plain.map(nameOf),
    sample: left.map(({ agency, at }) => ({ agencyId: agency.id, code: at.code })),
    sampleNames: left.map(nameOf),
  };
  const effects = [
    ...taken.map((judging, place) => agreeing(judging, `${receipt}-${place + 1}`)),
    note,
  ];
  const state = moveTo(talk.state, { flow: "appraise", step: "choose" });
  const text = say.appraise.bulkDone({
    ...{ taken: taken.length, sample: left.map(nameOf), seed: receipt, receipt },
  });
  const choices = [
    [{ key: keyOf("appraise", scopeText(scope)), label: say.appraise.buttons.goOn() }],
    [{ key: keyOf("appraise"), label: say.appraise.buttons.queue() }],
  ];
  return turn(state, [{ title: say.appraise.bulkTitle(), text, choices }], effects);
}

function agreeing(judging: Judging, receipt: string): Effect {
  const { facts, agency, at, part } = judging;
  return {
    ...{ kind: "appraise", roundId: facts.round.id, agencyId: agency.id, code: at.code, part },
    ...{ isGiven: false, value: agreed(judging), receipt },
    selfVersion: versionsOf(judging).self,
    expectedVersion: versionsOf(judging).value,
  };
}

interface Bulk {
  readonly open: number;
  readonly plain: readonly Judging[];
  /** Why none of what is open may be decided now; null when some may, or nothing is open. */
  readonly refusal: AppraisalRefusal | null;
}

/** All that is open of a scope, and of these the leaves where nothing speaks against agreeing. */
function bulkOf(talk: Talk, facts: AppraisalFacts, scope: Scope): Bulk {
  const open = openOf(queueOf(facts, talk.me.staffId), scope);
  const judgings = open.flatMap((item) => judgingAt(talk, facts, item, scope) ?? []);
  const refusals = judgings.map(whyNotJudge);
  const refusal = refusals.includes(null) ? null : (refusals[0] ?? null);
  const part: AppraisalPart | undefined = judgings[0]?.part;
  const plain = judgings.filter(
    (judging) =>
      judging.part === part &&
      !facts.spotChecks.has(leafKey(judging.at)) &&
      mayAgree(judging) &&
      flagsAt(judging).length === 0 &&
      whyNotJudge(judging) === null,
  );
  return { open: open.length, plain: plain.slice(0, mostAtOnce), refusal };
}

function nameOf({ at }: Judging): string {
  return leafKey(at);
}
