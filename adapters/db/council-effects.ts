import { StaleTurnError } from "./effect-context.ts";
import type pg from "pg";
import type { CouncilEffect } from "../../core/conversation/council/council-effect.ts";
import {
  ballotNotice,
  jointNotice,
  openedNotice,
} from "../../core/conversation/council/notices.ts";
import { itemsToVote } from "../../core/council/joint.ts";
import { membersToVote } from "../../core/council/voting.ts";
import { readCouncilRules } from "../../core/council/rules.ts";
import type { DecidedTurn } from "../../usecases/ports.ts";
import { insertAgenda } from "./agenda-repository.ts";
import { readCouncil } from "./council-repository.ts";
import { noteEntry } from "./note-entry.ts";
import { notifyStaff } from "./notify-staff.ts";

interface Context {
  readonly client: pg.PoolClient;
  readonly turn: DecidedTurn;
}

type Effect<Kind extends CouncilEffect["kind"]> = Extract<CouncilEffect, { kind: Kind }>;

/** Who acts, by which message, when. */
interface Act {
  readonly staffId: string;
  readonly updateId: string;
  readonly now: string;
}

/** Writers of what the meeting does. */
export const councilWriters = {
  openCouncil,
  addAgenda,
  setMotion,
  putToVote,
  putTogether,
  castVote,
  declareInterest,
  decideItem,
};

async function openCouncil(
  { client, turn }: Context,
  { roundId }: Effect<"openCouncil">,
): Promise<void> {
  const act = actOf(turn);
  await lockCouncil(client, { roundId, needsMeeting: false, now: act.now });
  const setting = await client.query<{ value: unknown }>(
    "select value from settings where key = 'council'",
  );
  const rules = readCouncilRules(setting.rows[0]?.value ?? null);
  if (!rules) throw new Error("The setting “council” holds no rules of a council");
  const { rowCount } = await client.query(
    `insert into council_meetings (round_id, rules, opened_by, opened_at)
     values ($1, $2, $3, $4) on conflict do nothing`,
    [roundId, JSON.stringify(rules), act.staffId, act.now],
  );
  if (rowCount !== 1) throw new StaleTurnError();
  const body = { rules };
  await noteEntry(client, { ...act, roundId, role: secretary, kind: "meeting", body });
  const facts = await readCouncil(client, roundId);
  if (!facts) throw new StaleTurnError();
  const members = facts.members.map(({ staffId }) => staffId);
  await notifyStaff(client, members, (language) => openedNotice(language, facts));
}

async function addAgenda(
  { client, turn }: Context,
  { roundId, items }: Effect<"addAgenda">,
): Promise<void> {
  const act = actOf(turn);
  await lockCouncil(client, { roundId, needsMeeting: false, now: act.now });
  if ((await insertAgenda(client, { ...act, roundId, role: secretary }, items)) !== items.length) {
    throw new StaleTurnError();
  }
}

async function setMotion({ client, turn }: Context, effect: Effect<"setMotion">): Promise<void> {
  const { itemId, expectedVersion, motion } = effect;
  const act = actOf(turn);
  const item = await lockItem(client, itemId, act.now);
  const points = motion.kind === "setPoints" ? motion.points : null;
  const { rowCount } = await client.query(
    `update council_items set motion = $3, motion_points = $4, status = 'waiting',
            version = version + 1
      where id = $1 and version = $2 and status <> 'decided'`,
    [itemId, expectedVersion, motion.kind, points],
  );
  if (rowCount !== 1) throw new StaleTurnError();
  const body = { item: item.number, motion };
  await noteEntry(client, { ...act, ...item.of, role: secretary, kind: "motion", body });
}

async function putToVote({ client, turn }: Context, effect: Effect<"putToVote">): Promise<void> {
  const roundId = await putItem(client, effect, actOf(turn));
  const facts = await readCouncil(client, roundId);
  const put = facts?.items.find(({ id }) => id === effect.itemId);
  if (!facts || !put) throw new StaleTurnError();
  const members = membersToVote(facts, put).map(({ staffId }) => staffId);
  await notifyStaff(client, members, (language) => ballotNotice(language, facts, put));
}

