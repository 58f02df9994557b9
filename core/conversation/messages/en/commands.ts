import { selfScoringEnd } from "../self-scoring-end.ts";
import type {
  AgencyResult,
  LinkFacts,
  RankingFacts,
  RankingRow,
  ReceiptFacts,
} from "../../facts.ts";
import type { CommandMessages } from "../catalogue/commands.ts";
import { clipped, dayText, daysLeft } from "../local-time.ts";
import { commonEn } from "./common.ts";
import { itemEn } from "./evidence.ts";
import { contentEn } from "./leaf.ts";
import { receiptKindEn } from "./receipt-kind.ts";
import { sumEn, totalEn } from "./submit.ts";
import { marksEn, instantEn, stageEn, trimmedEn } from "./words.ts";

/** Answers to the commands, in English. */
export const commandsEn: CommandMessages = {
  help: ({ seesAll, scoresSelf, signs, appeals, surveys, reappraises, ...runs }) =>
    [
      "Commands (with or without the slash):",
      [
        "/start – home: what is open and what is left",
        "/progress – progress",
        ...(scoresSelf
          ? [
              "/tc 1.1.1 – open a criterion; /tc – the list",
              "/back, /skip, /cancel – one step back, skip, stop",
              "/change 1.1.1 – change an answer; /undo – undo the last step",
              "/evidence 1.1.1 – see, add, withdraw evidence",
              "/na 1.1.1 – ask that a criterion not apply",
              "/submit – hand the self-score up for signature",
            ]
          : []),
        "/why 1.1.1 – why these points; /history 1.1.1 – who stored what, when",
        "/lastyear 1.1.1 – last year's evidence of a criterion",
        ...(signs
          ? ["/sign – read and sign; /factor – two-step confirmation; /delegate – delegate signing"]
          : []),
        ...(appeals ? ["/appeal – explanations to the appraisal"] : []),
        ...(surveys ? ["/survey – list of people for the survey"] : []),
        ...(reappraises ? ["/appraise – appraisal; /reappraise – second appraisal"] : []),
        ...runningLinesEn(runs),
        "/check CODE – check a receipt",
        ...(seesAll
          ? [
              "/ranking – ranking; /ranking so – one group",
              "/agency CODE – an agency's result; /why 1.1.1 CODE – explain its points",
              "/summary – the round in short; /laggards – who is behind; /compare CODE CODE – two agencies",
            ]
          : ["/agency – the result of your agency"]),
        "/links – linked accounts; /language – Tiếng Việt, English",
      ].join("\n"),
      ...(scoresSelf ? ["Numbers: 12.5 or 12,5; shares: 18/20; dates: 31/12/2025."] : []),
    ].join("\n\n"),
  whichLanguage: () => "Choose a language:",
  languageSet: () => "From now on I answer in English.",
  progressTitle: () => "Progress",
  progress: ({ agencyName, round, now, counts, totals, submitted, standing, refusal }) =>
    [
      ...marksEn(round),
      `${agencyName}, ${round.title}`,
      [
        `Complete: ${counts.done}`,
        `Scored, evidence missing: ${counts.lacksProof}`,
        `Not scored: ${counts.open}`,
        `Self-scored points: ${sumEn(totals)}`,
      ].join("\n"),
      totals.map(totalEn).join("\n"),
      ...(submitted === null
        ? [
            refusal === null || refusal.kind === "noRight"
              ? deadlineEn({ now, closesAt: selfScoringEnd(round) })
              : commonEn.refusedWrite(refusal),
          ]
        : []),
      ...(standing === null ? [] : [standing]),
    ].join("\n\n"),
  progressAll: (rankings) =>
    rankings.length === 0
      ? "No assessment round is open."
      : [
          ...marksEn({ isDemo: rankings.some(({ isDemo }) => isDemo), isTraining: false }),
          ...rankings.map(groupProgressEn),
        ].join("\n\n"),
  rankingTitle: (group) => (group === null ? "Ranking" : `Ranking of group ${group}`),
  rankingTops: (tops) =>
    tops.length === 0
      ? "There is no ranking yet."
      : [
          ...marksEn({ isDemo: tops.some(({ ranking }) => ranking.isDemo), isTraining: false }),
          ...tops.map(({ ranking, rows }) =>
            [
              `${ranking.group} (${ranking.rows.length} agencies)`,
              stampEn(ranking),
              ...rows.map(rowEn),
            ].join("\n"),
          ),
        ].join("\n\n"),
  ranking: ({ ranking, rows, page, pages }) =>
    [
      ...marksEn(ranking),
      `${ranking.roundTitle}\n${stampEn(ranking)}${pages > 1 ? `\nPage ${page} of ${pages}` : ""}`,
      rows.length === 0 ? "No agency yet." : rows.map(rowEn).join("\n"),
    ].join("\n\n"),
  groupButton: (group) => `Group ${group}`,
  noSuchGroup: ({ group, known }) =>
    known.length === 0
      ? "There is no ranking yet."
      : `There is no group “${clipped(group, 30)}”. Groups: ${known.join(", ")}.`,
  ownRanking: ({ result, isPublished }) => {
    if (!result) return "Your agency has no provisional result yet.";
    const { rank } = result.row;
    return [
      ...marksEn(result),
      `${result.row.agencyName}: ${indexEn(result.row)}.\n${resultStampEn(result)}`,
      isPublished && rank !== null
        ? `Rank ${rank} of ${result.groupSize} in the group.`
        : "Ranks are not open at this stage; you will see yours once results are published.",
    ].join("\n\n");
  },
  agencyTitle: ({ agencyName, agencyCode }) => `${agencyName} (${agencyCode})`,
  agency: ({ result, showsRank }) =>
    [
      ...marksEn(result),
      `${result.roundTitle}\n${resultStampEn(result)}`,
      [
        `Points: ${trimmedEn(result.achieved)}/${trimmedEn(result.applicableMax)}`,
        `Bonus: ${trimmedEn(result.bonus)}; penalty: ${trimmedEn(result.penalty)}`,
        `Index: ${indexEn(result.row)}`,
        ...(showsRank ? [rankEn(result)] : []),
        selfScoreEn(result),
      ].join("\n"),
    ].join("\n\n"),
  noResult: (agencyCode) =>
    `There is no result of ${clipped(agencyCode, 30)} yet. The code may be wrong, or nothing was computed.`,
  whichAgency: () =>
    "Please type the code of an agency too, for example: /agency SNV, /why SNV. It stands in brackets behind the name in the ranking (/ranking).",
  whichReceipt: () => "Please type the receipt code too (10 characters): /check ABCDE23456.",
  noSuchReceipt: (receipt) => `Receipt ${receipt} was not found. Please check each character.`,
  receiptTitle: (receipt) => `Receipt ${receipt}`,
  receipt: ({ facts, leaf }) =>
    [
      ...marksEn(facts),
      `${receiptKindEn(facts)}\n${facts.agencyName}, ${facts.roundTitle}`,
      ...(facts.code === null
        ? []
        : [`Criterion: ${leaf ? `${leaf.code} ${leaf.name}` : facts.code}`]),
      ...(facts.content && leaf ? [`Content: ${contentEn(leaf, facts.content)}.`] : []),
      ...(facts.content?.explanation
        ? [`Explanation: ${clipped(facts.content.explanation, 800)}`]
        : []),
      ...wordsEn(facts),
      ...(facts.evidence ? [itemEn(facts.evidence)] : []),
      ...(facts.evidence?.sha256 ? [`SHA-256 of the file: ${facts.evidence.sha256}`] : []),
      `Stored by ${facts.by} at ${instantEn(facts.at)}.\nSHA-256: ${facts.hash}`,
    ].join("\n\n"),
  links: (links) =>
    [
      links.length === 0 ? "No account is linked." : "These accounts speak for you:",
      ...links.map((link) => `• ${linkEn(link)}`),
      "Press a button to end a link. For a new phone or another app press New linking code.",
    ].join("\n"),
  revokeButton: (link) => `End: ${channelEn(link)} ${clipped(link.label, 36)}`,
  revoked: (link) =>
    link.isThisOne
      ? "The link of this chat is ended. To use it again, type a new code."
      : `The link ${linkEn(link)} is ended.`,
  linkCode: (code) =>
    `Linking code: ${code}\nIt works once, for 15 minutes. Type it in the app that you want to link; do not pass it on.`,
};

