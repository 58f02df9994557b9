import type { CouncilItem } from "../../../council/council.ts";
import type { DecideAlone, JointScope, PutAlone, VoteAlone } from "../../../council/joint.ts";
import type { JointMessages, OutcomeItem } from "../catalogue/joint.ts";
import { capitalised } from "../figure-text.ts";
import { clipped, quoted } from "../local-time.ts";
import { numberRanges } from "../number-ranges.ts";
import { choiceEn, outcomeEn } from "./council-words.ts";

/** Several items of the council at once, in English; proposals stay as the minutes have them. */
export const jointEn: JointMessages = {
  button: (name) => buttons[name],
  title: (kind) =>
    ({
      put: "Several items to the vote",
      vote: "Joint ballot",
      decide: "Several decisions",
    })[kind],
  scope: ({ scope, count }) => `${capitalised(scopeEn(scope))} (${count})`,
  putting: ({ count, leftOut }) =>
    paragraphs(
      `${itemsEn(count)} not considered yet can be voted on as proposed. Which shall be put to the vote together?`,
      alonePutEn(leftOut),
    ),
  nothingToPut: (leftOut) =>
    paragraphs("No item is left to be put to the vote with others.", alonePutEn(leftOut)),
  confirmPut: ({ scope, items, leftOut, members }) =>
    paragraphs(
      `${itemsEn(items.length)} (${scopeEn(scope)}) will be put to the vote, each as proposed:`,
      listEn(items),
      alonePutEn(leftOut),
      `Each member gets one message for all (the council has ${members}); votes are still stored item by item. Put them to the vote?`,
    ),
  put: ({ items, leftOut, members }) =>
    paragraphs(
      `${itemsEn(items.length)} put to the vote: ${numbersEn(items)}. The council has ${members} members, each told once; whoever has an interest in an item does not vote on it.`,
      alonePutEn(leftOut),
    ),
  ballot: ({ ready, leftOut, lines, page, pages }) =>
    paragraphs(
      `Please vote on ${itemsEn(ready.length)}, each as proposed.${pages > 1 ? ` Page ${page + 1}/${pages}.` : ""}`,
      lines.map(lineEn).join("\n"),
      outsEn(leftOut),
      "Vote on all together, or press an item's number to read it in full and vote on it alone; it is then no longer part of the joint ballot.",
    ),
  alone: (number) => `Item ${number}`,
  nothingToVote: (leftOut) =>
    paragraphs("No item is left for you to vote on with others.", outsEn(leftOut)),
  confirmVote: ({ choice, items, leftOut }) =>
    paragraphs(
      `Your vote “${choiceEn(choice)}” will be stored for ${itemsEn(items.length)}: ${numbersEn(items)}.`,
      outsEn(leftOut),
      "Go ahead? To vote otherwise on an item, open it and vote on it alone first.",
    ),
  anew: () =>
    "You have voted on the items below. A new joint vote replaces your votes; the old ones stay stored.",
  givenAlready: (items) =>
    `This vote is stored already for ${itemsEn(items.length)} (${numbersEn(items)}); nothing was stored again.`,
  askOpinion: ({ items, leftOut }) =>
    paragraphs(
      `Please type your other opinion. It is stored for ${itemsEn(items.length)}: ${numbersEn(items)}. /cancel stops.`,
      outsEn(leftOut),
    ),
  changed: (typed) =>
    `The list or its votes have changed since you looked; nothing was stored. Please look again and confirm.${typed === null ? "" : ` You typed: “${quoted(typed, 800)}”.`}`,
  voted: ({ choice, opinion, items, leftOut, receipt }) =>
    paragraphs(
      `${items.length === 1 ? "1 vote" : `${items.length} votes`} stored: ${choiceEn(choice)}${opinion === null ? "" : `, “${quoted(opinion, 300)}”`} (${items.length === 1 ? "item" : "items"} ${numbersEn(items)}).\nReceipt: ${receipt}`,
      outsEn(leftOut),
      "Each may be changed, alone or together, until its item is decided.",
    ),
  nothingToDecide: (leftOut) =>
    paragraphs("No item has a certain outcome to be decided yet.", undecidedEn(leftOut)),
  confirmDecision: ({ ready, leftOut, reason }) =>
    paragraphs(
      `${itemsEn(ready.length)} will be decided as voted:`,
      outcomesEn(ready),
      undecidedEn(leftOut),
      `Confirm to record the common reason “${reason}”, or type another for all of them.`,
    ),
  decided: ({ ready, leftOut, reason, receipt }) =>
    paragraphs(
      `${itemsEn(ready.length)} decided.`,
      outcomesEn(ready),
      undecidedEn(leftOut),
      ...(ready.some(changesFigures) ? ["Results are being computed again."] : []),
      `Reason: ${quoted(reason, 800)}.\nReceipt: ${receipt}`,
    ),
  left: (count) =>
    count === 0 ? "Nothing else waits for you now." : `Still waiting for you: ${itemsEn(count)}.`,
};

