import { assertNever } from "../../result.ts";
import type { MatrixFact, Rule, SumPart } from "../../scheme/scheme.ts";
import type { Answer, RatioAnswer } from "../../scoring/answer.ts";

/** A language's words for facts. */
export interface AnswerWords {
  readonly yes: string;
  readonly no: string;
  readonly never: string;
  readonly noBaseline: string;
  readonly number: (decimal: string) => string;
  readonly day: (date: string) => string;
  readonly date: (facts: { readonly date: string; readonly due: string | null }) => string;
  readonly times: (count: string) => string;
  readonly breaches: (count: string) => string;
  readonly growth: (facts: { readonly current: string; readonly baseline: string }) => string;
  readonly points: (points: string) => string;
}

/** Tells an answer in a few words; one that does not fit its rule is told as it is stored. */
export function describeAnswer(rule: Rule, answer: Answer, words: AnswerWords): string {
  if ("yes" in answer) return answer.yes ? words.yes : words.no;
  if ("level" in answer) return levelLabel(rule, answer.level);
  if ("count" in answer) return words.number(answer.count);
  if ("done" in answer) return share(answer, words);
  if ("actual" in answer) return share({ done: answer.actual, total: answer.target }, words);
  if ("value" in answer) return words.number(answer.value);
  if ("breaches" in answer) return words.breaches(words.number(answer.breaches));
  if ("points" in answer) return words.points(words.number(answer.points));
  return describeMany(rule, answer, words);
}

type Many = Extract<
  Answer,
  | { readonly parts: unknown }
  | { readonly counts: unknown }
  | { readonly date: unknown }
  | { readonly facts: unknown }
  | { readonly current: unknown }
  | { readonly alternative: unknown }
  | { readonly variables: unknown }
>;

function describeMany(rule: Rule, answer: Many, words: AnswerWords): string {
  if ("date" in answer) return describeDate(answer, words);
  if ("current" in answer) return describeGrowth(answer, words);
  if ("parts" in answer) {
    const parts = rule.kind === "sum" ? rule.parts : [];
    return listed(parts, (part) => describePart(part, answer.parts[part.key], words));
  }
  if ("facts" in answer) {
    const facts = rule.kind === "matrix" ? rule.facts : [];
    return listed(facts, (fact) => describeFact(fact, answer.facts[fact.key], words));
  }
  return "alternative" in answer
    ? describeAlternative(rule, answer, words)
    : describeFigures(rule, answer, words);
}

function describeGrowth(
  { current, baseline }: Extract<Many, { readonly current: unknown }>,
  words: AnswerWords,
): string {
  const now = words.number(current);
  return baseline === null
    ? `${now} (${words.noBaseline})`
    : words.growth({ current: now, baseline: words.number(baseline) });
}

function describeAlternative(
  rule: Rule,
  { alternative, answer }: Extract<Many, { readonly alternative: unknown }>,
  words: AnswerWords,
): string {
  const all = rule.kind === "alternatives" ? rule.alternatives : [];
  const chosen = all.find(({ key }) => key === alternative);
  return chosen ? `${chosen.label}: ${describeAnswer(chosen.rule, answer, words)}` : alternative;
}

function describeFigures(
  rule: Rule,
  answer: Extract<Many, { readonly counts: unknown } | { readonly variables: unknown }>,
  words: AnswerWords,
): string {
  if ("counts" in answer) {
    const per = rule.kind === "deduct" ? rule.per : [];
    return listed(per, ({ key }) => words.times(words.number(answer.counts[key] ?? "0")));
  }
  const variables = rule.kind === "formula" ? rule.variables : [];
  return listed(variables, ({ key }) => words.number(answer.variables[key] ?? "0"));
}

function describePart(
  part: SumPart,
  value: boolean | Answer | undefined,
  words: AnswerWords,
): string {
  if (value === undefined || typeof value === "boolean") return value ? words.yes : words.no;
  return "rule" in part ? describeAnswer(part.rule, value, words) : "";
}

function describeFact(
  { type }: MatrixFact,
  value: string | boolean | RatioAnswer | undefined,
  words: AnswerWords,
): string {
  switch (type) {
    case "yesNo":
      return value === true ? words.yes : words.no;
    case "count":
      return words.number(typeof value === "string" ? value : "0");
    case "percent":
      return typeof value === "object" ? share(value, words) : "";
    default:
      return assertNever(type);
  }
}

function describeDate(
  { date, due }: { readonly date: string | null; readonly due?: string },
  words: AnswerWords,
): string {
  if (date === null) return words.never;
  return words.date({ date: words.day(date), due: due === undefined ? null : words.day(due) });
}

function levelLabel(rule: Rule, level: string): string {
  const levels = rule.kind === "levels" ? rule.levels : [];
  return levels.find(({ key }) => key === level)?.label ?? level;
}

function share({ done, total }: RatioAnswer, { number }: AnswerWords): string {
  return `${number(done)}/${number(total)}`;
}

function listed<Item extends { readonly label: string }>(
  items: readonly Item[],
  describe: (item: Item) => string,
): string {
  return items.map((item) => `${item.label}: ${describe(item)}`).join("; ");
}