/** When and from what an agency's result was computed. */
export function resultStampEn({
  stage,
  computedAt,
  snapshot,
  official,
}: Pick<AgencyResult, "stage" | "computedAt" | "snapshot" | "official">): string {
  const isSettled = stage === "published" || stage === "archived";
  const kind = official
    ? `Official result, by decision ${official.number} of ${dayText(official.date)}`
    : isSettled
      ? "Official result"
      : "PROVISIONAL (tạm tính)";
  return `${kind}, stage: ${stageEn(stage)}, computed at ${instantEn(computedAt)}, snapshot ${snapshot}.`;
}

/** An agency's index with its band. */
export function indexEn({ index, band }: RankingRow): string {
  if (index === null) return "no index yet";
  return band === null ? index : `${index} (${band})`;
}

/** When and from what a group's result was computed. */
export function stampEn({ stage, computedAt, snapshot, official }: RankingFacts): string {
  if (computedAt === null) return `Stage: ${stageEn(stage)}. Nothing computed yet.`;
  return resultStampEn({ stage, computedAt, snapshot: snapshot ?? 0, official });
}

function rankEn({ row, groupSize }: AgencyResult): string {
  return row.rank === null ? "Not ranked" : `Rank: ${row.rank} of ${groupSize}`;
}

function rowEn(row: RankingRow): string {
  const rank = row.rank === null ? "–" : `${row.rank}.`;
  return `${rank} ${nameEn(row)}: ${indexEn(row)}`;
}

