import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { isLocked, lockMs, normaliseCode, wrongCodeLimit } from "../../core/access/access-code.ts";
import type {
  FactorCheck,
  FactorFacts,
  FactorProof,
  NamedPerson,
} from "../../core/conversation/sign-off/sign-off-facts.ts";
import type { ChatAddress } from "../../usecases/ports.ts";
import { noteWrongCode } from "./access-code-repository.ts";
import { factorHmac, openFactor, sealFactor } from "./factor-secret.ts";

type Db = pg.Pool | pg.ClientBase;

const stepMs = 30_000;
/** How long a code sent to another chat is good. */
const confirmMs = 5 * 60_000;
/** So many codes may be asked for in a quarter of an hour. */
const mostCodes = 5;

/** A confirmation code as somebody typed it. */
export interface TypedFactor {
  readonly staffId: string;
  readonly from: ChatAddress;
  readonly code: string;
  /** Whether it proves a new app; otherwise only a proved one counts. */
  readonly isFirst: boolean;
  readonly now: Date;
}

/** What a person has for confirming, seen from one of their chats. */
export async function findFactor(
  db: Db,
  staffId: string,
  { channel, bot, chatId }: ChatAddress,
  now: string,
): Promise<FactorFacts> {
  const { rows } = await db.query<FactorFacts>(
    `select exists (select from staff_factors
                     where staff_id = $1 and confirmed_at is not null) as "isEnrolled",
            (select count(*)::integer from recovery_codes
              where staff_id = $1 and used_at is null) as "recoveryLeft",
            (select coalesce(json_agg(k.channel order by k.linked_at), '[]') from chat_links k
              where k.staff_id = $1 and k.unlinked_at is null
                and (k.channel, k.bot, k.chat_id) is distinct from ($2, $3, $4)) as "otherChats",
            (select count(*) < $6 from confirm_codes
              where staff_id = $1 and created_at > $5) as "mayAskCode"`,
    [staffId, channel, bot, chatId, new Date(Date.parse(now) - lockMs), mostCodes],
  );
  const [row] = rows;
  if (!row) throw new Error("a select without from gives one row");
  return row;
}

/** Says whether a typed code confirms; writes nothing. A locked person is told nothing. */
export async function checkFactor(
  db: Db,
  serverSecret: string,
  typed: TypedFactor,
): Promise<FactorCheck> {
  if (await isPersonLocked(db, typed)) return { kind: "locked" };
  const digits = typed.code.replaceAll(/[\s\-.]/g, "");
  if (/^\d{6}$/.test(digits)) {
    const byApp = await checkApp(db, serverSecret, { ...typed, code: digits });
    if (byApp.kind !== "wrong" || typed.isFirst) return byApp;
    return checkChatCode(db, serverSecret, { ...typed, code: digits });
  }
  return typed.isFirst ? { kind: "wrong" } : checkRecovery(db, serverSecret, typed);
}

/** Who of an agency confirms with an app. */
export async function findEnrolled(db: Db, agencyCode: string): Promise<readonly NamedPerson[]> {
  const { rows } = await db.query<NamedPerson>(
    `select s.id as "staffId", s.full_name as name, s.title
       from staff s join agencies a on a.id = s.agency_id join staff_factors f on f.staff_id = s.id
      where a.code = $1 and s.is_active and f.confirmed_at is not null
      order by s.full_name, s.code`,
    [agencyCode],
  );
  return rows;
}

/**
 * Uses a proof up inside the caller's transaction.
 *
 * @returns False when it was used, has expired, or the factor was reset meanwhile.
 */
export async function useFactor(
  client: pg.ClientBase,
  { staffId, proof, now }: { staffId: string; proof: FactorProof; now: string },
): Promise<boolean> {
  const { rowCount } =
    proof.how === "app"
      ? await client.query(
          "update staff_factors set last_step = $2 where staff_id = $1 and last_step < $2",
          [staffId, proof.step],
        )
      : await client.query(
          proof.how === "chat"
            ? `update confirm_codes set used_at = $3
                where staff_id = $1 and id = $2 and used_at is null and expires_at > $3`
            : `update recovery_codes set used_at = $3
                where staff_id = $1 and id = $2 and used_at is null`,
          [staffId, proof.codeId, now],
        );
  return rowCount === 1;
}

/** Keeps the secret of an app that is not proved yet; one that is proved stays. */
export async function beginFactor(
  client: pg.ClientBase,
  serverSecret: string,
  { staffId, secret, now }: { staffId: string; secret: string; now: string },
): Promise<void> {
  await client.query(
    `insert into staff_factors as f (staff_id, secret, created_at) values ($1, $2, $3)
     on conflict (staff_id) do update set secret = excluded.secret, created_at = excluded.created_at
      where f.confirmed_at is null`,
    [staffId, sealFactor(serverSecret, staffId, secret), now],
  );
}

