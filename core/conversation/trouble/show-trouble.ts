import { may } from "../../access/may.ts";
import type { DeadGroup } from "../../delivery/dead-letter.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** As many as a message and its buttons hold. */
const shown = 8;

/** `/suco`: what could not be done, by cause, and a button to try each group again. */
export function playTrouble(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  if (!may(talk.me, "handleTrouble", { agencyId: null, stage: null })) {
    return stay(talk, say.common.notAllowed());
  }
  const groups = found.deadGroups ?? [];
  const [verb, key] = argument.split(/\s+/);
  return verb === "again" ? replay(talk, groups, key) : show(talk, groups);
}

function show(talk: Talk, groups: readonly DeadGroup[]): ChatTurn {
  const { say } = talk.world;
  if (groups.length === 0) return stay(talk, say.delivery.nothingFailed());
  const listed = groups.slice(0, shown);
  const choices = listed.flatMap((group, index) =>
    group.replayable > 0
      ? [[{ key: keyOf("trouble", "again", group.key), label: say.delivery.again(index + 1) }]]
      : [],
  );
  const text = say.delivery.failed({ groups: listed, more: groups.length - listed.length });
  return turn(
    talk.state,
    [{ title: say.delivery.failedTitle(), text, ...(choices.length > 0 && { choices }) }],
    [{ kind: "noteQuery", what: "trouble", stage: null }],
  );
}

function replay(talk: Talk, groups: readonly DeadGroup[], key: string | undefined): ChatTurn {
  const { say } = talk.world;
  const group = groups.find((each) => each.key === key);
  if (!group || group.replayable === 0) return stay(talk, say.common.staleButton());
  return turn(
    talk.state,
    [{ text: say.delivery.triedAgain(group) }],
    [
      { kind: "replay", key: group.key },
      { kind: "noteQuery", what: `replay ${group.key}`, stage: null },
    ],
  );
}
