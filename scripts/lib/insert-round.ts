import { createHash } from "node:crypto";
import type pg from "pg";
import type { Scheme } from "../../core/scheme/scheme.ts";

/** Makes a round of one group in a throw-away database, in self-scoring for as long as it lives. */
export async function insertRound(
  db: pg.Pool | pg.ClientBase,
  scheme: Scheme,
  { code, title }: { readonly code: string; readonly title: string },
): Promise<void> {
  const body = JSON.stringify(scheme);
  const hash = createHash("sha256").update(body).digest("hex");
  await db.query(
    `with scheme as (
       insert into schemes (scheme, version, group_code, year, title, hash, body, frozen_at)
       values ($1, 1, $2, $3, $4, $5, $6, now()) returning id),
     round as (
       insert into rounds (code, title, year, stage)
       values ($7, $8, $3, 'selfScoring') returning id),
     phase as (
       insert into round_phases (round_id, phase, opens_at, closes_at)
       select id, 'selfScoring', '2000-01-01Z', '2100-01-01Z' from round)
     insert into round_groups (round_id, group_code, scheme_id)
     select round.id, $2, scheme.id from round, scheme`,
    [scheme.scheme, scheme.group, scheme.year, scheme.title, hash, body, code, title],
  );
}
