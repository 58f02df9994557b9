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
import type { EvidenceRow } from "./evidence-facts.ts";
import { inTransaction } from "./in-transaction.ts";
import type { LeafRow } from "./leaf-facts.ts";
import { storableJson } from "./storable-json.ts";
import { tellVoided } from "./tell-sign-off.ts";

/** How long a process has its own fresh replies in hand before another may send them. */
const leaseMs = 30_000;

const commitSql = `select commit_turn(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as written`;
const takeSql = `select take_turn(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as written`;

/** What the database's function `write_turn` gives. */
export interface WrittenTurn {
  /** Of the replies, in order. */
  readonly ids: readonly string[];
  /** Of the chat's earlier replies that somebody has in hand. */
  readonly ahead: readonly string[];
  readonly hasMore: boolean;
  readonly draftVersion: number;
  /** Leaves changed by the turn. */
  readonly news: readonly LeafRow[];
  /** Of the leaf that the talk is on now. */
  readonly evidence: readonly EvidenceRow[];
}

type SaveLeaf = Extract<Effect, { kind: "saveLeaf" }>;

/**
 * Writes a decided turn: in one call when it only saves leaves, in one transaction otherwise, and
 * where it voids a signature, of which people must be told.
 *
 * @param remember Told what was written when nothing else has changed.
 */
export async function commitTurn(
  db: pg.Pool,
  turn: DecidedTurn,
  secrets: EffectContext["secrets"],
  remember: (written: WrittenTurn) => void,
): Promise<CommitOutcome> {
  const leaves = leavesOnly(turn);
  return outcomeOf(turn, async () => {
    if (!leaves) return commitWithEffects(db, turn, secrets);
    const written = await callCommit(db, turn, leaves);
    if (written) remember(written);
    return written;
  });
}

/** Stores the update of a recalled turn and writes the turn, in one call or not at all. */
export async function takeTurn(
  db: pg.Pool,
  turn: DecidedTurn,
  remember: (written: WrittenTurn) => void,
): Promise<CommitOutcome> {
  const { opened } = turn;
  const leaves = leavesOnly(turn);
  if (!leaves || opened.stamp === null) return { kind: "stale" };
  return outcomeOf(turn, async () => {
    const { rows } = await db.query<{ written: WrittenTurn | null }>({
      name: "take-turn",
      text: takeSql,
      values: [
        ...[opened.update.externalId, storableJson(opened.update.payload), opened.stamp],
        ...writtenValues(turn, leaves),
      ],
    });
    const written = rows[0]?.written ?? null;
    if (written) remember(written);
    return written;
  });
}

/** The leaves saved, when a turn does nothing else and voids no signature. */
function leavesOnly({ opened, effects }: DecidedTurn): readonly SaveLeaf[] | undefined {
  const leaves = effects.filter((each) => each.kind === "saveLeaf");
  return leaves.length === effects.length && !opened.draft?.course.signed ? leaves : undefined;
}

async function outcomeOf(
  turn: DecidedTurn,
  write: () => Promise<WrittenTurn | null>,
): Promise<CommitOutcome> {
  try {
    const written = await write();
    if (!written) return { kind: "alreadyPlayed" };
    const { ids, ahead, hasMore } = written;
    return { kind: "committed", replies: waitingReplies(turn, ids), ahead, hasMore };
  } catch (error) {
    if (isStale(error)) return { kind: "stale" };
    throw error;
  }
}

async function commitWithEffects(
  db: pg.Pool,
  turn: DecidedTurn,
  secrets: EffectContext["secrets"],
): Promise<WrittenTurn | null> {
  const leaves = turn.effects.filter((each) => each.kind === "saveLeaf");
  return inTransaction(db, async (client) => {
    await client.query("select set_config('cham.now', $1, true)", [turn.now]);
    const written = await callCommit(client, turn, leaves);
    if (!written) return null;
    for (const effect of turn.effects) {
      if (effect.kind !== "saveLeaf") await applyEffect({ client, turn, secrets }, effect);
    }
    await tellVoided(client, turn.opened);
    return written;
  });
}

async function callCommit(
  db: pg.Pool | pg.PoolClient,
  turn: DecidedTurn,
  leaves: readonly SaveLeaf[],
): Promise<WrittenTurn | null> {
  const { rows } = await db.query<{ written: WrittenTurn | null }>({
    name: "commit-turn",
    text: commitSql,
    values: [turn.opened.update.id, ...writtenValues(turn, leaves)],
  });
  return rows[0]?.written ?? null;
}

function writtenValues(
  { opened, now, state, replies }: DecidedTurn,
  leaves: readonly SaveLeaf[],
): readonly unknown[] {
  const { update, me, round, draft, conversationVersion } = opened;
  return [
    ...[update.from.channel, update.from.bot, update.from.chatId],
    ...[conversationVersion, JSON.stringify(state)],
    ...[me?.staffId ?? null, round?.id ?? null, me?.agencyId ?? null, draft?.version ?? 0],
    ...[JSON.stringify(leaves), JSON.stringify(replies), now],
    new Date(Date.parse(now) + leaseMs).toISOString(),
  ];
}

function waitingReplies(
  { opened, replies }: DecidedTurn,
  ids: readonly string[],
): readonly WaitingReply[] {
  return replies.flatMap((reply: OutgoingReply, index) => {
    const id = ids[index];
    if (id === undefined) return [];
    const { from: to, externalId: updateId } = opened.update;
    return [{ ...reply, id, to, updateId, failures: 0, isBulk: false }];
  });
}

/**
 * CH001: something changed meanwhile; CH002: the draft takes no changes; 40P01: a deadlock; 55P03: a
 * lock was not to be had in time.
 */
function isStale(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "CH001" || code === "CH002" || code === "40P01" || code === "55P03";
}
