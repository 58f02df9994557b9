import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { sayNoResult } from "./no-result.ts";
import { seesAll } from "../reader-rights.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** Shows one agency's newest result: the own one, or any to those who may see all. */
export function showAgency(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  const code = argument === "" ? talk.me.agencyCode : argument.toUpperCase();
  const result = found.agencyResult ?? null;
  const agencyCode = result?.row.agencyCode ?? code;
  const isAllowed = may(talk.me, "seeAgencyResult", subjectOf(talk, agencyCode));
  if (!isAllowed) return stay(talk, say.common.onlyOwnAgency());
  if (!result) return sayNoResult(talk, code);
  const text = say.commands.agency({ result, showsRank: seesAll(talk.me) });
  const title = say.commands.agencyTitle(result.row);
  const choices = [[{ key: keyOf("why", agencyCode), label: say.buttons.whyIndex() }]];
  return turn(
    talk.state,
    [{ title, text, choices }],
    [{ kind: "noteQuery", what: `agency ${agencyCode}`, stage: result.stage }],
  );
}
