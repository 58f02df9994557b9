import type {
  CouncilDecision,
  CouncilFacts,
  CouncilItem,
  ItemValue,
} from "../../../council/council.ts";
import type { Tally } from "../../../council/outcome.ts";
import { type CouncilRefusal, type VoteRefusal, isIdle } from "../../../council/voting.ts";
import type { CouncilButton, CouncilMessages } from "../catalogue/council.ts";
import { clipped, quoted } from "../local-time.ts";
import { packEn } from "./council-pack.ts";
import {
  choiceEn,
  mannerEn,
  meetingEn,
  motionEn,
  outcomeEn,
  rulesEn,
  statusOfItemEn,
  tallyEn,
  voidEn,
  voteEn,
} from "./council-words.ts";
import { instantEn, pointsEn, stageEn, marksEn } from "./words.ts";

/** The council's agenda, votes and decisions, in English; proposals stay as the minutes have them. */
export const councilEn: CouncilMessages = {
  title: () => "Council",
  noRound: () => "There is no round for the council yet.",
  button: (name) => buttons[name],
  agenda: ({ facts, lines, page, pages }) =>
    [
      ...marksEn(facts.round),
      `${facts.round.title}\nStage: ${stageEn(facts.round.stage)}.`,
      standingEn(facts),
      `${membersEn(facts)}\n${rulesEn(facts.rules)}`,
      facts.items.length === 0
        ? "Nothing is on the agenda."
        : `${countsEn(facts)}${pages > 1 ? `\nPage ${page}/${pages}` : ""}`,
      ...lines.map(
        (item) => `${item.number}. [${statusOfItemEn(item)}] ${clipped(item.proposal, 160)}`,
      ),
    ].join("\n\n"),
  itemButton: (item) => `${item.number}. ${statusOfItemEn(item)}`,
  itemTitle: (number) => `Item ${number}`,
  noSuchItem: (number) => `There is no item ${clipped(number, 10)}. Open /council for the list.`,
  item: ({ facts, item, result, seesVotes, own, out }) =>
    [
      ...marksEn(facts.round),
      item.proposal,
      ...(item.value ? [valueEn(item.value)] : []),
      `Motion: ${motionEn(item.motion)}.\nState: ${statusOfItemEn(item)}.`,
      ...(seesVotes && item.status !== "waiting" ? [votesEn(item, result.tally)] : []),
      ...(item.interests.length > 0
        ? [`Interests declared by: ${item.interests.map(({ name }) => name).join(", ")}.`]
        : []),
      ...(item.decision ? [decisionEn(item.decision)] : []),
      ...(out ? [outEn(out)] : []),
      ...(own ? [`Your vote: ${choiceEn(own.choice)} (${mannerEn(own.manner)}).`] : []),
    ].join("\n\n"),
  refused: ({ why, facts, item }) => refusedEn(why, facts, item),
  wordsWanted: () =>
    "Please write 5 to 1,500 characters. Nothing was stored; type again, or /cancel to stop.",
  askOpinion: ({ number }) => `Item ${number}: please type the member's other opinion.`,
  voted: ({ item, given, receipt, name }) =>
    [
      `Vote stored${name === null ? "" : ` for ${name}`}, item ${item.number}: ${choiceEn(given.choice)}${given.opinion === null ? "" : `, “${quoted(given.opinion, 300)}”`} (${mannerEn(given.manner)}).\nReceipt: ${receipt}`,
      "It may be changed until the item is decided.",
    ].join("\n\n"),
  askInterest: ({ number }) =>
    `Item ${number}: what is your interest? You will then be out of this vote and out of its count; this cannot be taken back.`,
  interestDeclared: ({ item, receipt }) =>
    `Your interest in item ${item.number} is stored; you are out of this vote.\nReceipt: ${receipt}`,
  enterWho: ({ item, members }) =>
    members.length === 0
      ? `Item ${item.number}: every member who may vote has voted.`
      : `Item ${item.number}: ${members.length} members have not voted. Whose vote do you enter?`,
  enterHow: ({ item, member }) =>
    `Item ${item.number}: the vote of ${member.name}. Upper row: at the meeting; lower row: in writing.`,
  entryButton: ({ manner, choice }) =>
    `${manner === "hand" ? "Meeting" : "Written"}: ${choiceEn(choice)}`,
  alreadyOpen: meetingEn,
  opened: (facts) =>
    [
      ...marksEn(facts.round),
      `The council's meeting is open, ${facts.round.title}. ${facts.members.length} members are told.`,
      rulesEn(facts.rules),
    ].join("\n\n"),
  agendaAdded: ({ items, before }) =>
    items.length === 0
      ? `Nothing new; the agenda still has ${before} items.`
      : [
          `Added ${items.length} items, ${before + 1} to ${before + items.length}:`,
          items
            .slice(0, 10)
            .map((item, at) => `${before + at + 1}. ${clipped(item.proposal, 160)}`)
            .join("\n"),
          ...(items.length > 10 ? [`and ${items.length - 10} more.`] : []),
        ].join("\n\n"),
  alreadyPut: ({ number }) => `Item ${number} is being voted on.`,
  put: ({ facts, item }) =>
    `Item ${item.number} is put to the vote: ${motionEn(item.motion)}. ${facts.members.length} members are told; whoever has an interest does not vote.`,
  noLeaf: () => "This item is not about the points of one criterion.",
  askPoints: ({ item, value }) =>
    `Item ${item.number}: which points shall be voted on, from 0 to ${pointsEn(value.max)} (now ${value.points === null ? "not applicable" : pointsEn(value.points)})? For example: 0.75.`,
  motionSet: ({ item, motion }) =>
    `Item ${item.number} will be voted on: ${motionEn(motion)}.${item.status === "voting" ? " Votes on the former motion count no more; put it to the vote again." : ""}`,
  notQuorate: (tally) => `It cannot be decided: too few members have voted. ${tallyEn(tally)}`,
  askReason: ({ item, result }) =>
    [
      `Item ${item.number}, ${motionEn(item.motion)}: ${outcomeEn(result.outcome)}.\n${tallyEn(result.tally)}`,
      ...(result.outcome === "notPassed"
        ? [
            "“Not passed” changes no points. If the council means other points, or does not recognise what was declared, type /cancel and put that to the vote.",
          ]
        : []),
      "Please type the reason of the decision for the minutes.",
    ].join("\n\n"),
  changedMeanwhile: (typed) =>
    `Votes have changed since you looked; no decision was stored. You typed: “${quoted(typed, 800)}”.`,
  decided: ({ item, outcome, tally, reason, change, receipt }) =>
    [
      `Decision: ${outcomeEn(outcome)} (${motionEn(item.motion)}).\n${tallyEn(tally)}\nReason: ${quoted(reason, 800)}.`,
      ...(change.kind === "setPoints"
        ? [
            `Criterion ${change.code} of ${item.agencies[0]?.name ?? ""}: ${pointsEn(change.points)}, as the council concluded. Results are being computed again.`,
          ]
        : []),
      ...(change.kind === "strike"
        ? ["The declaration counts no more. Results are being computed again."]
        : []),
      `Receipt: ${receipt}`,
    ].join("\n\n"),
  closeTitle: () => "Closing the meeting",
  closeBlocked: ({ undecided, pending }) =>
    [
      "The meeting cannot be closed yet.",
      ...(undecided.length > 0
        ? [
            `Undecided items (${undecided.length}): ${undecided.slice(0, 20).join(", ")}${undecided.length > 20 ? ", …" : ""}.`,
          ]
        : []),
      ...(pending > 0
        ? [`Results of ${pending} agencies are being computed again; try in a few minutes.`]
        : []),
    ].join("\n"),
  confirmClose: ({ facts, hash }) =>
    [
      ...marksEn(facts.round),
      `The council has decided ${facts.items.length} items of ${facts.round.title}.`,
      `The closing decision fixes every figure: points, indexes, bands and ranks of all agencies. SHA-256:\n${hash}`,
      "Any later change of a figure makes it void. Close the meeting?",
    ].join("\n\n"),
  closed: ({ facts, hash, receipt }) =>
    [
      ...marksEn(facts.round),
      `The council has closed its meeting, ${facts.round.title}. SHA-256 of the figures:\n${hash}\nReceipt: ${receipt}`,
      "The coordinator is told and can submit (/trinh).",
    ].join("\n\n"),
  nothingClosed: () => "There is no closing decision that could be taken back.",
  askReopening: () => "Why do you reopen the meeting? The closing decision will be void.",
  reopened: (receipt) =>
    `The meeting is open again; the former closing is void.\nReceipt: ${receipt}`,
  packTitle: () => "The council's pack",
  pack: ({ facts, pack, most }) => packEn(facts, pack, most),
  noticeTitle: (kind) =>
    ({
      opened: "The council meets",
      ballot: "Please vote",
      closed: "The council has closed",
      void: "THE CLOSING DECISION IS VOID",
      reopened: "The council's meeting is open again",
    })[kind],
  notice: (about) =>
    [...marksEn(about.facts.round), about.facts.round.title, noticeEn(about)].join("\n\n"),
};

