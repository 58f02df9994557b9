import { assertNever } from "../../result.ts";
import { type Stage, stages } from "../../round/round.ts";
import type { HistoryAct, HistoryEntry } from "./history-facts.ts";

/** Who reads a leaf's history. */
export interface HistoryReader {
  readonly staffId: string;
  /** Reads every agency's history whatever the stage. */
  readonly readsAll: boolean;
  /** Belongs to the agency whose history it is. */
  readonly isOwn: boolean;
}

/**
 * Whether a reader may see an entry at a stage. What the agency did itself is open to all who may
 * read its history. What appraisers and the council did opens to the agency when its phase for it
 * opens, and to other appraisers when they can no longer be led by it: never while a second value,
 * given blind, is still to come.
 */
export function mayReadEntry(entry: HistoryEntry, reader: HistoryReader, stage: Stage): boolean {
  if (reader.readsAll || entry.byId === reader.staffId || isOfAgency(entry)) return true;
  if (entry.isBlind && !reader.isOwn) return false;
  return stages.indexOf(stage) >= stages.indexOf(opensAt(entry.act, reader.isOwn));
}

function isOfAgency({ role, act }: HistoryEntry): boolean {
  return act.kind === "carried" || role === null || role === "officer" || role === "leader";
}

/** That the scheme was changed is said to everybody at once. */
function isOfScheme(name: string): boolean {
  return name === "schemeChange" || name === "schemeUndo";
}

function opensAt(act: HistoryAct, isOwn: boolean): Stage {
  if (act.kind === "other" && isOfScheme(act.name)) return "announced";
  if (act.kind !== "value") return isOwn ? "published" : "explaining";
  switch (act.step) {
    case "appraised":
      return "explaining";
    case "explained":
      return "consolidation";
    case "council":
      return "published";
    default:
      return assertNever(act.step);
  }
}
