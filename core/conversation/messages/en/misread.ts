import { assertNever } from "../../../result.ts";
import type { AnswerProblem } from "../../../scoring/answer-problem.ts";
import type { GivenValue } from "../../conversation-state.ts";
import type { Question } from "../../self-score/questions.ts";
import type { Misread } from "../../self-score/read-given.ts";
import { dayText } from "../local-time.ts";

/** Why a typed text is no answer, with the forms that are. */
export function misreadEn({
  why,
  question,
}: {
  readonly why: Misread;
  readonly question: Question;
}): string {
  switch (why) {
    case "notUnderstood":
    case "noSuchChoice":
      return notUnderstood(question);
    case "notWhole":
      return "A whole number is wanted here, such as 3.";
    case "negative":
      return "This number cannot be negative. Please type it again.";
    case "percentOnly":
      return "Two numbers are wanted here rather than a percentage: done out of total, such as 18/20. The share is computed for you.";
    case "impossibleDate":
      return "There is no such day. Please type it again, such as 31/12/2025.";
    default:
      return assertNever(why);
  }
}

/** One of the values a typed figure may mean, without marks between thousands. */
export function readingEn(value: GivenValue): string {
  if (typeof value === "string") {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : value;
  }
  if (typeof value === "object" && value !== null && "done" in value) {
    return `${value.done}/${value.total}`;
  }
  return String(value);
}

/** Why facts are not taken, and what would be right. */
export function problemEn(problem: AnswerProblem): string {
  return `${problemOfKind(problem.kind, problem)} Nothing was stored; please type it again.`;
}

type Kind = AnswerProblem["kind"];
type ProblemOf<K extends Kind> = Extract<AnswerProblem, { readonly kind: K }>;

function problemOfKind<K extends Kind>(
  kind: K,
  problem: { readonly [Each in Kind]: ProblemOf<Each> }[K],
): string {
  return problems[kind](problem);
}

const wrongShape = () => "The facts do not have the form that the rule needs.";

const problems: { readonly [K in Kind]: (problem: ProblemOf<K>) => string } = {
  doneAboveTotal: ({ done, total }) =>
    `The number done (${done}) cannot be above the total (${total}).`,
  negative: ({ value }) => `${value} cannot be negative.`,
  notAWholeNumber: ({ value }) => `A whole number is wanted here, not ${value}.`,
  targetNotAboveZero: () => "The target must be above 0.",
  missingDue: () => "The due date is missing.",
  notADate: ({ read }) => `“${read}” is not a date; a date looks like 31/12/2025.`,
  valueAboveScale: ({ value, scale }) => `${value} is above the scale of ${scale}.`,
  pointsAboveMax: ({ points, max }) => `${points} points are above the maximum of ${max}.`,
  notAMultipleOfStep: ({ points, step }) => `${points} points are not a multiple of ${step}.`,
  notANumber: wrongShape,
  missing: wrongShape,
  wrongShape,
  unknownKey: wrongShape,
  unknownLevel: wrongShape,
  unknownAlternative: wrongShape,
  notAnswerable: wrongShape,
};

function notUnderstood(question: Question): string {
  switch (question.kind) {
    case "yesNo":
      return "I did not understand. Press a button, or type: yes, no.";
    case "pick":
      return `Please choose one of ${question.options.length}: press a button, or type a number from 1 to ${question.options.length}.`;
    case "checklist":
      return `Mark them with the buttons and press Done, or type numbers from 1 to ${question.options.length} (such as 1 3), “all”, “none”.`;
    case "pair":
      return question.first === null
        ? "I could not read two numbers. Type them as 18/20 or 18 out of 20. Decimals: 12.5/20."
        : "I could not read a number. Type one number, such as 20.";
    case "number":
      return question.whole
        ? "I could not read a number. Type a whole number, such as 3."
        : "I could not read a number. Type it as 12.5 or 85%.";
    case "date":
      return "I could not read a date. Type it as 31/12/2025 or 2025-12-31.";
    default:
      return assertNever(question);
  }
}
