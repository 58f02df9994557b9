import type pg from "pg";
import { insertRound } from "../../lib/insert-round.ts";
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
  await insertRound(client, scheme, { code: "do", title: "Kỳ đánh giá để đo" });
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
