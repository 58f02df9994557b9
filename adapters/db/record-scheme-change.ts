import type pg from "pg";
import { changedLeaves } from "../../core/scheme/changed-leaves.ts";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";
import type { AgencyChange, SchemeChangeRecord } from "../../usecases/scheme-ports.ts";
import { isOfNewest, ofNewestAnswer } from "./carry-drafts.ts";
import type { ChangedGroup } from "./scheme-change-rows.ts";
import { tellSchemeChange } from "./tell-scheme-change.ts";

/** Writes the trail of a change that was carried out, and what follows from it for people. */
export async function recordSchemeChange(
  client: pg.PoolClient,
  about: ChangedGroup,
  record: SchemeChangeRecord,
): Promise<void> {
  const changeId = record.undoes ?? (await addChange(client, about, record));
  if (record.undoes !== null) await endChange(client, record);
  await noteChange(client, about, { record, changeId });
  if (record.undoes === null) await keepProof(client, changeId, about);
  for (const change of record.agencies) {
    if (record.undoes === null) await keepRows(client, changeId, change);
    if (change.isReopened) await reopen(client, about, { record, change });
  }
  await resetTalks(client, about, record);
  await tellSchemeChange(client, about, record);
}

async function addChange(
  client: pg.PoolClient,
  { course, group, bound }: ChangedGroup,
  { to, until, author }: SchemeChangeRecord,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into scheme_changes (round_id, group_code, former_scheme_id, scheme_id, stage,
       decision, reason, reopened_until, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      ...[course.id, group, bound.id, to.id, course.stage],
      ...[author.decision, author.reason, until, author.staffId, author.now],
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("nothing was inserted");
  return id;
}

/** What a change has opened for answering again closes when it is taken back. */
async function endChange(
  client: pg.PoolClient,
  { undoes, author }: SchemeChangeRecord,
): Promise<void> {
  await client.query(
    `update scheme_changes set undone_at = $2, undone_by = $3, undo_reason = $4 where id = $1`,
    [undoes, author.now, author.staffId, author.reason],
  );
  await client.query(
    `update round_exceptions x set closes_at = $2
       from scheme_changes c join round_agencies ra
         on ra.round_id = c.round_id and ra.group_code = c.group_code
      where c.id = $1 and x.round_id = c.round_id and x.agency_id = ra.agency_id
        and x.granted_at = c.changed_at and x.letter = c.decision and x.closes_at > $2`,
    [undoes, author.now],
  );
}

/** One entry in the round's chain, one in each agency's, and one for each leaf that it changes. */
async function noteChange(
  client: pg.PoolClient,
  { course, group, bound, withdrawn }: ChangedGroup,
  { record, changeId }: { readonly record: SchemeChangeRecord; readonly changeId: string },
): Promise<void> {
  const { author, to, agencies, undoes } = record;
  const kind: EntryKind = undoes === null ? "schemeChange" : "schemeUndo";
  const head = {
    ...{ changeId, group, from: bound.hash, to: to.hash },
    ...{ fromVersion: bound.version, toVersion: to.version },
  };
  const { decision, reason } = author;
  const entries = [
    { agencyId: null, code: null, body: { ...head, decision, reason } },
    ...agencies.flatMap((change) => [
      {
        agencyId: change.agency.agencyId,
        code: null,
        body: { ...head, ...summary(change, record.until, withdrawn) },
      },
      ...leafBodies(change).map(({ code, ...body }) => ({
        ...{ agencyId: change.agency.agencyId, code, body: { ...head, ...body } },
      })),
    ]),
  ];
  await client.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, at)
     select $1, (e ->> 'agencyId')::uuid, e ->> 'code', $2, e -> 'body', $3, 'councilChair', $4
       from jsonb_array_elements($5) with ordinality as x (e, place) order by x.place`,
    [course.id, kind, author.staffId, author.now, JSON.stringify(entries)],
  );
}

function summary(
  { agency, draft, isReopened }: AgencyChange,
  until: string | null,
  withdrawn: ChangedGroup["withdrawn"],
): object {
  const proof = withdrawn.filter(({ agencyId }) => agencyId === agency.agencyId);
  return {
    withdrawn: proof.map(({ id, code }) => ({ evidenceId: id, code })),
    asked: draft.asked.map(({ code }) => code),
    changed: draft.writes.map(({ code }) => code),
    reopenedUntil: isReopened ? until : null,
  };
}

/** Of each leaf: what does not stand any more, what it holds now, and why it is asked. */
function leafBodies(change: AgencyChange): readonly { readonly code: string }[] {
  const { agency, draft, setAside, stays } = change;
  const former = new Map(draft.setAside.map(({ code, held }) => [code, held]));
  const now = new Map(draft.writes.map((each) => [each.code, each]));
  const why = new Map(draft.asked.map((each) => [each.code, each.why]));
  const values = setAside.map(({ code }) => code);
  const moved = stays.flatMap(({ value, code }) => (value.code === code ? [] : [code]));
  const codes = new Set([...former.keys(), ...now.keys(), ...why.keys(), ...values, ...moved]);
  return [...codes].sort().map((code) => ({
    code,
    former: former.get(code) ?? (now.has(code) ? (agency.leaves.get(code) ?? null) : null),
    setAside: former.has(code),
    asked: why.get(code) ?? null,
    now: now.get(code)?.held ?? null,
    movedFrom: movedFrom(now.get(code)),
    values: setAside.filter((value) => value.code === code).map(({ what, row }) => ({ what, row })),
  }));
}

function movedFrom(
  write: { readonly code: string; readonly from: string | null } | undefined,
): string | null {
  return write && write.from !== write.code ? write.from : null;
}

/** Keeps what was written over or set aside, so that the change can be taken back. */
async function keepRows(
  client: pg.PoolClient,
  changeId: string,
  { agency, draft, setAside }: AgencyChange,
): Promise<void> {
  const rows = [
    ...draft.writes.flatMap(({ code }) => {
      const body = agency.leaves.get(code);
      return body ? [{ what: "leaf", code, step: "", body }] : [];
    }),
    ...draft.asked.map(({ code, why }) => ({ what: "asked", code, step: "", body: { why } })),
    ...setAside.map(({ what, code, step, row }) => ({
      ...{ what, code, step },
      body: {
        ...row,
        ...(what !== "given_answers" && {
          self_version: isOfNewest(agency, { row, code }) ? ofNewestAnswer : -1,
        }),
      },
    })),
  ];
  await client.query(
    `insert into scheme_change_rows (change_id, agency_id, what, code, step, body)
     select $1, $2, r.what, r.code, r.step, r.body
       from jsonb_to_recordset($3) as r (what text, code text, step text, body jsonb)`,
    [changeId, agency.agencyId, JSON.stringify(rows)],
  );
}

async function keepProof(
  client: pg.PoolClient,
  changeId: string,
  { withdrawn }: ChangedGroup,
): Promise<void> {
  await client.query(
    `insert into scheme_change_rows (change_id, agency_id, what, code, step, body)
     select $1, r."agencyId", 'evidence', r.code, r.id,
            jsonb_build_object('status', r.status, 'reason', r.reason)
       from jsonb_to_recordset($2) as r (id text, "agencyId" uuid, code text, status text, reason text)`,
    [changeId, JSON.stringify(withdrawn)],
  );
}

/** Who has handed in, or whose time is over, may answer the leaves that are asked and no others. */
async function reopen(
  client: pg.PoolClient,
  { course }: ChangedGroup,
  { record, change }: { readonly record: SchemeChangeRecord; readonly change: AgencyChange },
): Promise<void> {
  const { author, until } = record;
  await client.query(
    `insert into round_exceptions (round_id, agency_id, phase, codes, closes_at, reason, letter,
       granted_by, granted_at) values ($1, $2, 'selfScoring', $3, $4, $5, $6, $7, $8)`,
    [
      ...[course.id, change.agency.agencyId, change.draft.asked.map(({ code }) => code), until],
      ...[author.reason, author.decision, author.staffId, author.now],
    ],
  );
}

/**
 * A talk that was in the middle of a leaf that is another one now asks it anew at the next thing
 * said; one that was about to hand in, sign or appraise begins again.
 */
async function resetTalks(
  client: pg.PoolClient,
  { course, group, bound }: ChangedGroup,
  { agencies, to }: SchemeChangeRecord,
): Promise<void> {
  const changed = changedLeaves(bound.scheme, to.scheme);
  const pairs = agencies.flatMap(({ agency: { agencyId }, draft }) =>
    [...new Set([...changed, ...draft.asked.map(({ code }) => code)])].map((code) => ({
      ...{ agencyId, code },
    })),
  );
  await client.query(
    `update conversations c set state = jsonb_build_object(
              'v', 2, 'flow', 'selfScore', 'step', 'reasked', 'code', c.state ->> 'code')
       from chat_links k
       join staff s on s.id = k.staff_id
       join jsonb_to_recordset($1) as x ("agencyId" uuid, code text) on x."agencyId" = s.agency_id
      where k.channel = c.channel and k.bot = c.bot and k.chat_id = c.chat_id
        and k.unlinked_at is null and c.state ->> 'code' = x.code
        and c.state ->> 'flow' in ('selfScore', 'evidence')`,
    [JSON.stringify(pairs)],
  );
  await client.query(
    `update conversations c
        set state = jsonb_build_object('v', 2, 'flow', 'menu', 'step', 'idle')
       from chat_links k
       join staff s on s.id = k.staff_id
      where k.channel = c.channel and k.bot = c.bot and k.chat_id = c.chat_id
        and k.unlinked_at is null
        and (c.state ->> 'flow' in ('appraise', 'reappraise')
          or c.state ->> 'flow' in ('submit', 'signOff') and exists (
            select from round_agencies ra
             where ra.round_id = $1 and ra.group_code = $2 and ra.agency_id = s.agency_id))`,
    [course.id, group],
  );
}
