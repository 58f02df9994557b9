import type { DelegationFacts, FactorFacts } from "../../sign-off/sign-off-facts.ts";
import type { SignOffMessages } from "../catalogue/sign-off.ts";
import { clipped, dayText } from "../local-time.ts";
import { marksEn } from "./words.ts";

/** The second factor, in English. */
export const factorEn = {
  enrolTitle: () => "Set up two-step confirmation",
  recoveryTitle: () => "Two-step confirmation is on",
  sendCodeButton: () => "Send a code to my other chat",
  enrolButton: () => "Set up confirmation",
  noFactor: ({ isDemo, purpose }) => {
    const { act, command } = actsEn[purpose];
    return [
      `To ${act} you need a second step. Either:\n1. an authenticator app on your phone (Google Authenticator, Microsoft Authenticator…): type /factor, it takes a minute; or\n2. another chat of yours: press New link code; when you ${act}, six digits are sent there.`,
      ...(isDemo
        ? [
            `To try it: type /factor, copy the key into any authenticator app, type its six digits here, then ${command}.`,
          ]
        : []),
    ].join("\n\n");
  },
  askCode: ({ factor: { isEnrolled, otherChats }, purpose }) => {
    const { act, done } = actsEn[purpose];
    return [
      isEnrolled
        ? `Type the six digits of your authenticator app to ${act}, or a recovery code if the app is out of reach.`
        : `Press the button to get six digits in your other chat (${chatsEn(otherChats)}), then type them here.`,
      `Nothing is ${done} before that.`,
    ].join(" ");
  },
  codeSent: (chats) =>
    `A code was sent to your other chat (${chatsEn(chats)}). It works for 5 minutes; type it here.`,
  refusedFactor: (why) => {
    switch (why) {
      case "wrong":
        return "The code is wrong. Please type the newest one; if it still fails, check your phone's clock.";
      case "used":
        return "This code was used already. Each works once; wait for the next one (about 30 seconds).";
      case "expired":
        return "The code has expired. Please ask for a new one.";
      case "locked":
        return "Too many tries; locked for your protection. Please try again in 15 minutes.";
    }
  },
  enrol: ({ groups, uri, isDemo, isTraining }) =>
    [
      ...marksEn({ isDemo, isTraining }),
      "1. Open an authenticator app on your phone and add an account by key.",
      `2. Type this key (time-based, 6 digits):\n${groups}`,
      `Or open this link on that phone:\n${uri}`,
      "3. Type the six digits the app shows here. Show the key to nobody; this message is blotted out in the system after some minutes.",
    ].join("\n\n"),
  enrolled: ({ recoveryLeft }) =>
    [
      `Two-step confirmation is on; ${recoveryLeft} recovery codes are left.`,
      "When you sign (/sign, /appeal) or approve (/approve), type the app's six digits. If the phone and the recovery codes are gone, ask the coordinator at the Department of Home Affairs to reset it.",
    ].join("\n"),
  blotted: () => "(The secret was blotted out.)",
  enrolledNotice: () =>
    "Two-step confirmation was just set up for you. If it was not you, tell the coordinator at the Department of Home Affairs at once.",
  recoveryCodes: (codes) =>
    [
      "Ten recovery codes for when the app is out of reach. Each works once and they are shown only now; write them down and keep them safe:",
      codes.join("\n"),
    ].join("\n\n"),
  confirmCode: ({ code, purpose }) =>
    `Code to ${actsEn[purpose].act}: ${code}\nIt works for 5 minutes, only in the chat that asked for it. If you did not ask, ignore it and tell the coordinator.`,
  factorReset: (reason) =>
    `Your two-step confirmation was reset. Reason: ${clipped(reason, 500)}. Old codes and recovery codes no longer work. If you did not ask for this, tell the coordinator at the Department of Home Affairs at once.`,
  onlyCoordinatorsReset: () =>
    "Only coordinators of Home Affairs see and reset other people's second factor. Type /xacthuc for your own.",
  enrolledPeople: ({ agencyCode, people }) =>
    people.length === 0
      ? `Nobody of ${agencyCode} confirms with an app that you could reset. Check the agency's code, for example: /xacthuc STC.`
      : [
          `People of ${agencyCode} who confirm with an app:`,
          ...people.map((one) => `• ${one.name}${one.title === "" ? "" : `, ${one.title}`}`),
          "Reset it only when you are sure who asks, for example after calling the office back. The person must then enrol anew before signing.",
        ].join("\n"),
  resetButton: ({ name }) => `Reset: ${clipped(name, 40)}`,
  askResetReason: ({ whom, shortest, longest }) =>
    `Why is the second factor of ${whom.name} reset? Write ${shortest} to ${longest} characters; the reason stands in the ledger and is told to the person.`,
  resetReasonLength: ({ length, shortest, longest }) =>
    `The reason needs ${shortest} to ${longest} characters; yours has ${length}, so nothing was reset. Send it again, or press Stop in the message before.`,
  resetDone: ({ whom, receipt }) =>
    `The second factor of ${whom.name} is reset; old codes and recovery codes no longer work. The person has been told to enrol again with /xacthuc.\nReceipt: ${receipt}`,
  notEnrolledAnyMore: () =>
    "This person no longer confirms with an app, so there is nothing to reset. Nothing was changed.",
} satisfies Partial<SignOffMessages>;

