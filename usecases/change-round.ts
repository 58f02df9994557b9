import { type Result, err } from "../core/result.ts";
import { planChange } from "../core/round/change-round.ts";
import type { RoundCourse } from "../core/round/course.ts";
import type { PlannedChange, RoundChange } from "../core/round/round-change.ts";
import type { RoundRefusal } from "../core/round/round-refusal.ts";
import type { RoundMover } from "../core/round/transitions.ts";
import type { RoundAuthor, RoundDesk, RoundStore } from "./round-ports.ts";

/** Who asks for a change, and whether it is to be written. */
export interface ChangeOrder {
  readonly change: RoundChange;
  readonly who: RoundMover;
  readonly by: RoundAuthor;
  readonly apply: boolean;
}

/** A judged change, with the round as it was before. */
export interface JudgedChange {
  readonly course: RoundCourse;
  readonly planned: Result<PlannedChange, readonly RoundRefusal[]>;
}

/** Judges a change of a round and, when told to, writes it; undefined when there is no such round. */
export async function changeRound(
  rounds: RoundStore,
  roundId: string,
  order: ChangeOrder,
): Promise<JudgedChange | undefined> {
  return rounds.alone(roundId, async (desk) => {
    const planned = await judge(desk, order);
    if (planned.ok && order.apply) await desk.save(planned.value, order.by);
    return { course: desk.course, planned };
  });
}

async function judge(desk: RoundDesk, { change, who, by }: ChangeOrder) {
  const isGrant = change.kind === "extend" || change.kind === "reopen";
  const agency = isGrant ? await desk.agency(change.agency) : null;
  const facts = { course: desk.course, agency, calendar: await desk.calendar(), now: by.now, who };
  const planned = planChange(change, facts);
  return planned.ok ? planned : err(planned.error);
}
