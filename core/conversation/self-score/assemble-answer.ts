import type { Rule, SumPart } from "../../scheme/scheme.ts";
import type { Answer, RatioAnswer } from "../../scoring/answer.ts";
import type { Given, GivenValue } from "../conversation-state.ts";

/** Puts the facts given for a leaf together; call it when `nextQuestion` has none left. */
export function assembleAnswer(rule: Rule, given: Given): Answer {
  return assembleAt(rule, { given, prefix: "" });
}

/** Where a rule stands: the facts given, and the part or alternative it belongs to. */
interface Place {
  readonly given: Given;
  readonly prefix: string;
}

type Kind = Rule["kind"];
type RuleOf<K extends Kind> = Extract<Rule, { readonly kind: K }>;
type Assembler<K extends Kind> = (rule: RuleOf<K>, place: Place) => Answer;

function assembleAt(rule: Rule, place: Place): Answer {
  return assembleKind(rule.kind, rule, place);
}

function assembleKind<K extends Kind>(
  kind: K,
  rule: { readonly [Each in Kind]: RuleOf<Each> }[K],
  place: Place,
): Answer {
  return assemblers[kind](rule, place);
}

const assemblers: { readonly [K in Kind]: Assembler<K> } = {
  yesNo: (_rule, place) => ({ yes: at(place, "yes") === true }),
  levels: (_rule, place) => ({ level: textOf(at(place, "level")) }),
  countLevels: count,
  perItem: count,
  percentBands: ratio,
  ratio,
  relative: ({ mode }, place) => {
    const { done, total } = shareOf(at(place, "pair"));
    return mode === "leader" ? { actual: done, target: total } : { done, total };
  },
  steps: (_rule, place) => ({ value: textOf(at(place, "value")) }),
  gate: (_rule, place) => ({ breaches: textOf(at(place, "breaches")) }),
  deduct: ({ per }, place) => ({
    counts: table(per, ({ key }) => textOf(at(place, `counts.${key}`))),
  }),
  formula: ({ variables }, place) => ({
    variables: table(variables, ({ key }) => textOf(at(place, `variables.${key}`))),
  }),
  growth: (_rule, place) => {
    const baseline = at(place, "baseline");
    return {
      current: textOf(at(place, "current")),
      baseline: baseline === null ? null : textOf(baseline),
    };
  },
  lateness: ({ due }, place) => {
    const done = at(place, "date");
    const date = done === null ? null : textOf(done);
    return due === null ? { date, due: textOf(at(place, "due")) } : { date };
  },
  matrix: ({ facts }, place) => ({
    facts: table(facts, ({ key, type }) => {
      const value = at(place, `facts.${key}`);
      if (type === "yesNo") return value === true;
      return type === "percent" ? shareOf(value) : textOf(value);
    }),
  }),
  sum: ({ parts }, place) => ({ parts: partsOf(parts, place) }),
  alternatives: ({ alternatives }, place) => {
    const key = textOf(at(place, "alternative"));
    const chosen = alternatives.find((alternative) => alternative.key === key);
    if (!chosen) throw new RangeError(`No alternative was chosen: ${key}.`);
    const prefix = `${place.prefix}alternative.${key}/`;
    return { alternative: key, answer: assembleAt(chosen.rule, { given: place.given, prefix }) };
  },
  survey: notAsked,
  external: notAsked,
  appraiser: notAsked,
};

function ratio(_rule: Rule, place: Place): Answer {
  return shareOf(at(place, "pair"));
}

function count(_rule: Rule, place: Place): Answer {
  return { count: textOf(at(place, "count")) };
}

function notAsked({ kind }: Rule): Answer {
  throw new RangeError(`No agency answers a ${kind} leaf itself.`);
}

function at({ given, prefix }: Place, id: string): GivenValue {
  return given[prefix + id] ?? null;
}

function partsOf(
  parts: readonly SumPart[],
  { given, prefix }: Place,
): Readonly<Record<string, boolean | Answer>> {
  const listed = given[`${prefix}parts`];
  const marked = Array.isArray(listed) ? (listed as readonly number[]) : null;
  return Object.fromEntries(
    parts.map((part, i): readonly [string, boolean | Answer] => {
      if (marked) return [part.key, marked.includes(i)];
      const id = `${prefix}parts.${part.key}`;
      if (!("rule" in part)) return [part.key, given[id] === true];
      return [part.key, assembleAt(part.rule, { given, prefix: `${id}/` })];
    }),
  );
}

function table<Item extends { readonly key: string }, Value>(
  items: readonly Item[],
  read: (item: Item) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(items.map((item) => [item.key, read(item)]));
}

function textOf(value: GivenValue): string {
  return typeof value === "string" ? value : "0";
}

function shareOf(value: GivenValue): RatioAnswer {
  const isPair = typeof value === "object" && value !== null && "done" in value;
  return isPair ? value : { done: "0", total: "0" };
}
