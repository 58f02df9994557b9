import type { AgencyDecision } from "../../../round/agency-change.ts";
import type { AgencyNoticeMessages } from "../catalogue/agency-notice.ts";
import { clipped, dayText } from "../local-time.ts";

/** What an agency's people hear when it is renamed or merged, in English. */
export const agencyNoticeEn: AgencyNoticeMessages = {
  renamed: ({ former, name, code, decision }) => ({
    title: "Agency renamed",
    text: [
      `${former} is now ${name} (code ${code}), by ${decisionEn(decision)}.`,
      "Its self-score, evidence, signatures and history stay; go on as before.",
    ].join("\n\n"),
  }),
  merged: ({ from, into, decision, setAside }) => ({
    title: "Agencies merged",
    text: [
      `${clipped(from.join(", "), 600)} became part of ${into} by ${decisionEn(decision)}. From now on you work on the self-score of ${into}.`,
      "Where one had not scored a criterion, the value of the other was taken over with its evidence and explanation; each has a line of its own in /history.",
      ...(setAside.length > 0
        ? [
            `Both had something on these criteria; please look at them: ${clipped([...new Set(setAside)].join(", "), 400)}.`,
          ]
        : []),
      "If a signed self-score has changed by it, the signature is void and a leader signs again.",
    ].join("\n\n"),
  }),
};

/** A decision by number and date. */
export function decisionEn({ number, date }: AgencyDecision): string {
  return `decision ${clipped(number, 60)} of ${dayText(date)}`;
}
