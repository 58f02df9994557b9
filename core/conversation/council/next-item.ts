import type { CouncilItem } from "../../council/council.ts";
import { itemsNeeding } from "../../council/joint.ts";
import { whyCouncilIdle } from "../../council/voting.ts";
import type { Choice, Reply } from "../turn.ts";
import { type CouncilTalk, backRows, councilKey } from "./council-talk.ts";

/** Items that need this person now, but for those just dealt with. */
export function itemsAhead(
  { facts, me, world, isMember, isSecretary }: CouncilTalk,
  done: readonly CouncilItem[] = [],
): readonly CouncilItem[] {
  if (whyCouncilIdle(facts, world.now) !== null) return [];
  const who = { staffId: me.staffId, now: world.now, isMember, isSecretary };
  return itemsNeeding(facts, who).filter(({ id }) => done.every((each) => each.id !== id));
}

/** The button to the next item that needs this person; none when nothing does. */
export function nextButton(
  talk: CouncilTalk,
  done: readonly CouncilItem[] = [],
): readonly Choice[] {
  if (itemsAhead(talk, done).length === 0) return [];
  return [{ key: councilKey("next"), label: talk.world.say.council.button("next") }];
}

/** What was done to items, how many are left for this person, and the way to the next. */
export function thenNext(
  talk: CouncilTalk,
  { title, text, choices = [] }: Reply,
  done: readonly CouncilItem[],
): Reply {
  const left = talk.world.say.joint.left(itemsAhead(talk, done).length);
  const [item] = done;
  const rows = [
    nextButton(talk, done),
    ...choices,
    ...backRows(talk, done.length === 1 && item ? item : null),
  ];
  return {
    ...(title !== undefined && { title }),
    text: `${text}\n\n${left}`,
    choices: rows.filter((row) => row.length > 0),
  };
}
