import type { Digest, DigestChange } from "../../sign-off/digest-facts.ts";
import type { Acting } from "../../sign-off/sign-off-facts.ts";
import type { SignOffMessages, Standing } from "../catalogue/sign-off.ts";
import { clipped } from "../local-time.ts";
import { delegationEn, factorEn } from "./second-factor.ts";
import { gapEn, sumEn, totalEn } from "./submit.ts";
import { marksEn, instantEn, numberEn, stageEn } from "./words.ts";

const mostLines = 12;

/** The leader's sign-off, in English. */
export const signOffEn: SignOffMessages = {
  ...factorEn,
  ...delegationEn,
  title: () => "Sign the self-assessment",
  doneTitle: () => "Signed by the leader",
  voidedTitle: () => "The signature is no longer valid",
  returnedTitle: () => "Given back by the leader",

  openButton: () => "Read and sign",
  signButton: () => "Sign",
  giveBackButton: () => "Give back",
  backToReview: () => "Back to the digest",
  answerButton: () => "Keep it, answer the comment",

  standing: (standing) => standingEn(standing),
  whoSigns: (leaders) => {
    const told = leaders.filter(({ hasChat }) => hasChat);
    const silent = leaders.filter(({ hasChat }) => !hasChat);
    if (leaders.length === 0) {
      return "The agency has no leader in the system yet, so nobody can sign. What you handed up is kept. Please ask the coordinator at the Department of Home Affairs to register and invite the agency's leader; it waits for them at /sign.";
    }
    return [
      ...(told.length > 0
        ? [`${namesEn(told)} has been told; the next step is the leader's signature.`]
        : []),
      ...(silent.length > 0
        ? [
            `${namesEn(silent)} could not be told: no chat is linked. Please tell them yourself; without an invitation code, ask the Department of Home Affairs for one.`,
          ]
        : []),
    ].join("\n");
  },
  onlyLeaders: (leaders) =>
    leaders.length === 0
      ? "Signing is for the agency's leader, but the agency has none in the system. Please ask the coordinator at the Department of Home Affairs to register and invite one."
      : `Signing is for the agency's leader: ${namesEn(leaders)}.`,
  notHandedUp: (returned) =>
    returned.length === 0
      ? "The officers have not handed the draft up yet, so there is nothing to sign. I will tell you when they do."
      : `The draft was given back (open: ${listEn(returned)}). I will tell you when the officers hand it up again.`,
  review: ({ digest, standing }) => [...digestEn(digest), standingEn(standing) ?? ""].join("\n\n"),
  handedUp: ({ digest, by, at }) =>
    [
      ...digestEn(digest),
      `Handed up by ${by} at ${instantEn(at)}. Press the button or type /sign to read, sign or give back.`,
    ].join("\n\n"),
  changedMeanwhile: () =>
    "The draft has changed since you read it, so nothing was signed. Here is how it stands now.",
  noSignaturesNow: (stage) =>
    `The round stands at ${stageEn(stage)}: self-scores are signed only from self-scoring until second appraisal ends. If you need to, please ask the coordinator at the Department of Home Affairs.`,
  askAloneReason: (shortest) =>
    `Everything in the draft was entered by you alone. Please say why (at least ${shortest} characters); the reason is kept for the council.`,
  reasonLength: ({ length, shortest }) =>
    `The reason needs ${shortest} to 1000 characters; yours has ${length}. Please send it again.`,
  done: ({ agencyName, roundTitle, isDemo, isTraining, receipt, signature }) =>
    [
      ...marksEn({ isDemo, isTraining }),
      `${whoEn(signature.by)} signed the self-assessment of ${agencyName}, ${roundTitle}, at ${instantEn(signature.at)}.\nReceipt: ${receipt}`,
      "The signature covers exactly what was shown. If the draft changes it is void, and I will ask again.",
    ].join("\n\n"),
  signed: ({ agencyName, roundTitle, isDemo, isTraining, signature }) =>
    [
      ...marksEn({ isDemo, isTraining }),
      `${whoEn(signature.by)} signed the self-assessment of ${agencyName}, ${roundTitle}, at ${instantEn(signature.at)}. Appraisal comes next; I will tell you if an explanation is needed.`,
    ].join("\n\n"),
  voided: ({ agencyName, roundTitle, isDemo, isTraining, signature, codes, forLeader }) =>
    [
      ...marksEn({ isDemo, isTraining }),
      `${agencyName}, ${roundTitle}: the draft has changed after it was signed${codes.length > 0 ? ` (${listEn(codes)})` : ""}, so the signature of ${whoEn(signature.by)} at ${instantEn(signature.at)} is void. It stays on record.`,
      forLeader
        ? "Please read what changed and sign again."
        : "The leader was told to sign again; you need not hand it up again.",
    ].join("\n\n"),

  tooLateToGiveBack: (closesAt) =>
    `Self-scoring is over (it closed at ${instantEn(closesAt)}), so nothing can be given back. You can still sign what was handed up. To change a criterion, the agency asks the Department of Home Affairs in writing to reopen it.`,
  askCodes: () => "Which criteria do you give back? Codes with commas, for example: 1.1.3, 2.1.2.",
  badCodes: ({ unknown, most }) =>
    unknown.length === 0
      ? `Please type 1 to ${most} codes with commas, for example: 1.1.3, 2.1.2.`
      : `No criterion of your own has the code ${clipped(unknown.join(", "), 200)}. Please type the whole list again; /tc lists the codes.`,
  askComment: ({ leaves, shortest }) =>
    [
      "Giving back:",
      leaves.map(({ code, name }) => `${code} ${clipped(name, 100)}`).join("\n"),
      `What should the officers change or add? (at least ${shortest} characters)`,
    ].join("\n\n"),
  commentLength: ({ length, shortest }) =>
    `The comment needs ${shortest} to 1000 characters; yours has ${length}. Please send it again.`,
  givenBack: ({ codes, receipt, wasSigned }) =>
    [
      `Gave back ${listEn(codes)} with your comment. The officers were told; the draft is open again.${wasSigned ? " The signature is void." : ""}`,
      `Receipt: ${receipt}`,
    ].join("\n"),
  returnedLeaves: ({ agencyName, roundTitle, isDemo, isTraining, returned, wasSigned }) =>
    [
      ...marksEn({ isDemo, isTraining }),
      `${agencyName}, ${roundTitle}: ${whoEn(returned[0]?.by)} gave back ${listEn(returned.map(({ code }) => code))}. The draft is open again.${wasSigned ? " The signature is void." : ""}`,
      `Comment: ${clipped(returned[0]?.comment ?? "", 1000)}`,
      "Change each criterion, or answer the comment if it stays, then type /submit.",
    ].join("\n\n"),
  settleFirst: (returned) =>
    [
      `Not handed up: ${returned.length} criteria that the leader gave back are not settled.`,
      returned
        .slice(0, mostLines)
        .map(({ code, comment }) => `${code}: ${clipped(comment, 120)}`)
        .join("\n"),
      "Change them, or answer the comment if they stay.",
    ].join("\n\n"),
  comment: ({ by, at, comment }) =>
    `${whoEn(by)} gave it back at ${instantEn(at)}:\n“${clipped(comment, 1000)}”`,
  alreadySettled: (code) => `The comment on ${code} is settled; there is nothing left to answer.`,
  askAnswer: (shortest) =>
    `Please answer the leader's comment: why it stays (at least ${shortest} characters).`,
  answerLength: ({ length, shortest }) =>
    `The answer needs ${shortest} to 1000 characters; yours has ${length}. Please send it again.`,
  answered: ({ code, receipt, left }) =>
    [
      `Your answer on ${code} is kept.\nReceipt: ${receipt}`,
      left > 0
        ? `${left} criteria given back are still open.`
        : "Everything given back is settled. Type /submit to hand it up again.",
    ].join("\n\n"),
};

