import { may } from "../../access/may.ts";
import { localDay } from "../../access/delegation.ts";
import { keyOf } from "../choice-keys.ts";
import type { SignOffPosition } from "./sign-off-position.ts";
import { foldText } from "../reading/fold-text.ts";
import { lengthOf } from "../reading/length-of.ts";
import { readDate } from "../reading/read-date.ts";
import { type ChatTurn, type Talk, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";

const mostColleagues = 12;

type Terms = Extract<SignOffPosition, { readonly flow: "delegate" }>;

/** Lists a leader's delegations, each with a button to revoke it, and whom else one could name. */
export function showDelegations(talk: Talk): ChatTurn {
  const { say, found } = talk.world;
  if (!mayDelegate(talk)) return stay(talk, say.signOff.onlyLeadersDelegate());
  const { mine = [], colleagues = [] } = found.delegations ?? {};
  const choices = [
    ...mine.map((one) => [
      { key: keyOf("undelegate", one.id), label: say.signOff.revokeButton(one) },
    ]),
    ...colleagues
      .slice(0, mostColleagues)
      .map((one) => [
        { key: keyOf("delegateTo", one.staffId), label: say.signOff.delegateButton(one) },
      ]),
    [{ key: keyOf("start"), label: say.buttons.menu() }],
  ];
  const text = say.signOff.delegations({ mine, hasColleagues: colleagues.length > 0 });
  return turn(moveTo(talk.state, { flow: "menu", step: "idle" }), [{ text, choices }]);
}

/** Begins to name an acting leader: from which day. */
export function askTerms(talk: Talk, staffId: string): ChatTurn {
  const { say, found } = talk.world;
  if (!mayDelegate(talk)) return stay(talk, say.signOff.onlyLeadersDelegate());
  const whom = found.delegations?.colleagues.find((each) => each.staffId === staffId);
  if (!whom) return stay(talk, say.common.staleButton());
  const terms = { actingId: staffId, name: whom.name, from: null, until: null };
  const state = moveTo(talk.state, { flow: "delegate", step: "terms", ...terms });
  return turn(state, [{ text: say.signOff.askFrom(whom.name) }]);
}

/** Takes the next of the terms: first day, last day, number of the decision. */
export function takeTerm(talk: Talk, typed: string): ChatTurn {
  const { say } = talk.world;
  const { state } = talk;
  if (!isAt(state, "delegate", "terms")) return stay(talk, say.common.staleButton());
  if (!mayDelegate(talk)) return stay(talk, say.signOff.onlyLeadersDelegate());
  const { from, until } = state;
  return from !== null && until !== null
    ? takeDecision(talk, { ...state, from, until }, typed)
    : takeDay(talk, state, typed);
}

function takeDay(talk: Talk, { actingId, name, from }: Terms, typed: string): ChatTurn {
  const { say, now } = talk.world;
  const today = localDay(now);
  const date = foldText(typed) === "hom nay" ? today : dateOf(typed);
  if (date === null) return stay(talk, say.signOff.notADay());
  const earliest = from ?? today;
  if (date < earliest) return stay(talk, say.signOff.dayTooEarly(earliest));
  const days = from === null ? { from: date, until: null } : { from, until: date };
  const state = moveTo(talk.state, { flow: "delegate", step: "terms", actingId, name, ...days });
  return turn(state, [
    { text: from === null ? say.signOff.askUntil() : say.signOff.askDecision() },
  ]);
}

function takeDecision(
  talk: Talk,
  terms: Terms & { readonly from: string; readonly until: string },
  typed: string,
): ChatTurn {
  const { say } = talk.world;
  const length = lengthOf(typed);
  if (length < 3 || length > 100) return stay(talk, say.signOff.askDecision());
  const receipt = receiptAt(talk.world);
  const { actingId, name, from, until } = terms;
  const made = { id: "", actingName: name, from, until, decision: typed };
  return turn(
    moveTo(talk.state, { flow: "menu", step: "idle" }),
    [{ text: say.signOff.delegated({ delegation: made, receipt }) }],
    [{ kind: "delegate", receipt, actingId, from, until, decision: typed }],
  );
}

/** Revokes a delegation at once. */
export function revokeDelegation(talk: Talk, id: string): ChatTurn {
  const { say, found } = talk.world;
  if (!mayDelegate(talk)) return stay(talk, say.signOff.onlyLeadersDelegate());
  const delegation = found.delegations?.mine.find((each) => each.id === id);
  if (!delegation) return stay(talk, say.common.staleButton());
  const receipt = receiptAt(talk.world);
  const text = say.signOff.revoked({ delegation, receipt });
  return turn(talk.state, [{ text }], [{ kind: "revokeDelegation", receipt, id }]);
}

function mayDelegate({ me, world }: Talk): boolean {
  return may(me, "delegate", { agencyId: me.agencyId, stage: world.round?.stage ?? null });
}

function dateOf(typed: string): string | null {
  const read = readDate(typed);
  return read.kind === "date" ? read.date : null;
}
