import { type Result, err, ok } from "../result.ts";
import {
  readAdjustments,
  readBands,
  readBasis,
  readKnockouts,
  readTieBreakers,
} from "./read-grading.ts";
import { type NodesContext, checkSum, readFields } from "./read-nodes.ts";
import {
  type OpenNode,
  at,
  complete,
  date,
  figure,
  figureOr,
  has,
  oneOf,
  openNode,
  present,
  refuse,
  silentText,
  text,
} from "./read-raw.ts";
import { readSurvey } from "./read-survey.ts";
import { type RawValue, isRawList, isRawObject, keyOf } from "./raw-value.ts";
import type { Scheme } from "./scheme.ts";
import type { SchemeProblem } from "./scheme-problem.ts";

const schemeKeys = [
  ...["format", "scheme", "title", "year", "group", "basis", "total", "evaluationPeriod"],
  ...["rounding", "bands", "knockouts", "ranking", "tieBreakers", "adjustments", "survey"],
  "fields",
];

/** Keeps a total's ten-thousandths, and sums of them, exact whole numbers. */
const mostPoints = "1000000000";

/**
 * Reads a scheme file by the contract of scheme-format.md: defaults written out, numbers in
 * canonical form, every list but `matrix.rows` and `tieBreakers` in canonical order.
 *
 * @returns The scheme, or every problem of the file at once (at least one).
 */
export function readScheme(raw: RawValue): Result<Scheme, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, schemeKeys);
  const scheme = node && readWhole(node);
  return scheme && problems.length === 0 ? ok(scheme) : err(problems);
}

function readWhole(node: OpenNode): Scheme | undefined {
  readFormat(node);
  const rounding = readRounding(node);
  const survey = has(node, "survey")
    ? readSurvey(keyOf(node.object, "survey"), at(node, "survey"))
    : null;
  const total = figure(node, "total", { above: "0", max: mostPoints });
  const context = nodesContext(node, rounding?.leafDecimals);
  const fields = readFields(node, context);
  checkSum(node, "fields", total);
  const hasSurvey = context.surveyLeaves.length > 0;
  if (hasSurvey && !has(node, "survey")) {
    const leaves = context.surveyLeaves.join(", ");
    refuse(
      at(node, "survey"),
      "không có",
      `phần survey, vì có tiêu chí điều tra xã hội học: ${leaves}`,
    );
  }
  const codes = new Set(context.codes.keys());
  const whole = complete({
    ...readHeader(node),
    rounding,
    survey,
    total,
    fields,
    bands: readBands(node, codes),
    knockouts: readKnockouts(node),
    tieBreakers: readTieBreakers(node, codes, hasSurvey),
    adjustments: readAdjustments(node),
    ranking: oneOf<Scheme["ranking"]>(node, "ranking", ["competition", "dense"], "competition"),
  });
  if (!whole) return undefined;
  const { survey: settings, ...others } = whole;
  return { format: 1, ...others, ...present("survey", settings) };
}

function readFormat(node: OpenNode): void {
  const format = figure(node, "format");
  if (format !== undefined && format !== "1") refuse(at(node, "format"), format, "1");
}

/** What a scheme says of itself. */
interface Header {
  readonly scheme: string | undefined;
  readonly title: string | undefined;
  readonly year: number | undefined;
  readonly group: string | undefined;
  readonly basis: readonly string[] | undefined;
  readonly evaluationPeriod: Scheme["evaluationPeriod"] | undefined;
}

function readHeader(node: OpenNode): Header {
  const year = figure(node, "year", { min: "1", max: "9999", whole: true });
  return {
    scheme: text(node, "scheme"),
    title: text(node, "title"),
    year: year === undefined ? undefined : Number(year),
    group: text(node, "group"),
    basis: readBasis(node),
    evaluationPeriod: readPeriod(node),
  };
}

function readPeriod(node: OpenNode): Scheme["evaluationPeriod"] | undefined {
  const place = at(node, "evaluationPeriod");
  const inner = openNode(keyOf(node.object, "evaluationPeriod"), place, ["from", "to"]);
  const period = inner && complete({ from: date(inner, "from"), to: date(inner, "to") });
  if (period && period.from > period.to) {
    refuse(place, `${period.from} đến ${period.to}`, "ngày đầu không sau ngày cuối");
  }
  return period;
}

function readRounding(node: OpenNode): Scheme["rounding"] | undefined {
  if (!has(node, "rounding")) return { leafDecimals: 4, indexDecimals: 2 };
  const keys = ["leafDecimals", "indexDecimals"];
  const inner = openNode(keyOf(node.object, "rounding"), at(node, "rounding"), keys);
  if (!inner) return undefined;
  const bounds = { min: "0", max: "4", whole: true };
  const decimals = complete({
    leafDecimals: figureOr(inner, "leafDecimals", "4", bounds),
    indexDecimals: figureOr(inner, "indexDecimals", "2", bounds),
  });
  return (
    decimals && {
      leafDecimals: Number(decimals.leafDecimals),
      indexDecimals: Number(decimals.indexDecimals),
    }
  );
}

/** Questions count by their keys in the file, readable or not, so that one mistake is told once. */
function nodesContext(node: OpenNode, leafDecimals: number | undefined): NodesContext {
  const raw = keyOf(node.object, "survey");
  const questions = isRawObject(raw) ? keyOf(raw, "questions") : undefined;
  const keys = isRawList(questions) ? questions.map((each) => silentText(each, "key")) : [];
  return {
    leafDecimals,
    questions: new Set(keys.filter((key) => key !== undefined)),
    whenTooFew: silentText(raw, "whenTooFew") ?? null,
    codes: new Map(),
    surveyLeaves: [],
  };
}