/** "Nguyễn Văn A" or "Nguyễn Văn A (for Trần Thị B under 12/QĐ-SNV)". */
export function whoEn(by: Acting | undefined): string {
  if (!by) return "The leader";
  return by.forName === null
    ? by.name
    : `${by.name} (for ${by.forName} under ${by.decision ?? ""})`;
}

function standingEn({ submitted, course }: Standing): string | null {
  const { signed, voided, returned } = course;
  if (!submitted) {
    const codes = returned.map(({ code }) => code);
    return codes.length === 0
      ? null
      : `The leader gave back ${listEn(codes)}: the officers change them or answer, then hand up again.`;
  }
  const handed = `Handed up at ${instantEn(submitted.at)} (by ${submitted.by}).`;
  if (signed) return `${handed} Signed by ${whoEn(signed.by)} at ${instantEn(signed.at)}.`;
  if (voided?.cause === "changed") {
    return `${handed} The signature of ${whoEn(voided.by)} at ${instantEn(voided.at)} is void since ${instantEn(voided.voidedAt)} because the draft changed; the leader has to sign again.`;
  }
  return `${handed} Waiting for the leader's signature (/sign).`;
}

function digestEn(digest: Digest): readonly string[] {
  const { agencyName, roundTitle, isDemo, isTraining, totals } = digest;
  return [
    ...marksEn({ isDemo, isTraining }),
    `${agencyName}, ${roundTitle}. Points by field (the agency's own criteria only):`,
    `${totals.map(totalEn).join("\n")}\nTotal: ${sumEn(totals)} points.`,
    changesEn(digest),
    ...settledEn(digest),
    ...gapsEn(digest),
    ...(digest.explained.length > 0
      ? [`Explained instead of proved: ${listEn(digest.explained)}.`]
      : []),
    ...(digest.notApplicable.length > 0
      ? [`Said not to apply: ${listEn(digest.notApplicable)}.`]
      : []),
  ];
}

