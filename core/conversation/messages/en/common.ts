import { selfScoringEnd } from "../self-scoring-end.ts";
import type {
  ButtonMessages,
  CommonMessages,
  MenuMessages,
  RegisterMessages,
} from "../catalogue/common.ts";
import { capitalised } from "../figure-text.ts";
import type { LeftOut } from "../../../round/left-out.ts";
import { clipped, daysLeft } from "../local-time.ts";
import { criteriaEn, marksEn, instantEn } from "./words.ts";

/** What may be said in any flow, in English. */
export const commonEn: CommonMessages = {
  notUnderstood: () =>
    "I did not understand. You can press a button, type a criterion code (such as 1.1.1), or a command: /start for the home page, /progress to see progress, /help for all commands.",
  staleButton: () =>
    "This button belongs to an older question and does nothing now; nothing was changed. Please use the latest message, or type /start.",
  unreadable: () =>
    "I can read text, buttons and documents (PDF, Word, Excel, pictures, TXT). Please send it again in one of these forms.",
  noRound: () =>
    "No assessment round is open for your agency now. When the Department of Home Affairs opens one, I will guide you step by step.",
  notAllowed: () =>
    "Your account may not do this. If you need to, please ask the coordinator at the Department of Home Affairs.",
  onlyOwnAgency: () => "You can only see the figures of your own agency.",
  noSuchCode: (code) =>
    `There is no ${clipped(code, 40)} in the criteria. Type a code such as 1.1.1, or /tc for the list.`,
  whichCode: () => "Please type the code of a criterion too, for example: /change 1.1.1.",
  refusedWrite: (refusal) => {
    switch (refusal.kind) {
      case "leftOut":
        return leftOutEn(refusal);
      case "noRight":
        return "Your account may not score for the agency. That is for the officer in charge.";
      case "notYet":
        return `Self-scoring has not begun (it opens at ${instantEn(refusal.opensAt)}). Nothing was stored. You can read the criteria and prepare evidence.`;
      case "closed":
        return `Self-scoring is over (it closed at ${instantEn(refusal.closesAt)}), so nothing more can be stored. If your agency needs an extension, please ask the Department of Home Affairs in writing.`;
      case "explaining":
        return `Explanations are open until ${instantEn(refusal.closesAt)}; the self-score is locked. Type /appeal to see the criteria appraised lower and to answer each.`;
      case "submitted":
        return `Your agency's self-score was handed up at ${instantEn(refusal.at)} by ${refusal.by} and is locked. To change it, ask your leader to give it back (/sign); once self-scoring is over, ask the Department of Home Affairs in writing.`;
    }
  },
  typedWas: (typed) => `What you sent, so that you can use it again:\n${clipped(typed, 1500)}`,
};

/** That the province has left a leaf out for an agency, in English. */
function leftOutEn({ code, reason }: LeftOut): string {
  return `The province has declared that ${code} does not apply to your agency, so you do not score it; your maximum is counted over the other criteria.\nReason: ${clipped(reason, 300)}\nIf this is not right, please ask the Department of Home Affairs to look at it again.`;
}

/** Labels of buttons in English. */
export const buttonsEn: ButtonMessages = {
  yes: () => "Yes",
  no: () => "No",
  menu: () => "Home",
  begin: () => "Begin",
  beginScoring: () => "Begin scoring",
  goOn: () => "Go on scoring",
  next: () => "Next criterion",
  list: () => "List of criteria",
  progress: () => "Progress",
  progressAll: () => "Progress of agencies",
  submit: () => "Hand up",
  confirmSubmit: () => "Yes, hand it up",
  notYet: () => "Not yet",
  ranking: () => "Ranking",
  ownResult: () => "Result of the agency",
  links: () => "Linked accounts",
  newCode: () => "New linking code",
  help: () => "Help",
  otherLanguage: () => "Tiếng Việt",
  guide: () => "Guidance",
  skip: () => "Skip",
  back: () => "Back",
  stop: () => "Stop",
  notApplicable: () => "Not applicable",
  answer: () => "Score this criterion",
  answerAgain: () => "Score again",
  change: () => "Change",
  changeFigures: () => "Correct the figures",
  addEvidence: () => "Add evidence",
  evidence: () => "See evidence",
  explain: () => "Explain",
  sendDocument: () => "Send a document",
  otherDocument: () => "Another document",
  cite: () => "Name a document",
  upload: () => "Send by web page",
  openUploadPage: () => "Open the upload page",
  later: () => "Later",
  wholeDocument: () => "The whole document",
  why: () => "Why these points",
  whyIndex: () => "Why this index",
  whyCode: (code) => `See ${code}`,
  openCode: (code) => `Open ${code}`,
  box: ({ label, isMarked }) => `${isMarked ? "☑" : "☐"} ${clipped(capitalised(label), 56)}`,
  markAll: () => "Mark all",
  markDone: (count) => (count === 0 ? "Done: none of them" : `Done: ${count} marked`),
  noFigure: (none) => {
    switch (none) {
      case "baseline":
        return "No figure";
      case "breach":
        return "No breach";
      case "allBreaches":
        return "No case at all";
    }
  },
  neverDone: () => "Not done",
  keepTheirs: (by) => `Keep ${clipped(by, 40)}'s`,
  useMine: () => "Use mine",
  pageBack: () => "Previous page",
  pageOn: () => "Next page",
};