const buttons: Readonly<Record<Parameters<JointMessages["button"]>[0], string>> = {
  putting: "Put several to the vote",
  confirmPut: "Yes, put to the vote",
  joint: "See each item",
  agreeAll: "For all",
  disagreeAll: "Against all",
  otherAll: "Another opinion on all",
  confirmVote: "Yes, vote",
  anew: "Change the joint vote",
  deciding: "Decide what is certain",
  confirmDecision: "Yes, record the decisions",
};

function scopeEn(scope: JointScope): string {
  const words: Readonly<Record<JointScope, string>> = {
    all: "all",
    explanation: "explanations not fully accepted",
    blindDifference: "differences above the threshold",
    spotCheck: "spot checks",
    bulkAgreement: "bulk appraisals",
    notApplicable: "declared not applicable",
    bonus: "bonuses",
    penalty: "penalties",
    knockout: "limits of the band",
    extension: "extensions",
    reopening: "reopened criteria",
    signedAlone: "signed what they entered",
    tie: "ties",
  };
  return words[scope];
}

function itemsEn(count: number): string {
  return count === 1 ? "1 item" : `${count} items`;
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

const longestList = 10;

function listEn(items: readonly CouncilItem[]): string {
  const lines = items.slice(0, longestList).map(lineEn);
  const more = items.length - longestList;
  return [...lines, ...(more > 0 ? [`and ${more} more.`] : [])].join("\n");
}

function lineEn({ number, proposal }: CouncilItem): string {
  return `${number}. ${clipped(proposal, 160)}`;
}

function numbersEn(items: readonly CouncilItem[]): string {
  return numberRanges(items.map(({ number }) => number));
}

function alonePutEn(
  leftOut: readonly { readonly item: CouncilItem; readonly why: PutAlone }[],
): string {
  return reasonsEn("To be put alone", leftOut, {
    ownMotion: "the motion is not the one first proposed",
    interest: "a member has declared an interest",
  });
}

function outsEn(
  leftOut: readonly { readonly item: CouncilItem; readonly why: VoteAlone }[],
): string {
  const kinds = leftOut.map(({ item, why }) => ({ item, why: why.kind }));
  return reasonsEn("Not part of the joint ballot", kinds, {
    ownMotion: "the motion is not the one first proposed; please vote on it alone",
    ownAgency: "about your own agency; you do not vote",
    declared: "you have declared an interest; you do not vote",
  });
}

function undecidedEn(
  leftOut: readonly { readonly item: CouncilItem; readonly why: DecideAlone }[],
): string {
  return reasonsEn("Not decided yet", leftOut, {
    notQuorate: "too few members have voted",
    mayTurn: "votes still out may turn the outcome",
  });
}

/** The items that stay out, under the reason they have in common. */
function reasonsEn<Why extends string>(
  head: string,
  leftOut: readonly { readonly item: CouncilItem; readonly why: Why }[],
  words: Readonly<Record<Why, string>>,
): string {
  const whys = [...new Set(leftOut.map(({ why }) => why))];
  const lines = whys.map((why) => {
    const items = leftOut.filter((each) => each.why === why).map(({ item }) => item);
    return `• ${items.length === 1 ? "item" : "items"} ${numbersEn(items)}: ${words[why]}`;
  });
  return lines.length > 0 ? `${head}:\n${lines.join("\n")}` : "";
}

function outcomesEn(items: readonly OutcomeItem[]): string {
  const outcomes = [...new Set(items.map(({ outcome }) => outcome))];
  return outcomes
    .map((outcome) => {
      const those = items.filter((item) => item.outcome === outcome);
      return `• ${outcomeEn(outcome)} (${those.length}): ${numbersEn(those)}`;
    })
    .join("\n");
}

function changesFigures({ outcome, motion }: OutcomeItem): boolean {
  return outcome === "passed" && motion.kind !== "accept";
}
