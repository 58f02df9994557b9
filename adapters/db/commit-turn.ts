import type pg from "pg";
import type { Effect } from "../../core/conversation/effect.ts";
import type {
  CommitOutcome,
  DecidedTurn,
  OutgoingReply,
  WaitingReply,
} from "../../usecases/ports.ts";
import { applyEffect } from "./apply-effect.ts";
import type { EffectContext } from "./effect-context.ts";
import { inTransaction } from "./in-transaction.ts";

/** How long a process has its own fresh replies in hand before another may send them. */
const leaseMs = 30_000;

const commitSql = `select v_ids as ids, v_has_more as has_more
  from commit_turn($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

interface Committed {
  /** Of the replies, in order. */
  readonly ids: readonly string[];
  readonly hasMore: boolean;
}

type SaveLeaf = Extract<Effect, { kind: "saveLeaf" }>;
type OtherEffect = Exclude<Effect, SaveLeaf>;

/** Writes a decided turn: in one call when it only saves leaves, in one transaction otherwise. */
export async function commitTurn(
  db: pg.Pool,
  turn: DecidedTurn,
  secrets: EffectContext["secrets"],
): Promise<CommitOutcome> {
  const leaves = turn.effects.filter((each) => each.kind === "saveLeaf");
  const others = turn.effects.filter((each) => each.kind !== "saveLeaf");
  try {
    const committed =
      others.length === 0
        ? await callCommit(db, turn, leaves)
        : await commitWithEffects(db, turn, { leaves, others, secrets });
    if (!committed) return { kind: "alreadyPlayed" };
    const { ids, hasMore } = committed;
    return { kind: "committed", replies: waitingReplies(turn, ids), hasMore };
  } catch (error) {
    if (isStale(error)) return { kind: "stale" };
    throw error;
  }
}

async function commitWithEffects(
  db: pg.Pool,
  turn: DecidedTurn,
  parts: {
    readonly leaves: readonly SaveLeaf[];
    readonly others: readonly OtherEffect[];
    readonly secrets: EffectContext["secrets"];
  },
): Promise<Committed | null> {
  return inTransaction(db, async (client) => {
    const committed = await callCommit(client, turn, parts.leaves);
    if (!committed) return null;
    for (const effect of parts.others) {
      await applyEffect({ client, turn, secrets: parts.secrets }, effect);
    }
    return committed;
  });
}

async function callCommit(
  db: pg.Pool | pg.PoolClient,
  { opened, now, state, replies }: DecidedTurn,
  leaves: readonly SaveLeaf[],
): Promise<Committed | null> {
  const { update, me, round, conversationVersion } = opened;
  const leasedUntil = new Date(Date.parse(now) + leaseMs).toISOString();
  const { rows } = await db.query<{
    ids: readonly string[] | null;
    has_more: boolean;
  }>({
    name: "commit-turn",
    text: commitSql,
    values: [
      ...[update.id, update.from.channel, update.from.bot, update.from.chatId],
      ...[conversationVersion, JSON.stringify(state)],
      ...[me?.staffId ?? null, round?.id ?? null, me?.agencyId ?? null],
      ...[JSON.stringify(leaves), JSON.stringify(replies), now, leasedUntil],
    ],
  });
  const row = rows[0];
  return row?.ids ? { ids: row.ids, hasMore: row.has_more } : null;
}

function waitingReplies(
  { opened, replies }: DecidedTurn,
  ids: readonly string[],
): readonly WaitingReply[] {
  return replies.flatMap((reply: OutgoingReply, index) => {
    const id = ids[index];
    return id === undefined ? [] : [{ ...reply, id, to: opened.update.from }];
  });
}

/** CH001: something changed meanwhile; CH002: the draft takes no changes; 40P01: a deadlock. */
function isStale(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "CH001" || code === "CH002" || code === "40P01";
}
