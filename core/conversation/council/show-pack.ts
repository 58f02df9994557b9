import { type CouncilTalk, backRows, say } from "./council-talk.ts";
import type { ChatTurn } from "../talk.ts";

/** Cases that a chat still shows well under each heading; `cham council pack` has them all. */
const mostTold = 5;

/** Shows the council's pack: what is out of the ordinary in this round, counted. */
export function showPack(talk: CouncilTalk): ChatTurn {
  const { facts, world } = talk;
  const pack = world.found.councilPack;
  if (!pack) return say(talk, { text: world.say.council.noRound() });
  return say(talk, {
    title: world.say.council.packTitle(),
    text: world.say.council.pack({ facts, pack, most: mostTold }),
    choices: backRows(talk, null),
  });
}
