import { createHash } from "node:crypto";
import type pg from "pg";
import type { Language } from "../../core/conversation/messages/catalogue.ts";
import type { Reply } from "../../core/conversation/turn.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { RoundFacts } from "../../core/round/round.ts";
import type {
  DrawnLetter,
  SettledOccasion,
  SummarisedRound,
  SummaryStore,
} from "../../usecases/summary-ports.ts";
import { readCalendar } from "./calendar-cache.ts";
import { inTransaction } from "./in-transaction.ts";
import { newestRoundSql } from "./newest-round.ts";
import { notifyStaff, staffWithRoles } from "./notify-staff.ts";
import { findFieldSpreads } from "./overview-repository.ts";
import { findProgress } from "./progress-repository.ts";
import { findRankings } from "./result-repository.ts";
import { readSummarySettings } from "./summary-settings.ts";

/** The summaries in the database. */
export function summariesIn(pool: pg.Pool): SummaryStore {
  return {
    round: () => findRound(pool),
    figures: async (ended) => ({
      rankings: await findRankings(pool, null),
      progress: await findProgress(pool, ended),
      fieldSpreads: await findFieldSpreads(pool),
    }),
    async isPending(roundId, now) {
      const { rows } = await pool.query<{ pending: boolean }>(
        `select exists (select from dirty_agencies where round_id = $1)
             or exists (select from rounds r
                          join round_phases p on p.round_id = r.id and p.phase = r.stage
                         where r.id = $1 and p.closes_at <= $2
                           -- The council's stage ends by a person, whenever that is.
                           and r.stage <> 'council') as pending`,
        [roundId, now],
      );
      return rows[0]?.pending ?? false;
    },
    async isTold(roundId, fingerprint) {
      const { rows } = await pool.query<{ hash: string }>(
        `select hash from summaries where round_id = $1 and outcome = 'sent'
          order by at desc limit 1`,
        [roundId],
      );
      return rows[0]?.hash === hashOf(fingerprint);
    },
    settle: (settled) => inTransaction(pool, (client) => settle(client, settled)),
  };
}

interface RoundRow {
  readonly id: string;
  readonly phases: RoundFacts["phases"] | null;
  readonly settled: readonly string[];
  readonly languages: readonly Language[];
}

async function findRound(pool: pg.Pool): Promise<SummarisedRound | undefined> {
  const { rows } = await pool.query<RoundRow>(
    `select r.id,
            (select json_object_agg(p.phase, json_build_object(
                      'opensAt', p.opens_at, 'closesAt', p.closes_at))
               from round_phases p where p.round_id = r.id) as phases,
            array(select u.occasion from summaries u where u.round_id = r.id) as settled,
            array(select distinct s.language from staff s join staff_roles g on g.staff_id = s.id
                   where s.is_active and g.role = 'official' order by 1) as languages
       from rounds r where r.id = ${newestRoundSql}`,
  );
  const [row] = rows;
  if (!row) return undefined;
  return {
    ...{ id: row.id, phases: row.phases ?? {}, languages: row.languages },
    settled: new Set(row.settled),
    settings: await readSummarySettings(pool),
    calendar: openCalendar(await readCalendar(pool)),
  };
}

/** The row is the right to send: whoever comes second waits for it, and finds it there. */
async function settle(
  client: pg.PoolClient,
  { roundId, occasion, outcome, fingerprint, now, letters }: SettledOccasion,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into summaries (round_id, occasion, outcome, hash, at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [roundId, occasion, outcome, hashOf(fingerprint), now],
  );
  if (rowCount !== 1) return false;
  const officials = await staffWithRoles(client, ["official"]);
  for (const [language, letter] of letters) {
    const readers = await readersOf(client, officials, language);
    for (const reply of [letter.reply, ...(await pictureReplies(client, letter, now))]) {
      await notifyStaff(client, readers, () => reply, "bulk");
    }
  }
  return true;
}

async function readersOf(
  client: pg.PoolClient,
  staffIds: readonly string[],
  language: Language,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    "select id from staff where id = any ($1::uuid[]) and language = $2",
    [staffIds, language],
  );
  return rows.map(({ id }) => id);
}

async function pictureReplies(
  client: pg.PoolClient,
  { pictures }: DrawnLetter,
  now: string,
): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (const { png, width, height, caption, label } of pictures) {
    const { rows } = await client.query<{ id: string }>(
      "insert into pictures (png, width, height, created_at) values ($1, $2, $3, $4) returning id",
      [Buffer.from(png), width, height, now],
    );
    for (const { id } of rows) {
      replies.push({ text: caption, picture: { id, label, width, height } });
    }
  }
  return replies;
}

function hashOf(fingerprint: string): string {
  return createHash("sha256").update(fingerprint).digest("hex");
}
