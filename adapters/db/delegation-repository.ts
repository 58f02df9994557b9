import type pg from "pg";
import { localDay } from "../../core/access/delegation.ts";
import type {
  DelegationFacts,
  DelegationsFound,
} from "../../core/conversation/sign-off/sign-off-facts.ts";
import { delegationNotice } from "../../core/conversation/sign-off/notices.ts";
import { notifyStaff } from "./notify-staff.ts";
import { roundOrder } from "./round-order.ts";

/** A leader's delegations that are not over, and the active people of the same agency. */
export async function findDelegations(
  db: pg.Pool | pg.ClientBase,
  leaderId: string,
  now: string,
): Promise<DelegationsFound> {
  const mine = await db.query<DelegationFacts>(
    `select d.id, s.full_name as "actingName", d.from_day::text as from,
            d.until_day::text as until, d.decision
       from delegations d join staff s on s.id = d.acting_id
      where d.leader_id = $1 and d.revoked_at is null and d.until_day >= $2
      order by d.from_day, d.created_at`,
    [leaderId, localDay(now)],
  );
  const colleagues = await db.query<DelegationsFound["colleagues"][number]>(
    `select s.id as "staffId", s.full_name as name, s.title
       from staff me join staff s on s.agency_id = me.agency_id and s.is_active and s.id <> me.id
      where me.id = $1 order by s.full_name, s.code`,
    [leaderId],
  );
  return { mine: mine.rows, colleagues: colleagues.rows };
}

/** A delegation to be kept. */
export interface NewDelegation {
  readonly leaderId: string;
  readonly actingId: string;
  readonly from: string;
  readonly until: string;
  readonly decision: string;
  /** Who made it, if not the command line. */
  readonly by: string | null;
  readonly inboundId: string | null;
  readonly receipt: string | null;
  readonly now: string;
}

/** Keeps a delegation within one agency, with its ledger entry, and tells the acting person. */
export async function addDelegation(client: pg.ClientBase, made: NewDelegation): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>(
    `insert into delegations (leader_id, acting_id, from_day, until_day, decision, created_by, created_at)
     select l.id, a.id, $3, $4, $5, $6, $7
       from staff l join staff a on a.id = $2 and a.agency_id = l.agency_id and a.is_active
       join staff_roles g on g.staff_id = l.id and g.role = 'leader'
      where l.id = $1 and l.is_active
     returning id`,
    [
      ...[made.leaderId, made.actingId, made.from, made.until, made.decision],
      ...[made.by, made.now],
    ],
  );
  const [row] = rows;
  if (!row) return false;
  await tell(client, row.id, { ...made, kind: "delegate" });
  return true;
}

/** Ends a delegation at once; it stays on record. */
export async function endDelegation(
  client: pg.ClientBase,
  ended: Pick<NewDelegation, "by" | "inboundId" | "receipt" | "now"> & {
    readonly id: string;
    readonly leaderId: string;
  },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update delegations set revoked_at = $3, revoked_by = $4
      where id = $1 and leader_id = $2 and revoked_at is null`,
    [ended.id, ended.leaderId, ended.now, ended.by],
  );
  if (rowCount !== 1) return false;
  await tell(client, ended.id, { ...ended, kind: "revokeDelegation" });
  return true;
}

interface ToldRow {
  readonly acting_id: string;
  readonly leader_name: string;
  readonly from: string;
  readonly until: string;
  readonly decision: string;
}

type Act = Pick<NewDelegation, "by" | "inboundId" | "receipt" | "now"> & {
  readonly kind: "delegate" | "revokeDelegation";
};

async function tell(client: pg.ClientBase, id: string, act: Act): Promise<void> {
  const { rows } = await client.query<ToldRow>(
    `select d.acting_id, l.full_name as leader_name, d.from_day::text as from,
            d.until_day::text as until, d.decision
       from delegations d join staff l on l.id = d.leader_id where d.id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) return;
  await client.query(
    `insert into entries (round_id, agency_id, kind, body, author_id, role, inbound_id, receipt, at)
     select ra.round_id, ra.agency_id, $2, jsonb_build_object(
              'delegationId', d.id, 'leaderMark', staff_mark(d.leader_id),
              'actingMark', staff_mark(d.acting_id), 'from', d.from_day, 'until', d.until_day,
              'decision', d.decision),
            $3, case when $3::uuid is null then null else 'leader' end, $4, $5, $6
       from delegations d join staff l on l.id = d.leader_id
       join round_agencies ra on ra.agency_id = l.agency_id
       join rounds r on r.id = ra.round_id and r.stage not in ('draft', 'archived')
      where d.id = $1
      order by ${roundOrder} limit 1`,
    [id, act.kind, act.by, act.inboundId, act.receipt, act.now],
  );
  const { leader_name: leaderName, from, until, decision } = row;
  await notifyStaff(client, [row.acting_id], (language) =>
    delegationNotice(
      {
        delegation: { from, until, decision },
        leaderName,
        isRevoked: act.kind === "revokeDelegation",
      },
      language,
    ),
  );
}
