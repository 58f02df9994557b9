import { createHmac, randomBytes } from "node:crypto";
import type pg from "pg";
import {
  codeFromBytes,
  codeLifeMs,
  isLocked,
  judgeCode,
  lockMs,
  normaliseCode,
  wrongCodeLimit,
  type CodePurpose,
  type KeptCode,
} from "../../core/access/access-code.ts";
import type { RedeemedCode } from "../../core/conversation/world.ts";
import { inTransaction } from "./in-transaction.ts";
import { findInvitees } from "./staff-repository.ts";

/** A code to be issued to a person. */
export interface NewCode {
  readonly staffId: string;
  readonly purpose: CodePurpose;
  /** The code itself; it is kept only as an HMAC. */
  readonly code: string;
  readonly issuedBy: string | null;
  readonly now: Date;
}

/** A typed code with where it came from. */
export interface TypedCode {
  readonly code: string;
  /** A chat ("telegram:4242") or an address as `sourceOfAddress` names it. */
  readonly source: string;
  readonly now: Date;
}

/** Makes a fresh random code. */
export function freshCode(): string {
  return codeFromBytes(randomBytes(64));
}

/** Names a network address for the counting of wrong codes without keeping it readable. */
export function sourceOfAddress(secret: string, address: string): string {
  const digest = createHmac("sha256", secret).update(`address:${address}`).digest("base64url");
  return `ip:${digest.slice(0, 22)}`;
}

/**
 * Keeps a code for a person and lets an older unused one of the same purpose end, so that each
 * person has at most one live code of a kind.
 *
 * @returns When it expires.
 */
export async function issueCode(
  db: pg.Pool | pg.ClientBase,
  secret: string,
  { staffId, purpose, code, issuedBy, now }: NewCode,
): Promise<Date> {
  const expiresAt = new Date(now.getTime() + codeLifeMs[purpose]);
  await db.query(
    `with ended as (
       update access_codes set expires_at = $5
        where staff_id = $1 and purpose = $2 and used_at is null and expires_at > $5)
     insert into access_codes (staff_id, purpose, code_hmac, expires_at, issued_by, created_at)
     values ($1, $2, $3, $4, $6, $5)`,
    [staffId, purpose, hmacOf(secret, code), expiresAt, now, issuedBy],
  );
  return expiresAt;
}

/** What a login asks of the register while its source has it alone. */
export interface CodeDesk {
  check(typed: TypedCode): Promise<RedeemedCode>;
  noteWrong(source: string, now: Date): Promise<void>;
  use(codeId: string, now: Date): Promise<string | null>;
}

/** The register of codes; logins from one source come one after the other. */
export function codeRegister(
  pool: pg.Pool,
  secret: string,
): { atSource<T>(source: string, work: (desk: CodeDesk) => Promise<T>): Promise<T> } {
  return {
    atSource: (source, work) =>
      inTransaction(pool, async (client) => {
        await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [source]);
        return work({
          check: (typed) => checkCode(client, secret, typed),
          noteWrong: (from, now) => noteWrongCode(client, from, now),
          use: (codeId, now) => useCode(client, codeId, now),
        });
      }),
  };
}

/**
 * Says whose code was typed and whether it may be used. Nothing is written: it is used up by
 * `useCode`, and a wrong one counted by `noteWrongCode`. A locked source is told nothing.
 */
export async function checkCode(
  db: pg.Pool | pg.ClientBase,
  secret: string,
  { code, source, now }: TypedCode,
): Promise<RedeemedCode> {
  if (await isSourceLocked(db, source, now)) return { kind: "locked" };
  const found = await findCode(db, secret, code);
  if (found === undefined) return { kind: "unknown" };
  const judged = judgeCode(found.kept, now);
  if (!judged.ok) return { kind: judged.error };
  const { name, agencyName } = found;
  return { kind: "good", codeId: judged.value.id, staffId: judged.value.staffId, name, agencyName };
}

/** Counts a wrong code against where it was typed. */
export async function noteWrongCode(
  db: pg.Pool | pg.ClientBase,
  source: string,
  now: Date,
): Promise<void> {
  const old = new Date(now.getTime() - 2 * lockMs);
  await db.query("delete from wrong_codes where source = $1 and at <= $2", [source, old]);
  await db.query("insert into wrong_codes (source, at) values ($1, $2)", [source, now]);
}

/**
 * Uses a code up, inside the caller's transaction. Of any number at once only one succeeds.
 *
 * @returns Whose it was, or null when it is used, expired, or its person inactive by now.
 */
export async function useCode(
  client: pg.Pool | pg.ClientBase,
  codeId: string,
  now: Date,
): Promise<string | null> {
  const { rows } = await client.query<{ staff_id: string }>(
    `update access_codes c set used_at = $2
       from staff s
      where c.id = $1 and c.used_at is null and c.expires_at > $2
        and s.id = c.staff_id and s.is_active
     returning c.staff_id`,
    [codeId, now],
  );
  return rows[0]?.staff_id ?? null;
}

interface FoundCode {
  readonly kept: KeptCode;
  readonly name: string;
  readonly agencyName: string;
}

async function findCode(
  db: pg.Pool | pg.ClientBase,
  secret: string,
  typed: string,
): Promise<FoundCode | undefined> {
  const code = normaliseCode(typed);
  if (code === null) return undefined;
  const { rows } = await db.query<CodeRow>(
    `select c.id, c.staff_id, c.expires_at, c.used_at, s.full_name, a.name as agency_name,
            s.is_active and a.is_active as is_active
       from access_codes c
       join staff s on s.id = c.staff_id
       join agencies a on a.id = s.agency_id
      where c.code_hmac = $1`,
    [hmacOf(secret, code)],
  );
  return rows[0] && toFound(rows[0]);
}

interface CodeRow {
  readonly id: string;
  readonly staff_id: string;
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly full_name: string;
  readonly agency_name: string;
  readonly is_active: boolean;
}

function toFound(row: CodeRow): FoundCode {
  return {
    kept: {
      id: row.id,
      staffId: row.staff_id,
      expiresAt: row.expires_at,
      usedAt: row.used_at,
      isStaffActive: row.is_active,
    },
    name: row.full_name,
    agencyName: row.agency_name,
  };
}

async function isSourceLocked(
  db: pg.Pool | pg.ClientBase,
  source: string,
  now: Date,
): Promise<boolean> {
  const since = new Date(now.getTime() - 2 * lockMs);
  const { rows } = await db.query<{ at: Date }>(
    "select at from wrong_codes where source = $1 and at > $2",
    [source, since],
  );
  return isLocked(
    rows.map((row) => row.at),
    wrongCodeLimit(source),
    now,
  );
}

function hmacOf(secret: string, code: string): string {
  return createHmac("sha256", secret).update(code).digest("hex");
}

/** Where invitations are issued: finds people and keeps their codes, all or none. */
export function codeOffice(
  pool: pg.Pool,
  secret: string,
): {
  find: (whom: Parameters<typeof findInvitees>[1]) => ReturnType<typeof findInvitees>;
  freshCode: () => string;
  issue: (codes: readonly NewCode[]) => Promise<readonly Date[]>;
} {
  return {
    find: (whom) => findInvitees(pool, whom),
    freshCode,
    issue: (codes) =>
      inTransaction(pool, async (client) => {
        const expiries: Date[] = [];
        for (const code of codes) expiries.push(await issueCode(client, secret, code));
        return expiries;
      }),
  };
}
