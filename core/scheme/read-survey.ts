import {
  type Place,
  at,
  complete,
  figure,
  list,
  oneOf,
  openNode,
  readKey,
  readNumber,
  refuse,
  refuseDoubles,
  shown,
  text,
} from "./read-raw.ts";
import { type RawValue, isRawObject, keyOf } from "./raw-value.ts";
import { keyIn } from "./rule-context.ts";
import type { SurveyQuestion, SurveySettings } from "./scheme.ts";
import { compareDecimals, compareTexts, sorted, sortedByKey } from "./sorting.ts";

/** The key under which tallies count ballots without an opinion. */
export const noOpinionKey = "noOpinion";

/** Reads the survey's settings and questions. */
export function readSurvey(raw: RawValue, place: Place): SurveySettings | undefined {
  const keys = ["combine", "groupWeights", "minBallots", "whenTooFew", "questions"];
  const node = openNode(raw, place, keys);
  if (!node) return undefined;
  const questions = list(node, "questions", readQuestion);
  refuseDoubles(node, "questions", "key");
  const settings = complete({
    combine: oneOf(node, "combine", ["pooled", "groups"]),
    groupWeights: readWeights(keyOf(node.object, "groupWeights"), at(node, "groupWeights")),
    minBallots: figure(node, "minBallots", { min: "1", whole: true }),
    whenTooFew: oneOf(node, "whenTooFew", ["notApplicable", "groupMean", "zero"]),
    questions,
  });
  return settings && { ...settings, questions: sortedByKey(settings.questions) };
}

function readWeights(raw: RawValue, place: Place): SurveySettings["groupWeights"] | undefined {
  if (!isRawObject(raw) || Object.keys(raw).length === 0) {
    refuse(place, shown(raw), "trọng số của từng nhóm người trả lời, ít nhất một nhóm");
    return undefined;
  }
  const weights = sorted(Object.entries(raw), ([a], [b]) => compareTexts(a, b)).map(
    ([group, weight]) => {
      const spot = at(place, group);
      return [readKey(group, spot), readNumber(weight, spot, { above: "0" })] as const;
    },
  );
  return complete(Object.fromEntries(weights));
}

function readQuestion(raw: RawValue, place: Place): SurveyQuestion | undefined {
  const node = openNode(raw, place, ["key", "text", "options"]);
  if (!node) return undefined;
  const options = list(node, "options", readOption);
  refuseDoubles(node, "options", "key");
  const question = complete({ key: keyIn(node), text: text(node, "text"), options });
  return question && { ...question, options: sorted(question.options, byWeight) };
}

type Option = SurveyQuestion["options"][number];

function readOption(raw: RawValue, place: Place): Option | undefined {
  const node = openNode(raw, place, ["key", "label", "weight"]);
  if (!node) return undefined;
  const key = keyIn(node);
  if (key === noOpinionKey) {
    refuse(at(node, "key"), `"${key}"`, "khoá khác: noOpinion dành cho phiếu không có ý kiến");
  }
  const weight = figure(node, "weight", { min: "0", max: "1" });
  return complete({ key, label: text(node, "label"), weight });
}

/** The best answer first. */
function byWeight(a: Option, b: Option): number {
  return compareDecimals(b.weight, a.weight) || compareTexts(a.key, b.key);
}
