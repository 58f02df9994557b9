import { may } from "../../access/may.ts";
import { lengthOf } from "../reading/length-of.ts";
import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { EvidencePosition } from "../conversation-state.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type ChatTurn, type Work, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";
import { evidenceOf } from "./ask-for-proof.ts";

/** A work whose talk asks why a piece of evidence is withdrawn. */
export type Withdrawing = Work & {
  readonly state: Work["state"] & Extract<EvidencePosition, { readonly step: "withdraw" }>;
};

const shortestReason = 10;

/** Asks why a piece of evidence is to be withdrawn. */
export function askWithdrawal(work: Work, leaf: Leaf, evidenceId: string): ChatTurn {
  const { say } = work.world;
  const item = evidenceOf(work, leaf).find(({ id }) => id === evidenceId);
  const subject = { agencyId: work.me.agencyId, stage: work.round.stage };
  if (!may(work.me, "withdrawEvidence", subject)) return stay(work, say.common.notAllowed());
  if (!item || item.status === "withdrawn" || item.status === "replaced") {
    return stay(work, say.common.staleButton());
  }
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "withdraw" },
    ...{ code: leaf.code, evidenceId },
  });
  const choices = [[{ key: keyOf("back"), label: say.buttons.back() }]];
  return turn(state, [
    { text: say.evidence.askWithdrawal({ item, shortest: shortestReason }), choices },
  ]);
}

/** Takes the reason and withdraws the piece; it stays on record. */
export function takeWithdrawal(work: Withdrawing, leaf: Leaf, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestReason || length > 1000) {
    return stay(work, say.evidence.withdrawalLength({ length, shortest: shortestReason }));
  }
  const { evidenceId } = work.state;
  const receipt = receiptAt(work.world);
  const state = moveTo(work.state, { flow: "selfScore", step: "view", code: leaf.code });
  const choices = [
    [
      { key: keyOf("evidence", leaf.code), label: say.buttons.evidence() },
      { key: keyOf("add", leaf.code), label: say.buttons.addEvidence() },
    ],
  ];
  const text = say.evidence.withdrawn({ code: leaf.code, receipt });
  return turn(
    state,
    [{ text, choices }],
    [{ kind: "withdrawEvidence", evidenceId, reason: typed, receipt }],
  );
}
