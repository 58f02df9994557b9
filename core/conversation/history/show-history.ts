import { may } from "../../access/may.ts";
import type { Code } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { ConversationState } from "../conversation-state.ts";
import { readCode } from "../reading/read-command.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, codeOf, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import type { HistoryEntry, HistoryFacts } from "./history-facts.ts";
import { knownLeaf } from "./known-leaf.ts";
import { mayReadEntry } from "./may-read-entry.ts";

const pageLength = 8;

/** Which leaf of which agency, and which page. */
export interface HistoryAsked {
  /** Null when none is named and the talk is on none. */
  readonly code: Code | null;
  /** Null for the own agency. */
  readonly agencyCode: string | null;
  /** From 1; null for the last, which holds the newest. */
  readonly page: number | null;
}

/** Reads "2.1.3", "2.1.3 STC", "2.1.3 STC 2", "STC", or nothing: the leaf the talk is on. */
export function readHistory(argument: string, state: ConversationState): HistoryAsked {
  const words = argument.split(/[\s:]+/);
  const [first = ""] = words;
  const isCode = /^\d/.test(first) || first.includes(".");
  const [agency = "", page = ""] = isCode ? words.slice(1) : words;
  return {
    code: isCode ? readCode(first) : codeOf(state),
    agencyCode: agency === "" ? null : agency.toUpperCase(),
    page: /^\d{1,4}$/.test(page) ? Number(page) : null,
  };
}

/** Shows what the ledger holds of one leaf, newest last, to whoever may see it. */
export function showHistory(talk: Talk, argument: string): ChatTurn {
  const { say, found } = talk.world;
  const asked = readHistory(argument, talk.state);
  if (asked.code === null) return stay(talk, say.history.whichCode());
  const agencyCode = asked.agencyCode ?? talk.me.agencyCode;
  const facts = found.history ?? null;
  const field = asked.code.split(".")[0];
  if (!may(talk.me, "seeHistory", subjectOf(talk, agencyCode, field, facts?.stage ?? null))) {
    return stay(talk, say.history.notAllowed());
  }
  if (!facts) return stay(talk, say.commands.noResult(agencyCode));
  return showPage(talk, facts, asked.page);
}

function showPage(talk: Talk, facts: HistoryFacts, page: number | null): ChatTurn {
  const { say } = talk.world;
  const { agencyCode, agencyName, origins, isDemo, isTraining, code } = facts;
  const known = knownLeaf(facts);
  if (!known) return stay(talk, say.common.noSuchCode(code));
  const readable = readableOf(talk, facts);
  const pages = Math.max(1, Math.ceil(readable.length / pageLength));
  const shown = Math.min(Math.max(page ?? pages, 1), pages);
  const text = say.history.page({
    ...{ agencyName, origins, isDemo, isTraining, ...known, page: shown, pages },
    entries: readable.slice((shown - 1) * pageLength, shown * pageLength),
    // That a blind value is there says something too.
    hidden: facts.entries.filter((each) => !each.isBlind && !readable.includes(each)).length,
  });
  const turning = (to: number, label: string): readonly Choice[] =>
    to < 1 || to > pages ? [] : [{ key: keyOf("history", code, agencyCode, to), label }];
  const row = [
    ...turning(shown - 1, say.history.older()),
    ...turning(shown + 1, say.history.newer()),
  ];
  return turn(
    talk.state,
    [{ title: say.history.title(known.leaf), text, ...(row.length > 0 && { choices: [row] }) }],
    [{ kind: "noteQuery", what: `history ${agencyCode} ${code}`, stage: facts.stage }],
  );
}

function readableOf({ me }: Talk, facts: HistoryFacts): readonly HistoryEntry[] {
  const reader = {
    staffId: me.staffId,
    readsAll: may(me, "seeHistory", { agencyId: null, stage: null }),
    isOwn: facts.agencyCode === me.agencyCode,
  };
  return facts.entries.filter((entry) => mayReadEntry(entry, reader, facts.stage));
}
