import type { Leaf, Rule, Scheme, SurveyQuestion } from "./scheme.ts";

/** A plain value that is equal for two leaves exactly when they ask for the same facts. */
export type AskedFacts = string | readonly AskedFacts[];

/**
 * Tells which facts a leaf asks for and in what words, without what they are worth: points,
 * thresholds, floors and due dates may change and the facts given still answer the question.
 */
export function askedFacts({ rule }: Leaf, scheme: Scheme): AskedFacts {
  return factsOf(rule, scheme.survey?.questions ?? []);
}

type Kind = Rule["kind"];
type RuleOf<K extends Kind> = Extract<Rule, { readonly kind: K }>;
type Told = {
  readonly [K in Kind]: (rule: RuleOf<K>, questions: readonly SurveyQuestion[]) => AskedFacts;
};

function factsOf(rule: Rule, questions: readonly SurveyQuestion[]): AskedFacts {
  // The table has, under each kind, the teller of just that kind.
  const tell = told[rule.kind] as (rule: Rule, questions: readonly SurveyQuestion[]) => AskedFacts;
  return tell(rule, questions);
}

const told: Told = {
  yesNo: () => "yesNo",
  levels: ({ levels }) => ["levels", labels(levels)],
  countLevels: () => "count",
  perItem: () => "count",
  percentBands: () => "share",
  ratio: () => "share",
  relative: ({ mode }) => (mode === "leader" ? "target" : "share"),
  steps: () => "value",
  sum: ({ parts }, questions) => [
    "sum",
    parts.map((part) => [
      part.key,
      foldedWords(part.label),
      "rule" in part ? factsOf(part.rule, questions) : "yesNo",
    ]),
  ],
  deduct: ({ per }) => ["deduct", labels(per)],
  lateness: ({ due }) => ["lateness", due === null ? "own due date" : "date"],
  matrix: ({ facts }) => [
    "matrix",
    facts.map(({ key, label, type }) => [key, foldedWords(label), type]),
  ],
  gate: ({ label }) => ["gate", foldedWords(label)],
  growth: ({ against }) => ["growth", against],
  alternatives: ({ alternatives }, questions) => [
    "alternatives",
    alternatives.map(({ key, label, rule }) => [key, foldedWords(label), factsOf(rule, questions)]),
  ],
  external: ({ label, scale }) => ["external", foldedWords(label), scale],
  survey: ({ questions: keys }, questions) => [
    "survey",
    keys.map((key) => surveyFacts(key, questions)),
  ],
  appraiser: () => "appraiser",
  formula: ({ variables }) => ["formula", labels(variables)],
};

function surveyFacts(key: string, questions: readonly SurveyQuestion[]): AskedFacts {
  const found = questions.find((each) => each.key === key);
  return [key, foldedWords(found?.text ?? ""), labels(found?.options ?? [])];
}

function labels(
  items: readonly { readonly key: string; readonly label: string }[],
): readonly AskedFacts[] {
  return items.map(({ key, label }) => [key, foldedWords(label)]);
}

/** Case, and blanks beside each other, make no other question. */
export function foldedWords(words: string): string {
  return words.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