const buttons: Readonly<Record<CouncilButton, string>> = {
  item: "See the item",
  agenda: "Agenda",
  next: "Next item",
  pack: "The council's pack",
  open: "Open the meeting",
  makeAgenda: "Make the agenda",
  close: "Close the meeting",
  confirmClose: "Yes, close",
  reopen: "Reopen the meeting",
  agree: "For",
  disagree: "Against",
  other: "Another opinion",
  interest: "I have an interest",
  put: "Put to the vote",
  points: "Other points",
  refuse: "Move to refuse",
  enter: "Enter a vote",
  decide: "Record the decision",
};

function noticeEn(about: Parameters<CouncilMessages["notice"]>[0]): string {
  switch (about.kind) {
    case "opened":
      return `The meeting is open. As a member you will get each item when it is voted on.\n${rulesEn(about.facts.rules)}`;
    case "ballot":
      return `Item ${about.item.number}. ${about.item.proposal}\n\nMotion: ${motionEn(about.item.motion)}.`;
    case "closed":
      return `Every item is decided and the figures are fixed. SHA-256:\n${about.hash}\n\nThe coordinator can submit (/trinh).`;
    case "void":
      return `${voidEn(about.why)}\n\nThe closing decision holds no more: nothing can be submitted or approved until the chair closes again.`;
    case "reopened":
      return voidEn(about.why);
  }
}

