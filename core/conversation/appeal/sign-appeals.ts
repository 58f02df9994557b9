import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { lengthOf } from "../reading/length-of.ts";
import {
  type ChatTurn,
  type Work,
  before,
  isAt,
  moveTo,
  receiptAt,
  stay,
  together,
  turn,
} from "../talk.ts";
import type { Choice } from "../turn.ts";
import { refuseAppeal, whyNotMoved } from "./appeal-access.ts";
import type { AppealFacts, AppealLine } from "./appeal-facts.ts";
import { reasonLength, wordsOf } from "./appeal-rules.ts";
import { itemsOf, seenOf } from "./hand-in.ts";
import { linesOf, listAppeals } from "./list-appeals.ts";
import { appealSignerOf } from "../sign-off/acting.ts";
import { askSecondFactor, takeSecondFactor } from "../sign-off/second-factor.ts";
import type { FactorProof } from "../sign-off/sign-off-facts.ts";

const pageLength = 5;

/** What was sent up and waits for this leader; empty for others and when nothing may be signed. */
export function waitingForLeader(work: Work): readonly AppealLine[] {
  return linesOf(work).filter(
    ({ facts }) =>
      wordsOf(facts)?.status === "submitted" && whyNotMoved(work, facts, "signAppeal") === null,
  );
}

/** Shows the leader what is at stake, with each explanation, to be signed or given back. */
export function showDigest(work: Work, page: number): ChatTurn {
  const { say } = work.world;
  const lines = waitingForLeader(work);
  if (lines.length === 0) return listAppeals(work, 0);
  const pages = Math.ceil(lines.length / pageLength);
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const some = lines.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = say.appeal.digest({
    ...{ round: work.round, agencyName: work.me.agencyName, fields: work.scheme.fields },
    ...{ all: lines, lines: some, page: shown + 1, pages },
  });
  const choices = [
    [{ key: keyOf("appealDo", "sign"), label: say.appeal.buttons.sign(lines.length) }],
    ...some.map(({ leaf }) => [
      { key: keyOf("appeal", leaf.code), label: say.buttons.openCode(leaf.code) },
      {
        key: keyOf("appealDo", "return", leaf.code),
        label: say.appeal.buttons.giveBack(leaf.code),
      },
    ]),
    pageRow(work, shown, pages),
    [{ key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.list() }],
  ].filter((row) => row.length > 0);
  const state = moveTo(work.state, { flow: "appeal", step: "sign", seen: seenOf(lines) });
  return turn(state, [{ title: say.appeal.digestTitle(), text, choices }]);
}

/** Goes on from the digest to the second factor, if what was shown still is what waits. */
export function signShown(work: Work): ChatTurn {
  const { state } = work;
  if (!isAt(state, "appeal", "sign")) return stay(work, work.world.say.common.staleButton());
  const { seen } = state;
  return (
    whyNotSignable(work, seen) ?? askSecondFactor(work, { flow: "appeal", step: "factor", seen })
  );
}

/** Says why what waits for its signature's code takes none any more; null when it does. */
export function refuseToSignAppeals(work: Work): ChatTurn | null {
  const { state } = work;
  return isAt(state, "appeal", "factor") ? whyNotSignable(work, state.seen) : null;
}

/** Takes the confirmation code and signs all that was shown, if it still is what was shown. */
export function takeSignCode(work: Work): ChatTurn {
  const { state } = work;
  if (!isAt(state, "appeal", "factor")) return stay(work, work.world.say.common.staleButton());
  return takeSecondFactor(work, (proof) => whyNotSignable(work, state.seen) ?? sign(work, proof));
}

function whyNotSignable(work: Work, seen: string): ChatTurn | null {
  const waiting = waitingForLeader(work);
  if (waiting.length === 0) return refuseNothing(work);
  if (seenOf(waiting) === seen) return null;
  return before(showDigest(work, 0), [{ text: work.world.say.appeal.changedMeanwhile() }]);
}

function sign(work: Work, proof: FactorProof): ChatTurn {
  const { say, now } = work.world;
  const waiting = waitingForLeader(work);
  const receipt = receiptAt(work.world);
  const signer = appealSignerOf(work);
  const text = say.appeal.signed({
    ...{ count: waiting.length, receipt, at: now, by: signer.acting },
  });
  const choices = [[{ key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.list() }]];
  return turn(
    moveTo(work.state, { flow: "appeal", step: "list" }),
    [{ title: say.appeal.signedTitle(), text, choices }],
    [
      {
        ...{ kind: "moveAppeals", to: "signed", items: itemsOf(waiting), comment: null },
        ...{ proof, receipt, for: signer.for },
      },
    ],
  );
}

/** Asks the leader for a comment to the leaf that is given back. */
export function askReturn(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotMoved(work, facts, "signAppeal");
  if (refusal) return refuseAppeal(work, refusal, null);
  if (wordsOf(facts)?.status !== "submitted") return stay(work, say.common.staleButton());
  const state = moveTo(work.state, { flow: "appeal", step: "return", code: leaf.code });
  const choices = [[{ key: keyOf("appealDo", "digest"), label: say.appeal.buttons.digest() }]];
  const text = say.appeal.askReturn({ shortest: reasonLength.shortest });
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Gives a leaf back to the officer with the leader's comment. */
export function takeReturn(work: Work, leaf: Leaf, facts: AppealFacts, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotMoved(work, facts, "signAppeal");
  if (refusal) return refuseAppeal(work, refusal, typed);
  const words = wordsOf(facts);
  if (words?.status !== "submitted") {
    return stay(work, [say.appeal.changedMeanwhile(), say.common.typedWas(typed)].join("\n\n"));
  }
  const length = lengthOf(typed);
  if (length < reasonLength.shortest || length > reasonLength.longest) {
    return stay(work, say.appeal.reasonLength({ length, ...reasonLength }));
  }
  const receipt = receiptAt(work.world);
  const items = [{ code: leaf.code, version: words.version }];
  const rest = waitingForLeader(work).filter((line) => line.leaf.code !== leaf.code);
  const state = moveTo(work.state, { flow: "appeal", step: "list" });
  const way: Choice =
    rest.length > 0
      ? { key: keyOf("appealDo", "digest"), label: say.appeal.buttons.digest() }
      : { key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.list() };
  const text = say.appeal.returned({ code: leaf.code, by: words.by, receipt });
  return together(
    { text },
    turn(state, [{ text: say.appeal.stillWaiting(rest.length), choices: [[way]] }]),
    [
      {
        ...{ kind: "moveAppeals", to: "returned", items, comment: typed, receipt },
        for: appealSignerOf(work).for,
      },
    ],
  );
}

/** The phase closed, or somebody else signed, between the digest and the press. */
function refuseNothing(work: Work): ChatTurn {
  const line = linesOf(work).find(({ facts }) => wordsOf(facts)?.status === "submitted");
  const refusal = line && whyNotMoved(work, line.facts, "signAppeal");
  if (refusal) return refuseAppeal(work, refusal, null);
  return before(listAppeals(work, 0), [{ text: work.world.say.appeal.changedMeanwhile() }]);
}

function pageRow({ world: { say } }: Work, page: number, pages: number): readonly Choice[] {
  return [
    ...(page > 0
      ? [{ key: keyOf("appealDo", "digest", page - 1), label: say.buttons.pageBack() }]
      : []),
    ...(page < pages - 1
      ? [{ key: keyOf("appealDo", "digest", page + 1), label: say.buttons.pageOn() }]
      : []),
  ];
}