/** Keeps that the app is proved, with fresh recovery codes. */
export async function confirmFactor(
  client: pg.ClientBase,
  serverSecret: string,
  { staffId, codes, now }: { staffId: string; codes: readonly string[]; now: string },
): Promise<void> {
  await client.query(
    "update staff_factors set confirmed_at = $2 where staff_id = $1 and confirmed_at is null",
    [staffId, now],
  );
  await client.query("delete from recovery_codes where staff_id = $1", [staffId]);
  const hmacs = codes.map((code) =>
    factorHmac(serverSecret, { purpose: "recovery", staffId, code }),
  );
  await client.query(
    `insert into recovery_codes (staff_id, code_hmac, created_at)
     select $1, hmac, $3 from unnest($2::text[]) as hmac`,
    [staffId, hmacs, now],
  );
}

/** Keeps a code that goes to the person's other chats; older ones of theirs end. */
export async function keepConfirmCode(
  client: pg.ClientBase,
  serverSecret: string,
  { staffId, from, code, now }: Omit<TypedFactor, "isFirst">,
): Promise<void> {
  const hmac = factorHmac(serverSecret, { purpose: "confirm", staffId, code });
  await client.query(
    "update confirm_codes set expires_at = $2 where staff_id = $1 and expires_at > $2",
    [staffId, now],
  );
  await client.query(
    `insert into confirm_codes (staff_id, channel, bot, chat_id, code_hmac, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[staffId, from.channel, from.bot, from.chatId, hmac, now],
      new Date(now.getTime() + confirmMs),
    ],
  );
}

/** Counts a wrong confirmation code against the person, whichever chat it came from. */
export function noteWrongFactor(client: pg.ClientBase, staffId: string, now: Date): Promise<void> {
  return noteWrongCode(client, sourceOf(staffId), now);
}

/** Takes a person's second factor away. */
export async function removeFactor(client: pg.ClientBase, staffId: string): Promise<boolean> {
  const { rowCount } = await client.query("delete from staff_factors where staff_id = $1", [
    staffId,
  ]);
  await client.query("delete from recovery_codes where staff_id = $1", [staffId]);
  await client.query("delete from confirm_codes where staff_id = $1", [staffId]);
  return rowCount === 1;
}

async function checkApp(
  db: Db,
  serverSecret: string,
  { staffId, code, isFirst, now }: TypedFactor,
): Promise<FactorCheck> {
  const { rows } = await db.query<{ secret: string; last_step: string }>(
    `select secret, last_step from staff_factors
      where staff_id = $1 and (confirmed_at is null) = $2`,
    [staffId, isFirst],
  );
  const [row] = rows;
  if (!row) return { kind: "wrong" };
  const secret = Secret.fromBase32(openFactor(serverSecret, staffId, row.secret));
  const delta = new TOTP({ secret }).validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return { kind: "wrong" };
  const step = Math.floor(now.getTime() / stepMs) + delta;
  if (step <= Number(row.last_step)) return { kind: "used" };
  return { kind: "good", proof: { how: "app", step } };
}

async function checkChatCode(
  db: Db,
  serverSecret: string,
  { staffId, from, code, now }: TypedFactor,
): Promise<FactorCheck> {
  const hmac = factorHmac(serverSecret, { purpose: "confirm", staffId, code });
  const { rows } = await db.query<{ id: string; expires_at: Date; used_at: Date | null }>(
    `select id, expires_at, used_at from confirm_codes
      where staff_id = $1 and code_hmac = $2 and channel = $3 and bot = $4 and chat_id = $5
      order by created_at desc limit 1`,
    [staffId, hmac, from.channel, from.bot, from.chatId],
  );
  const [row] = rows;
  if (!row) return { kind: "wrong" };
  if (row.used_at !== null) return { kind: "used" };
  if (row.expires_at <= now) return { kind: "expired" };
  return { kind: "good", proof: { how: "chat", codeId: row.id } };
}

async function checkRecovery(
  db: Db,
  serverSecret: string,
  { staffId, code: typed }: TypedFactor,
): Promise<FactorCheck> {
  const code = normaliseCode(typed);
  if (code === null) return { kind: "wrong" };
  const hmac = factorHmac(serverSecret, { purpose: "recovery", staffId, code });
  const { rows } = await db.query<{ id: string; used_at: Date | null }>(
    "select id, used_at from recovery_codes where staff_id = $1 and code_hmac = $2",
    [staffId, hmac],
  );
  const [row] = rows;
  if (!row) return { kind: "wrong" };
  if (row.used_at !== null) return { kind: "used" };
  return { kind: "good", proof: { how: "recovery", codeId: row.id } };
}

async function isPersonLocked(db: Db, { staffId, now }: TypedFactor): Promise<boolean> {
  const source = sourceOf(staffId);
  const { rows } = await db.query<{ at: Date }>(
    "select at from wrong_codes where source = $1 and at > $2",
    [source, new Date(now.getTime() - 2 * lockMs)],
  );
  const times = rows.map(({ at }) => at);
  return isLocked(times, wrongCodeLimit(source), now);
}

function sourceOf(staffId: string): string {
  return `factor:${staffId}`;
}
