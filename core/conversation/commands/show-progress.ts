import { keyOf } from "../choice-keys.ts";
import { isReaderOnly } from "../reader-rights.ts";
import { countsOf, statusesOf } from "../self-score/list-leaves.ts";
import { totalsOf } from "../submit/blockers.ts";
import { type ChatTurn, type Talk, type Work, stay, turn, workOf } from "../talk.ts";
import { whyNotWritable, whyClosedToReaders } from "../writing.ts";
import { subjectOf } from "../subject-of.ts";
import { may } from "../../access/may.ts";

/** Tells how far the agency is, or how far all are to those who watch over the round. */
export function showProgress(talk: Talk): ChatTurn {
  const { say } = talk.world;
  if (isReaderOnly(talk.me)) return showAll(talk);
  const work = workOf(talk);
  if (!work) return stay(talk, say.common.noRound());
  const isMine = may(talk.me, "seeDraft", subjectOf(talk, talk.me.agencyCode));
  return isMine ? showOwn(work) : stay(talk, say.common.notAllowed());
}

function showOwn(work: Work): ChatTurn {
  const { world, round, draft, me, index } = work;
  const { say } = world;
  const statuses = statusesOf(work);
  const text = say.commands.progress({
    agencyName: me.agencyName,
    round,
    now: world.now,
    counts: countsOf(index.own, statuses),
    totals: totalsOf(work),
    submitted: draft.submitted,
    standing: say.signOff.standing(draft),
    refusal: whyClosedToReaders(work),
  });
  const isWritable = whyNotWritable(work, null) === null;
  const choices = [
    isWritable ? [{ key: keyOf("next"), label: say.buttons.goOn() }] : [],
    [
      { key: keyOf("list"), label: say.buttons.list() },
      ...(isWritable ? [{ key: keyOf("submit"), label: say.buttons.submit() }] : []),
    ],
  ].filter((row) => row.length > 0);
  return turn(work.state, [{ title: say.commands.progressTitle(), text, choices }]);
}

function showAll(talk: Talk): ChatTurn {
  const { say, found } = talk.world;
  const rankings = found.rankings ?? [];
  const text = say.commands.progressAll(rankings);
  const title = say.commands.progressTitle();
  return turn(
    talk.state,
    [{ title, text }],
    [{ kind: "noteQuery", what: "progress", stage: rankings[0]?.stage ?? null }],
  );
}
