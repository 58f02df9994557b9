import { StaleTurnError } from "./effect-context.ts";
import type pg from "pg";
import type { Actor } from "../../core/access/actor.ts";
import type { CouncilEffect } from "../../core/conversation/council/council-effect.ts";
import {
  approvalNotice,
  closedNotice,
  submittedNotice,
} from "../../core/conversation/council/notices.ts";
import type { CouncilFacts } from "../../core/council/council.ts";
import type { DecidedTurn } from "../../usecases/ports.ts";
import { changeStage } from "./change-stage.ts";
import { lockCouncil } from "./council-effects.ts";
import { hashFigures, readFiguresText } from "./council-figures.ts";
import { readCouncil } from "./council-repository.ts";
import { noteEntry } from "./note-entry.ts";
import { notifyStaff, staffWithRoles } from "./notify-staff.ts";
import { useProof } from "./use-proof.ts";
import { voidClosing } from "./void-closing.ts";

interface Context {
  readonly client: pg.PoolClient;
  readonly turn: DecidedTurn;
}

type Effect<Kind extends CouncilEffect["kind"]> = Extract<CouncilEffect, { kind: Kind }>;

/** Writers of the closing decision, the submission and the approval. */
export const approvalWriters = {
  closeCouncil,
  reopenCouncil,
  voidClosing: noteVoid,
  submitResults,
  approveResults,
  returnResults,
};

async function noteVoid(
  { client, turn }: Context,
  { closingId, why }: Effect<"voidClosing">,
): Promise<void> {
  await voidClosing(client, { closingId, why, now: turn.now });
}

async function closeCouncil(
  { client, turn }: Context,
  effect: Effect<"closeCouncil">,
): Promise<void> {
  const { roundId, hash, receipt } = effect;
  const act = actOf(turn);
  await lockCouncil(client, { roundId, needsMeeting: true, now: act.now });
  // No results of the round are kept while the figures are read and fixed.
  await client.query("select from round_groups where round_id = $1 for update", [roundId]);
  const facts = await readCouncil(client, roundId);
  const isOpen = facts?.items.some(({ status }) => status !== "decided") ?? true;
  const figures = await readFiguresText(client, roundId);
  if (!facts || isOpen || facts.pending > 0 || hashFigures(figures) !== hash) {
    throw new StaleTurnError();
  }
  await client.query(
    `insert into council_closings (round_id, hash, figures, closed_by, closed_at, receipt)
     values ($1, $2, $3, $4, $5, $6)`,
    [roundId, hash, figures, act.staffId, act.now, receipt],
  );
  const body = { hash, items: facts.items.length };
  await noteEntry(client, { ...act, roundId, role: chair, kind: "closing", receipt, body });
  const told = await staffWithRoles(client, ["coordinator", "councilSecretary"]);
  await notifyStaff(client, told, (language) => closedNotice(language, facts, hash));
}

async function reopenCouncil(
  { client, turn }: Context,
  effect: Effect<"reopenCouncil">,
): Promise<void> {
  const { closingId, reason, receipt } = effect;
  const act = actOf(turn);
  const { roundId } = await lockClosing(client, closingId, "council");
  const by = turn.opened.me?.name ?? "";
  const why = { kind: "reopened", by, reason } as const;
  await noteEntry(client, {
    ...act,
    roundId,
    role: chair,
    kind: "reopening",
    receipt,
    body: { reason },
  });
  await voidClosing(client, { closingId, why, now: act.now });
}

async function submitResults(
  { client, turn }: Context,
  effect: Effect<"submitResults">,
): Promise<void> {
  const { closingId, receipt } = effect;
  const act = actOf(turn);
  const { roundId } = await lockClosing(client, closingId, "council");
  const facts = await holdingClosing(client, roundId, closingId);
  const hash = facts.closing?.hash ?? "";
  const moved = { ...act, roundId, role: "coordinator", receipt, body: { closingId, hash } };
  await changeStage(client, { me: act.me, to: "submission", reason: null }, moved);
  const told = await staffWithRoles(client, ["official"]);
  await notifyStaff(client, told, (language) => submittedNotice(language, facts, hash));
}

