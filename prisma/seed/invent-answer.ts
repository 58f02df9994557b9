import type { Answer, RatioAnswer } from "../../core/scoring/answer.ts";
import type {
  Leaf,
  LabelledPoints,
  MatrixFact,
  Rule,
  Scheme,
  SumPart,
} from "../../core/scheme/scheme.ts";
import type { Random } from "./random.ts";

/** Whose facts are invented: how well the agency does, and which leaf is asked about. */
export interface Teller {
  readonly random: Random;
  /** From 0 (does nothing) to 1 (does everything). */
  readonly quality: number;
  /** The largest denominator that is plausible for the leaf. */
  readonly most: number;
  /** The leaf's points. */
  readonly max: number;
}

/** How much there is to count in a leaf: thousands of files and letters, dozens of tasks. */
export function mostFor({ name }: Leaf): number {
  if (/hồ sơ|văn bản đi|thanh toán/i.test(name)) return 6000;
  if (/giải ngân|ngân sách|kiến nghị thanh tra/i.test(name)) return 90_000;
  if (/công chức|viên chức|hộ /i.test(name)) return 160;
  return 24;
}

/** Invents facts that fit a rule, the better the higher the teller's quality. */
export function inventAnswer(rule: Rule, teller: Teller): Answer {
  // The table has for each kind the function that takes just that kind's rule.
  const invent = inventors[rule.kind] as (rule: Rule, teller: Teller) => Answer;
  return invent(rule, teller);
}

type Inventors = {
  readonly [Kind in Rule["kind"]]: (rule: Extract<Rule, { kind: Kind }>, teller: Teller) => Answer;
};

const inventors: Inventors = {
  yesNo: (_rule, teller) => ({ yes: isWell(teller) }),
  ratio: ({ floor }, teller) => share(teller, Number(floor ?? "0") / 100),
  percentBands: (_rule, teller) => share(teller, 0),
  relative: ({ mode }, teller) => (mode === "leader" ? target(teller) : share(teller, 0)),
  sum: ({ parts }, teller) => ({
    parts: Object.fromEntries(parts.map((part) => [part.key, partOf(part, teller)])),
  }),
  deduct: ({ per }, teller) => ({ counts: countsOf(per, teller) }),
  alternatives: alternative,
  matrix: ({ facts }, teller) => ({
    facts: Object.fromEntries(facts.map((fact) => [fact.key, factOf(fact, teller)])),
  }),
  formula: ({ variables }, teller) => ({
    variables: Object.fromEntries(variables.map(variableOf(teller))),
  }),
  levels: ({ levels }, teller) => ({ level: levelOf(levels, teller) }),
  countLevels: ({ levels }, teller) => ({ count: levels[isWell(teller) ? 0 : 1]?.atLeast ?? "0" }),
  perItem: (_rule, { random, quality }) => ({
    count: String(random.whole(1, Math.max(2, Math.round(12 * quality)))),
  }),
  gate: (_rule, teller) => ({ breaches: isWell({ ...teller, quality: 0.97 }) ? "0" : "1" }),
  steps: (rule, teller) => ({ value: stepsOf(rule, teller) }),
  lateness: latenessOf,
  growth: (_rule, teller) => growthOf(teller),
  external: ({ scale }, teller) => ({ value: decimalText(Number(scale) * shareOf(teller, 0)) }),
  appraiser: ({ step }, { max, quality }) => {
    const each = Number(step ?? "0.5");
    return { points: decimalText(each * Math.floor((max * quality) / each)) };
  },
  survey: () => {
    throw new RangeError("ballots are tallied, not answered");
  },
};

/** Ballots of every respondent group for the questions of a leaf, as `given_answers` keeps them. */
export function inventTallies(
  questions: readonly string[],
  survey: NonNullable<Scheme["survey"]>,
  { random, quality }: Teller,
): Readonly<Record<string, unknown>> {
  const optionsOf = new Map(survey.questions.map(({ key, options }) => [key, options]));
  const tally = (question: string): Readonly<Record<string, string>> => {
    const options = optionsOf.get(question) ?? [];
    const counts = options.map(({ key }, place) => {
      const most = Math.round(14 * (place === 0 ? quality : (1 - quality) * 2 + 0.25 / place));
      return [key, String(random.whole(Math.floor(most / 2), most))] as const;
    });
    return { ...Object.fromEntries(counts), noOpinion: String(random.whole(0, 2)) };
  };
  return Object.fromEntries(
    questions.map((question) => [
      question,
      Object.fromEntries(Object.keys(survey.groupWeights).map((group) => [group, tally(question)])),
    ]),
  );
}

