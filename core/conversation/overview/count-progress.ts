import { isUnderAny } from "../../appraisal/roster.ts";
import type { Stage } from "../../round/round.ts";
import { type Code, type Leaf, type Scheme, leavesOf } from "../../scheme/scheme.ts";
import type { AgencyProgress, Done, GroupProgress, LeadProgress } from "./progress-facts.ts";

/** What is stored of one agency in the phase that runs. */
export interface CountedAgency {
  readonly code: string;
  readonly name: string;
  /** Nodes that the province has left out for it. */
  readonly leftOut: readonly Code[];
  /** Leaves that are done; in self-scoring, those that nothing is lacking of. */
  readonly done: readonly Code[];
  /** Leaves that are answered and lack only proof; empty outside self-scoring. */
  readonly unproved: readonly Code[];
  /** Leaves there are to do, where it is not the scheme that says so. */
  readonly asked: readonly Code[];
  readonly window: AgencyProgress["window"];
  readonly standing: AgencyProgress["standing"];
}

/** An agency whose people appraise. */
export interface LeadingAgency {
  readonly code: string;
  readonly name: string;
}

/** One group as it is stored. */
export interface CountedGroup extends Pick<
  GroupProgress,
  "group" | "roundTitle" | "stage" | "isDemo" | "isTraining" | "window"
> {
  readonly scheme: Scheme;
  readonly agencies: readonly CountedAgency[];
  /** Whose people appraise a leaf of an agency; null where nobody is there to. */
  readonly leadOf: (agencyCode: string, code: Code) => LeadingAgency | null;
}

/** Counts what is done of what there is to do in the phase that runs, field by field. */
export function countProgress(counted: CountedGroup): GroupProgress {
  const { scheme, agencies, leadOf, ...round } = counted;
  const fields = scheme.fields.map(({ code, name }) => ({ code, name }));
  const tallies = openTallies();
  const rows = agencies.map((agency): AgencyProgress => {
    const done = new Set(agency.done);
    const todo = leavesToDo(scheme, agency, round.stage);
    if (isAppraisers(round.stage)) {
      for (const code of todo) tallies.add(leadOf(agency.code, code), done.has(code));
    }
    const parts = fields.map((field) => countIn(field.code, todo, done));
    const whole = { done: todo.filter((code) => done.has(code)).length, total: todo.length };
    return {
      code: agency.code,
      name: agency.name,
      whole,
      fields: parts,
      unproved: agency.unproved.length,
      window: agency.window,
      standing: agency.standing,
    };
  });
  return { ...round, fields, agencies: rows, leads: tallies.all() };
}

/** Whether it is the appraisers' turn, and not the agencies'. */
export function isAppraisers(stage: Stage): boolean {
  return stage === "appraisal" || stage === "secondAppraisal";
}

function leavesToDo(
  { fields }: Scheme,
  { leftOut, asked }: CountedAgency,
  stage: Stage,
): readonly Code[] {
  if (stage !== "selfScoring" && stage !== "appraisal") return asked;
  const isToDo = ({ code, source }: Leaf): boolean =>
    (source === "self" || (stage === "appraisal" && source === "appraiser")) &&
    !isUnderAny(code, leftOut);
  return leavesOf(fields)
    .filter(isToDo)
    .map(({ code }) => code);
}

function countIn(field: Code, todo: readonly Code[], done: ReadonlySet<Code>): Done {
  const inside = todo.filter((code) => code.split(".")[0] === field);
  return { done: inside.filter((code) => done.has(code)).length, total: inside.length };
}

interface Tallies {
  add(lead: LeadingAgency | null, isDone: boolean): void;
  /** By code. */
  all(): readonly LeadProgress[];
}

function openTallies(): Tallies {
  const byCode = new Map<string, LeadProgress>();
  return {
    add(lead, isDone) {
      if (!lead) return;
      const { done, total } = byCode.get(lead.code) ?? { done: 0, total: 0 };
      byCode.set(lead.code, { ...lead, done: done + (isDone ? 1 : 0), total: total + 1 });
    },
    all: () => [...byCode.values()].toSorted((one, other) => (one.code < other.code ? -1 : 1)),
  };
}