function nameEn({ agencyName, agencyCode }: RankingRow): string {
  return `${clipped(agencyName, 70)} (${agencyCode})`;
}

/** What lacks proof is not done, as /status and /laggards count it. */
function selfScoreEn({ row, unproved }: AgencyResult): string {
  const lacking = unproved > 0 ? `, scored but lacking evidence: ${unproved}` : "";
  return `Self-scored: ${row.answered - unproved}/${row.toAnswer}${lacking}, ${row.submitted ? "submitted" : "not submitted"}`;
}

function groupProgressEn({ group, rows, roundTitle }: RankingFacts): string {
  const submitted = rows.filter((row) => row.submitted).length;
  const idle = rows.filter((row) => !row.submitted && row.answered === 0);
  const begun = rows.length - submitted - idle.length;
  const names = idle.slice(0, 8).map(nameEn);
  const more = idle.length > names.length ? ` and ${idle.length - names.length} more` : "";
  return [
    `${group}: ${rows.length} agencies (${roundTitle})`,
    `Submitted ${submitted}, scoring ${begun}, not begun ${idle.length}.`,
    ...(names.length > 0 ? [`Not begun: ${names.join(", ")}${more}.`] : []),
  ].join("\n");
}

function deadlineEn(facts: { readonly now: string; readonly closesAt: string }): string {
  const { now, closesAt } = facts;
  return `Self-scoring closes at ${instantEn(closesAt)}; days left: ${daysLeft(now, closesAt)}.`;
}

function wordsEn({ words }: ReceiptFacts): readonly string[] {
  return words === null ? [] : [`Words: ${clipped(words, 800)}`];
}

type Help = Parameters<CommandMessages["help"]>[0];

function runningLinesEn(
  runs: Omit<Help, "seesAll" | "scoresSelf" | "signs" | "appeals" | "surveys" | "reappraises">,
): readonly string[] {
  return [
    ...(runs.seesRound ? ["/round – the round: stage, deadlines, progress"] : []),
    ...(runs.seesCouncil ? ["/council – the council: agenda, votes, pack"] : []),
    ...(runs.submits ? ["/trinh – submit the results after the council"] : []),
    ...(runs.approves ? ["/approve – look at submitted results, approve or send them back"] : []),
    ...(runs.seesRound ? ["/tinhhinh – who has handed in, who is late or will be"] : []),
    ...(runs.seesRound ? ["/nhac xem, /nhac nhatky – plan and log of reminders"] : []),
    ...(runs.resetsFactors
      ? ["/xacthuc CODE – reset the second factor of somebody in that agency"]
      : []),
    ...(runs.handlesTrouble ? ["/trouble – what could not be sent or done; try it again"] : []),
  ];
}

function linkEn(link: LinkFacts): string {
  const here = link.isThisOne ? " (this chat)" : "";
  return `${channelEn(link)} ${clipped(link.label, 60)}, since ${instantEn(link.linkedAt)}${here}`;
}

function channelEn({ channel }: LinkFacts): string {
  const names: Readonly<Record<LinkFacts["channel"], string>> = {
    telegram: "Telegram",
    zalo: "Zalo",
    web: "Web page",
  };
  return names[channel];
}