/** What a code confirms, and how one comes back to it. */
const actsEn = {
  signOff: { act: "sign", done: "signed", command: "/sign" },
  appeal: { act: "sign the explanations", done: "signed", command: "/appeal" },
  approval: { act: "approve", done: "approved", command: "/approve" },
} as const;

/** Delegation, in English. */
export const delegationEn = {
  delegateButton: ({ name }) => `Delegate to ${clipped(name, 40)}`,
  revokeButton: ({ actingName }) => `Revoke: ${clipped(actingName, 40)}`,
  onlyLeadersDelegate: () =>
    "Only the agency's leader delegates signing. Whoever acts for a leader cannot pass it on.",
  delegations: ({ mine, hasColleagues }) =>
    [
      mine.length === 0
        ? "You have delegated signing to nobody."
        : ["Signing is delegated to:", ...mine.map((each) => `• ${lineEn(each)}`)].join("\n"),
      hasColleagues
        ? "Press a name, then give the dates and the decision's number."
        : "There is nobody else of the agency in the system.",
    ].join("\n\n"),
  askFrom: (name) => `From which day does ${name} act for you? For example 01/02/2026.`,
  askUntil: () => "Until which day, that day included? For example 15/02/2026.",
  askDecision: () => "Number of the decision? For example 12/QĐ-SNV.",
  notADay: () => "Please type day, month and year, for example 15/02/2026.",
  dayTooEarly: (earliest) => `The day must not be before ${dayText(earliest)}. Please type again.`,
  delegated: ({ delegation, receipt }) =>
    `Signing is delegated: ${lineEn(delegation)}. The person was told.\nReceipt: ${receipt}`,
  revoked: ({ delegation, receipt }) =>
    `The delegation is revoked: ${lineEn(delegation)}.\nReceipt: ${receipt}`,
  delegationNotice: ({ delegation, leaderName, isRevoked }) =>
    isRevoked
      ? `${leaderName} has revoked your delegation (${delegation.decision}).`
      : `${leaderName} delegates to you the signing of the agency's self-assessment, ${spanEn(delegation)}, under ${delegation.decision}. Both names stand on whatever you do. Type /sign for what waits, /factor to set up confirmation.`,
} satisfies Partial<SignOffMessages>;

function lineEn(delegation: DelegationFacts): string {
  return `${delegation.actingName}, ${spanEn(delegation)}, under ${delegation.decision}`;
}

function spanEn({ from, until }: Pick<DelegationFacts, "from" | "until">): string {
  return `from ${dayText(from)} to ${dayText(until)} inclusive`;
}

function chatsEn(chats: FactorFacts["otherChats"]): string {
  const names = { telegram: "Telegram", zalo: "Zalo", web: "the web page" } as const;
  return [...new Set(chats.map((chat) => names[chat]))].join(", ");
}
