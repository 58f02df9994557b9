import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { compareResults } from "../overview/comparison.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** Words that people put between the two codes. */
const between = /[\s,;/+&]+(?:(?:và|va|với|voi|vs|and|with|so với|-|–)[\s,;/+&]+)*/iu;

/** Reads the two codes of "SNV STP", "snv, stp" or "SNV với STP"; null for anything else. */
export function readTwoAgencies(argument: string): readonly [string, string] | null {
  const [one, other, ...more] = argument.trim().toUpperCase().split(between);
  return one && other && more.length === 0 ? [one, other] : null;
}

/** Shows two agencies side by side, with what pulls them apart. */
export function compareAgencies(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  const codes = readTwoAgencies(argument);
  if (!codes) return stay(talk, say.overview.whichTwo(argument.trim()));
  const isAllowed = codes.every((code) => may(talk.me, "seeAgencyResult", subjectOf(talk, code)));
  if (!isAllowed) return stay(talk, say.common.onlyOwnAgency());
  const [one, other] = codes;
  if (one === other) return stay(talk, say.overview.twiceTheSame(one));
  const sides = found.comparison ?? [null, null];
  const unknown = codes.find((_, at) => !sides[at]);
  const [first, second] = sides;
  if (unknown !== undefined || !first || !second) {
    return stay(talk, say.commands.noResult(unknown ?? one));
  }
  const comparison = compareResults(first, second);
  const text = say.overview.comparison({ first: first.result, second: second.result, comparison });
  const title = say.overview.comparisonTitle(first.result.row, second.result.row);
  const choices = [
    [first, second].map(({ result: { row } }) => ({
      key: keyOf("why", row.agencyCode),
      label: say.overview.whyButton(row.agencyCode),
    })),
  ];
  const { stage } = first.result;
  return turn(
    talk.state,
    [{ title, text, choices }],
    [{ kind: "noteQuery", what: `compare ${one} ${other}`, stage }],
  );
}
