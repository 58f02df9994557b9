import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { runningRights, seesAll } from "../reader-rights.ts";
import { type ChatTurn, type Talk, stay } from "../talk.ts";

/** Lists what can be typed; the question that is open stays open. */
export function showHelp(talk: Talk): ChatTurn {
  const { me, world } = talk;
  const { say } = world;
  const own = { agencyId: me.agencyId, stage: null };
  const rights = {
    scoresSelf: may(me, "scoreSelf", own),
    signs: may(me, "signOff", own),
    appeals: may(me, "appeal", own) || may(me, "signAppeal", own),
    surveys: may(me, "seeRespondents", own) || may(me, "seeRound", { agencyId: null, stage: null }),
    reappraises: me.grants.some(({ role }) => role === "appraiser"),
    ...runningRights(me),
  };
  return stay(talk, say.commands.help({ seesAll: seesAll(me), ...rights }), [
    [
      { key: keyOf("start"), label: say.buttons.menu() },
      {
        key: keyOf("language", say.language === "vi" ? "en" : "vi"),
        label: say.buttons.otherLanguage(),
      },
    ],
  ]);
}
