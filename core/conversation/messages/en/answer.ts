import type { Leaf } from "../../../scheme/scheme.ts";
import type { Answer } from "../../../scoring/answer.ts";
import { type AnswerWords, describeAnswer } from "../describe-answer.ts";
import { decimalText } from "../figure-text.ts";
import { dayText } from "../local-time.ts";

const words: AnswerWords = {
  yes: "Yes",
  no: "No",
  never: "not done",
  noBaseline: "no figure to compare with",
  number: (decimal) => decimalText(decimal, "en"),
  day: dayText,
  date: ({ date, due }) => (due === null ? date : `${date}, due ${due}`),
  times: (count) => (count === "1" ? "1 case" : `${count} cases`),
  breaches: (count) => (count === "1" ? "1 breach" : `${count} breaches`),
  growth: ({ current, baseline }) => `${current} against ${baseline}`,
  points: (points) => (points === "1" ? "1 point" : `${points} points`),
};

/** Tells the facts given for a leaf in a few words. */
export function answerEn({ rule }: Leaf, answer: Answer): string {
  return describeAnswer(rule, answer, words);
}
