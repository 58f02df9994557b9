import type { CouncilFacts } from "../../../council/council.ts";
import type { CouncilPack, PackException } from "../../../council/pack.ts";
import { decisionEn } from "./agency-notice.ts";
import { clipped, dayText, quoted } from "../local-time.ts";
import { instantEn, marksEn, stageEn } from "./words.ts";

/**
 * The council's pack as text, in English.
 *
 * @param most - Cases told in detail under each heading; the rest are counted.
 */
export function packEn(
  about: Pick<CouncilFacts, "round" | "items">,
  pack: CouncilPack,
  most: number,
): string {
  const { round, items } = about;
  const {
    extensions,
    reopenings,
    agencyChanges,
    movedPhases,
    signedAlone,
    appeals,
    bulkAgreements: bulk,
  } = pack;
  const told = (lines: readonly string[]): readonly string[] => listed(lines, most);
  return [
    ...marksEn(round),
    round.title,
    [`Extensions: ${extensions.length}.`, ...told(extensions.map(exceptionEn))].join("\n"),
    [`Criteria reopened: ${reopenings.length}.`, ...told(reopenings.map(exceptionEn))].join("\n"),
    [`Phases moved: ${movedPhases.length}.`, ...told(movedPhases.map(movedEn))].join("\n"),
    ...(agencyChanges.length > 0
      ? [
          [
            `Agencies renamed or merged: ${agencyChanges.length}.`,
            ...told(agencyChanges.map(agencyChangeEn)),
          ].join("\n"),
        ]
      : []),
    [
      `Leaders who signed what only they entered: ${signedAlone.length}.`,
      ...told(signedAlone.map(aloneEn)),
    ].join("\n"),
    [
      `Explanations: accepted ${appeals.accepted}, partly ${appeals.partly}, rejected ${appeals.rejected}, unanswered ${appeals.unanswered}.`,
      `Two blind appraisals further apart than allowed: ${pack.blindDifferences} criteria.`,
      `Agreed in bulk: ${bulk.leaves}; drawn for a closer look ${bulk.spotChecked}, differing ${bulk.differing}, not judged ${bulk.unjudged}.`,
      `Interests: ${pack.conflicts.declared} declared; the system took members out of ${pack.conflicts.bySystem} items.`,
      `Items on the agenda: ${items.length}; criteria whose points the council set: ${pack.councilValues}.`,
    ].join("\n"),
  ].join("\n\n");
}

function agencyChangeEn({
  kind,
  agency,
  former,
  decision,
}: CouncilPack["agencyChanges"][number]): string {
  return kind === "renamed"
    ? `${agency}: ${former} until ${dayText(decision.date)} (${decisionEn(decision)}).`
    : `${agency}: ${former} merged into it on ${dayText(decision.date)} (${decisionEn(decision)}).`;
}

function exceptionEn({ agency, phase, codes, closesAt, reason, letter }: PackException): string {
  const what = codes === null ? stageEn(phase) : `criteria ${codes.join(", ")}`;
  const by = letter === "" ? "" : `, letter ${clipped(letter, 60)}`;
  return `${agency}: ${what} until ${instantEn(closesAt)}${by}. Reason: ${quoted(reason, 200)}.`;
}

function movedEn({ phase, former, until, reason }: CouncilPack["movedPhases"][number]): string {
  return `${stageEn(phase)}: from ${instantEn(former)} to ${instantEn(until)}. Reason: ${quoted(reason, 200)}.`;
}

function aloneEn({ agency, leader, reason }: CouncilPack["signedAlone"][number]): string {
  return `${agency}: signed by ${leader}. Reason: ${quoted(reason, 200)}.`;
}

function listed(lines: readonly string[], most: number): readonly string[] {
  const rest = lines.length - most;
  const shown = lines.slice(0, most).map((line) => `• ${line}`);
  return rest > 0 ? [...shown, `and ${rest} more.`] : shown;
}
