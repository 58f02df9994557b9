import { keyOf } from "../choice-keys.ts";
import { type LateGroup, lateGroups, lateLeads, whoWorks } from "../overview/laggards.ts";
import type { GroupProgress } from "../overview/progress-facts.ts";
import { seesAll } from "../reader-rights.ts";
import { readCode } from "../reading/read-command.ts";
import { goOn } from "../self-score/go-on.ts";
import { type ChatTurn, type Talk, stay, turn, workOf } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { may } from "../../access/may.ts";

const pageLength = 20;
const topLength = 5;

/**
 * Shows who is furthest behind in the phase that runs. The word is also "chấm" without its marks:
 * whoever scores goes on scoring.
 */
export function showLaggards(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  if (!seesAll(talk.me)) return goOnScoring(talk, argument);
  const progress = found.progress ?? [];
  const [first] = progress;
  if (!first) return stay(talk, say.overview.nothingRuns());
  switch (whoWorks(first)) {
    case "nobody":
      return told(talk, { first, what: "laggards", text: say.overview.nobodyLate(first) });
    case "appraisers":
      return showLeads(talk, progress, first);
    case "agencies":
      return showAgencies(talk, progress, argument);
  }
}

function goOnScoring(talk: Talk, argument: string): ChatTurn {
  const { say } = talk.world;
  const work = workOf(talk);
  const isScorer = may(talk.me, "scoreSelf", { agencyId: talk.me.agencyId, stage: null });
  return work && isScorer ? goOn(work, readCode(argument)) : stay(talk, say.overview.forReaders());
}

function showLeads(talk: Talk, progress: readonly GroupProgress[], first: GroupProgress): ChatTurn {
  const { say, calendar, now } = talk.world;
  const late = lateLeads(progress, { calendar, now });
  const shown = late.slice(0, pageLength);
  const text = say.overview.lateLeads({ round: first, calendar, now, late: late.length, shown });
  return told(talk, { first, what: "laggards", text });
}

function showAgencies(talk: Talk, progress: readonly GroupProgress[], argument: string): ChatTurn {
  const { say, calendar, now } = talk.world;
  const [first] = progress;
  if (!first) return stay(talk, say.overview.nothingRuns());
  const groups = lateGroups(progress, { calendar, now });
  const [named = "", page = "0"] = argument.toLowerCase().split(/\s+/);
  const only = groups.length === 1 && named === "" ? groups[0] : findGroup(groups, named);
  if (only) return showGroup(talk, first, { only, page: Number(page) });
  if (named !== "") {
    const known = groups.map(({ group }) => group);
    return stay(talk, say.overview.noSuchGroup({ read: named, known, command: "laggards" }));
  }
  const tops = groups.map((group) => ({ group, shown: group.late.slice(0, topLength), from: 0 }));
  const text = say.overview.lateAgencies({ round: first, calendar, now, tops, pages: null });
  const choices = groups
    .filter(({ late }) => late.length > topLength)
    .map(({ group }) => [
      { key: keyOf("laggards", group), label: say.overview.groupButton(group) },
    ]);
  return told(talk, { first, what: "laggards", text, choices });
}

function findGroup(groups: readonly LateGroup[], named: string): LateGroup | undefined {
  return groups.find(({ group }) => group.toLowerCase() === named);
}

function showGroup(
  talk: Talk,
  first: GroupProgress,
  { only, page }: { readonly only: LateGroup; readonly page: number },
): ChatTurn {
  const { say, calendar, now } = talk.world;
  const { group, late } = only;
  const pages = Math.max(1, Math.ceil(late.length / pageLength));
  const at = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const from = at * pageLength;
  const tops = [{ group: only, shown: late.slice(from, from + pageLength), from }];
  const paged = pages > 1 ? { page: at + 1, pages } : null;
  const text = say.overview.lateAgencies({ round: first, calendar, now, tops, pages: paged });
  const back = { key: keyOf("laggards", group, at - 1), label: say.buttons.pageBack() };
  const on = { key: keyOf("laggards", group, at + 1), label: say.buttons.pageOn() };
  const row = [...(at > 0 ? [back] : []), ...(at < pages - 1 ? [on] : [])];
  const choices = row.length > 0 ? [row] : [];
  return told(talk, { first, what: `laggards ${group}`, text, choices });
}

function told(
  talk: Talk,
  answer: {
    readonly first: GroupProgress;
    readonly what: string;
    readonly text: string;
    readonly choices?: readonly (readonly Choice[])[];
  },
): ChatTurn {
  const { first, what, text, choices = [] } = answer;
  const title = talk.world.say.overview.laggardsTitle(first);
  return turn(
    talk.state,
    [{ title, text, ...(choices.length > 0 && { choices }) }],
    [{ kind: "noteQuery", what, stage: first.stage }],
  );
}
