import { type OwedRespondents, missingIn } from "../../../reminders/duty.ts";
import type { LineProblem, RefusedLine } from "../../../survey/read-respondents.ts";
import type { SurveyProgress } from "../../respondents/respondent-facts.ts";
import type { SurveyMessages } from "../catalogue/survey.ts";
import { clipped, daysLeft } from "../local-time.ts";
import { instantEn, marksEn } from "./words.ts";

/** Refused lines told one by one. */
const told = 10;
/** Agencies told by name. */
const named = 40;

/** Supplying the people who may be asked in the survey. */
export const surveyEn: SurveyMessages = {
  title: () => "List for the survey",
  overview: ({ round, agencyName, asked, window, refusal, maySupply, now }) =>
    [
      [...marksEn(round), round.title, `Agency: ${clipped(agencyName, 80)}`].join("\n"),
      refusal === null && window
        ? `The list closes at ${instantEn(window.closesAt)}, days left: ${daysLeft(now, window.closesAt)}.`
        : surveyEn.refused(refusal ?? { kind: "none" }),
      asked
        .map((each) => `• ${clipped(each.name, 80)}: ${each.given} of ${each.wanted}`)
        .join("\n"),
      nextEn(asked, maySupply && refusal === null),
    ].join("\n\n"),
  kindButton: ({ name, given, wanted }) => `${clipped(name, 40)} (${given}/${wanted})`,
  ask: ({ given, wanted }) =>
    [
      `${given} of ${wanted} people are there. Send the list, one person a line:`,
      "Full name; position; phone number or e-mail",
      "For example:\nNguyễn Văn An; chuyên viên Phòng Tổng hợp; 0912345678",
      "Many lines may come at once, or three columns copied from a spreadsheet.",
    ].join("\n\n"),
  taken: ({ taken, refused, asked, counts }) =>
    [
      takenEn(taken, refused.length),
      ...(refused.length > 0 ? [refusedEn(refused)] : []),
      stillEn(asked, counts),
    ].join("\n\n"),
  lineProblem: problemEn,
  list: ({ asked, people, page, pages }) =>
    [
      `${clipped(asked.name, 80)}: ${asked.given} of ${asked.wanted}${pages > 1 ? ` (page ${page + 1} of ${pages})` : ""}.`,
      people.length === 0
        ? "Nobody is in the list yet."
        : people
            .map((each) => `${each.number}. ${each.name}; ${each.position}; ${each.contact}`)
            .join("\n"),
    ].join("\n\n"),
  askRemoval: () =>
    "Type the number of the person to be taken off the list, for example: 3. To go back, type /khaosat.",
  noSuchNumber: () =>
    "The list has no such number. Look at the list and type a number, for example: 3. To go back, type /khaosat.",
  confirmRemoval: ({ number, name, position, contact }) =>
    `Take this person off the list?\n${number}. ${name}; ${position}; ${contact}`,
  removed: ({ name, given, wanted }) =>
    `Taken off the list. ${clipped(name, 80)}: ${given} of ${wanted} left.`,
  refused(refusal) {
    switch (refusal.kind) {
      case "none":
        return "The present round does not ask your agency for a list for the survey.";
      case "notYet":
        return `The list for the survey is not open yet (from ${instantEn(refusal.opensAt)}). Nothing was stored.`;
      case "closed":
        return `The list for the survey is closed (since ${instantEn(refusal.closesAt)}), so nothing more can be stored. If your agency needs an extension, please ask the Department of Home Affairs in writing.`;
    }
  },
  progressTitle: () => "List for the survey: the agencies' progress",
  progress: progressEn,
  noProgress: () => "No round is taking lists for the survey.",
  buttons: {
    add: () => "Add people",
    list: () => "Show the list",
    remove: () => "Take a person off",
    other: (name) => clipped(name, 40),
    done: () => "Done",
    confirm: () => "Take off the list",
    keep: () => "Keep",
    earlier: () => "Previous page",
    more: () => "Next page",
    progress: () => "The agencies' progress",
  },
};

function nextEn(asked: readonly OwedRespondents[], isWriting: boolean): string {
  const missing = missingIn(asked);
  const state = missing === 0 ? "The list is complete." : `People missing: ${missing}.`;
  return isWriting
    ? `${state} Choose a group to add people or to see them.`
    : `${state} Choose a group to see it.`;
}

function takenEn(taken: number, refused: number): string {
  if (taken === 0) return "Nobody was stored.";
  return refused === 0 ? `Stored: ${taken}.` : `Stored: ${taken}; lines not stored: ${refused}.`;
}

function refusedEn(refused: readonly RefusedLine[]): string {
  const lines = refused
    .slice(0, told)
    .map(
      ({ line, text, problem }) => `• Line ${line} “${clipped(text, 80)}”: ${problemEn(problem)}`,
    );
  const rest = refused.length - lines.length;
  return [
    "These lines were not stored; please correct them and send them alone:",
    ...lines,
    ...(rest > 0 ? [`… and ${rest} more.`] : []),
  ].join("\n");
}

function problemEn(problem: LineProblem): string {
  switch (problem.kind) {
    case "parts":
      return "wanted are three parts: full name; position; phone number or e-mail.";
    case "name":
      return "the first part must be a full name.";
    case "position":
      return "the second part must be the position.";
    case "contact":
      return "the last part must be a phone number (10 digits) or an e-mail address.";
    case "doubled":
      return problem.of.kind === "listed"
        ? `this phone number or e-mail is in the list already (number ${problem.of.number}, ${clipped(problem.of.name, 60)}).`
        : `the same phone number or e-mail as line ${problem.of.line}.`;
  }
}

function stillEn(asked: OwedRespondents, counts: readonly OwedRespondents[]): string {
  const own = missingIn([asked]);
  const all = missingIn(counts);
  const state = `${clipped(asked.name, 80)}: ${asked.given} of ${asked.wanted}`;
  if (all === 0) return `${state}. The agency's list is complete.`;
  return own === 0
    ? `${state}, complete. Missing in other groups: ${all}.`
    : `${state}, missing: ${own}.`;
}

function progressEn(round: SurveyProgress): string {
  const short = round.agencies.filter(({ asked }) => missingIn(asked) > 0);
  const lines = short.slice(0, named).map(
    ({ code, name, asked }) =>
      `• ${code} ${clipped(name, 40)}: ${asked
        .filter((each) => each.given < each.wanted)
        .map((each) => `${clipped(each.name, 40)} ${each.given}/${each.wanted}`)
        .join("; ")}`,
  );
  return [
    [...marksEn(round), round.title, `Closes at ${instantEn(round.closesAt)}.`].join("\n"),
    `Complete: ${round.agencies.length - short.length} of ${round.agencies.length} agencies.`,
    ...(lines.length > 0 ? [["Short:", ...lines].join("\n")] : []),
    ...(short.length > named ? [`… and ${short.length - named} more agencies.`] : []),
  ].join("\n\n");
}
