import { assertNever } from "../../result.ts";
import type { MatrixFact, Rule } from "../../scheme/scheme.ts";
import type { Given } from "../conversation-state.ts";

/** What one question is about, for its wording; `n` of `of` where a leaf asks several alike. */
export type Asked =
  | { readonly kind: "leaf" }
  | { readonly kind: "part"; readonly label: string; readonly n: number; readonly of: number }
  | { readonly kind: "fact"; readonly label: string; readonly n: number; readonly of: number }
  | { readonly kind: "variable"; readonly label: string; readonly n: number; readonly of: number }
  | { readonly kind: "violation"; readonly label: string; readonly n: number; readonly of: number }
  | { readonly kind: "items" }
  | { readonly kind: "value" }
  | { readonly kind: "breaches"; readonly label: string }
  | { readonly kind: "dueDate" }
  | { readonly kind: "doneDate"; readonly due: string | null }
  | { readonly kind: "current"; readonly against: "lastYear" | "plan" }
  | { readonly kind: "baseline"; readonly against: "lastYear" | "plan" };

interface Common {
  /** Key of the given fact. */
  readonly id: string;
  readonly asked: Asked;
  /** Labels of the part and alternative the question stands in, outermost first. */
  readonly within: readonly string[];
}

/** A fact the bot asks for, by the shape of what it takes. */
export type Question =
  | (Common & { readonly kind: "yesNo" })
  | (Common & {
      readonly kind: "pick";
      readonly what: "level" | "alternative";
      readonly options: readonly { readonly key: string; readonly label: string }[];
    })
  | (Common & { readonly kind: "checklist"; readonly options: readonly string[] })
  | (Common & {
      readonly kind: "pair";
      readonly form: "ratio" | "leader";
      /** The first figure when it was typed alone. */
      readonly first: string | null;
    })
  | (Common & {
      readonly kind: "number";
      readonly whole: boolean;
      /** A button for giving none: no figure of last year, no breach at all. */
      readonly none: "baseline" | "breach" | "allBreaches" | null;
    })
  | (Common & { readonly kind: "date"; readonly mayBeNever: boolean });

/** The next fact to ask for, or null when all that the rule needs was given. */
export function nextQuestion(rule: Rule, given: Given): Question | null {
  return questionsOf(rule, given).find(({ id }) => !(id in given)) ?? null;
}

/** The questions of a rule in order, as far as the facts given so far tell which they are. */
export function questionsOf(rule: Rule, given: Given): readonly Question[] {
  return questionsAt(rule, { given, prefix: "", within: [] });
}

/** Where a rule stands: the facts given, and the part or alternative it belongs to. */
interface Place {
  readonly given: Given;
  readonly prefix: string;
  readonly within: readonly string[];
}

type Kind = Rule["kind"];
type RuleOf<K extends Kind> = Extract<Rule, { readonly kind: K }>;
type Questioner<K extends Kind> = (rule: RuleOf<K>, place: Place) => readonly Question[];
type Questioners = { readonly [K in Kind]: Questioner<K> };

function questionsAt(rule: Rule, place: Place): readonly Question[] {
  return questionsOfKind(rule.kind, rule, place);
}

function questionsOfKind<K extends Kind>(
  kind: K,
  rule: { readonly [Each in Kind]: RuleOf<Each> }[K],
  place: Place,
): readonly Question[] {
  return questioners[kind](rule, place);
}

const questioners: Questioners = {
  yesNo: (_rule, place) => [{ ...at(place, "yes", { kind: "leaf" }), kind: "yesNo" }],
  levels: ({ levels }, place) => {
    const options = levels.map(({ key, label }) => ({ key, label }));
    return [{ ...at(place, "level", { kind: "leaf" }), kind: "pick", what: "level", options }];
  },
  countLevels: countQuestion,
  perItem: countQuestion,
  percentBands: ratioQuestion,
  ratio: ratioQuestion,
  relative: ({ mode }, place) => [pairQuestion(place, mode === "leader" ? "leader" : "ratio")],
  steps: (_rule, place) => [
    { ...at(place, "value", { kind: "value" }), kind: "number", whole: false, none: null },
  ],
  gate: ({ label }, place) => {
    const asked: Asked = { kind: "breaches", label };
    return [{ ...at(place, "breaches", asked), kind: "number", whole: true, none: "breach" }];
  },
  deduct: ({ per }, place) =>
    per.map(({ key, label }, i) => {
      const asked: Asked = { kind: "violation", label, n: i + 1, of: per.length };
      const none = i === 0 ? "allBreaches" : null;
      return { ...at(place, `counts.${key}`, asked), kind: "number", whole: true, none };
    }),
  formula: ({ variables }, place) =>
    variables.map(({ key, label }, i) => {
      const asked: Asked = { kind: "variable", label, n: i + 1, of: variables.length };
      return { ...at(place, `variables.${key}`, asked), kind: "number", whole: false, none: null };
    }),
  growth: growthQuestions,
  lateness: latenessQuestions,
  matrix: ({ facts }, place) =>
    facts.map((fact, i) => factQuestion(fact, { n: i + 1, of: facts.length }, place)),
  sum: sumQuestions,
  alternatives: alternativeQuestions,
  survey: none,
  external: none,
  appraiser: none,
};

