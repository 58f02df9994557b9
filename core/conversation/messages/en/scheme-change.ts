import type { SchemeChangeMessages } from "../catalogue/scheme-change.ts";
import { instantEn, marksEn } from "./words.ts";

/** A change of the scheme in mid-round, in English. */
export const schemeChangeMessagesEn: SchemeChangeMessages = {
  title: ({ isUndo }) => (isUndo ? "Back to the former scheme" : "The scheme has changed"),
  changed: ({ round, agencyName, isUndo, decision, reason, asked, until, wasSigned, forLeader }) =>
    [
      ...marksEn(round),
      isUndo
        ? `${agencyName}, ${round.title}: the change of the scheme by ${decision} was taken back. The former scheme and the answers before it hold again; answers to criteria that did not change stay.`
        : `${agencyName}, ${round.title}: the scheme was changed by ${decision}.`,
      `Reason: ${reason}`,
      ...(isUndo ? [] : [askedEn(asked, until)]),
      ...(wasSigned
        ? [
            forLeader
              ? "The signature given before is void; please look at what changed and sign again."
              : "The leader's signature is void; the leader was told to sign again.",
          ]
        : []),
    ].join("\n\n"),
  valuesSetAside: ({ round, decision, reason, values }) =>
    [
      ...marksEn(round),
      `${round.title}: the scheme was changed by ${decision}. The appraised values of these criteria do not stand any more; appraise them again once the agency has answered:`,
      values.map(({ agencyCode, codes }) => `– ${agencyCode}: ${codes.join(", ")}`).join("\n"),
      `Reason: ${reason}`,
    ].join("\n\n"),
  reasked: () =>
    "This criterion has just changed by a new decision, so what you sent was not stored. Here is the question again:",
};

function askedEn(asked: readonly string[], until: string | null): string {
  if (asked.length === 0) return "Nothing has to be answered again.";
  const time = until === null ? "" : ` They are open until ${instantEn(until)}.`;
  return `Only ${asked.length} criteria have to be answered again: ${asked.join(", ")}. All other answers stay; the former ones are in /history.${time}`;
}
