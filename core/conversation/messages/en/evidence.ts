import { readRefusal } from "../../../evidence/file-refusal.ts";
import { assertNever } from "../../../result.ts";
import type { EvidenceFacts, EvidenceStatus } from "../../facts.ts";
import type { EvidenceMessages, NoticeMessages } from "../catalogue/evidence.ts";
import { clipped, dayText, quoted } from "../local-time.ts";
import { refusalEn } from "../refusal-en.ts";
import { instantEn } from "./words.ts";

/** Asking for documents and explanations, in English. */
export const evidenceEn: EvidenceMessages = {
  secretWarning: () =>
    "NOTE: do not send documents marked secret. For these give only number, date and issuer; the appraiser will look at the paper.",
  ask: ({ wanted, place, optional, maxBytes, isFirst }) =>
    [
      wanted === null
        ? "Please send evidence for this criterion."
        : `Evidence${place && place.of > 1 ? ` (${place.n}/${place.of})` : ""}: ${wanted.name}.`,
      ...(optional.length > 0 ? [`These will do: ${optional.join("; ")}.`] : []),
      isFirst
        ? `Send a file (up to ${megabytesEn(maxBytes)}), or type: number; date; issuer (such as: 15/KH-SNV; 20/01/2025; Sở Nội vụ). Without a document, press Explain.`
        : "Send a file, or type: number; date; issuer; or press Explain.",
    ].join("\n"),
  askWhyZero: () =>
    "This criterion gets 0 points. Please explain why (at least 50 characters), or send a document about it.",
  leftForLater: ({ code, names }) =>
    `Criterion ${code} still lacks: ${names.join("; ")}. Please add it before you submit (/evidence ${code}).`,
  received: ({ code, fileName, wanted, receipt }) =>
    [
      `Received “${clipped(fileName, 120)}” for criterion ${code}${wanted === null ? "" : ` (${wanted})`}; it is being checked.`,
      `Receipt: ${receipt}`,
    ].join("\n"),
  whichLeaf: (fileName) =>
    `Which criterion is “${clipped(fileName, 120)}” for? Open the criterion first (type its code, such as 1.1.1), then send the file again. It was not stored.`,
  tooLarge: ({ name, maxBytes }) =>
    `“${clipped(name, 120)}” is larger than ${megabytesEn(maxBytes)} and cannot be taken. Please make it smaller (scan at a lower resolution) or split it.`,
  tooLargeHere: ({ name, maxBytes }) =>
    `“${clipped(name, 120)}” is larger than ${megabytesEn(maxBytes)}, too large for this app. Please send it by the web page below (up to 100 MB); the link works once, for 30 minutes.`,
  uploadPage: () =>
    "Please send the file by the web page below (up to 100 MB). The link works once, for 30 minutes.",
  askPlace: (files) =>
    files > 1
      ? `In which section and on which page of the ${files} files is the proof? For example: section II.3, page 5.`
      : "In which section and on which page is the proof? For example: section II.3, page 5.",
  placeTooLong: ({ length, longest }) =>
    `That is ${length} characters, at most ${longest} are taken. Please give section and page only.`,
  placed: (place) => `Noted: ${place}.`,
  wholeDocument: () => "the whole document",
  notADocument: () =>
    "I am waiting for a file or a document. Send a file, or type in one line: number; date; issuer (such as: 15/KH-SNV; 20/01/2025; Sở Nội vụ). To explain instead, press Explain and then send your text.",
  badDocumentDate: (read) => `“${clipped(read, 60)}” is not a date. Please type it as 20/01/2025.`,
  askDocumentPart: ({ number, date }) => {
    if (number === null) return "The document's number? For example: 15/KH-SNV.";
    return date === null
      ? `Document ${number}: issued on which day? For example: 20/01/2025.`
      : `Document ${number} of ${dayText(date)}: issued by whom?`;
  },
  partTooLong: () => "That is too long. Please type at most 200 characters.",
  cited: ({ code, document, receipt }) =>
    `Stored document ${document.number} of ${dayText(document.date)}, ${document.issuer}, for criterion ${code}.\nReceipt: ${receipt}`,
  outsidePeriod: ({ date, from, to }) =>
    `Note: ${dayText(date)} is outside the assessed period (${dayText(from)} to ${dayText(to)}). The document is stored; the appraiser will decide whether it counts.`,
  answerFirst: (code) => `Please score criterion ${code} first, then explain.`,
  askExplanation: ({ shortest, present }) =>
    [
      `Please explain fully how the criterion was assessed and its points computed (at least ${shortest} characters).`,
      ...(present === null ? [] : [`The explanation stored now: ${clipped(present, 800)}`]),
    ].join("\n\n"),
  explanationTooShort: ({ length, shortest, mayCorrect = false }) =>
    `The explanation has ${length} characters, at least ${shortest} are needed. Say what was done, where the figures come from and how the points were computed, and send the whole text again.${mayCorrect ? " To change the figures, type /change." : ""}`,
  explanationTooLong: ({ length, longest }) =>
    `The explanation has ${length} characters, at most ${longest} are taken. Please shorten it, or send it as a file.`,
  explainedByOther: ({ by, at, theirs, mine }) =>
    [
      `While you were writing, ${by} stored an explanation (${instantEn(at)}):`,
      clipped(theirs, 1200),
      "Yours was not stored. To replace it all the same, send it again:",
      clipped(mine, 1200),
    ].join("\n\n"),
  explained: ({ code, receipt, old }) =>
    [
      old === null
        ? `The explanation of criterion ${code} is stored.`
        : `The explanation of criterion ${code} is replaced.`,
      ...(old === null ? [] : [`Before: ${clipped(old, 300)}`]),
      `Receipt: ${receipt}`,
    ].join("\n"),
  chooseWanted: () => "Which document are you sending? (✓ is there already)",
  wantedButton: ({ wanted, isGiven }) =>
    `${isGiven ? "✓" : "○"} ${clipped(wanted.name, 56)}${wanted.required ? "" : " (if any)"}`,
  listTitle: ({ code }) => `Evidence of ${code}`,
  list: ({ leaf, items, missing, explanation }) =>
    [
      ...(items.length === 0 ? ["No evidence yet."] : itemsEn(items.slice(0, 20))),
      ...(items.length > 20 ? [`… and ${items.length - 20} more.`] : []),
      ...(missing.length > 0 && explanation === null ? [`Missing: ${missing.join("; ")}.`] : []),
      ...(explanation === null ? [] : [`Explanation: ${clipped(explanation, 600)}`]),
      ...(leaf.evidence.length === 0 ? ["The scheme names no document here."] : []),
    ].join("\n\n"),
  withdrawButton: (item) => `Withdraw: ${clipped(nameEn(item), 50)}`,
  askWithdrawal: ({ item, shortest }) =>
    `Withdraw “${clipped(nameEn(item), 150)}”? Please give the reason (at least ${shortest} characters). It then no longer counts but stays on record.`,
  withdrawalLength: ({ length, shortest }) =>
    length < shortest
      ? `The reason has ${length} characters, at least ${shortest} are needed.`
      : "The reason is too long, at most 1000 characters are taken.",
  withdrawn: ({ code, receipt }) =>
    `The evidence of criterion ${code} is withdrawn.\nReceipt: ${receipt}`,
};

