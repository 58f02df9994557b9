import { createHash } from "node:crypto";
import type pg from "pg";
import { benchScheme } from "./bench-scheme.ts";
import { chatIdOf } from "./dialogue.ts";

/**
 * Makes a province whose round is in self-scoring: one group with as many agencies as there are
 * officers, each with one officer who is linked to a Telegram chat.
 *
 * @param bot The bot's id within Telegram.
 */
export async function seedProvince(
  client: pg.ClientBase,
  bot: string,
  officers: number,
): Promise<void> {
  const scheme = benchScheme();
  const body = JSON.stringify(scheme);
  const hash = createHash("sha256").update(body).digest("hex");
  await client.query(
    `with scheme as (
       insert into schemes (scheme, version, group_code, year, title, hash, body, frozen_at)
       values ($1, 1, $2, $3, $4, $5, $6, now()) returning id),
     round as (
       insert into rounds (code, title, year, stage)
       values ('do', 'Kỳ đánh giá để đo', $3, 'selfScoring') returning id),
     phase as (
       insert into round_phases (round_id, phase, opens_at, closes_at)
       select id, 'selfScoring', '2000-01-01Z', '2100-01-01Z' from round)
     insert into round_groups (round_id, group_code, scheme_id)
     select round.id, $2, scheme.id from round, scheme`,
    [scheme.scheme, scheme.group, scheme.year, scheme.title, hash, body],
  );
  const chats = Array.from({ length: officers }, (_, officer) => String(chatIdOf(officer)));
  await client.query(
    `insert into agencies (code, name, group_code)
     select 'S' || n, 'Sở Thử nghiệm ' || n, $2 from generate_series(1, $1::integer) n`,
    [officers, scheme.group],
  );
  await client.query(
    `insert into round_agencies (round_id, agency_id, group_code)
     select rounds.id, agencies.id, agencies.group_code from rounds, agencies`,
  );
  await client.query(
    `insert into staff (code, full_name, agency_id)
     select 'cb-' || code, 'Cán bộ ' || code, id from agencies`,
  );
  await client.query("insert into staff_roles (staff_id, role) select id, 'officer' from staff");
  await client.query(
    `insert into chat_links (staff_id, channel, bot, chat_id)
     select staff.id, 'telegram', $1, chat.id
       from unnest($2::text[]) with ordinality chat (id, n)
       join staff on staff.code = 'cb-S' || chat.n`,
    [bot, chats],
  );
  // Not the tables that are empty: the server would plan for them to stay so.
  await client.query(
    "analyze schemes, rounds, round_groups, agencies, round_agencies, staff, staff_roles, chat_links",
  );
}
