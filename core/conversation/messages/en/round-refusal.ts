import { unappraisedText } from "../unappraised-text.ts";
import type { RoundRefusal } from "../../../round/round-refusal.ts";
import { clipped } from "../local-time.ts";
import { instantEn, stageEn } from "./words.ts";

/** Why a round is not changed and what to do about it, in English. */
export function roundRefusalEn(refusal: RoundRefusal): string {
  const write = words[refusal.code] as (refusal: RoundRefusal) => string;
  return write(refusal);
}

type Facts<Code extends RoundRefusal["code"]> = Extract<RoundRefusal, { readonly code: Code }>;

type Writers = { readonly [Code in RoundRefusal["code"]]: (refusal: Facts<Code>) => string };

const words: Writers = {
  noSuchStep: ({ from, to, possible }) =>
    possible.length === 0
      ? `The round stands at “${stageEn(from)}”; no step follows.`
      : `No step leads from “${stageEn(from)}” straight to “${stageEn(to)}”. Next may come: ${possible.map(stageEn).join("; ")}.`,
  noRight: () =>
    "This account may not do that. The coordinator of the Department of Home Affairs runs the round; an official with the authority approves it.",
  noLegalBasis: () =>
    "No legal basis is named. Write number, date and title of the decision or plan under basis in the round file and create the draft again.",
  noGroup: () =>
    "The round has no group of agencies. Name them under groups in the round file and create the draft again.",
  schemeNotFrozen: ({ group, scheme }) =>
    `The scheme ${scheme} of group ${group} is not frozen. Create the draft again from the round file.`,
  noAgency: ({ group }) =>
    `Group ${group} has no agency. Import the agencies or take the group out of the round.`,
  phaseMissing: ({ phase }) =>
    `“${stageEn(phase)}” has no dates. Add them under phases in the round file.`,
  phaseOrder: ({ phase, before }) =>
    before === null
      ? `“${stageEn(phase)}” closes before it opens. Correct its dates.`
      : `“${stageEn(phase)}” opens before “${stageEn(before)}” has closed. Lay the phases one after another.`,
  beginsInThePast: ({ closesAt }) =>
    `Self-scoring would already be over (${instantEn(closesAt)}). Move its end first.`,
  noSubstitute: ({ agencies }) =>
    `No substitute appraiser from elsewhere for: ${listed(agencies)}. Nobody appraises the own agency: name people of other agencies under substitutes.`,
  nobodyAppraises: ({ leaves }) =>
    `Nobody appraises ${leaves.length} leaves: ${unappraisedText(leaves, { of: (count) => `${count} agencies`, second: "second, blind appraisal", more: (count) => `and ${count} more codes` })}. Give the lead's appraiser the field (cham staff import), assign (cham appraisal assign) or add substitutes (cham appraisal settings --substitutes); see cham appraisal plan.`,
  notYetOpen: ({ phase, opensAt }) =>
    `“${stageEn(phase)}” opens at ${instantEn(opensAt)}; the clock will move the round.`,
  notYetClosed: ({ phase, closesAt }) =>
    `“${stageEn(phase)}” is open until ${instantEn(closesAt)}; then the clock moves the round. To end it earlier, move its end first.`,
  notComputed: ({ groups }) =>
    `The results of ${groups.join(", ")} are not computed yet. Wait a few minutes and try again.`,
  agendaUndecided: ({ undecided }) =>
    undecided === null
      ? "The council's agenda is not concluded. Its secretary has to enter the decisions."
      : `Items of the council's agenda without a decision: ${undecided}. Its secretary has to enter them.`,
  noClosingDecision: () =>
    "The council's closing decision (with the hash of all figures) is missing. Its secretary has to enter it.",
  noApproval: () =>
    "The results are not approved. An official with the authority approves them and gives the decision's number.",
  alreadyFinal: ({ approval }) =>
    `The results were approved by decision ${clipped(approval, 60)} and no figure has changed since, so they do not go back to the council.`,
  noReason: () => "A reason is needed; it is kept in the round's ledger.",
  noLetter: () =>
    "The number of the letter that asks for it or grants it is needed, such as 15/STP-VP.",
  unknownAgency: (refusal) =>
    `The round has no agency ${clipped(refusal.agency, 30)}. Check the code.`,
  noLeaves: () => "Name at least one criterion, such as 2.1.3.",
  unknownLeaves: (refusal) =>
    `Not criteria that the agency scores itself: ${listed(refusal.codes)}. Check the codes.`,
  noSuchPhase: (refusal) =>
    `“${stageEn(refusal.phase)}” of this round can be neither extended nor moved.`,
  alreadySubmitted: (refusal) =>
    `${refusal.agency} has submitted, so an extension has no effect. Reopen single criteria instead.`,
  stillOpen: (refusal) =>
    `${refusal.agency} can still score itself until ${instantEn(refusal.closesAt)} and has not submitted; nothing needs reopening.`,
  noExceptionsNow: (refusal) =>
    `The round stands at “${stageEn(refusal.stage)}”; extensions and reopenings are possible from the announcement to the end of second appraisal.`,
  phaseOver: (refusal) =>
    `“${stageEn(refusal.phase)}” is over and cannot be moved. Extend it or reopen criteria for one agency instead.`,
  inThePast: (refusal) => `${instantEn(refusal.until)} is past. Choose a later instant.`,
  notLater: (refusal) =>
    `The new end (${instantEn(refusal.until)}) must be later than ${instantEn(refusal.closesAt)}.`,
  unchanged: (refusal) => `The end is ${instantEn(refusal.until)} already; nothing changes.`,
  breaksOrder: (refusal) =>
    `The new end (${instantEn(refusal.until)}) leaves nothing of “${stageEn(refusal.next)}”, which closes at ${instantEn(refusal.closesAt)}. Move the end of “${stageEn(refusal.next)}” first.`,
  beforeSurvey: (refusal) =>
    `The new end (${instantEn(refusal.until)}) is before the end of “${stageEn("survey")}” (${instantEn(refusal.closesAt)}). Move that end first.`,
  beyondRound: (refusal) =>
    `${instantEn(refusal.until)} is after the end of second appraisal (${instantEn(refusal.closesAt)}), when nobody would look at it. Choose an earlier end.`,
};

/** A list cut at ten. */
function listed(codes: readonly string[]): string {
  const rest = codes.length - 10;
  return codes.slice(0, 10).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
