import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { lengthOf } from "../reading/length-of.ts";
import { type ChatTurn, type Work, moveTo, receiptAt, stay, together, turn } from "../talk.ts";
import { refuseAppeal, whyNotAppealable, whyNotMoved } from "./appeal-access.ts";
import type { AppealEffect } from "./appeal-effects.ts";
import type { AppealFacts, AppealWords } from "./appeal-facts.ts";
import { showProofQuestion } from "./appeal-proof.ts";
import { explanationLength, wordsOf } from "./appeal-rules.ts";
import { goOnAppealing } from "./list-appeals.ts";

/** Asks for the explanation, or for another in place of the one that stands. */
export function askExplanation(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, null);
  const present = wordsOf(facts)?.explanation ?? null;
  const text = [
    ...(present === null ? [] : [say.appeal.present(present)]),
    say.appeal.askExplanation(explanationLength),
  ].join("\n\n");
  const choices = [[{ key: keyOf("appealDo", "show", leaf.code), label: say.buttons.back() }]];
  return turn(explainAt(work, leaf, facts), [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Takes the typed explanation; words that somebody else wrote meanwhile are shown beside it. */
export function takeExplanation(
  work: Work,
  leaf: Leaf,
  facts: AppealFacts,
  typed: string,
): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, typed);
  const length = lengthOf(typed);
  const { shortest, longest } = explanationLength;
  if (length < shortest) return stay(work, say.evidence.explanationTooShort({ length, shortest }));
  if (length > longest) return stay(work, say.evidence.explanationTooLong({ length, longest }));
  const words = wordsOf(facts);
  const seen = "seen" in work.state ? work.state.seen : "";
  if (words && words.receipt !== seen && words.explanation !== typed) {
    return showOther(work, { leaf, facts }, words, typed);
  }
  const receipt = receiptAt(work.world);
  const text = say.appeal.explained({ code: leaf.code, receipt, replaced: words !== null });
  return together({ text }, showProofQuestion(work, leaf), [
    saved({ leaf, facts }, { answer: "explained", explanation: typed, receipt }),
  ]);
}

/** Takes the appraised value as it is, in one tap. */
export function acceptAppraisal(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, null);
  const receipt = receiptAt(work.world);
  const text = work.world.say.appeal.accepted({ leaf, facts, receipt });
  return together({ text }, goOnAppealing(work, leaf.code), [
    saved({ leaf, facts }, { answer: "accepted", explanation: null, receipt }),
  ]);
}

/** Takes back what was said, until the leader has signed it; the text is repeated for reuse. */
export function withdrawAppeal(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotMoved(work, facts, "appeal");
  if (refusal) return refuseAppeal(work, refusal, null);
  const words = wordsOf(facts);
  if (!words) return stay(work, say.common.staleButton());
  if (words.status === "signed") return refuseAppeal(work, { kind: "signed" }, null);
  const receipt = receiptAt(work.world);
  const text = [
    say.appeal.withdrawn({ code: leaf.code, receipt }),
    ...(words.explanation === null ? [] : [say.common.typedWas(words.explanation)]),
  ].join("\n\n");
  const items = [{ code: leaf.code, version: words.version }];
  const state = moveTo(work.state, { flow: "appeal", step: "view", code: leaf.code });
  const choices = [
    [
      { key: keyOf("appealDo", "explain", leaf.code), label: say.appeal.buttons.explain(false) },
      { key: keyOf("appealDo", "page", 0), label: say.appeal.buttons.list() },
    ],
  ];
  return turn(
    state,
    [{ text, choices }],
    [{ kind: "moveAppeals", to: "withdrawn", items, comment: null, receipt }],
  );
}

function explainAt(work: Work, leaf: Leaf, facts: AppealFacts): Work["state"] {
  return moveTo(work.state, {
    ...{ flow: "appeal", step: "explain", code: leaf.code },
    ...{ seen: facts.words?.receipt ?? "" },
  });
}

function showOther(
  work: Work,
  { leaf, facts }: { readonly leaf: Leaf; readonly facts: AppealFacts },
  words: AppealWords,
  typed: string,
): ChatTurn {
  const text = work.world.say.appeal.changedByOther({ words, mine: typed });
  const choices = [
    [
      {
        key: keyOf("appealDo", "show", leaf.code),
        label: work.world.say.buttons.keepTheirs(words.by),
      },
    ],
  ];
  return turn(explainAt(work, leaf, facts), [{ text, choices }]);
}

function saved(
  { leaf, facts }: { readonly leaf: Leaf; readonly facts: AppealFacts },
  words: {
    readonly answer: "explained" | "accepted";
    readonly explanation: string | null;
    readonly receipt: string;
  },
): AppealEffect {
  return {
    kind: "saveAppeal",
    code: leaf.code,
    ...words,
    expectedVersion: facts.words?.version ?? 0,
    valueVersion: facts.appraised.version,
  };
}
