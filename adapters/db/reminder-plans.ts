import type pg from "pg";
import {
  type EscalationPlan,
  type RungRole,
  defaultEscalation,
} from "../../core/reminders/escalation.ts";
import { type ReminderPlan, defaultPlan } from "../../core/reminders/reminder-plan.ts";
import type { Phase } from "../../core/round/round.ts";
import { noteEntry } from "./note-entry.ts";

/** What the reminders of a phase follow. */
export interface PhasePlan {
  readonly plan: ReminderPlan;
  readonly escalation: EscalationPlan;
  readonly substitutes: Readonly<Partial<Record<RungRole, readonly string[]>>>;
}

/** The plan of a phase that has none of its own. */
export const usualPlan: PhasePlan = {
  ...{ plan: defaultPlan, escalation: defaultEscalation, substitutes: {} },
};

/** The plans that a round has of its own. */
export async function findPlans(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
): Promise<ReadonlyMap<Phase, PhasePlan>> {
  const { rows } = await db.query<PhasePlan & { readonly phase: Phase }>(
    "select phase, plan, escalation, substitutes from reminder_plans where round_id = $1",
    [roundId],
  );
  return new Map(rows.map(({ phase, ...plan }) => [phase, plan]));
}

/** Sets the plan of a phase and writes it to the ledger, in the caller's transaction. */
export async function savePlan(
  client: pg.PoolClient,
  key: { readonly roundId: string; readonly phase: Phase },
  { plan, escalation, substitutes }: PhasePlan,
  by: { readonly staffId: string | null; readonly now: string },
): Promise<void> {
  await client.query(
    `insert into reminder_plans (round_id, phase, plan, escalation, substitutes, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (round_id, phase) do update set plan = excluded.plan,
       escalation = excluded.escalation, substitutes = excluded.substitutes,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [
      ...[key.roundId, key.phase, JSON.stringify(plan), JSON.stringify(escalation)],
      ...[JSON.stringify(substitutes), by.staffId, by.now],
    ],
  );
  await noteEntry(client, {
    ...{ roundId: key.roundId, kind: "reminderPlan", role: "coordinator", updateId: null },
    ...{ body: { phase: key.phase, plan, escalation, substitutes }, ...by },
  });
}
