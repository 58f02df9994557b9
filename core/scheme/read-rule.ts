import { type FormulaProblem, namePattern, parseFormula, reservedNames } from "./formula.ts";
import {
  readAppraiser,
  readCountLevels,
  readDeduct,
  readExternal,
  readGate,
  readLateness,
  readLevels,
  readPerItem,
  readSteps,
  readYesNo,
} from "./read-list-rules.ts";
import { readMatrix } from "./read-matrix.ts";
import { readAlternatives, readSum } from "./read-nested-rules.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  list,
  openNode,
  readKey,
  refuse,
  refuseDoubles,
  shown,
  text,
} from "./read-raw.ts";
import { readGrowth, readPercentBands, readRatio, readRelative } from "./read-share-rules.ts";
import { type RawValue, isRawObject, keyOf } from "./raw-value.ts";
import {
  type RuleContext,
  type RuleReader,
  keyIn,
  missingPolicy,
  openRule,
} from "./rule-context.ts";
import type { Rule } from "./scheme.ts";
import { compareTexts, sorted, sortedByKey } from "./sorting.ts";

const readSurveyRule: RuleReader<"survey"> = (raw, place, { questions: known, ...context }) => {
  const node = openRule(raw, place, "questions");
  if (!node) return undefined;
  const questions = list(node, "questions", (item, spot) => {
    const key = readKey(item, spot);
    if (key === undefined || known.has(key)) return key;
    refuse(spot, `"${key}"`, "khoá của một câu hỏi trong survey.questions");
    return undefined;
  });
  refuseDoubles(node, "questions");
  if (context.whenTooFew === "notApplicable" && context.mustApply !== null) {
    refuse(node, "survey.whenTooFew: notApplicable", `groupMean hoặc zero: ${context.mustApply}`);
  }
  return questions && { kind: "survey", questions: sorted(questions, compareTexts) };
};

const readFormulaRule: RuleReader<"formula"> = (raw, place, context) => {
  const node = openRule(raw, place, "variables", "expression", "whenTotalZero");
  if (!node) return undefined;
  const variables = list(node, "variables", readVariable, 0);
  refuseDoubles(node, "variables", "key");
  const whenTotalZero = missingPolicy(node, "whenTotalZero", context);
  const expression = text(node, "expression");
  if (!variables || expression === undefined) return undefined;
  const parsed = parseFormula(
    expression,
    variables.map(({ key }) => key),
  );
  if (!parsed.ok) refuseFormula(node, parsed.error);
  return complete({
    kind: "formula" as const,
    variables: sortedByKey(variables),
    expression: parsed.ok ? expression : undefined,
    whenTotalZero,
  });
};

function readVariable(
  raw: RawValue,
  place: Place,
): { readonly key: string; readonly label: string } | undefined {
  const node = openNode(raw, place, ["key", "label"]);
  if (!node) return undefined;
  const key = keyIn(node);
  const isName = key !== undefined && namePattern.test(key) && !reservedNames.includes(key);
  if (key !== undefined && !isName) {
    const reserved = reservedNames.join(", ");
    refuse(
      at(node, "key"),
      `"${key}"`,
      `tên gồm chữ, số, dấu _, bắt đầu bằng chữ; khác ${reserved}`,
    );
  }
  return complete({ key: isName ? key : undefined, label: text(node, "label") });
}

const formulaWants: Readonly<Record<FormulaProblem["wanted"], string>> = {
  number: "một số, một tên, dấu ( hoặc dấu -",
  end: "hết biểu thức hoặc một phép tính",
  opening: "dấu (",
  closing: "dấu ) hoặc một phép tính",
  comma: "dấu phẩy",
  known: "tên của một biến đã khai trong variables, hoặc maxPoints",
  shorter: "biểu thức ngắn hơn, ít ngoặc lồng nhau hơn",
};

function refuseFormula(node: OpenNode, { at: position, read, wanted }: FormulaProblem): void {
  const where = read === "" ? "hết biểu thức" : `"${read}"`;
  refuse(at(node, "expression"), `${where} ở ký tự ${position}`, formulaWants[wanted]);
}

type Readers = { readonly [K in Rule["kind"]]: RuleReader<K> };

const readers: Readers = {
  yesNo: readYesNo,
  levels: readLevels,
  countLevels: readCountLevels,
  percentBands: readPercentBands,
  ratio: readRatio,
  steps: readSteps,
  perItem: readPerItem,
  sum: readSum,
  deduct: readDeduct,
  lateness: readLateness,
  matrix: readMatrix,
  gate: readGate,
  growth: readGrowth,
  relative: readRelative,
  alternatives: readAlternatives,
  external: readExternal,
  survey: readSurveyRule,
  appraiser: readAppraiser,
  formula: readFormulaRule,
};

const kinds = Object.keys(readers) as readonly Rule["kind"][];
const onlyOnLeaves: readonly Rule["kind"][] = [
  "relative",
  "survey",
  "external",
  "appraiser",
  "alternatives",
  "sum",
];

/** Reads a rule of any kind, defaults written out, lists in canonical order. */
export function readRule(raw: RawValue, place: Place, context: RuleContext): Rule | undefined {
  const kind = isRawObject(raw) ? keyOf(raw, "kind") : undefined;
  const known = kinds.find((each) => each === kind);
  if (known === undefined) {
    if (isRawObject(raw)) refuse(at(place, "kind"), shown(kind), `một trong: ${kinds.join(", ")}`);
    else refuse(place, shown(raw), "quy tắc: nhóm khoá có kind");
    return undefined;
  }
  if (context.stands === "inside" && onlyOnLeaves.includes(known)) {
    refuse(at(place, "kind"), known, "quy tắc được phép đứng trong quy tắc khác");
    return undefined;
  }
  return readers[known](raw, place, context, readRule);
}
