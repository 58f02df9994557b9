import { type Pace, paceOf } from "../../reminders/pace.ts";
import type { Calendar } from "../../round/calendar.ts";
import { isAppraisers } from "./count-progress.ts";
import type { AgencyProgress, Done, GroupProgress, LeadProgress } from "./progress-facts.ts";
import { compareDone } from "./share-of.ts";

/** Somebody who has not handed in what the phase asks for. */
export interface Laggard extends Done {
  readonly code: string;
  readonly name: string;
  /** Leaves answered that lack only proof; not among those done. */
  readonly unproved: number;
  /** Its own deadline, where an extension has moved it. */
  readonly extendedTo: string | null;
  /** Null outside a phase with an end. */
  readonly pace: Pace | null;
}

/** The laggards of one group of agencies. */
export interface LateGroup {
  readonly group: string;
  readonly agencies: number;
  /** Handed up, but not signed by the leader yet. */
  readonly unsigned: number;
  /** Least done first; in full. */
  readonly late: readonly Laggard[];
}

/** What the pace is reckoned by. */
export interface Reckoning {
  readonly calendar: Calendar;
  readonly now: string;
}

/** The agencies that still owe something in the phase of the agencies, group by group. */
export function lateGroups(
  groups: readonly GroupProgress[],
  reckoning: Reckoning,
): readonly LateGroup[] {
  return groups.map(({ group, agencies, stage, window }) => ({
    group,
    agencies: agencies.length,
    unsigned: agencies.filter(({ standing }) => standing === "submitted").length,
    late: agencies
      .filter((agency) => owes(stage, agency))
      .map((agency) => ({
        ...laggard({ ...agency, ...agency.whole }, agency.window, reckoning),
        unproved: agency.unproved,
        extendedTo: extensionOf(agency, window),
      }))
      .toSorted(byShare),
  }));
}

/** Those who still have to appraise, over all groups, least done first. */
export function lateLeads(
  groups: readonly GroupProgress[],
  reckoning: Reckoning,
): readonly Laggard[] {
  const byCode = new Map<string, LeadProgress>();
  for (const lead of groups.flatMap(({ leads }) => leads)) {
    const { done, total } = byCode.get(lead.code) ?? { done: 0, total: 0 };
    byCode.set(lead.code, { ...lead, done: done + lead.done, total: total + lead.total });
  }
  const window = groups[0]?.window ?? null;
  return [...byCode.values()]
    .filter(({ done, total }) => done < total)
    .map((lead) => laggard(lead, window, reckoning))
    .toSorted(byShare);
}

/** Whose work the phase waits for; nobody's in a stage in which no leaves are to be done. */
export function whoWorks({ stage }: GroupProgress): "agencies" | "appraisers" | "nobody" {
  if (isAppraisers(stage)) return "appraisers";
  return stage === "selfScoring" || stage === "explaining" ? "agencies" : "nobody";
}

/** In self-scoring all may be scored and yet not handed in. */
function owes(stage: GroupProgress["stage"], { standing, whole }: AgencyProgress): boolean {
  return stage === "selfScoring" ? standing === "open" : whole.done < whole.total;
}

function extensionOf(
  { window }: AgencyProgress,
  everybodys: GroupProgress["window"],
): string | null {
  return window && window.closesAt !== everybodys?.closesAt ? window.closesAt : null;
}

function laggard(
  { code, name, done, total }: LeadProgress,
  window: GroupProgress["window"],
  { calendar, now }: Reckoning,
): Laggard {
  const pace = window && paceOf({ window, done, left: total - done, calendar, now });
  return { code, name, done, total, unproved: 0, extendedTo: null, pace };
}

function byShare(one: Laggard, other: Laggard): number {
  return compareDone(one, other) || (one.code < other.code ? -1 : 1);
}
