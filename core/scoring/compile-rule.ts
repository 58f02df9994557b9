import type { Rational } from "../rational.ts";
import type { Rule } from "../scheme/scheme.ts";
import { compileAlternatives } from "./rules/alternatives.ts";
import { compileAppraiser } from "./rules/appraiser.ts";
import { compileCountLevels } from "./rules/count-levels.ts";
import { compileDeduct } from "./rules/deduct.ts";
import { compileExternal } from "./rules/external.ts";
import { compileFormula } from "./rules/formula.ts";
import { compileGate } from "./rules/gate.ts";
import { compileGrowth } from "./rules/growth.ts";
import { compileLateness } from "./rules/lateness.ts";
import { compileLevels } from "./rules/levels.ts";
import { compileMatrix } from "./rules/matrix.ts";
import { compilePerItem } from "./rules/per-item.ts";
import { compilePercentBands } from "./rules/percent-bands.ts";
import { compileRatio } from "./rules/ratio.ts";
import { compileRelative } from "./rules/relative.ts";
import type { RuleOf, RuleScorer } from "./rules/rule-scorer.ts";
import { compileSteps } from "./rules/steps.ts";
import { compileSum } from "./rules/sum.ts";
import { compileSurveyRule } from "./rules/survey.ts";
import { compileYesNo } from "./rules/yes-no.ts";

type Rules = { readonly [K in Rule["kind"]]: RuleOf<K> };

type Compilers = { readonly [K in keyof Rules]: (rule: Rules[K], max: Rational) => RuleScorer };

const compilers: Compilers = {
  yesNo: compileYesNo,
  levels: compileLevels,
  countLevels: compileCountLevels,
  percentBands: compilePercentBands,
  ratio: compileRatio,
  steps: compileSteps,
  perItem: compilePerItem,
  sum: (rule) => compileSum(rule, compileRule),
  deduct: compileDeduct,
  lateness: compileLateness,
  matrix: compileMatrix,
  gate: compileGate,
  growth: compileGrowth,
  relative: compileRelative,
  alternatives: (rule, max) => compileAlternatives(rule, max, compileRule),
  external: compileExternal,
  survey: compileSurveyRule,
  appraiser: compileAppraiser,
  formula: compileFormula,
};

/**
 * Parses a checked rule's parameters once, for any number of answers.
 *
 * @throws {RangeError} When a parameter is not what `readScheme` lets through (a bug in the caller).
 */
export function compileRule(rule: Rule, max: Rational): RuleScorer {
  return compileKind(rule.kind, rule, max);
}

function compileKind<K extends keyof Rules>(kind: K, rule: Rules[K], max: Rational): RuleScorer {
  return compilers[kind](rule, max);
}
