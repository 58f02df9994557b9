import type { CouncilFacts } from "../../../council/council.ts";
import type { ApprovalRefusal } from "../../council/council-said.ts";
import type { RankingFacts } from "../../facts.ts";
import type { ApprovalMessages } from "../catalogue/council.ts";
import { dayText, quoted } from "../local-time.ts";
import { voidEn } from "./council-words.ts";
import { instantEn, stageEn, marksEn } from "./words.ts";

const labels: Readonly<Record<Parameters<ApprovalMessages["button"]>[0], string>> = {
  submit: "Submit",
  approve: "Approve",
  return: "Send back",
  confirm: "Yes, approve",
  look: "See and approve",
  notNow: "Not now",
};

/** Submitting the results and approving them, in English. */
export const approvalEn: ApprovalMessages = {
  button: (name) => labels[name],
  submissionTitle: () => "Submitting the results",
  title: () => "Approving the results",
  refused: ({ why, facts }) => refusedEn(why, facts),
  confirmSubmission: ({ facts, hash }) =>
    [
      ...marksEn(facts.round),
      `Submit the results of ${facts.round.title}, as closed by the council at ${instantEn(facts.closing?.at ?? "")}. SHA-256:\n${hash}`,
      "Submit them?",
    ].join("\n\n"),
  submitted: ({ facts, hash, receipt }) =>
    [
      ...marksEn(facts.round),
      `The results of ${facts.round.title} are submitted; who may approve is told.\nSHA-256: ${hash}\nReceipt: ${receipt}`,
    ].join("\n\n"),
  summary: ({ facts, closing, rankings, pack }) =>
    [
      ...marksEn(facts.round),
      `${facts.round.title}, as closed by the council at ${instantEn(closing.at)} (${closing.by}).`,
      ...rankings.map(groupSummaryEn),
      changesEn(facts),
      ...(pack
        ? [
            `Extensions: ${pack.extensions.length}; reopenings: ${pack.reopenings.length}; phases moved: ${pack.movedPhases.length}.`,
          ]
        : []),
      `SHA-256 of all figures:\n${closing.hash}`,
    ].join("\n\n"),
  askNumber: () => "Please type the number of the approving decision, for example 123/QĐ-UBND.",
  askDate: (number) => `Decision ${number}: please type its date in full, for example 05/02/2026.`,
  confirm: ({ facts, number, date, hash }) =>
    [
      ...marksEn(facts.round),
      `Approve the results of ${facts.round.title} by decision ${number} of ${dayText(date)}.\nSHA-256: ${hash}`,
      "Results are then final here; publishing is a later step. Do you confirm?",
    ].join("\n\n"),
  approved: ({ facts, number, date, hash, receipt }) =>
    [
      ...marksEn(facts.round),
      `The results of ${facts.round.title} are approved by decision ${number} of ${dayText(date)}. They are final and not published yet.\nSHA-256: ${hash}\nReceipt: ${receipt}`,
    ].join("\n\n"),
  askReturn: () => "Why do you send the results back to the council?",
  returned: ({ facts, reason, receipt }) =>
    [
      ...marksEn(facts.round),
      `The results of ${facts.round.title} are sent back to the council. Reason: ${quoted(reason, 800)}.\nReceipt: ${receipt}`,
    ].join("\n\n"),
  notice: (about) => [...marksEn(about.facts.round), noticeEn(about)].join("\n\n"),
};

function noticeEn(about: Parameters<ApprovalMessages["notice"]>[0]): string {
  const { title } = about.facts.round;
  switch (about.kind) {
    case "submitted":
      return `The results of ${title} are submitted for your approval.\nSHA-256: ${about.hash}`;
    case "approved":
      return `The results of ${title} are approved by decision ${about.approval.number} of ${dayText(about.approval.date)}. They are final and not published yet.`;
    case "returned":
      return `The results of ${title} are sent back to the council. Reason: ${quoted(about.reason, 800)}.`;
  }
}

function groupSummaryEn({ group, rows }: RankingFacts): string {
  const bands = new Map<string, number>();
  for (const { band } of rows) {
    const name = band ?? "no band";
    bands.set(name, (bands.get(name) ?? 0) + 1);
  }
  const counts = [...bands].map(([band, count]) => `${band} ${count}`).join(", ");
  const top = rows
    .slice(0, 3)
    .map(({ rank, agencyName, index, band }) =>
      [rank === null ? "–" : `${rank}.`, `${agencyName}:`, index ?? "no index", band ?? ""]
        .join(" ")
        .trimEnd(),
    );
  return [`Group ${group} (${rows.length} agencies): ${counts}`, ...top].join("\n");
}

function changesEn({ items }: CouncilFacts): string {
  const passed = items.filter(({ decision }) => decision?.outcome === "passed");
  const changes = passed.flatMap(({ motion, agencies, code }) =>
    motion.kind === "setPoints" && code !== null ? [`${agencies[0]?.code ?? ""} ${code}`] : [],
  );
  const more = changes.length > 20 ? "; …" : "";
  const list = changes.length > 0 ? `: ${changes.slice(0, 20).join("; ")}${more}` : "";
  return `The council decided ${items.length} items, passed ${passed.length} and changed the points of ${changes.length} criteria${list}.`;
}

function refusedEn(why: ApprovalRefusal, { round }: CouncilFacts): string {
  switch (why.kind) {
    case "wrongStage":
      return why.wanted === "council"
        ? `The round is in the stage “${stageEn(round.stage)}”; results are submitted after the council.`
        : `Nothing is submitted: the round is in the stage “${stageEn(round.stage)}”.`;
    case "notClosed":
      return "The council has no closing decision: the chair closes the meeting first (/council).";
    case "void":
      return `THE COUNCIL'S CLOSING DECISION IS VOID; nothing can be submitted or approved.${why.closing.why ? ` ${voidEn(why.closing.why)}` : ""}${why.isSubmitted ? " The results must go back to the council first: by the official (/pheduyet) or the coordinator (/dot)." : ""} The chair must close again.`;
    case "pending":
      return `Results of ${why.agencies} agencies are being computed again; try in a few minutes.`;
    case "ownAgency":
      return "Your agency is assessed in this round, so you do not approve its results; somebody else with the authority does.";
    case "approved":
      return "These results are approved already.";
  }
}
