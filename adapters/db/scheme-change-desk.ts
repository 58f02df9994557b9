import type pg from "pg";
import { uncovered } from "../../core/appraisal/assign.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type {
  BoundScheme,
  SchemeChangePlace,
  SchemeChangeStore,
  SchemeDesk,
  SchemeTarget,
} from "../../usecases/scheme-ports.ts";
import { loadRoster, loadSchemes } from "./appraisal-roster.ts";
import { readCalendar } from "./calendar-cache.ts";
import { carryDrafts } from "./carry-drafts.ts";
import { loadCourse } from "./course-repository.ts";
import { loadGroup } from "./group-results.ts";
import { inTransaction } from "./in-transaction.ts";
import { recordSchemeChange } from "./record-scheme-change.ts";
import {
  type ChangedGroup,
  type WithdrawnProof,
  readDrafts,
  readStanding,
} from "./scheme-change-rows.ts";

/** The rounds, for whoever changes the scheme of a group in the middle of one. */
export function schemeChangesIn(pool: pg.Pool): SchemeChangeStore {
  return {
    alone: async (about, work) => {
      const undone = new UndoneError();
      let value: Awaited<ReturnType<typeof work>>["value"] | null | undefined;
      try {
        await inTransaction(pool, async (client) => {
          const desk = await openDesk(client, about);
          if (!desk) {
            value = desk;
            return;
          }
          const done = await work(desk);
          value = done.value;
          if (!done.stays) throw undone;
        });
      } catch (error) {
        if (error !== undone) throw error;
      }
      return value;
    },
  };
}

/** Ends a transaction of which nothing is to stay. */
class UndoneError extends Error {
  override readonly name = "UndoneError";
}

async function openDesk(
  client: pg.PoolClient,
  { roundId, group, holdsTalks }: SchemeChangePlace,
): Promise<SchemeDesk | null | undefined> {
  // A talk is locked before a round and a draft, as in every turn. A turn that was opened before
  // now finds its talk moved on when it is written, and is decided anew under the other scheme.
  if (holdsTalks) await client.query("update conversations set version = version + 1");
  await client.query("select from rounds where id = $1 for update", [roundId]);
  const course = await loadCourse(client, roundId);
  if (!course) return undefined;
  const bound = await readBound(client, roundId, group);
  return bound ? deskOf(client, { course, group, bound }) : null;
}

function deskOf(client: pg.PoolClient, about: Omit<ChangedGroup, "withdrawn">): SchemeDesk {
  const { course, group, bound } = about;
  const key = { roundId: course.id, group };
  let withdrawn: readonly WithdrawnProof[] = [];
  return {
    ...about,
    calendar: async () => openCalendar(await readCalendar(client)),
    async findVersion(version) {
      const { rows } = await client.query<BoundScheme>(
        `select body as scheme, hash, version from schemes where scheme = $1 and version = $2`,
        [bound.scheme.scheme, version],
      );
      return rows[0];
    },
    drafts: (now) => readDrafts(client, key, now),
    async results() {
      const found = await loadGroup(client, { ...key, known: null });
      if (!found) throw new Error("The group was there a moment ago");
      return found;
    },
    unappraised: async () =>
      uncovered(await loadRoster(client, course.id, await loadSchemes(client, course.id))),
    standing: () => readStanding(client, key, bound.id),
    keep: (target, now) => keepScheme(client, target, now),
    async carry(carried) {
      withdrawn = await carryDrafts(client, key, carried);
    },
    record: (record) => recordSchemeChange(client, { ...about, withdrawn }, record),
  };
}

async function readBound(
  client: pg.PoolClient,
  roundId: string,
  group: string,
): Promise<BoundScheme | undefined> {
  const { rows } = await client.query<BoundScheme>(
    `select s.id, s.body as scheme, s.hash, s.version
       from round_groups g join schemes s on s.id = g.scheme_id
      where g.round_id = $1 and g.group_code = $2 for update of g`,
    [roundId, group],
  );
  return rows[0];
}

/** The same content is one version, whoever adds it. */
async function keepScheme(
  client: pg.PoolClient,
  { scheme, hash }: SchemeTarget,
  now: string,
): Promise<BoundScheme> {
  const { scheme: name, group, year, title } = scheme;
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [name]);
  await client.query(
    `insert into schemes (scheme, version, group_code, year, title, hash, body)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from schemes where scheme = $1
     on conflict (scheme, hash) do nothing`,
    [name, group, year, title, hash, JSON.stringify(scheme)],
  );
  await client.query(
    "update schemes set frozen_at = $3 where scheme = $1 and hash = $2 and frozen_at is null",
    [name, hash, now],
  );
  const { rows } = await client.query<{ id: string; version: number; scheme: Scheme }>(
    "select id, version, body as scheme from schemes where scheme = $1 and hash = $2",
    [name, hash],
  );
  const row = rows[0];
  if (!row) throw new Error("The scheme was kept a moment ago");
  return { ...row, hash };
}
