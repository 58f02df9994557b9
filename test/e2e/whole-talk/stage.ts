import type pg from "pg";
import { freshCode, issueCode } from "../../../adapters/db/access-code-repository.ts";
import type { Scheme } from "../../../core/scheme/scheme.ts";
import { cloneDatabase, openTestPool } from "../../db.ts";
import { type FakeTelegram, startFakeTelegram } from "../../../scripts/fakes/telegram.ts";
import { type Product, aProduct } from "../../product.ts";
import { type TestProvince, aProvince } from "../../province.ts";
import type { Role } from "../../../core/access/actor.ts";

const secret = "a secret of the tests of whole talks";

/** The built product with a province, a fake Telegram that it polls, and people to invite. */
export interface Stage {
  readonly pool: pg.Pool;
  readonly telegram: FakeTelegram;
  readonly product: Product;
  readonly province: TestProvince;
  /** Adds a person to an agency (by its place in the province) and gives how to invite them. */
  person(name: string, agency: number, role?: Role): Promise<Invitable>;
  /** Waits until the query gives a row. */
  until(query: string, values?: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

/** A person who can be let in. */
export interface Invitable {
  readonly name: string;
  /** A one-time code; it can be had again for a second door. */
  code(): Promise<string>;
}

/** Starts bot and worker over a province that is scored by `scheme`. */
export async function openStage(scheme: Scheme, agencyCount: number): Promise<Stage> {
  const database = await cloneDatabase();
  const pool = openTestPool(database.url, 4);
  const telegram = await startFakeTelegram({ token: "123:AAE-fake_token-of_the-test_bot" });
  const province = await aProvince(pool, { scheme, agencyCount });
  const product = await aProduct({
    ...{ DATABASE_URL: database.url, CHAM_SECRET: secret, TELEGRAM_MODE: "polling" },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot },
  });
  const close = async (): Promise<void> => {
    await product.close();
    await telegram.stop();
    await pool.end();
    await database.drop();
  };
  try {
    await Promise.all([product.startBot(), product.startWorker()]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ pool, telegram, product, province, close },
    person: (name, agency, role = "officer") =>
      aPerson(pool, { name, role, agencyId: province.agencies[agency]?.id ?? "" }),
    until: async (query, values = []) => {
      for (;;) {
        const { rowCount } = await pool.query(query, [...values]);
        if (rowCount) return;
        await pool.query("select pg_sleep(0.02)");
      }
    },
  };
}

async function aPerson(
  pool: pg.Pool,
  about: { readonly name: string; readonly role: Role; readonly agencyId: string },
): Promise<Invitable> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ($1, $1, $2) returning id",
    [about.name, about.agencyId],
  );
  const staffId = rows[0]?.id ?? "";
  await pool.query("insert into staff_roles (staff_id, role) values ($1, $2)", [
    staffId,
    about.role,
  ]);
  return {
    name: about.name,
    code: async () => {
      const code = freshCode();
      const purpose = "invitation";
      await issueCode(pool, secret, { staffId, purpose, code, issuedBy: null, now: new Date() });
      return code;
    },
  };
}
