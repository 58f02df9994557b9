import pg from "pg";

/** The role for bot and worker cannot be made; the message says in a sentence what to do. */
class ProgramRoleError extends Error {
  override name = "ProgramRoleError";
}

/** What the program only adds to and reads. */
const addedOnly = ["entries", "round_digests", "queries"];
/** What is added and taken away, but never changed. */
const unchanged = ["survey_respondents"];
/** What the program only reads. */
const readOnly = ["chain_heads", "_prisma_migrations"];

/**
 * Makes the role that bot and worker log in as, when it is missing, and gives it its rights: every
 * table may be written, but the ledger only added to, and nothing may be made, changed or dropped.
 * To be called after each migration; harmless when run twice or at once.
 *
 * @returns False when both addresses name the same role, so that there is nothing to guard.
 * @throws {ProgramRoleError} When the owner may not make roles, or the role cannot log in.
 */
export async function openProgramRole(ownerUrl: string, programUrl: string): Promise<boolean> {
  const { user, password } = roleOf(programUrl);
  if (user === roleOf(ownerUrl).user) return false;
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "cham-migrate" });
  await client.connect();
  try {
    // The same lock as for migrating: rights are for tables that are all there.
    await client.query("select pg_advisory_lock(72707369)");
    await makeRole(client, user, password);
    await client.query("begin");
    for (const statement of grants(client, user, await nameOfDatabase(client))) {
      await client.query(statement);
    }
    await grantQueue(client, client.escapeIdentifier(user));
    await client.query("commit");
  } finally {
    await client.end();
  }
  await tryLogin(programUrl, user);
  return true;
}

/** Whether the role in use may only add to the ledger and read it. */
export async function isLedgerGuarded(db: pg.Pool): Promise<boolean> {
  const { rows } = await db.query<{ guarded: boolean }>(
    `select not exists (
       select from pg_class c
        where c.relnamespace = 'public'::regnamespace
          and c.relname in ('entries', 'round_digests', 'chain_heads')
          and (has_table_privilege(c.oid, 'update, delete, truncate, trigger')
            or pg_has_role(c.relowner, 'member'))) as guarded`,
  );
  return rows[0]?.guarded ?? false;
}

/** What bot and worker say at their start when nothing but the program itself keeps the ledger. */
export const unguardedLedger =
  "cơ sở dữ liệu không bảo vệ sổ nhật ký: hãy đặt DATABASE_OWNER_URL / the ledger is not guarded by the database: set DATABASE_OWNER_URL";

function roleOf(address: string): { readonly user: string; readonly password: string } {
  const { username, password } = new URL(address);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function makeRole(client: pg.Client, user: string, password: string): Promise<void> {
  const name = client.escapeIdentifier(user);
  const secret = client.escapeLiteral(password);
  try {
    const { rowCount } = await client.query("select from pg_roles where rolname = $1", [user]);
    if (rowCount === 0) {
      await client.query(
        `create role ${name} login nosuperuser nocreatedb nocreaterole noreplication password ${secret}`,
      );
    } else if (await mayAlterRoles(client)) {
      await client.query(`alter role ${name} login password ${secret}`);
    }
  } catch (error) {
    // Another database of the server has just made it.
    if (codeOf(error) === "42710" || codeOf(error) === "23505") return;
    if (codeOf(error) !== "42501") throw error;
    throw new ProgramRoleError(
      `DATABASE_OWNER_URL không có quyền tạo vai ${user}; hãy tạo vai này (create role … login password …) rồi chạy lại / the owner may not create the role ${user}: create it and start again`,
      { cause: error },
    );
  }
}

/** An owner who may not keeps the password that whoever made the role has given it. */
async function mayAlterRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user",
  );
  return rows[0]?.may ?? false;
}

async function nameOfDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  return rows[0]?.name ?? "";
}

function grants(client: pg.Client, user: string, database: string): readonly string[] {
  const role = client.escapeIdentifier(user);
  return [
    `grant connect on database ${client.escapeIdentifier(database)} to ${role}`,
    "revoke create on schema public from public",
    `grant usage on schema public to ${role}`,
    `grant select, insert, update, delete on all tables in schema public to ${role}`,
    `grant usage, select on all sequences in schema public to ${role}`,
    `alter default privileges in schema public
       grant select, insert, update, delete on tables to ${role}`,
    `alter default privileges in schema public grant usage, select on sequences to ${role}`,
    ...addedOnly.map((table) => `revoke all on ${table} from ${role}`),
    ...addedOnly.map((table) => `grant select, insert on ${table} to ${role}`),
    ...unchanged.map((table) => `revoke update on ${table} from ${role}`),
    ...readOnly.map((table) => `revoke all on ${table} from ${role}`),
    ...readOnly.map((table) => `grant select on ${table} to ${role}`),
  ];
}

/**
 * The queue's own schema: there the role may also make things, because BullMQ gives each queue a
 * sequence when its first job comes. Those that it has made itself are its own already.
 */
async function grantQueue(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_namespace where nspname = 'bullmq'");
  if (rowCount === 0) return;
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
      where relnamespace = 'bullmq'::regnamespace and relkind = 'S'
        and pg_get_userbyid(relowner) = current_user`,
  );
  await client.query(`grant usage, create on schema bullmq to ${role};
    grant select, insert, update, delete on all tables in schema bullmq to ${role};
    grant execute on all routines in schema bullmq to ${role};
    alter default privileges in schema bullmq
      grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema bullmq grant usage, select, update on sequences to ${role}`);
  for (const { name } of rows) {
    await client.query(`grant usage, select, update on sequence ${name} to ${role}`);
  }
}

async function tryLogin(programUrl: string, user: string): Promise<void> {
  const client = new pg.Client({ connectionString: programUrl, application_name: "cham-migrate" });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new ProgramRoleError(
      `DATABASE_URL: vai ${user} không đăng nhập được / the role ${user} cannot log in: ${String(error)}`,
      { cause: error },
    );
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