function isWell({ random, quality }: Teller): boolean {
  return random.chance(Math.sqrt(Math.sqrt(quality)));
}

/** Most agencies stay above a floor they know; a weak one now and then does not. */
function shareOf({ random, quality }: Teller, floor: number): number {
  if (quality >= 1 || random.chance(quality / 5)) return 1;
  const isShort = random.chance((1 - quality) * 0.6);
  const low = isShort ? floor * 0.9 : Math.max(floor, quality - 0.12);
  return Math.min(1, low + (1 - low) * Math.sqrt(random.next()));
}

function share(teller: Teller, floor: number): RatioAnswer {
  const total = teller.random.whole(Math.ceil(teller.most / 4), teller.most);
  const done = Math.min(total, Math.round(total * shareOf(teller, floor)));
  return { done: String(done), total: String(total) };
}

function target(teller: Teller): Answer {
  const wanted = teller.random.whole(20, 80);
  const actual = Math.round(wanted * (0.4 + 0.7 * teller.quality + 0.1 * teller.random.next()));
  return { actual: String(actual), target: String(wanted) };
}

function partOf(part: SumPart, teller: Teller): boolean | Answer {
  return "rule" in part ? inventAnswer(part.rule, teller) : isWell(teller);
}

function countsOf(
  per: readonly LabelledPoints[],
  teller: Teller,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    per.map(({ key }) => [key, isWell(teller) ? "0" : String(teller.random.whole(1, 2))]),
  );
}

function alternative(rule: Extract<Rule, { kind: "alternatives" }>, teller: Teller): Answer {
  const place = teller.random.whole(0, rule.alternatives.length - 1);
  const chosen = rule.alternatives[place];
  if (chosen === undefined) throw new RangeError("a rule of alternatives without any");
  return { alternative: chosen.key, answer: inventAnswer(chosen.rule, teller) };
}

/** Percent facts are read as good when high, unless they tell of delay. */
function factOf(fact: MatrixFact, teller: Teller): string | boolean | RatioAnswer {
  if (fact.type === "yesNo") return isWell(teller);
  if (fact.type === "count") return isWell(teller) ? "0" : "1";
  const total = String(teller.random.whole(12, 60));
  const isDelay = /trễ|chậm|quá hạn/i.test(fact.label);
  if (isWell(teller)) return { done: isDelay ? "0" : total, total };
  return { done: isDelay ? "2" : String(Number(total) - 1), total };
}

function levelOf(levels: readonly LabelledPoints[], teller: Teller): string {
  const best = [...levels].sort((a, b) => Number(b.points) - Number(a.points));
  return (isWell(teller) ? best[0] : best.at(1))?.key ?? best[0]?.key ?? "";
}

function stepsOf(rule: Extract<Rule, { kind: "steps" }>, teller: Teller): string {
  const steps = Math.round(5 * shareOf(teller, 0));
  return String(Number(rule.start) + steps * Number(rule.every));
}

function latenessOf(rule: Extract<Rule, { kind: "lateness" }>, teller: Teller): Answer {
  const due = rule.due ?? `2025-0${String(teller.random.whole(2, 9))}-15`;
  const date = plusDays(due, isWell(teller) ? -teller.random.whole(2, 20) : 9);
  return rule.due === null ? { date, due } : { date };
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function growthOf(teller: Teller): Answer {
  const baseline = 80 + teller.random.whole(0, 120) / 10;
  const current = baseline + (isWell(teller) ? teller.random.whole(0, 30) : -25) / 10;
  return { current: decimalText(current), baseline: decimalText(baseline) };
}

function decimalText(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Variables in their order: what is allowed first, what was needed after it, a little less. */
function variableOf(
  teller: Teller,
): (variable: { readonly key: string }, place: number) => readonly [string, string] {
  const base = teller.random.whole(2000, 9000);
  return ({ key }, place) => [
    key,
    String(Math.round(base * (place === 0 ? 1 : 1.1 - 0.3 * teller.quality))),
  ];
}
