import { createHash } from "node:crypto";
import type pg from "pg";
import type { Scheme } from "../core/scheme/scheme.ts";
import type { ChatAddress, RawUpdate } from "../usecases/ports.ts";

/** A small province in a test's database: one group, its agencies, one officer in each. */
export interface TestProvince {
  readonly roundId: string;
  readonly schemeId: string;
  readonly agencies: readonly { readonly id: string; readonly code: string }[];
  readonly officers: readonly { readonly id: string; readonly chat: ChatAddress }[];
}

/** What a test may choose of its province. */
export interface TestProvinceChoice {
  readonly scheme: Scheme;
  readonly agencyCount?: number;
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly channel?: "telegram" | "web";
}

/** Makes a province whose round is in self-scoring; officers are linked to Telegram chats 1, 2, … */
export async function aProvince(
  pool: pg.Pool,
  { scheme, agencyCount = 1, opensAt, closesAt, channel = "telegram" }: TestProvinceChoice,
): Promise<TestProvince> {
  const hash = createHash("sha256").update(JSON.stringify(scheme)).digest("hex");
  const schemeId = await insertOne(
    pool,
    `insert into schemes (scheme, version, group_code, year, title, hash, body, frozen_at)
     values ($1, 1, $2, $3, $4, $5, $6, now()) returning id`,
    [scheme.scheme, scheme.group, scheme.year, scheme.title, hash, JSON.stringify(scheme)],
  );
  const roundId = await insertOne(
    pool,
    `insert into rounds (code, title, year, stage)
     values ('thu', 'Kỳ thử', $1, 'selfScoring') returning id`,
    [scheme.year],
  );
  await pool.query(
    "insert into round_phases (round_id, phase, opens_at, closes_at) values ($1, 'selfScoring', $2, $3)",
    [roundId, opensAt ?? "2000-01-01T00:00:00Z", closesAt ?? "2100-01-01T00:00:00Z"],
  );
  await pool.query(
    "insert into round_groups (round_id, group_code, scheme_id) values ($1, $2, $3)",
    [roundId, scheme.group, schemeId],
  );
  const agencies: TestProvince["agencies"][number][] = [];
  const officers: TestProvince["officers"][number][] = [];
  for (let index = 1; index <= agencyCount; index += 1) {
    const agency = await insertOne(
      pool,
      "insert into agencies (code, name, group_code) values ($1, $2, $3) returning id",
      [`A${index}`, `Sở Thử ${index}`, scheme.group],
    );
    await pool.query(
      "insert into round_agencies (round_id, agency_id, group_code) values ($1, $2, $3)",
      [roundId, agency, scheme.group],
    );
    agencies.push({ id: agency, code: `A${index}` });
    const chatId = String(index);
    officers.push(await anOfficer(pool, agency, { channel, bot: botOf(channel), chatId }));
  }
  return { roundId, schemeId, agencies, officers };
}

/** Adds an officer to an agency, linked to a chat. */
export async function anOfficer(
  pool: pg.Pool,
  agencyId: string,
  chat: ChatAddress,
): Promise<TestProvince["officers"][number]> {
  const code = `cb-${chat.channel}-${chat.chatId}`;
  const id = await insertOne(
    pool,
    "insert into staff (code, full_name, agency_id) values ($1, $2, $3) returning id",
    [code, `Cán bộ ${chat.chatId}`, agencyId],
  );
  await pool.query("insert into staff_roles (staff_id, role) values ($1, 'officer')", [id]);
  await pool.query(
    "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, $2, $3, $4)",
    [id, chat.channel, chat.bot, chat.chatId],
  );
  return { id, chat };
}

/** A raw update as the inbox takes it. */
export function anUpdate(from: ChatAddress, externalId: string, payload: unknown = {}): RawUpdate {
  return { from, externalId, payload };
}

async function insertOne(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(text, [...values]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("nothing was inserted");
  return id;
}

function botOf(channel: "telegram" | "web"): string {
  return channel === "web" ? "web" : "123";
}
