import type { AnswerProblem, WantedShape } from "./answer-problem.ts";

/** A problem in the words of a file's list of problems. */
export interface ProblemWords {
  readonly read: string;
  readonly wanted: string;
}

const shapes: Readonly<Record<WantedShape, string>> = {
  object: "nhóm khoá đúng loại quy tắc",
  yesOrNo: "true hoặc false",
  text: "chữ",
  date: "ngày dạng 2025-12-31",
  number: 'số thập phân như 12 hoặc "0.25"',
};

/** Words for each kind of problem. */
type Words = {
  readonly [K in AnswerProblem["kind"]]: (
    problem: Extract<AnswerProblem, { readonly kind: K }>,
  ) => ProblemWords;
};

const words: Words = {
  wrongShape: ({ wanted }) => ({ read: "giá trị khác loại", wanted: shapes[wanted] }),
  missing: () => ({ read: "không có", wanted: "giá trị này phải có" }),
  unknownKey: () => ({ read: "khoá không được biết", wanted: "chỉ các khoá của quy tắc" }),
  notANumber: ({ read }) => ({ read: `"${read}"`, wanted: shapes.number }),
  notADate: ({ read }) => ({ read: `"${read}"`, wanted: "ngày có thật, dạng 2025-12-31" }),
  missingDue: () => ({
    read: "không có",
    wanted: "ngày phải xong (due): quy tắc lấy hạn từ câu trả lời",
  }),
  notAnswerable: () => ({
    read: "câu trả lời",
    wanted: "số phiếu ở phần survey: đây là tiêu chí điều tra xã hội học",
  }),
  negative: ({ value }) => ({ read: value, wanted: "số không nhỏ hơn 0" }),
  notAWholeNumber: ({ value }) => ({ read: value, wanted: "số nguyên" }),
  doneAboveTotal: ({ done, total }) => ({
    read: `done ${done} lớn hơn total ${total}`,
    wanted: "done không lớn hơn total",
  }),
  unknownLevel: ({ level, known }) => ({ read: `"${level}"`, wanted: oneOf(known) }),
  unknownAlternative: ({ alternative, known }) => ({
    read: `"${alternative}"`,
    wanted: oneOf(known),
  }),
  targetNotAboveZero: ({ target }) => ({ read: target, wanted: "chỉ tiêu lớn hơn 0" }),
  valueAboveScale: ({ value, scale }) => ({ read: value, wanted: `số không lớn hơn ${scale}` }),
  pointsAboveMax: ({ points, max }) => ({ read: points, wanted: `điểm không vượt quá ${max}` }),
  notAMultipleOfStep: ({ points, step }) => ({ read: points, wanted: `bội số của ${step}` }),
};

/** Says of an answer in a file what was read and what is wanted. */
export function describeProblem(problem: AnswerProblem): ProblemWords {
  return describe(problem.kind, problem);
}

function describe<K extends keyof Words>(kind: K, problem: Parameters<Words[K]>[0]): ProblemWords {
  const say: (problem: Parameters<Words[K]>[0]) => ProblemWords = words[kind];
  return say(problem);
}

function oneOf(known: readonly string[]): string {
  return `một trong: ${known.join(", ")}`;
}
