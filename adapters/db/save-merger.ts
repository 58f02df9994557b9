import type pg from "pg";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import type {
  KnownAgency,
  PlannedMerger,
  PlannedRoundMerger,
} from "../../core/round/agency-change.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { carryLeaves } from "./carry-leaves.ts";
import { noteAgencyEntry } from "./note-agency-entry.ts";
import { notifyStaff } from "./notify-staff.ts";
import { peopleOfAgencies } from "./people-of-agencies.ts";
import { tellVoidedOf } from "./tell-sign-off.ts";

/** A change of agencies being written. */
interface Saving {
  readonly client: pg.PoolClient;
  readonly by: RoundAuthor;
}

/** Writes a merger: the agencies, their people, and what it comes to in each round. */
export async function saveMerger({ client, by }: Saving, planned: PlannedMerger): Promise<void> {
  // What voids a signature takes its instant from here.
  await client.query("select set_config('cham.now', $1, true)", [by.now]);
  const into = await saveAgencies({ client, by }, planned);
  for (const round of planned.rounds) await saveRound({ client, by }, { planned, into, round });
  await client.query("update staff set agency_id = $2 where agency_id = any ($1::uuid[])", [
    planned.from.map(({ id }) => id),
    into,
  ]);
  for (const { round } of planned.rounds) await tellVoidedOf(client, round.id, into);
  const names = planned.from.map(({ name }) => name);
  await notifyStaff(client, await peopleOfAgencies(client, [into]), (language) =>
    messagesIn(language).agencyNotice.merged({
      ...{ from: names, into: planned.into.name, decision: planned.decision },
      setAside: planned.rounds.flatMap(({ setAside }) => setAside.map(({ leaf }) => leaf.code)),
    }),
  );
}

/** Ends those that are merged and makes the agency that goes on, where it is new; gives its id. */
async function saveAgencies({ client, by }: Saving, planned: PlannedMerger): Promise<string> {
  const { from, decision } = planned;
  const into = planned.into.id ?? (await insertAgency(client, planned));
  const ids = from.map(({ id }) => id);
  await client.query("update agencies set is_active = false where id = any ($1::uuid[])", [ids]);
  await client.query(
    `insert into agency_mergers (
       predecessor_id, successor_id, decision_number, decision_date, merged_by, merged_at)
     select unnest($1::uuid[]), $2, $3, $4, $5, $6`,
    [ids, into, decision.number, decision.date, by.staffId, by.now],
  );
  return into;
}

async function insertAgency(
  client: pg.PoolClient,
  { into, from, keep }: PlannedMerger,
): Promise<string> {
  const predecessor = from.find(({ code }) => code === keep) ?? from[0];
  const { rows } = await client.query<{ id: string }>(
    `insert into agencies (code, name, group_code, predecessor_id)
     values ($1, $2, $3, $4) returning id`,
    [into.code, into.name, into.group, predecessor?.id],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("The agency was not inserted");
  return id;
}

/** A merger in one of the rounds. */
interface RoundMerger {
  readonly planned: PlannedMerger;
  readonly into: string;
  readonly round: PlannedRoundMerger;
}

async function saveRound(saving: Saving, merger: RoundMerger): Promise<void> {
  const { client, by } = saving;
  const { into, round, planned } = merger;
  const roundId = round.round.id;
  await saveTakingPart(client, merger, by.now);
  const { decision } = planned;
  if (round.carried.length > 0) {
    await carryLeaves(saving, { roundId, into, decision, round, agencies: planned.from });
  }
  const from = planned.from.filter(({ id }) => round.leavingIds.includes(id));
  const body = { from: from.map(named), into: named({ ...planned.into, id: into }), decision };
  await noteAgencyEntry(
    client,
    {
      ...{ roundId, agencyId: into, kind: "merger" },
      body: {
        ...body,
        keep: planned.keep,
        setAside: round.setAside,
        reappraised: round.reappraised,
      },
    },
    by,
  );
  for (const { id } of from) {
    await noteAgencyEntry(client, { roundId, agencyId: id, kind: "merged", body }, by);
  }
  await client.query("select mark_dirty($1, $2, $3)", [roundId, into, by.now]);
}

/** Takes those that leave out of the ranking; what was computed of them stays to be read. */
async function saveTakingPart(
  client: pg.PoolClient,
  { into, round }: RoundMerger,
  now: string,
): Promise<void> {
  const about = [round.round.id, round.leavingIds];
  if (round.joins) {
    await client.query(
      "insert into round_agencies (round_id, agency_id, group_code) values ($1, $2, $3)",
      [round.round.id, into, round.group],
    );
  }
  await client.query(
    "update round_agencies set left_at = $3 where round_id = $1 and agency_id = any ($2::uuid[])",
    [...about, now],
  );
  await client.query(
    "update agency_results set rank = null where round_id = $1 and agency_id = any ($2::uuid[])",
    about,
  );
  await client.query(
    "delete from dirty_agencies where round_id = $1 and agency_id = any ($2::uuid[])",
    about,
  );
  // A computation that has read those who leave finds itself outrun, and reads anew.
  await client.query(
    `update round_groups set snapshot = snapshot + 1
      where round_id = $1 and group_code in (
        select group_code from round_agencies where round_id = $1 and agency_id = any ($2::uuid[]))`,
    about,
  );
}

function named({ id, code, name }: Pick<KnownAgency, "id" | "code" | "name">): object {
  return { id, code, name };
}
