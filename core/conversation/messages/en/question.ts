import { assertNever } from "../../../result.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { Asked, Question } from "../../self-score/questions.ts";
import { capitalised, decimalText } from "../figure-text.ts";
import { dayText } from "../local-time.ts";

/** The question for a fact with the forms it takes, in English. */
export function questionEn({
  question,
}: {
  readonly leaf: Leaf;
  readonly question: Question;
}): string {
  const context =
    question.within.length > 0 ? [`${capitalised(question.within.join(" – "))}:`] : [];
  return [...context, asks(question), how(question)].join("\n");
}

function asks(question: Question): string {
  switch (question.kind) {
    case "pick":
      return question.what === "level"
        ? "Which level is true of your agency?"
        : "Which case applies to your agency?";
    case "checklist":
      return "Which of these does your agency have?";
    case "pair":
      return asksPair(question);
    case "yesNo":
    case "number":
    case "date":
      return "of" in question.asked
        ? asksOfMany(question.asked, question.kind)
        : asksSingle(question.asked);
    default:
      return assertNever(question);
  }
}

function asksPair({ asked, form, first }: Extract<Question, { readonly kind: "pair" }>): string {
  const about = "label" in asked ? `${capitalised(asked.label)}${order(asked)}: ` : "";
  if (form === "leader") {
    return first === null
      ? `${about}What was achieved, and what was the target?`
      : `${about}Achieved: ${number(first)}. What was the target?`;
  }
  if (first !== null) return `${about}${number(first)} out of how many?`;
  return about === ""
    ? "How many were done, out of how many?"
    : `${about}how many, out of how many?`;
}

function asksOfMany(
  asked: Extract<Asked, { readonly of: number }>,
  kind: Question["kind"],
): string {
  const about = `${capitalised(asked.label)}${order(asked)}`;
  switch (asked.kind) {
    case "part":
      return `${about}?`;
    case "fact":
      return kind === "number" ? `${about}: how much?` : `${about}?`;
    case "violation":
      return `${about}: how many cases?`;
    case "variable":
      return `${about}: how much?`;
    default:
      return assertNever(asked);
  }
}

function asksSingle(asked: Exclude<Asked, { readonly of: number }>): string {
  switch (asked.kind) {
    case "leaf":
      return "Has your agency done this?";
    case "items":
      return "How many are there?";
    case "value":
      return "What result was reached?";
    case "breaches":
      return `${capitalised(asked.label)}: how many breaches?`;
    case "dueDate":
    case "doneDate":
    case "current":
    case "baseline":
      return asksCompared(asked);
    default:
      return assertNever(asked);
  }
}

function asksCompared(
  asked: Extract<Asked, { readonly kind: "dueDate" | "doneDate" | "current" | "baseline" }>,
): string {
  switch (asked.kind) {
    case "dueDate":
      return "On which day was it due?";
    case "doneDate":
      return asked.due === null
        ? "On which day was it done?"
        : `It was due on ${dayText(asked.due)}. On which day was it done?`;
    case "current":
      return "What is the figure of the assessed year?";
    case "baseline":
      return asked.against === "lastYear"
        ? "What was the figure of the year before?"
        : "What was the planned figure?";
    default:
      return assertNever(asked);
  }
}

function how(question: Question): string {
  switch (question.kind) {
    case "yesNo":
      return "Press a button, or type yes / no.";
    case "pick":
      return [
        ...question.options.map(({ label }, i) => `${i + 1}. ${capitalised(label)}`),
        "Press a button or type its number.",
      ].join("\n");
    case "checklist":
      return [
        ...question.options.map((label, i) => `${i + 1}. ${capitalised(label)}`),
        "Mark them and press Done; or type their numbers (such as 1 3), “all”, “none”.",
      ].join("\n");
    case "pair":
      return question.first === null ? "Type it as 18/20." : "Type one number, such as 20.";
    case "number":
      return question.whole ? "Type a whole number, such as 3." : "Type a number, such as 12.5.";
    case "date":
      return "Type a date, such as 31/12/2025.";
    default:
      return assertNever(question);
  }
}

function order(asked: Asked): string {
  return "of" in asked && asked.of > 1 ? ` (${asked.n}/${asked.of})` : "";
}

function number(decimal: string): string {
  return decimalText(decimal, "en");
}
