import type { Action, Subject } from "../../core/access/may.ts";
import type { Memory, Position } from "../../core/conversation/conversation-state.ts";
import type { Effect } from "../../core/conversation/effect.ts";
import type { ChatInput } from "../../core/conversation/turn.ts";
import { phaseState } from "../../core/round/phase-window.ts";
import type { Phase, Stage } from "../../core/round/round.ts";
import { type Setting, type Standing, assessed, roundAt } from "./stage-world.ts";

/** The last step of an action: one input that does it, where duty, stage and clock allow. */
export interface Probe {
  readonly name: string;
  /** The right it needs; any one of them where there are several, or as the stage has it. */
  readonly needs: readonly Action[] | ((stage: Stage) => readonly Action[]);
  /** Whose data it is: the assessed agency's, the person's own agency's, or the whole province's. */
  readonly of: "agency" | "own" | "province";
  /** Whether people of the agency that it is about may not do it, whatever their duty. */
  readonly isOwnBarred?: boolean;
  /** What is said where nothing of all there is concerns the person. */
  readonly saysNothingIsTheirs?: string;
  readonly at: Position & Memory;
  readonly input: ChatInput;
  /** What it writes, or, for reading, the sentence that tells. */
  readonly does: { readonly effect: Effect["kind"] } | { readonly says: string };
  readonly setting: Setting;
  /** When the tables of the round allow it. */
  isOpen(stage: Stage, now: string): boolean;
}

/** A probe as the tables write it: typed words, `[key]` for a button, `{name}` for a file. */
export type ProbeRow = Omit<Probe, "input" | "setting" | "at"> & {
  readonly at?: Position & Memory;
  readonly input: string;
  readonly setting?: Setting;
};

/** Where a talk stands that asks nothing. */
const idle = { flow: "menu", step: "idle" } as const;

/** Fills in a row. */
export function aProbe({ at = idle, input, setting = {}, ...row }: ProbeRow): Probe {
  return { ...row, at, setting, input: readInput(input) };
}

/** Open while the round's window of a phase is. */
export function inPhase(phase: Phase): Probe["isOpen"] {
  return (stage, now) => phaseState(roundAt(stage), phase, { now, code: "1.1" }) === "open";
}

/** Open in these stages, whatever the clock says. */
export function inStages(...stages: readonly Stage[]): Probe["isOpen"] {
  return (stage) => stages.includes(stage);
}

/** Open at any time: only the duty can refuse it. */
export const always: Probe["isOpen"] = () => true;

/** What the right is asked for: the leaf of field 1 where an agency's data is meant. */
export function subjectOf({ of }: Pick<Probe, "of">, { me, stage }: Standing): Subject {
  if (of === "province") return { agencyId: null, stage };
  const agencyId = of === "own" ? me.agencyId : assessed.id;
  return { agencyId, stage, field: "1", assigned: true };
}

/** The rights of which a probe needs one at a stage. */
export function needsAt({ needs }: Pick<Probe, "needs">, stage: Stage): readonly Action[] {
  return typeof needs === "function" ? needs(stage) : needs;
}

function readInput(input: string): ChatInput {
  const key = /^\[(.+)\]$/.exec(input)?.[1];
  if (key !== undefined) return { kind: "choice", key, messageId: null };
  const name = /^\{(.+)\}$/.exec(input)?.[1];
  if (name === undefined) return { kind: "text", text: input };
  return { kind: "file", file: { ref: "ref", name, size: 1000 }, caption: "", group: null };
}
