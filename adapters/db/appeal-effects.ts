import { actingOf } from "./sign-off-effects.ts";
import type { Role } from "../../core/access/actor.ts";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";
import { appealNotice } from "../../core/conversation/appeal/appeal-notices.ts";
import type { AppealEffect } from "../../core/conversation/appeal/appeal-effects.ts";
import type { AppealNotice } from "../../core/conversation/appeal/appeal-facts.ts";
import type { ChatAddress } from "../../usecases/ports.ts";
import type { EffectContext } from "./effect-context.ts";
import { useProof } from "./use-proof.ts";
import { notifyStaff } from "./notify-staff.ts";

type Of<Kind extends AppealEffect["kind"]> = Extract<AppealEffect, { readonly kind: Kind }>;

type AppealWriters = {
  readonly [Kind in AppealEffect["kind"]]: (
    context: EffectContext,
    effect: Of<Kind>,
  ) => Promise<void>;
};

/** How explanations and the second appraisal are written; the rules stand in the migration. */
export const appealWriters: AppealWriters = {
  async saveAppeal(context, effect) {
    const { roundId, agencyId, staffId, updateId, now } = own(context);
    await context.client.query("select save_appeal($1, $2, $3, $4, $5, $6)", [
      ...[roundId, agencyId, JSON.stringify(effect), staffId, updateId, now],
    ]);
  },
  attachAppealProof: attachProof,
  async placeAppealProof(context, { code, receipts, place }) {
    const { roundId, agencyId, now } = own(context);
    await touch(context, code);
    await context.client.query(
      `update evidence set place = $4
        where round_id = $1 and agency_id = $2 and code = $3 and phase = 'explaining'
          and receipt = any ($5) and added_at <= $6`,
      [roundId, agencyId, code, place, receipts, now],
    );
  },
  withdrawAppealProof: withdrawProof,
  moveAppeals,
  async answerAppeal({ client, turn }, effect) {
    const { roundId, agencyId, code, outcome, appealVersion, receipt } = effect;
    const { selfVersion, expectedVersion } = effect;
    const value = {
      ...{ code, step: "explained", ...effect.value, receipt, selfVersion, expectedVersion },
    };
    await client.query("select answer_appeal($1, $2, $3, $4, $5, $6, $7)", [
      ...[roundId, agencyId, JSON.stringify({ outcome, appealVersion, value })],
      ...[turn.opened.me?.staffId, "appraiser", turn.opened.update.id, turn.now],
    ]);
  },
};