async function putTogether(
  { client, turn }: Context,
  { roundId, scope, items }: Effect<"putTogether">,
): Promise<void> {
  const act = actOf(turn);
  for (const item of items) await putItem(client, item, act);
  const facts = await readCouncil(client, roundId);
  if (!facts) throw new StaleTurnError();
  for (const { staffId } of facts.members) {
    const of = { scope, staffId, now: act.now };
    if (itemsToVote(facts, of).ready.length === 0) continue;
    await notifyStaff(client, [staffId], (language) => jointNotice(language, facts, of));
  }
}

/** Opens an item's next ballot; gives the id of its round. */
async function putItem(
  client: pg.PoolClient,
  { itemId, expectedVersion }: Pick<Effect<"putToVote">, "itemId" | "expectedVersion">,
  act: Act,
): Promise<string> {
  const item = await lockItem(client, itemId, act.now);
  const { rows } = await client.query<{ ballot: number }>(
    `update council_items set status = 'voting', ballot = ballot + 1, version = version + 1
      where id = $1 and version = $2 and status = 'waiting' returning ballot`,
    [itemId, expectedVersion],
  );
  const ballot = rows[0]?.ballot;
  if (ballot === undefined) throw new StaleTurnError();
  const body = { item: item.number, ballot };
  await noteEntry(client, { ...act, ...item.of, role: secretary, kind: "ballot", body });
  return item.of.roundId;
}

async function castVote({ client, turn }: Context, effect: Effect<"castVote">): Promise<void> {
  const { itemId, ballot, memberId, choice, manner, opinion, receipt } = effect;
  const act = actOf(turn);
  const item = await lockItem(client, itemId, act.now);
  if (item.status !== "voting" || item.ballot !== ballot) throw new StaleTurnError();
  const isOwn = manner === "chat";
  const role = await roleOfMember(client, memberId);
  await client.query(
    `insert into council_votes (item_id, ballot, member_id, choice, manner, opinion, entered_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (item_id, ballot, member_id) do update set
       choice = excluded.choice, manner = excluded.manner, opinion = excluded.opinion,
       entered_by = excluded.entered_by, at = excluded.at`,
    [itemId, ballot, memberId, choice, manner, opinion, isOwn ? null : act.staffId, act.now],
  );
  await touchItem(client, itemId);
  await noteEntry(client, {
    ...{ ...act, ...item.of, kind: "vote", receipt },
    ...(isOwn ? { role } : { role: secretary, forId: memberId }),
    body: { item: item.number, ballot, choice, manner, opinion },
  });
}

async function declareInterest(
  { client, turn }: Context,
  effect: Effect<"declareInterest">,
): Promise<void> {
  const { itemId, reason, receipt } = effect;
  const act = actOf(turn);
  const item = await lockItem(client, itemId, act.now);
  if (item.status === "decided") throw new StaleTurnError();
  const role = await roleOfMember(client, act.staffId);
  const { rowCount } = await client.query(
    `insert into council_interests (item_id, member_id, reason, declared_at)
     values ($1, $2, $3, $4) on conflict do nothing`,
    [itemId, act.staffId, reason, act.now],
  );
  if (rowCount !== 1) throw new StaleTurnError();
  await touchItem(client, itemId);
  const body = { item: item.number, reason };
  await noteEntry(client, { ...act, ...item.of, role, kind: "interest", receipt, body });
}

async function decideItem({ client, turn }: Context, effect: Effect<"decideItem">): Promise<void> {
  const { itemId, expectedVersion, outcome, tally, reason, change, receipt } = effect;
  const act = actOf(turn);
  const item = await lockItem(client, itemId, act.now);
  const { rows } = await client.query<{ declaration_id: string | null }>(
    `update council_items set status = 'decided', outcome = $3, tally = $4, reason = $5,
            decided_by = $6, decided_at = $7, receipt = $8, version = version + 1
      where id = $1 and version = $2 and status = 'voting' returning declaration_id`,
    [
      ...[itemId, expectedVersion, outcome, JSON.stringify(tally), reason],
      ...[act.staffId, act.now, receipt],
    ],
  );
  const decided = rows[0];
  if (!decided) throw new StaleTurnError();
  const body = { item: item.number, outcome, tally, reason, change };
  await noteEntry(client, { ...act, ...item.of, role: secretary, kind: "decision", receipt, body });
  if (change.kind === "setPoints") await saveValue(client, item.of.roundId, change, act);
  if (change.kind === "strike") {
    await strike(client, { ...act, ...item.of, number: item.number, id: decided.declaration_id });
  }
}

