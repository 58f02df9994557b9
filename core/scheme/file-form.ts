import { type Rule, type Scheme, type SchemeNode, type SumPart, isLeaf } from "./scheme.ts";

/** Plain data as YAML and JSON files hold it; every figure but the year is text. */
export type FileValue =
  string | number | boolean | null | readonly FileValue[] | { readonly [key: string]: FileValue };

/** An object of a file. */
export type FileObject = Readonly<Record<string, FileValue>>;

/**
 * A scheme under the keys of scheme-format.md, defaults written out, in the order people expect;
 * reading it gives the same scheme back.
 */
export function schemeInFile(scheme: Scheme): FileObject {
  const { fields, survey, evaluationPeriod, rounding, adjustments, ...head } = scheme;
  const { format, title, year, group, basis, total, bands, knockouts, ranking, tieBreakers } = head;
  return {
    format,
    scheme: head.scheme,
    ...{ title, year, group, basis, total },
    evaluationPeriod: { ...evaluationPeriod },
    rounding: { ...rounding },
    bands: bands.map((band) => ({
      ...band,
      requires: band.requires.map((requirement) => ({ ...requirement })),
    })),
    knockouts: knockouts.map((knockout) => ({ ...knockout })),
    ...{ ranking, tieBreakers },
    adjustments: { ...adjustments, items: adjustments.items.map((item) => ({ ...item })) },
    ...(survey === undefined
      ? {}
      : {
          survey: {
            ...survey,
            questions: survey.questions.map((question) => ({
              ...question,
              options: question.options.map((option) => ({ ...option })),
            })),
          },
        }),
    fields: fields.map(nodeInFile),
  };
}

/** A rule under the keys of scheme-format.md. */
export function ruleInFile(rule: Rule): FileObject {
  if (rule.kind === "lateness") {
    const { due, ...others } = rule;
    return { ...plain(others), ...(due === null ? { dueFact: true } : { due }) };
  }
  if (rule.kind === "sum") return { kind: rule.kind, parts: rule.parts.map(partInFile) };
  if (rule.kind !== "alternatives") return plain(rule);
  const alternatives = rule.alternatives.map((each) => ({ ...each, rule: ruleInFile(each.rule) }));
  return { kind: rule.kind, alternatives };
}

function partInFile(part: SumPart): FileObject {
  return "rule" in part ? { ...part, rule: ruleInFile(part.rule) } : { ...part };
}

function nodeInFile(node: SchemeNode): FileObject {
  const { code, name, max } = node;
  if (!isLeaf(node)) return { code, name, max, children: node.children.map(nodeInFile) };
  const { source, lead, guidance, evidence, notApplicable, rule } = node;
  return {
    ...{ code, name, max, source, lead },
    ...(guidance === undefined ? {} : { guidance }),
    evidence: evidence.map((item) => ({ ...item })),
    notApplicable,
    rule: ruleInFile(rule),
  };
}

/** Copies plain data; a key whose value is undefined is left out. */
function plain(value: object): FileObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      inner === undefined ? [] : [[key, plainValue(inner)]],
    ),
  );
}

function plainValue(value: unknown): FileValue {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === "object" && value !== null) return plain(value);
  return value as FileValue;
}
