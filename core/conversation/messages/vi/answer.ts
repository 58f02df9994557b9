import type { Leaf } from "../../../scheme/scheme.ts";
import type { Answer } from "../../../scoring/answer.ts";
import { type AnswerWords, describeAnswer } from "../describe-answer.ts";
import { decimalText } from "../figure-text.ts";
import { dayText } from "../local-time.ts";

const words: AnswerWords = {
  yes: "Có",
  no: "Không",
  never: "chưa thực hiện",
  noBaseline: "không có số liệu so sánh",
  number: (decimal) => decimalText(decimal, "vi"),
  day: dayText,
  date: ({ date, due }) => (due === null ? `ngày ${date}` : `ngày ${date}, hạn ${due}`),
  times: (count) => count,
  breaches: (count) => `${count} vi phạm`,
  growth: ({ current, baseline }) => `${current} so với ${baseline}`,
  points: (points) => `${points} điểm`,
};

/** Tells the facts given for a leaf in a few words: "18/20", "Có", "ngày 15/01/2025". */
export function answerVi({ rule }: Leaf, answer: Answer): string {
  return describeAnswer(rule, answer, words);
}
