import type pg from "pg";
import type { NamedAlert } from "../../core/conversation/standing/alert.ts";
import {
  type QuotaUse,
  type SendQuotas,
  isNearQuota,
  monthOf,
} from "../../core/delivery/send-quota.ts";

/** What of each quota is gone this month; a message counts once, however long it is. */
export async function findQuotaUse(
  db: pg.Pool | pg.PoolClient,
  quotas: SendQuotas,
  now: string,
): Promise<readonly QuotaUse[]> {
  if (quotas.size === 0) return [];
  const { month, beganAt } = monthOf(now);
  const { rows } = await db.query<{ channel: string; used: number }>(
    `select channel, count(*)::integer as used from outbox
      where channel = any ($1::text[]) and created_at >= $2 and sent_at is not null
      group by channel`,
    [[...quotas.keys()], beganAt],
  );
  const used = new Map(rows.map((row) => [row.channel, row.used]));
  return [...quotas].map(([channel, quota]) => ({
    ...{ channel, month, quota },
    used: used.get(channel) ?? 0,
  }));
}

/** The quotas that will not last much longer; told once a month. */
export async function findQuotaAlerts(
  db: pg.Pool,
  quotas: SendQuotas,
  now: string,
): Promise<readonly NamedAlert[]> {
  const uses = await findQuotaUse(db, quotas, now);
  return uses.filter(isNearQuota).map(({ channel, month, used, quota }) => ({
    key: `quota/${channel}/${month}`,
    alert: { kind: "quotaNear", channel, used, quota },
  }));
}