async function saveValue(
  client: pg.PoolClient,
  roundId: string,
  change: Extract<Effect<"decideItem">["change"], { kind: "setPoints" }>,
  { staffId, updateId, now }: Act,
): Promise<void> {
  const { agencyId, code, points, reason, receipt, selfVersion, version } = change;
  const value = {
    ...{ code, step: "council", verdict: "set", answer: null, setPoints: points, points },
    ...{ notApplicable: null, reason, selfVersion, expectedVersion: version, receipt },
  };
  await client.query("select save_value($1, $2, $3, $4, $5, null, $6, $7)", [
    ...[roundId, agencyId, JSON.stringify(value), staffId, secretary, updateId, now],
  ]);
}

/** The declaration counts no more; what it said stays in the ledger. */
async function strike(
  client: pg.PoolClient,
  { id, number, ...act }: Act & { roundId: string; number: number; id: string | null },
): Promise<void> {
  const { rows } = await client.query<{ agency_id: string; declared: object }>(
    `delete from declarations d where d.id = $1
     returning d.agency_id, to_jsonb(d) - 'declared_by' as declared`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new StaleTurnError();
  const body = { item: number, declaration: row.declared };
  await noteEntry(client, { ...act, role: secretary, kind: "struck", body });
  await client.query("select mark_dirty($1, $2, $3)", [act.roundId, row.agency_id, act.now]);
}

const secretary = "councilSecretary";

interface LockedItem {
  readonly number: number;
  readonly status: string;
  readonly ballot: number;
  readonly of: { readonly roundId: string };
}

async function lockItem(client: pg.PoolClient, id: string, now: string): Promise<LockedItem> {
  const found = await client.query<{ round_id: string }>(
    "select round_id from council_items where id = $1",
    [id],
  );
  const roundId = found.rows[0]?.round_id;
  if (roundId === undefined) throw new StaleTurnError();
  await lockCouncil(client, { roundId, needsMeeting: true, now });
  const { rows } = await client.query<{ number: number; status: string; ballot: number }>(
    "select number, status, ballot from council_items where id = $1 for update",
    [id],
  );
  const row = rows[0];
  if (!row) throw new StaleTurnError();
  return { ...row, of: { roundId } };
}

/** Refuses what the council may not write now, and keeps others out until the end. */
export async function lockCouncil(
  client: pg.PoolClient,
  at: { readonly roundId: string; readonly needsMeeting: boolean; readonly now: string },
): Promise<void> {
  await client.query("select lock_council($1, $2, $3)", [at.roundId, at.needsMeeting, at.now]);
}

/** The duty by which a person votes; it may not be taken away until the vote is written. */
async function roleOfMember(client: pg.PoolClient, staffId: string): Promise<string> {
  const { rows } = await client.query<{ role: string }>(
    `select g.role from staff_roles g join staff s on s.id = g.staff_id and s.is_active
      where g.staff_id = $1 and g.role in ('councilMember', 'councilChair')
      order by g.role for share`,
    [staffId],
  );
  const role = rows[0]?.role;
  if (role === undefined) throw new StaleTurnError();
  return role;
}

async function touchItem(client: pg.PoolClient, id: string): Promise<void> {
  await client.query("update council_items set version = version + 1 where id = $1", [id]);
}

function actOf({ opened, now }: DecidedTurn): Act {
  if (!opened.me) throw new Error("This effect needs a linked person");
  return { staffId: opened.me.staffId, updateId: opened.update.id, now };
}