async function approveResults(
  { client, turn }: Context,
  effect: Effect<"approveResults">,
): Promise<void> {
  const { closingId, number, date, proof, receipt } = effect;
  const act = actOf(turn);
  const { roundId } = await lockClosing(client, closingId, "submission");
  const facts = await holdingClosing(client, roundId, closingId);
  if (facts.round.agencyIds.includes(turn.opened.me?.agencyId ?? "")) throw new StaleTurnError();
  const hash = facts.closing?.hash ?? "";
  const { rowCount } = await client.query(
    `insert into approvals (closing_id, round_id, number, date, hash, approved_by, approved_at, receipt)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [closingId, roundId, number, date, hash, act.staffId, act.now, receipt],
  );
  if (rowCount !== 1) throw new StaleTurnError();
  await useProof({ client, turn }, proof);
  await client.query("update council_closings set is_suspect = false where id = $1", [closingId]);
  const body = { closingId, number, date, hash, factor: proof.how };
  await noteEntry(client, { ...act, roundId, role: "official", kind: "approval", receipt, body });
  const approval = { number, date };
  await notifyStaff(client, await concerned(client), (language) =>
    approvalNotice(language, { kind: "approved", facts, approval }),
  );
}

async function returnResults(
  { client, turn }: Context,
  effect: Effect<"returnResults">,
): Promise<void> {
  const { closingId, reason, receipt } = effect;
  const act = actOf(turn);
  const { rows } = await client.query<{ round_id: string }>(
    "select round_id from council_closings where id = $1 for update",
    [closingId],
  );
  const roundId = rows[0]?.round_id;
  if (roundId === undefined) throw new StaleTurnError();
  const moved = { ...act, roundId, role: "official", receipt, body: { closingId } };
  await changeStage(client, { me: act.me, to: "council", reason }, moved);
  const facts = await readCouncil(client, roundId, true);
  if (facts?.closing?.id !== closingId) throw new StaleTurnError();
  const { why } = facts.closing;
  if (why) await voidClosing(client, { closingId, why, now: act.now });
  await notifyStaff(client, await concerned(client), (language) =>
    approvalNotice(language, { kind: "returned", facts, reason }),
  );
}

const chair = "councilChair";

function concerned(client: pg.PoolClient): Promise<readonly string[]> {
  return staffWithRoles(client, ["coordinator", "councilSecretary", chair]);
}

/** Locks a live closing that is not approved, in a round that stands in the stage. */
async function lockClosing(
  client: pg.PoolClient,
  closingId: string,
  stage: "council" | "submission",
): Promise<{ readonly roundId: string }> {
  const { rows } = await client.query<{ round_id: string }>(
    `select c.round_id from council_closings c join rounds r on r.id = c.round_id
      where c.id = $1 and c.void_at is null and r.stage = $2
        and not exists (select from approvals p where p.closing_id = c.id)
      for update`,
    [closingId, stage],
  );
  const row = rows[0];
  if (!row) throw new StaleTurnError();
  return { roundId: row.round_id };
}

/** Compares the figures with the closing's once more, with the closing locked. */
async function holdingClosing(
  client: pg.PoolClient,
  roundId: string,
  closingId: string,
): Promise<CouncilFacts> {
  const facts = await readCouncil(client, roundId, true);
  const holds = facts?.closing?.id === closingId && facts.closing.state === "valid";
  if (!holds || facts.pending > 0) throw new StaleTurnError();
  return facts;
}

function actOf({ opened, now }: DecidedTurn): {
  readonly me: Actor;
  readonly staffId: string;
  readonly updateId: string;
  readonly now: string;
} {
  const { me } = opened;
  if (!me) throw new Error("This effect needs a linked person");
  return { me, staffId: me.staffId, updateId: opened.update.id, now };
}
