import { may } from "../../access/may.ts";
import type { CouncilFacts } from "../../council/council.ts";
import { keyOf } from "../choice-keys.ts";
import { longestWords } from "../council/member-votes.ts";
import { say } from "../council/council-talk.ts";
import { readDate } from "../reading/read-date.ts";
import { type ChatTurn, type Talk, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { askSecondFactor, takeSecondFactor } from "../sign-off/second-factor.ts";
import type { FactorProof } from "../sign-off/sign-off-facts.ts";
import type { ApprovalRefusal } from "../council/council-said.ts";
import { type Closed, closedIn, refuseApproval } from "./approval-talk.ts";

/** `/pheduyet`: shows what is submitted; its buttons approve it or send it back. */
export function approveResults(talk: Talk, argument: string): ChatTurn {
  const [verb = ""] = argument.split(" ");
  const opened = openApproval(talk, verb === "return");
  if (!("closing" in opened)) return opened;
  if (verb === "number") return askNumber(talk, opened);
  if (verb === "return") return askReturn(talk, opened);
  return verb === "yes" ? confirm(talk, opened) : showSummary(talk, opened);
}

/** Takes the words that a step of the approval asked for. */
export function takeApprovalWords(talk: Talk, text: string): ChatTurn {
  const { state } = talk;
  const opened = openApproval(talk, isAt(state, "approval", "return"));
  if (!("closing" in opened)) return opened;
  const isMeant = "closing" in state && state.closing === opened.closing.id;
  if (!isMeant) return showSummary(talk, opened);
  if (isAt(state, "approval", "number")) return takeNumber(talk, opened, text);
  if (isAt(state, "approval", "date")) return takeDate(talk, opened, text);
  if (isAt(state, "approval", "factor")) return takeCode(talk, opened);
  if (isAt(state, "approval", "return")) return takeReturn(talk, opened, text);
  return stay(talk, talk.world.say.common.notUnderstood());
}

/** What is submitted; to be sent back, it may rest on a closing that has become void. */
function openApproval(talk: Talk, isReturning: boolean): Closed | ChatTurn {
  const { me, world } = talk;
  const facts = world.found.council;
  const subject = { agencyId: null, stage: facts?.round.stage ?? null };
  if (!may(me, "approveResults", subject)) return stay(talk, world.say.common.notAllowed());
  if (!facts) return stay(talk, world.say.council.noRound());
  const closed = isOwn(facts, me.agencyId) ?? closedIn(facts, "submission");
  if (!("kind" in closed)) return closed;
  const isVoid = closed.kind === "void" && closed.isSubmitted;
  if (isReturning && isVoid) return { facts, closing: closed.closing };
  return refuseApproval(talk, facts, closed);
}

/** Nobody approves the own agency's result. */
function isOwn({ round }: CouncilFacts, agencyId: string): ApprovalRefusal | null {
  return round.agencyIds.includes(agencyId) ? { kind: "ownAgency" } : null;
}

function showSummary(talk: Talk, { facts, closing }: Closed): ChatTurn {
  const { world } = talk;
  const { approval } = world.say;
  const rankings = world.found.rankings ?? [];
  const pack = world.found.councilPack ?? null;
  const text = approval.summary({ facts, closing, rankings, pack });
  const choices = [
    rankings.map(({ group }) => ({
      key: keyOf("ranking", group),
      label: world.say.commands.groupButton(group),
    })),
    [{ key: keyOf("council"), label: world.say.council.button("agenda") }],
    [
      { key: keyOf("approve", "number"), label: approval.button("approve") },
      { key: keyOf("approve", "return"), label: approval.button("return") },
    ],
  ].filter((row) => row.length > 0);
  return say(talk, { title: approval.title(), text, choices });
}

function askNumber(talk: Talk, { closing }: Closed): ChatTurn {
  const at = { flow: "approval", step: "number", closing: closing.id } as const;
  return turn(moveTo(talk.state, at), [{ text: talk.world.say.approval.askNumber() }]);
}

function takeNumber(talk: Talk, { closing }: Closed, text: string): ChatTurn {
  const { approval } = talk.world.say;
  const number = text.trim();
  if (!/\d/.test(number) || number.length > 60) return stay(talk, approval.askNumber());
  const at = { flow: "approval", step: "date", closing: closing.id, number } as const;
  return turn(moveTo(talk.state, at), [{ text: approval.askDate(number) }]);
}

function takeDate(talk: Talk, { facts, closing }: Closed, text: string): ChatTurn {
  const { state, world } = talk;
  const { approval } = world.say;
  if (!isAt(state, "approval", "date")) return stay(talk, world.say.common.notUnderstood());
  const read = readDate(text);
  if (read.kind !== "date") return stay(talk, approval.askDate(state.number));
  const { number } = state;
  const { date } = read;
  const at = { flow: "approval", step: "confirm", closing: closing.id, number, date } as const;
  const choices = [
    [{ key: keyOf("approve", "yes"), label: approval.button("confirm") }],
    [{ key: keyOf("cancel"), label: approval.button("notNow") }],
  ];
  const shown = approval.confirm({ facts, number, date, hash: closing.hash });
  return turn(moveTo(state, at), [{ title: approval.title(), text: shown, choices }]);
}

function confirm(talk: Talk, closed: Closed): ChatTurn {
  const { state, world } = talk;
  const isMeant = isAt(state, "approval", "confirm") && state.closing === closed.closing.id;
  if (!isMeant) return stay(talk, world.say.common.staleButton());
  const { closing, number, date } = state;
  return askSecondFactor(talk, { flow: "approval", step: "factor", closing, number, date });
}

/** Says why what waits for its approval's code takes none any more; null when it does. */
export function refuseToApprove(talk: Talk): ChatTurn | null {
  const { state } = talk;
  if (!isAt(state, "approval", "factor")) return null;
  const opened = openApproval(talk, false);
  if (!("closing" in opened)) return opened;
  return state.closing === opened.closing.id ? null : showSummary(talk, opened);
}

function takeCode(talk: Talk, closed: Closed): ChatTurn {
  const { state, world } = talk;
  if (!isAt(state, "approval", "factor")) return stay(talk, world.say.common.notUnderstood());
  return takeSecondFactor(talk, (proof) => approve(talk, closed, { ...state, proof }));
}

function approve(
  talk: Talk,
  { facts, closing }: Closed,
  decision: { readonly number: string; readonly date: string; readonly proof: FactorProof },
): ChatTurn {
  const { world } = talk;
  const { number, date, proof } = decision;
  const receipt = receiptAt(world);
  const about = { facts, number, date, hash: closing.hash, receipt };
  const reply = { title: world.say.approval.title(), text: world.say.approval.approved(about) };
  return say(talk, reply, [
    { kind: "approveResults", closingId: closing.id, number, date, proof, receipt },
  ]);
}

function askReturn(talk: Talk, { closing }: Closed): ChatTurn {
  const at = { flow: "approval", step: "return", closing: closing.id } as const;
  return turn(moveTo(talk.state, at), [{ text: talk.world.say.approval.askReturn() }]);
}

function takeReturn(talk: Talk, { facts, closing }: Closed, text: string): ChatTurn {
  const { world } = talk;
  const reason = text.trim();
  if (reason.length < 5 || reason.length > longestWords) {
    return stay(talk, world.say.council.wordsWanted());
  }
  const receipt = receiptAt(world);
  const reply = {
    title: world.say.approval.title(),
    text: world.say.approval.returned({ facts, reason, receipt }),
  };
  return say(talk, reply, [{ kind: "returnResults", closingId: closing.id, reason, receipt }]);
}
