import { may } from "../../access/may.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** `/giaitrinh thongke`: counts and points moved by field, group and outcome. */
export function showAppealStats(talk: Talk, wasAsked: boolean): ChatTurn {
  const { say, found, round } = talk.world;
  if (!may(talk.me, "seeAppealStats", { agencyId: null, stage: round?.stage ?? null })) {
    const isAbroad = !wasAsked && round === null;
    return stay(talk, isAbroad ? say.common.noRound() : say.common.notAllowed());
  }
  const { isDemo, isTraining } = round ?? { isDemo: false, isTraining: false };
  const text = say.appeal.stats({ rows: found.appealStats ?? [], isDemo, isTraining });
  return turn(
    talk.state,
    [{ title: say.appeal.statsTitle(), text }],
    [{ kind: "noteQuery", what: "appeal statistics", stage: round?.stage ?? null }],
  );
}