/** What an unlinked chat hears, in English. */
export const registerEn: RegisterMessages = {
  askCode: () =>
    "Hello. To begin, please type the invitation code of 8 characters that you were given (such as ACDE-FG23). If you have none, please ask the officer in charge at your agency.",
  notACode: () =>
    "This is not the form of a code. A code has 8 letters and digits, without those easily mistaken such as 0, O, 1, I, L, 5, S. Please check and type it again.",
  refused: (why) => {
    switch (why) {
      case "unknown":
        return "The code is not right. Please check each character and type it again.";
      case "expired":
        return "The code has expired. Please ask for a new one.";
      case "used":
        return "This code was used already. A code works only once; please ask for a new one.";
      case "locked":
        return "Too many wrong codes: locked for a while to protect accounts. Please try again in 15 minutes.";
    }
  },
  welcome: ({ name, agencyName }) =>
    `Linked. Hello ${name}, ${agencyName}.\nThis chat now speaks for you; you can end the link at any time with /links.`,
};

/** Beside the line that tells where the draft stands and who handed it up. */
const lockedEn =
  "The self-score is locked. To change it, ask your leader to give it back (/sign); once self-scoring is over, ask the Department of Home Affairs in writing.";

/** The greeting in English. */
export const menuEn: MenuMessages = {
  greeting: ({ name, agencyName, round, now, refusal, answered, total, withoutProof }) =>
    [
      ...marksEn(round),
      `Hello ${name}, ${agencyName}.\n${round.title}`,
      refusal === null
        ? `Self-scoring is open until ${instantEn(selfScoringEnd(round))}, ${remaining(now, selfScoringEnd(round))}.`
        : refusal.kind === "submitted"
          ? lockedEn
          : commonEn.refusedWrite(refusal),
      progressLine({ answered, total, withoutProof }),
    ].join("\n\n"),
  greetingReader: ({ name, agencyName, seesAll, marks }) =>
    [
      ...marksEn(marks),
      `Hello ${name}, ${agencyName}.`,
      seesAll
        ? "You can see the round in short (/summary), the ranking (/ranking), who is behind (/laggards), the result of an agency (/agency CODE), two agencies compared (/compare CODE CODE) and the reason for each number (/why 1.1.1 CODE)."
        : "You can see the result of your own agency (/why) and check receipts (/check).",
    ].join("\n\n"),
  stopped: (code) =>
    code === null
      ? "Stopped. What was stored stays."
      : `Stopped at criterion ${code}. What was stored stays; type ${code} to open it again.`,
};

function remaining(now: string, closesAt: string): string {
  const days = daysLeft(now, closesAt);
  return days <= 1 ? "less than a day left" : `${days} days left`;
}

function progressLine(facts: {
  readonly answered: number;
  readonly total: number;
  readonly withoutProof: number;
}): string {
  const { answered, total, withoutProof } = facts;
  if (answered === 0) return `Your agency has ${criteriaEn(total)} to score, none scored yet.`;
  const proof =
    withoutProof === 0
      ? ""
      : `\nScored but with neither evidence nor explanation: ${withoutProof}.`;
  return answered === total
    ? `Your agency has scored all ${criteriaEn(total)}.${proof}`
    : `Your agency has scored ${answered} of ${criteriaEn(total)}, ${total - answered} left.${proof}`;
}
