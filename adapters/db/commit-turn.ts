import type pg from "pg";
import type { Effect } from "../../core/conversation/effect.ts";
import type {
  CommitOutcome,
  DecidedTurn,
  OutgoingReply,
  WaitingReply,
} from "../../usecases/ports.ts";
import { type EffectContext, applyEffect } from "./apply-effect.ts";
import { inTransaction } from "./in-transaction.ts";

/** How long a process has its own fresh replies in hand before another may send them. */
const leaseMs = 30_000;

const commitSql =
  "select commit_turn($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as ids";

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
    const ids =
      others.length === 0
        ? await callCommit(db, turn, leaves)
        : await commitWithEffects(db, turn, { leaves, others, secrets });
    return ids ? { kind: "committed", replies: waitingReplies(turn, ids) } : alreadyPlayed;
  } catch (error) {
    if (isStale(error)) return { kind: "stale" };
    throw error;
  }
}

const alreadyPlayed: CommitOutcome = { kind: "alreadyPlayed" };

async function commitWithEffects(
  db: pg.Pool,
  turn: DecidedTurn,
  parts: {
    readonly leaves: readonly SaveLeaf[];
    readonly others: readonly OtherEffect[];
    readonly secrets: EffectContext["secrets"];
  },
): Promise<readonly string[] | null> {
  return inTransaction(db, async (client) => {
    const ids = await callCommit(client, turn, parts.leaves);
    if (!ids) return null;
    for (const effect of parts.others) {
      await applyEffect({ client, turn, secrets: parts.secrets }, effect);
    }
    return ids;
  });
}

async function callCommit(
  db: pg.Pool | pg.PoolClient,
  { opened, now, state, replies }: DecidedTurn,
  leaves: readonly SaveLeaf[],
): Promise<readonly string[] | null> {
  const { update, me, round, conversationVersion } = opened;
  const leasedUntil = new Date(Date.parse(now) + leaseMs).toISOString();
  const { rows } = await db.query<{ ids: readonly string[] | null }>({
    name: "commit-turn",
    text: commitSql,
    values: [
      ...[update.id, update.from.channel, update.from.bot, update.from.chatId],
      ...[conversationVersion, JSON.stringify(state)],
      ...[me?.staffId ?? null, round?.id ?? null, me?.agencyId ?? null],
      ...[JSON.stringify(leaves), JSON.stringify(replies), now, leasedUntil],
    ],
  });
  return rows[0]?.ids ?? null;
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

/** CH001: something changed meanwhile; CH002: the draft closed; 23505: a code used meanwhile. */
function isStale(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "CH001" || code === "CH002";
}
