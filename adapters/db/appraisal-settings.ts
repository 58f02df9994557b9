import type pg from "pg";
import { uncovered } from "../../core/appraisal/assign.ts";
import { type Roster, isUnder } from "../../core/appraisal/roster.ts";
import type { Unappraised } from "../../core/round/course.ts";
import { type Stage, stages } from "../../core/round/round.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { loadRoster, loadSchemes } from "./appraisal-roster.ts";
import { inTransaction } from "./in-transaction.ts";

/** How a round is appraised; what is null stays as it is. */
export interface AppraisalSettings {
  /** Fields, criteria or leaves appraised a second time, blind; empty for none. */
  readonly secondCodes: readonly string[] | null;
  /** Ten-thousandths; a greater difference goes to the council. */
  readonly secondThreshold: number | null;
  readonly spotCheckPercent: number | null;
  /** Whether appraisers may have the files themselves in the chat. */
  readonly filesInChat: boolean | null;
  /** Codes of people, the first to be asked first. */
  readonly substitutes: readonly string[] | null;
}

/** What stands after a change. */
export interface SettingsInForce {
  readonly secondCodes: readonly string[];
  readonly secondThreshold: number;
  readonly spotCheckPercent: number;
  readonly filesInChat: boolean;
  readonly substitutes: readonly { readonly name: string; readonly agencyCode: string }[];
}

/** What came of a change. */
export type SettingsOutcome =
  | {
      readonly kind: "planned";
      readonly settings: SettingsInForce;
      readonly unappraised: readonly Unappraised[];
    }
  /** Appraisal has begun: its rules stand; or it is over. */
  | { readonly kind: "tooLate"; readonly stage: Stage; readonly what: "second" | "any" }
  | { readonly kind: "unknownCode"; readonly code: string }
  | { readonly kind: "notAnAppraiser"; readonly staff: string };

/** Sets how a round is appraised, with its trail; without `apply` nothing is kept. */
export async function changeAppraisalSettings(
  pool: pg.Pool,
  roundId: string,
  order: { readonly change: AppraisalSettings; readonly by: RoundAuthor; readonly apply: boolean },
): Promise<SettingsOutcome> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ stage: Stage }>(
      "select stage from rounds where id = $1 for update",
      [roundId],
    );
    const roster = await loadRoster(client, roundId, await loadSchemes(client, roundId));
    const refusal = refusalOf(rows[0]?.stage ?? "archived", roster, order.change);
    if (refusal) return refusal;
    await client.query("savepoint before_settings");
    await save(client, roundId, order.change);
    const next = await loadRoster(client, roundId, await loadSchemes(client, roundId));
    const outcome: SettingsOutcome = {
      ...{ kind: "planned", settings: await readSettings(client, roundId) },
      unappraised: uncovered(next),
    };
    if (order.apply) await note(client, roundId, order);
    else await client.query("rollback to savepoint before_settings");
    return outcome;
  });
}

function refusalOf(
  stage: Stage,
  roster: Roster,
  { secondCodes, secondThreshold, substitutes }: AppraisalSettings,
): SettingsOutcome | null {
  const order = stages.indexOf(stage);
  if (order > stages.indexOf("appraisal")) return { kind: "tooLate", stage, what: "any" };
  const setsSecond = secondCodes !== null || secondThreshold !== null;
  if (setsSecond && stage === "appraisal") return { kind: "tooLate", stage, what: "second" };
  const leaves = [...roster.leaves.values()].flat();
  const unknown = secondCodes?.find((code) => !leaves.some((leaf) => isUnder(leaf.code, code)));
  if (unknown !== undefined) return { kind: "unknownCode", code: unknown };
  const known = new Set(roster.appraisers.map(({ code }) => code));
  const stranger = substitutes?.find((code) => !known.has(code));
  return stranger === undefined ? null : { kind: "notAnAppraiser", staff: stranger };
}

async function save(
  client: pg.PoolClient,
  roundId: string,
  { secondCodes, secondThreshold, spotCheckPercent, filesInChat, substitutes }: AppraisalSettings,
): Promise<void> {
  await client.query(
    "insert into appraisal_settings (round_id) values ($1) on conflict do nothing",
    [roundId],
  );
  await client.query(
    `update appraisal_settings set second_codes = coalesce($2, second_codes),
            second_threshold = coalesce($3, second_threshold),
            spot_check_percent = coalesce($4, spot_check_percent),
            files_in_chat = coalesce($5, files_in_chat)
      where round_id = $1`,
    [roundId, secondCodes, secondThreshold, spotCheckPercent, filesInChat],
  );
  if (substitutes === null) return;
  await client.query("delete from round_substitutes where round_id = $1", [roundId]);
  await client.query(
    `insert into round_substitutes (round_id, place, staff_id)
     select $1, min(n.place), s.id
       from unnest($2::text[]) with ordinality as n (code, place)
       join staff s on s.code = n.code group by s.id`,
    [roundId, substitutes],
  );
}

async function readSettings(client: pg.PoolClient, roundId: string): Promise<SettingsInForce> {
  const { rows } = await client.query<SettingsInForce>(
    `select t.second_codes as "secondCodes", t.second_threshold as "secondThreshold",
            t.spot_check_percent as "spotCheckPercent", t.files_in_chat as "filesInChat",
            (select coalesce(json_agg(json_build_object('name', s.full_name, 'agencyCode', a.code)
                               order by u.place), '[]')
               from round_substitutes u
               join staff s on s.id = u.staff_id
               join agencies a on a.id = s.agency_id
              where u.round_id = t.round_id) as substitutes
       from appraisal_settings t where t.round_id = $1`,
    [roundId],
  );
  if (!rows[0]) throw new Error("The settings were just written");
  return rows[0];
}

async function note(
  client: pg.PoolClient,
  roundId: string,
  { change, by }: { readonly change: AppraisalSettings; readonly by: RoundAuthor },
): Promise<void> {
  await client.query(
    `insert into entries (round_id, kind, body, author_id, role, inbound_id, at)
     values ($1, 'appraisalSettings', $2, $3, $4, $5, $6)`,
    [roundId, JSON.stringify(change), by.staffId, by.role, by.updateId, by.now],
  );
}