function standingEn({ meeting, closing, approval }: CouncilFacts): string {
  if (approval) return "The results are approved.";
  if (closing?.state === "valid") {
    return `Closed at ${instantEn(closing.at)} by ${closing.by}. SHA-256: ${closing.hash}`;
  }
  const open = meeting ? meetingEn(meeting) : "The meeting is not open.";
  return closing?.why
    ? `${open}\nThe former closing decision is VOID. ${voidEn(closing.why)}`
    : open;
}

function membersEn({ members }: CouncilFacts): string {
  const chair = members.find(({ isChair }) => isChair);
  return `Members: ${members.length}${chair ? `; chair: ${chair.name}` : "; no chair"}.`;
}

function countsEn({ items }: CouncilFacts): string {
  const count = (status: CouncilItem["status"]): number =>
    items.filter((item) => item.status === status).length;
  return `Agenda: ${items.length} items; decided ${count("decided")}, being voted on ${count("voting")}, waiting ${count("waiting")}.`;
}

function outEn(out: { readonly kind: string; readonly agencyName?: string }): string {
  return out.kind === "declared"
    ? "You have declared an interest and do not vote on this item."
    : `This item is about ${out.agencyName ?? ""}, your own agency, so you do not vote.`;
}

function refusedEn(why: VoteRefusal, facts: CouncilFacts, item: CouncilItem | null): string {
  if (isIdle(why)) return idleEn(why, facts);
  const number = item?.number ?? 0;
  switch (why.kind) {
    case "noMember":
      return "This person is no member of the council now; the vote was not stored. A vote cast before the duty ended still counts.";
    case "notPut":
      return `Item ${number} has not been put to the vote.`;
    case "decided":
      return `Item ${number} was decided at ${instantEn(why.at)}; no further votes or changes are taken.`;
    case "ownAgency":
    case "declared":
      return outEn(why);
  }
}

function idleEn(why: CouncilRefusal, { round }: CouncilFacts): string {
  switch (why.kind) {
    case "wrongStage":
      return `The round is in the stage “${stageEn(round.stage)}”; the council works in its own stage only.`;
    case "notYet":
      return `The council's phase opens at ${instantEn(why.opensAt)}.`;
    case "phaseClosed":
      return `The council's phase closed at ${instantEn(why.closesAt)}; nothing was stored.`;
    case "noMeeting":
      return "The meeting is not open; the secretary opens it first.";
    case "councilClosed":
      return `The council closed at ${instantEn(why.at)}; nothing was stored. The chair can reopen the meeting.`;
  }
}

function decisionEn(decision: CouncilDecision): string {
  return `Decided at ${instantEn(decision.at)}, recorded by ${decision.by}: ${outcomeEn(decision.outcome)}. ${quoted(decision.reason, 800)}.\nReceipt: ${decision.receipt}`;
}

function votesEn(item: CouncilItem, tally: Tally): string {
  const lines = item.votes.map((vote) => `• ${voteEn(vote)}`);
  return [tallyEn(item.decision?.tally ?? tally), ...lines].join("\n");
}

function valueEn({ points, max }: ItemValue): string {
  return `Counted now: ${points === null ? "not applicable" : pointsEn(points)}; at most ${pointsEn(max)}.`;
}