function none(): readonly Question[] {
  return [];
}

function countQuestion(_rule: Rule, place: Place): readonly Question[] {
  return [{ ...at(place, "count", { kind: "items" }), kind: "number", whole: true, none: null }];
}

function ratioQuestion(_rule: Rule, place: Place): readonly Question[] {
  return [pairQuestion(place, "ratio")];
}

function at({ prefix, within }: Place, id: string, asked: Asked): Common {
  return { id: prefix + id, asked, within };
}

function growthQuestions({ against }: RuleOf<"growth">, place: Place): readonly Question[] {
  const figure = { kind: "number", whole: false } as const;
  return [
    { ...at(place, "current", { kind: "current", against }), ...figure, none: null },
    { ...at(place, "baseline", { kind: "baseline", against }), ...figure, none: "baseline" },
  ];
}

function latenessQuestions({ due }: RuleOf<"lateness">, place: Place): readonly Question[] {
  const dueQuestion: Question = {
    ...at(place, "due", { kind: "dueDate" }),
    kind: "date",
    mayBeNever: false,
  };
  const dueDate = due ?? textAt(place.given, dueQuestion.id);
  const doneQuestion: Question = {
    ...at(place, "date", { kind: "doneDate", due: dueDate }),
    kind: "date",
    mayBeNever: true,
  };
  return due === null ? [dueQuestion, doneQuestion] : [doneQuestion];
}

function factQuestion(
  { key, label, type }: MatrixFact,
  order: { readonly n: number; readonly of: number },
  place: Place,
): Question {
  const common = at(place, `facts.${key}`, { kind: "fact", label, ...order });
  switch (type) {
    case "yesNo":
      return { ...common, kind: "yesNo" };
    case "count":
      return { ...common, kind: "number", whole: true, none: null };
    case "percent": {
      const first = textAt(place.given, `${common.id}.first`);
      return { ...common, kind: "pair", form: "ratio", first };
    }
    default:
      return assertNever(type);
  }
}

function pairQuestion(place: Place, form: "ratio" | "leader"): Question {
  const common = at(place, "pair", { kind: "leaf" });
  return { ...common, kind: "pair", form, first: textAt(place.given, `${common.id}.first`) };
}

function sumQuestions({ parts }: RuleOf<"sum">, place: Place): readonly Question[] {
  const { given, prefix, within } = place;
  if (parts.every((part) => !("rule" in part))) {
    const options = parts.map(({ label }) => label);
    return [{ ...at(place, "parts", { kind: "leaf" }), kind: "checklist", options }];
  }
  return parts.flatMap((part, i): readonly Question[] => {
    if ("rule" in part) {
      const below = {
        given,
        prefix: `${prefix}parts.${part.key}/`,
        within: [...within, part.label],
      };
      return questionsAt(part.rule, below);
    }
    const asked: Asked = { kind: "part", label: part.label, n: i + 1, of: parts.length };
    return [{ ...at(place, `parts.${part.key}`, asked), kind: "yesNo" }];
  });
}

function alternativeQuestions(
  { alternatives }: RuleOf<"alternatives">,
  place: Place,
): readonly Question[] {
  const options = alternatives.map(({ key, label }) => ({ key, label }));
  const common = at(place, "alternative", { kind: "leaf" });
  const choice: Question = { ...common, kind: "pick", what: "alternative", options };
  const chosen = alternatives.find(({ key }) => key === place.given[choice.id]);
  if (!chosen) return [choice];
  const prefix = `${choice.id}.${chosen.key}/`;
  const within = [...place.within, chosen.label];
  return [choice, ...questionsAt(chosen.rule, { given: place.given, prefix, within })];
}

function textAt(given: Given, id: string): string | null {
  const value = given[id];
  return typeof value === "string" ? value : null;
}
