-- The course of a round: its phases by the clock, what is granted to one agency, what counts of a
-- leaf after appraisal, and the ledger as one hash chain for each agency of a round.

alter table rounds
  add column is_training boolean not null default false,
  -- Căn cứ pháp lý: [{number, date, title}].
  add column basis jsonb not null default '[]';

create table round_phases (
  round_id  uuid        not null references rounds (id) on delete cascade,
  phase     text        not null check (phase in (
    'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'council')),
  opens_at  timestamptz not null,
  -- This instant is outside: a minute late is late.
  closes_at timestamptz not null,
  primary key (round_id, phase),
  check (opens_at < closes_at)
);

insert into round_phases (round_id, phase, opens_at, closes_at)
select id, 'selfScoring', self_opens_at, self_closes_at from rounds;

-- An extension (codes null: the whole phase) or a reopening (the leaves named), with its trail.
-- Never changed: a later row of the same agency and phase stands beside the earlier one.
create table round_exceptions (
  id         uuid        primary key default gen_random_uuid(),
  round_id   uuid        not null,
  agency_id  uuid        not null,
  phase      text        not null,
  codes      text[]      check (cardinality(codes) > 0),
  closes_at  timestamptz not null,
  reason     text        not null check (reason <> ''),
  -- Number of the letter that asks for it or grants it.
  letter     text        not null default '',
  granted_by uuid        references staff (id),
  granted_at timestamptz not null,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade,
  foreign key (round_id, phase) references round_phases (round_id, phase)
);

create index on round_exceptions (round_id, agency_id);

insert into round_exceptions (round_id, agency_id, phase, closes_at, reason, granted_at)
select ra.round_id, ra.agency_id, 'selfScoring', ra.self_closes_at, 'Gia hạn', r.self_closes_at
  from round_agencies ra join rounds r on r.id = ra.round_id where ra.self_closes_at is not null;

alter table rounds drop column self_opens_at, drop column self_closes_at;
alter table round_agencies drop column self_closes_at;

-- Whether an agency may write in a phase at an instant: while the round stands in it and the clock
-- allows, or by an exception until second appraisal has ended. The same as core/round/phase-window.
create function is_phase_open(
  p_round uuid, p_agency uuid, p_phase text, p_code text, p_now timestamptz
) returns boolean language sql stable as $$
  select coalesce((
    select p_now >= p.opens_at
       and ((r.stage = p.phase and p_now < p.closes_at)
         or (r.stage in ('selfScoring', 'appraisal', 'explaining', 'secondAppraisal')
           and exists (
             select from round_exceptions x
              where x.round_id = p_round and x.agency_id = p_agency and x.phase = p_phase
                and p_now < x.closes_at and (x.codes is null or p_code = any (x.codes)))))
      from rounds r
      join round_phases p on p.round_id = r.id and p.phase = p_phase
     where r.id = p_round), false)
$$;

-- Whether the agency may change this leaf after it has handed in: it was reopened.
create function is_reopened(
  p_round uuid, p_agency uuid, p_code text, p_now timestamptz
) returns boolean language sql stable as $$
  select exists (
    select from round_exceptions x
     where x.round_id = p_round and x.agency_id = p_agency and x.phase = 'selfScoring'
       and p_now < x.closes_at and p_code = any (x.codes))
$$;

-- Marks that an agency's results must be computed again.
create function mark_dirty(p_round uuid, p_agency uuid, p_now timestamptz) returns void
language sql as $$
  insert into dirty_agencies (round_id, agency_id, group_code, since)
  select round_id, agency_id, group_code, p_now from round_agencies
   where round_id = p_round and agency_id = p_agency
  on conflict (round_id, agency_id) do update set stamp = nextval('dirty_stamps')
$$;

-- The value of a leaf after one step of appraisal, as it stands; the ledger keeps every one. What
-- counts is the last step present.
create table leaf_values (
  round_id       uuid        not null,
  agency_id      uuid        not null,
  code           text        not null,
  step           text        not null check (step in ('appraised', 'explained', 'council')),
  version        integer     not null check (version > 0),
  -- agreed: the value before it stands; corrected: other facts; set: points by hand.
  verdict        text        not null check (verdict in ('agreed', 'corrected', 'set')),
  -- The facts that count; null when there are none.
  answer         jsonb,
  -- Ten-thousandths set by hand; null: the rule computes them from the facts.
  set_points     integer     check (set_points >= 0),
  -- Ten-thousandths as they were shown to who decided; null when the group decides.
  points         integer     check (points >= 0),
  not_applicable text,
  reason         text,
  -- leaf_states.version that was looked at; 0 when the leaf was never touched.
  self_version   integer     not null,
  decided_by     uuid        references staff (id),
  decided_at     timestamptz not null,
  receipt        text        not null,
  primary key (round_id, agency_id, code, step),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade,
  check (verdict = 'agreed' or reason is not null),
  check ((verdict = 'set') = (set_points is not null))
);

-- The ledger ------------------------------------------------------------------------------------

alter table staff add column salt uuid not null default gen_random_uuid();

alter table entries
  alter column agency_id drop not null,
  alter column receipt drop not null,
  drop constraint entries_kind_check,
  add column role text,
  -- The person in whose place the author acted, by a delegation.
  add column for_id uuid references staff (id),
  -- Place in its chain: 1, 2, … for each agency of a round, and for the round itself.
  add column seq bigint,
  add column author_mark text,
  add column for_mark text,
  add column previous_hash text,
  add column hash text;

-- The last link of each chain; the round's own chain has the agency of zeros.
create table chain_heads (
  round_id  uuid   not null references rounds (id) on delete cascade,
  agency_id uuid   not null,
  seq       bigint not null,
  hash      text   not null,
  primary key (round_id, agency_id)
);

-- A person in the chain: a salted hash, so that the person can be erased and the chain still holds.
create function staff_mark(p_staff uuid) returns text language sql stable as $$
  select encode(sha256(convert_to(salt::text || id::text, 'UTF8')), 'hex')
    from staff where id = p_staff
$$;

-- One link as text, a field a line; free text stands only in the body, whose JSON has no line ends.
-- core/audit/entry.ts writes the same.
create function entry_text(e entries) returns text language sql stable as $$
  select concat_ws(E'\n', 'cham-1', e.round_id, coalesce(e.agency_id::text, ''), e.seq,
    to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.kind,
    coalesce(e.code, ''), coalesce(e.role, ''), coalesce(e.author_mark, ''),
    coalesce(e.for_mark, ''), coalesce(e.inbound_id::text, ''), coalesce(e.receipt, ''),
    e.body::text)
$$;

create function link_entry() returns trigger language plpgsql as $$
declare
  v_agency uuid := coalesce(new.agency_id, '00000000-0000-0000-0000-000000000000');
begin
  insert into chain_heads (round_id, agency_id, seq, hash) values (new.round_id, v_agency, 0, '')
  on conflict do nothing;
  select seq + 1, hash into new.seq, new.previous_hash from chain_heads
   where round_id = new.round_id and agency_id = v_agency for update;
  new.author_mark := staff_mark(new.author_id);
  new.for_mark := staff_mark(new.for_id);
  new.hash := encode(sha256(convert_to(new.previous_hash || E'\n' || entry_text(new), 'UTF8')), 'hex');
  update chain_heads set seq = new.seq, hash = new.hash
   where round_id = new.round_id and agency_id = v_agency;
  return new;
end $$;

-- What was written before there was a chain is linked as it lies.
alter table entries disable trigger entries_are_only_added;
do $$
declare
  v_entry entries;
  v_head  chain_heads;
begin
  for v_entry in select * from entries order by id loop
    insert into chain_heads (round_id, agency_id, seq, hash)
    values (v_entry.round_id, v_entry.agency_id, 0, '') on conflict do nothing;
    select * into v_head from chain_heads
     where round_id = v_entry.round_id and agency_id = v_entry.agency_id;
    v_entry.seq := v_head.seq + 1;
    v_entry.role := case when v_entry.author_id is not null then 'officer' end;
    v_entry.author_mark := staff_mark(v_entry.author_id);
    v_entry.previous_hash := v_head.hash;
    v_entry.hash := encode(sha256(convert_to(
      v_entry.previous_hash || E'\n' || entry_text(v_entry), 'UTF8')), 'hex');
    update entries set seq = v_entry.seq, role = v_entry.role, author_mark = v_entry.author_mark,
           previous_hash = v_entry.previous_hash, hash = v_entry.hash where id = v_entry.id;
    update chain_heads set seq = v_entry.seq, hash = v_entry.hash
     where round_id = v_entry.round_id and agency_id = v_entry.agency_id;
  end loop;
end $$;
alter table entries enable trigger entries_are_only_added;

alter table entries
  alter column seq set not null,
  alter column previous_hash set not null,
  alter column hash set not null;
create unique index entries_chain on entries
  (round_id, coalesce(agency_id, '00000000-0000-0000-0000-000000000000'::uuid), seq);
create trigger entries_are_linked before insert on entries
  for each row execute function link_entry();

drop trigger entries_are_only_added on entries;
create trigger entries_are_only_added before update or delete on entries
  for each row execute function refuse_entry_change();

-- What touches the draft ------------------------------------------------------------------------

drop function touch_draft(uuid, uuid, timestamptz);

-- Marks an agency's draft as changed at a leaf (null: as a whole) and gives its new version.
create function touch_draft(p_round uuid, p_agency uuid, p_code text, p_now timestamptz)
returns integer language plpgsql as $$
declare
  v_version integer;
begin
  update round_agencies ra set draft_version = ra.draft_version + 1
   where ra.round_id = p_round and ra.agency_id = p_agency
     and is_phase_open(p_round, p_agency, 'selfScoring', p_code, p_now)
     and (ra.submitted_at is null or is_reopened(p_round, p_agency, p_code, p_now))
  returning ra.draft_version into v_version;
  if not found then
    raise exception 'the draft takes no changes' using errcode = 'CH002';
  end if;
  perform mark_dirty(p_round, p_agency, p_now);
  return v_version;
end $$;

create or replace function save_leaf(
  p_round uuid, p_agency uuid, p_leaf jsonb, p_draft_version integer,
  p_staff uuid, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_content  jsonb   := p_leaf -> 'content';
  v_expected integer := (p_leaf ->> 'expectedVersion')::integer;
begin
  insert into leaf_states as ls (
    round_id, agency_id, code, version, draft_version, answer, points, explanation,
    not_applicable, receipt, changed_by, changed_at)
  values (
    p_round, p_agency, p_leaf ->> 'code', 1, p_draft_version,
    nullif(v_content -> 'answer', 'null'), (v_content ->> 'points')::integer,
    v_content ->> 'explanation', v_content ->> 'notApplicable',
    p_leaf ->> 'receipt', p_staff, p_now)
  on conflict (round_id, agency_id, code) do update set
    version = ls.version + 1, draft_version = excluded.draft_version,
    answer = excluded.answer, points = excluded.points, explanation = excluded.explanation,
    not_applicable = excluded.not_applicable, receipt = excluded.receipt,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at,
    before = jsonb_build_object(
      'answer', ls.answer, 'points', ls.points,
      'explanation', ls.explanation, 'notApplicable', ls.not_applicable)
    where ls.version = v_expected;
  if not found then
    raise exception 'the leaf has changed' using errcode = 'CH001';
  end if;
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, inbound_id, receipt, at)
  values (p_round, p_agency, p_leaf ->> 'code', p_leaf ->> 'change', v_content,
          p_staff, 'officer', p_update, p_leaf ->> 'receipt', p_now);
end $$;

create or replace function commit_turn(
  out v_ids bigint[], out v_has_more boolean,
  p_update bigint, p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) language plpgsql as $$
declare
  v_draft   integer;
  v_leaf    jsonb;
begin
  update inbound_updates set status = 'done', done_at = p_now
   where id = p_update and status = 'waiting';
  if not found then
    return;
  end if;

  if p_conversation_version = 0 then
    insert into conversations (channel, bot, chat_id, state, version, updated_at)
    values (p_channel, p_bot, p_chat, p_state, 1, p_now)
    on conflict (channel, bot, chat_id) do nothing;
  else
    update conversations
       set state = p_state, version = version + 1, updated_at = p_now
     where channel = p_channel and bot = p_bot and chat_id = p_chat
       and version = p_conversation_version;
  end if;
  if not found then
    raise exception 'the talk has moved on' using errcode = 'CH001';
  end if;

  for v_leaf in select jsonb_array_elements(p_leaves) loop
    v_draft := touch_draft(p_round, p_agency, v_leaf ->> 'code', p_now);
    perform save_leaf(p_round, p_agency, v_leaf, v_draft, p_staff, p_update, p_now);
  end loop;

  with added as (
    insert into outbox (channel, bot, chat_id, inbound_id, body, created_at, leased_until)
    select p_channel, p_bot, p_chat, p_update, reply.value, p_now, p_leased_until
      from jsonb_array_elements(p_replies) with ordinality as reply (value, place)
     order by reply.place
    returning id)
  select coalesce(array_agg(id order by id), '{}') into v_ids from added;
  v_has_more := exists (
    select from inbound_updates
     where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting');
end $$;

create or replace function note_evidence(
  p_round uuid, p_agency uuid, p_code text, p_kind text, p_evidence uuid,
  p_staff uuid, p_update bigint, p_receipt text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer := touch_draft(p_round, p_agency, p_code, p_now);
begin
  perform count_evidence(p_round, p_agency, p_code, v_draft, p_staff, p_receipt, p_now);
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, inbound_id, receipt, at)
  select p_round, p_agency, p_code, p_kind,
         jsonb_build_object('evidenceId', e.id, 'wanted', e.wanted, 'fileName', e.file_name,
                            'document', e.document, 'place', e.place, 'reason', e.reason),
         p_staff, 'officer', p_update, p_receipt, p_now
    from evidence e where e.id = p_evidence;
end $$;

create or replace function submit_draft(
  p_round uuid, p_agency uuid, p_draft_version integer,
  p_staff uuid, p_update bigint, p_receipt text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer := touch_draft(p_round, p_agency, null, p_now);
begin
  if v_draft <> p_draft_version + 1 then
    raise exception 'the draft has changed' using errcode = 'CH001';
  end if;
  update round_agencies set submitted_at = p_now, submitted_by = p_staff
   where round_id = p_round and agency_id = p_agency;
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, inbound_id, receipt, at)
  values (p_round, p_agency, null, 'submit', jsonb_build_object('draftVersion', p_draft_version),
          p_staff, 'officer', p_update, p_receipt, p_now);
end $$;

create or replace function recount_evidence(
  p_round uuid, p_agency uuid, p_code text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer;
begin
  update round_agencies set draft_version = draft_version + 1
   where round_id = p_round and agency_id = p_agency
  returning draft_version into v_draft;
  update leaf_states
     set draft_version = v_draft,
         evidence_count = (
           select count(*) from evidence e
            where e.round_id = p_round and e.agency_id = p_agency and e.code = p_code
              and e.status in ('fetching', 'kept'))
   where round_id = p_round and agency_id = p_agency and code = p_code;
  perform mark_dirty(p_round, p_agency, p_now);
end $$;

-- Keeps the value of one step of appraisal for a leaf, decided on version `expectedVersion` of that
-- step and `selfVersion` of the agency's own; refuses (CH001) when either has moved on.
create function save_value(
  p_round uuid, p_agency uuid, p_value jsonb,
  p_staff uuid, p_role text, p_for uuid, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_code text := p_value ->> 'code';
  v_self integer := coalesce((
    select version from leaf_states
     where round_id = p_round and agency_id = p_agency and code = v_code for share), 0);
begin
  if v_self <> (p_value ->> 'selfVersion')::integer then
    raise exception 'the leaf has changed' using errcode = 'CH001';
  end if;
  insert into leaf_values as v (
    round_id, agency_id, code, step, version, verdict, answer, set_points, points,
    not_applicable, reason, self_version, decided_by, decided_at, receipt)
  values (
    p_round, p_agency, v_code, p_value ->> 'step', 1, p_value ->> 'verdict',
    nullif(p_value -> 'answer', 'null'), (p_value ->> 'setPoints')::integer,
    (p_value ->> 'points')::integer, p_value ->> 'notApplicable', p_value ->> 'reason',
    v_self, p_staff, p_now, p_value ->> 'receipt')
  on conflict (round_id, agency_id, code, step) do update set
    version = v.version + 1, verdict = excluded.verdict, answer = excluded.answer,
    set_points = excluded.set_points, points = excluded.points,
    not_applicable = excluded.not_applicable, reason = excluded.reason,
    self_version = excluded.self_version, decided_by = excluded.decided_by,
    decided_at = excluded.decided_at, receipt = excluded.receipt
    where v.version = (p_value ->> 'expectedVersion')::integer;
  if not found then
    raise exception 'the value has changed' using errcode = 'CH001';
  end if;
  perform mark_dirty(p_round, p_agency, p_now);
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, for_id, inbound_id, receipt, at)
  values (p_round, p_agency, v_code, 'value', p_value - 'receipt' - 'code',
          p_staff, p_role, p_for, p_update, p_value ->> 'receipt', p_now);
end $$;

-- What counts of each leaf: the value of the last step present, else the agency's own. Once
-- self-scoring is over, an own answer with neither evidence nor an explanation counts 0. That a
-- leaf does not apply is the agency's request until a step of appraisal accepts it.
create view counting_values as
select l.round_id, l.agency_id, l.code,
       case when v.step is not null then v.answer
            when r.stage in ('draft', 'announced', 'selfScoring') or l.evidence_count > 0
              or l.explanation is not null then l.answer
        end as answer,
       v.set_points,
       v.not_applicable,
       coalesce(v.step, 'self') as step
  from leaf_states l
  join rounds r on r.id = l.round_id
  left join lateral (
    select * from leaf_values w
     where w.round_id = l.round_id and w.agency_id = l.agency_id and w.code = l.code
     order by array_position(array['council', 'explained', 'appraised'], w.step) limit 1) v on true
union all
select v.round_id, v.agency_id, v.code, v.answer, v.set_points, v.not_applicable, v.step
  from leaf_values v
 where not exists (
         select from leaf_states l
          where l.round_id = v.round_id and l.agency_id = v.agency_id and l.code = v.code)
   and not exists (
         select from leaf_values w
          where w.round_id = v.round_id and w.agency_id = v.agency_id and w.code = v.code
            and array_position(array['council', 'explained', 'appraised'], w.step)
              < array_position(array['council', 'explained', 'appraised'], v.step));
