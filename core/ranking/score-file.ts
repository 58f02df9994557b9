import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import type { AnsweringAgency, AnswersFile } from "../scoring/read-answers.ts";
import { waitingMark } from "../scoring/score-agency.ts";
import type { CompiledGroup } from "./compile-group.ts";
import { type GroupScores, scoreGroup } from "./score-group.ts";
import { meanShare } from "./second-pass.ts";

/** One agency group of an answers file, computed. */
export interface ScoredGroup {
  readonly group: CompiledGroup;
  /** In the file's order, as are the scores. */
  readonly agencies: readonly AnsweringAgency[];
  readonly scores: GroupScores;
}

/** Computes every group of an answers file, in the order of the schemes. */
export function scoreFile(
  groups: readonly CompiledGroup[],
  answers: AnswersFile,
): readonly ScoredGroup[] {
  return groups.map((group) => {
    const { group: code } = group.compiled.scheme;
    const agencies = answers.agencies.filter((agency) => agency.group === code);
    const prepared = agencies.map((agency) => agency.prepared);
    return { group, agencies, scores: scoreGroup(group, prepared, answers.calendar) };
  });
}

/**
 * Lists survey leaves that must apply although no agency of the group has enough ballots to lend
 * its share: the contract has no figure for them.
 */
export function unresolvedLeaves({ group, scores }: ScoredGroup): readonly SchemeProblem[] {
  return group.surveyLeaves.flatMap(({ leaf, survey }) => {
    const { code, notApplicable } = leaf.leaf;
    if (survey.whenTooFew !== "groupMean" || notApplicable !== "forbidden") return [];
    if (meanShare(scores.shares.get(leaf.place) ?? [])) return [];
    return scores.agencies.flatMap((agency, at) =>
      scores.first[at]?.[leaf.place] === waitingMark
        ? [
            {
              path: `agencies (${agency.code}).survey[${code}]`,
              read: "không đơn vị nào trong nhóm đủ phiếu",
              wanted: `ít nhất một đơn vị đủ phiếu: tiêu chí ${code} lấy trung bình nhóm và phải áp dụng`,
            },
          ]
        : [],
    );
  });
}
