import { may } from "../../access/may.ts";
import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { ConversationState } from "../conversation-state.ts";
import { readHistory } from "../history/show-history.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, type Work, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import type { Need } from "../world.ts";
import type { LastYearEvidence, LastYearLeaf } from "./last-year-facts.ts";

/** What the own agency's leaf came to last year; undefined where it continues none. */
export function lastYearOf({ world }: Work, { code }: Leaf): LastYearLeaf | undefined {
  return world.found.lastYear?.get(code);
}

/** The button that lists last year's evidence; none where there was no evidence. */
export function lastYearRow(
  { world: { say } }: Pick<Talk, "world">,
  past: LastYearLeaf | undefined,
  key: readonly string[],
): readonly (readonly Choice[])[] {
  if (!past || past.evidenceCount === 0) return [];
  return [[{ key: keyOf("lastYear", ...key), label: say.lastYear.button(past.year) }]];
}

/** `/namtruoc 2.1.3` and, for others' leaves, `/namtruoc 2.1.3 STC`: what is listed must be loaded. */
export function lastYearNeeds(state: ConversationState, argument: string): readonly Need[] {
  const { code, agencyCode } = readHistory(argument, state);
  return code === null ? [] : [{ kind: "lastYearEvidence", agencyCode, code }];
}

/** Lists last year's evidence by name and number; a file only to whoever may have it. */
export function showLastYear(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  const { code, agencyCode } = readHistory(argument, talk.state);
  if (code === null) return stay(talk, say.lastYear.whichCode());
  const facts = found.lastYearEvidence ?? null;
  const owner = agencyCode ?? talk.me.agencyCode;
  const field = code.split(".")[0];
  const subject = {
    ...subjectOf(talk, owner, field, facts?.stage),
    assigned: facts?.assigned ?? false,
  };
  if (!may(talk.me, "seeEvidence", subject)) return stay(talk, say.lastYear.notAllowed());
  const back = { key: backKey(talk, owner, code), label: say.buttons.openCode(code) };
  if (!facts) return stay(talk, say.lastYear.none(code), [[back]]);
  const text = say.lastYear.list({ facts, lines: linesOf(talk, facts, subject) });
  const what = `last year ${owner} ${code}`;
  return turn(
    talk.state,
    [{ title: say.lastYear.listTitle(facts), text, choices: [[back]] }],
    [{ kind: "noteQuery", what, stage: facts.stage }],
  );
}

const longestList = 15;

function linesOf(
  { me, world }: Talk,
  { items, finishedStage }: LastYearEvidence,
  subject: Parameters<typeof may>[2],
): readonly { readonly item: LastYearEvidence["items"][number]; readonly url: string | null }[] {
  const mayOpen = may(me, "downloadEvidence", { ...subject, stage: finishedStage });
  return items.slice(0, longestList).map((item) => ({
    item,
    url: mayOpen && item.path !== null ? `${world.publicUrl}${item.path}` : null,
  }));
}

function backKey({ me }: Talk, owner: string, code: string): string {
  return owner === me.agencyCode ? keyOf("open", code) : keyOf("appraise", code, owner);
}