function settledEn({ settled }: Digest): readonly string[] {
  if (settled.length === 0) return [];
  const lines = settled.map(({ code, answer }) =>
    answer === null ? `${code}: changed` : `${code}: kept, “${clipped(answer, 300)}”`,
  );
  return [`Given back and settled by the officer:\n${lines.join("\n")}`];
}

function changesEn({ changes, leafCount }: Digest): string {
  if (changes === null) return `First signature: all ${leafCount} criteria are new.`;
  if (changes.length === 0) return "Nothing has changed since the last signature.";
  return [
    `Changed since the last signature (${changes.length}):`,
    ...changes.slice(0, mostLines).map(changeEn),
    ...moreEn(changes.length),
  ].join("\n");
}

function changeEn({ leaf, before, after, isProofChanged }: DigestChange): string {
  const old = before ? pointsEn(before.points) : "none";
  const now = after ? pointsEn(after.points) : "none";
  const what = old === now ? `${now} points, other content` : `${old} → ${now} points`;
  return `${leaf.code} ${clipped(leaf.name, 60)}: ${what}${isProofChanged ? ", other evidence" : ""}`;
}

function pointsEn(points: number | null): string {
  return points === null ? "not computed" : numberEn(points);
}

function gapsEn({ gaps }: Digest): readonly string[] {
  if (gaps.length === 0) return ["Nothing is missing."];
  return [
    [
      `Note: ${gaps.length} criteria lack something:`,
      ...gaps
        .slice(0, mostLines)
        .map(({ leaf, gaps: each }) => `${leaf.code}: ${each.map(gapEn).join("; ")}`),
      ...moreEn(gaps.length),
    ].join("\n"),
  ];
}

function moreEn(count: number): readonly string[] {
  return count > mostLines ? [`… and ${count - mostLines} more`] : [];
}

function listEn(codes: readonly string[]): string {
  const shown = codes.slice(0, 20).join(", ");
  return codes.length > 20 ? `${shown} and ${codes.length - 20} more` : shown;
}

function namesEn(
  leaders: readonly { readonly name: string; readonly forName: string | null }[],
): string {
  return leaders
    .map(({ name, forName }) => (forName === null ? name : `${name} (acting for ${forName})`))
    .join(", ");
}
