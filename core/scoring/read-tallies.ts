import { type RawValue, isRawObject, keyOf } from "../scheme/raw-value.ts";
import { type Place, at, openNode, readNumber, refuse, shown } from "../scheme/read-raw.ts";
import { noOpinionKey } from "../scheme/read-survey.ts";
import type { Scheme, SurveyQuestion } from "../scheme/scheme.ts";
import type { CompiledLeaf } from "./compile-scheme.ts";
import type { Facts, GroupBallots } from "./rules/rule-scorer.ts";

/** More ballots than a country has people to give. */
const mostBallots = "1000000000";

/**
 * Reads one leaf's tallies: question, respondent group, option, how many ballots.
 *
 * @returns Undefined when something was refused.
 */
export function readTallies(
  raw: RawValue,
  place: Place,
  { leaf }: CompiledLeaf,
  settings: Scheme["survey"],
): Facts | undefined {
  if (leaf.rule.kind !== "survey" || !settings) {
    refuse(
      place,
      `tiêu chí ${leaf.code} (${leaf.rule.kind})`,
      "mã của một tiêu chí điều tra xã hội học",
    );
    return undefined;
  }
  const { questions: keys } = leaf.rule;
  const node = openNode(raw, place, keys);
  if (!node) return undefined;
  const groups = Object.keys(settings.groupWeights);
  const asked = settings.questions.filter(({ key }) => keys.includes(key));
  const questions = asked.map((question) => {
    const given = keyOf(node.object, question.key);
    return given === undefined ? [] : readGroups(given, at(node, question.key), question, groups);
  });
  return { kind: "ballots", questions };
}

function readGroups(
  raw: RawValue,
  place: Place,
  question: SurveyQuestion,
  groups: readonly string[],
): readonly GroupBallots[] {
  const node = openNode(raw, place, groups);
  if (!node) return [];
  return groups.flatMap((key, group) => {
    const given = keyOf(node.object, key);
    return given === undefined
      ? []
      : [{ group, counts: readCounts(given, at(node, key), question) }];
  });
}

/** Ballots without an opinion are checked and then left out. */
function readCounts(raw: RawValue, place: Place, { options }: SurveyQuestion): readonly number[] {
  const keys = options.map(({ key }) => key);
  if (!isRawObject(raw)) {
    refuse(place, shown(raw), `số phiếu của từng phương án: ${keys.join(", ")}, ${noOpinionKey}`);
    return [];
  }
  const node = openNode(raw, place, [...keys, noOpinionKey]);
  return [...keys, noOpinionKey]
    .map((key) => {
      const given = keyOf(raw, key);
      if (given === undefined || !node) return 0;
      const bounds = { min: "0", max: mostBallots, whole: true };
      return Number(readNumber(given, at(node, key), bounds) ?? "0");
    })
    .slice(0, keys.length);
}