async function attachProof(
  context: EffectContext,
  { code, proof, place, receipt }: Of<"attachAppealProof">,
): Promise<void> {
  const { client, turn } = context;
  const { roundId, agencyId, staffId, now } = own(context);
  await touch(context, code);
  const { rows } = await client.query<{ id: string }>(
    `insert into evidence (round_id, agency_id, code, phase, status, file_name, source, document,
       place, receipt, added_by, added_at, next_try_at)
     values ($1, $2, $3, 'explaining', $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      ...[roundId, agencyId, code, ...proofColumns(proof, turn.opened.update.from)],
      ...[place, receipt, staffId, now, proof.kind === "file" ? now : null],
    ],
  );
  await noteProof(context, { code, kind: "evidence", evidenceId: rows[0]?.id, receipt });
}

/** Status, file name, source and document. */
function proofColumns(
  proof: Of<"attachAppealProof">["proof"],
  from: ChatAddress,
): readonly (string | null)[] {
  if (proof.kind === "document") return ["kept", null, null, JSON.stringify(proof.document)];
  const { name, ref, size } = proof.file;
  return ["fetching", name, JSON.stringify({ ...from, ref, size }), null];
}

async function withdrawProof(
  context: EffectContext,
  { code, proof, reason, receipt }: Of<"withdrawAppealProof">,
): Promise<void> {
  const { roundId, agencyId } = own(context);
  await touch(context, code);
  const { rows } = await context.client.query<{ id: string }>(
    `update evidence set status = 'withdrawn', reason = $5
      where round_id = $1 and agency_id = $2 and code = $3 and phase = 'explaining'
        and receipt = $4 and status <> 'withdrawn' returning id`,
    [roundId, agencyId, code, proof, reason],
  );
  const [row] = rows;
  if (row) await noteProof(context, { code, kind: "withdrawal", evidenceId: row.id, receipt });
}

const kinds = {
  submitted: { kind: "appealSubmit", role: "officer" },
  signed: { kind: "appealSign", role: "leader" },
  returned: { kind: "appealReturn", role: "leader" },
  withdrawn: { kind: "appealWithdrawal", role: "officer" },
} as const satisfies Readonly<Record<string, { kind: EntryKind; role: Role }>>;

/** A signature is written only with the second factor that it uses up. */
async function moveAppeals(context: EffectContext, effect: Of<"moveAppeals">): Promise<void> {
  const { to, items, comment, receipt } = effect;
  const { roundId, agencyId, staffId, updateId, now } = own(context);
  const { kind, role } = kinds[to];
  const factor = to === "signed" ? effect.proof.how : undefined;
  const acting = "for" in effect ? effect.for : null;
  const place = acting && { forId: acting.staffId, decision: acting.decision };
  await context.client.query("select move_appeals($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
    ...[roundId, agencyId, JSON.stringify({ to, items, comment, factor, ...place }), kind],
    ...[staffId, role, updateId, receipt, now],
  ]);
  if (to === "signed") await useProof(context, effect.proof);
  await tellOthers(context, effect);
}

/** The leader hears of what was sent up, the officers who wrote it of what came of it. */
async function tellOthers(context: EffectContext, effect: Of<"moveAppeals">): Promise<void> {
  const { to, items, comment } = effect;
  if (to === "withdrawn") return;
  const { client, turn } = context;
  const { roundId, agencyId, staffId } = own(context);
  const by = actingOf(turn, "for" in effect ? effect.for : null);
  const marks = turn.opened.round ?? { isDemo: false, isTraining: false };
  const codes = items.map(({ code }) => code);
  const notice: AppealNotice =
    to === "returned"
      ? { kind: to, code: codes[0] ?? "", by, comment }
      : { kind: to, count: items.length, by };
  const { rows } = await client.query<{ id: string }>(
    to === "submitted"
      ? `select s.id from staff s join staff_roles g on g.staff_id = s.id and g.role = 'leader'
          where s.agency_id = $2 and s.id <> $3 and $1::uuid is not null and $4::text[] is not null`
      : `select distinct x.id from appeals a, unnest(array[a.changed_by, a.submitted_by]) as x (id)
          where a.round_id = $1 and a.agency_id = $2 and x.id <> $3 and a.code = any ($4)`,
    [roundId, agencyId, staffId, codes],
  );
  const told = rows.map(({ id }) => id);
  await notifyStaff(client, told, (language) => appealNotice(notice, marks, language));
}

async function touch(context: EffectContext, code: string): Promise<void> {
  const { roundId, agencyId, now } = own(context);
  const values = [roundId, agencyId, code, now];
  await context.client.query("select touch_appeal($1, $2, $3, $4)", values);
}

async function noteProof(
  context: EffectContext,
  note: {
    readonly code: string;
    readonly kind: "evidence" | "withdrawal";
    readonly evidenceId: string | undefined;
    readonly receipt: string;
  },
): Promise<void> {
  const { roundId, agencyId, staffId, updateId, now } = own(context);
  await context.client.query("select note_appeal_evidence($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
    ...[roundId, agencyId, note.code, note.kind, note.evidenceId],
    ...[staffId, updateId, note.receipt, now],
  ]);
}

function own({ turn }: EffectContext): {
  readonly roundId: string;
  readonly agencyId: string;
  readonly staffId: string;
  readonly updateId: string;
  readonly now: string;
} {
  const { me, round, update } = turn.opened;
  if (!me || !round) throw new Error("This effect needs a linked person with an open round");
  return {
    ...{ roundId: round.id, agencyId: me.agencyId, staffId: me.staffId },
    ...{ updateId: update.id, now: turn.now },
  };
}