/** What is told of a file after it was fetched, in English. */
export const noticeEn: NoticeMessages = {
  fileKept: ({ fileName, code, receipt, sha256 }) =>
    `“${clipped(fileName, 120)}” for criterion ${code} is checked and stored (SHA-256: ${sha256.slice(0, 16)}…).\nReceipt: ${receipt}`,
  fileRefused: ({ fileName, code, receipt, refusal }) =>
    `“${clipped(fileName, 120)}” for criterion ${code} (receipt ${receipt}) was not taken. ${refusalEn(refusal)}`,
  fileFailed: ({ fileName, code, receipt }) =>
    `“${clipped(fileName, 120)}” for criterion ${code} (receipt ${receipt}) could not be fetched after several tries. Please send it again (/evidence ${code}).`,
};

/** Pieces of evidence, a line each; those added when explaining stand apart. */
export function itemsEn(items: readonly EvidenceFacts[]): readonly string[] {
  const added = items.filter(({ phase }) => phase === "explaining");
  if (added.length === 0) return items.map(itemEn);
  const own = items.filter(({ phase }) => phase === "selfScoring");
  return [
    ...(own.length > 0 ? ["Given with the self-score:", ...own.map(itemEn)] : []),
    ...["Added when explaining:", ...added.map(itemEn)],
  ];
}

/** One piece of evidence with its state. */
export function itemEn(item: EvidenceFacts): string {
  const place = item.place === null ? "" : `; place: ${clipped(item.place, 120)}`;
  const why = reasonEn(item);
  return `• ${clipped(nameEn(item), 160)}${place}. ${statusWordsEn(item.status)}${why}. ${item.by}, ${instantEn(item.at)}, receipt ${item.receipt}.`;
}

/** Why a piece does not count: told for refused files, quoted for withdrawn ones. */
function reasonEn({ status, reason }: EvidenceFacts): string {
  if (reason === null) return "";
  const refusal = status === "refused" ? readRefusal(reason) : null;
  if (refusal) return ` (${quoted(refusalEn(refusal), 200)})`;
  return status === "withdrawn" ? ` (${quoted(reason, 160)})` : "";
}

/** A file's name, or a document's number, date and issuer. */
function nameEn({ fileName, document }: EvidenceFacts): string {
  if (document === null) return fileName ?? "document";
  return `${document.number} of ${dayText(document.date)}, ${document.issuer}`;
}

function statusWordsEn(status: EvidenceStatus): string {
  switch (status) {
    case "fetching":
      return "Being fetched and checked";
    case "kept":
      return "Stored";
    case "refused":
      return "Not taken";
    case "failed":
      return "Could not be fetched";
    case "withdrawn":
      return "Withdrawn";
    case "replaced":
      return "Replaced by a newer one";
    default:
      return assertNever(status);
  }
}

function megabytesEn(bytes: number): string {
  return `${Math.floor(bytes / (1024 * 1024))} MB`;
}
