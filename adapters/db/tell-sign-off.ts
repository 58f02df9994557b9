import type pg from "pg";
import { digestOf } from "../../core/conversation/sign-off/digest.ts";
import {
  type NoticeAbout,
  handedUpNotice,
  voidedNotice,
} from "../../core/conversation/sign-off/notices.ts";
import type { Acting } from "../../core/conversation/sign-off/sign-off-facts.ts";
import type { OpenTurn } from "../../usecases/ports.ts";
import { type EffectContext, draftOf } from "./effect-context.ts";
import { inTransaction } from "./in-transaction.ts";
import { notifyStaff } from "./notify-staff.ts";
import {
  findLastSigned,
  findLeaders,
  findOfficerIds,
  findSettledReturns,
  readSignable,
} from "./sign-off-repository.ts";

/** Tells every leader of the agency, in the turn's transaction, that the draft was handed up. */
export async function tellHandedUp({ client, turn }: EffectContext): Promise<void> {
  const { me, round, scheme, draft } = turn.opened;
  if (!me || !round || !scheme || !draft) return;
  const key = draftOf(turn);
  const leaders = await findLeaders(client, key.agencyId, turn.now);
  const signable = await readSignable(client, key);
  const last = await findLastSigned(client, key);
  const settled = await findSettledReturns(client, key);
  const digest = digestOf({
    ...{ ...signable, agencyName: me.agencyName, round, scheme, last, settled },
    leftOut: draft.course.leftOut,
  });
  const ids = leaders.map(({ staffId }) => staffId).filter((id) => id !== me.staffId);
  await notifyStaff(client, ids, (language) =>
    handedUpNotice({ digest, by: me.name, at: turn.now }, language),
  );
}

/** Tells officers and leaders of the turn's agency when it has voided a signature. */
export async function tellVoided(client: pg.ClientBase, { me, round }: OpenTurn): Promise<void> {
  if (me && round) await tellVoidedOf(client, round.id, me.agencyId);
}

interface VoidedRow extends NoticeAbout {
  readonly id: string;
  readonly signedAt: Date;
  readonly voidedAt: Date;
  readonly by: Acting;
  readonly codes: readonly string[] | null;
}

/** Tells officers and leaders of an agency of each void signature they have not heard of. */
export async function tellVoidedOf(
  client: pg.ClientBase,
  roundId: string,
  agencyId: string,
): Promise<void> {
  const { rows } = await client.query<VoidedRow>(
    `update sign_offs o set told_at = o.voided_at
       from rounds r, agencies a
      where o.round_id = $1 and o.agency_id = $2 and o.voided_at is not null and o.told_at is null
        and r.id = o.round_id and a.id = o.agency_id
     returning o.id, a.name as "agencyName", r.title as "roundTitle", r.is_demo as "isDemo", r.is_training as "isTraining",
       o.signed_at as "signedAt", o.voided_at as "voidedAt",
       json_build_object('decision', o.decision,
         'name', (select full_name from staff where id = o.signed_by),
         'forName', (select full_name from staff where id = o.for_id)) as by,
       (select array_agg(l.code order by l.code) from leaf_states l
         where l.round_id = o.round_id and l.agency_id = o.agency_id
           and l.draft_version > o.draft_version) as codes`,
    [roundId, agencyId],
  );
  for (const row of rows) await tellOne(client, agencyId, row);
}

async function tellOne(client: pg.ClientBase, agencyId: string, row: VoidedRow): Promise<void> {
  const signature = { at: row.signedAt.toISOString(), by: row.by };
  const facts = { ...row, signature, codes: row.codes ?? [] };
  const leaders = await findLeaders(client, agencyId, row.voidedAt.toISOString());
  const leaderIds = [...new Set(leaders.map(({ staffId }) => staffId))];
  await notifyStaff(client, leaderIds, (language) => voidedNotice(facts, true, language));
  const officers = await findOfficerIds(client, agencyId);
  const others = officers.filter((id) => !leaderIds.includes(id));
  await notifyStaff(client, others, (language) => voidedNotice(facts, false, language));
}

/** Tells of signatures that were voided where nobody could be told at once. */
export async function tellForgotten(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ round_id: string; agency_id: string }>(
    `select distinct round_id, agency_id from sign_offs
      where voided_at is not null and told_at is null limit 50`,
  );
  for (const { round_id: roundId, agency_id: agencyId } of rows) {
    await inTransaction(pool, (client) => tellVoidedOf(client, roundId, agencyId));
  }
}
