-- An agency that is renamed or merged while rounds run: its former names, what it was merged into,
-- and since when it no longer takes part in a round.

-- What an agency was called until a decision; the row of today stands in `agencies`.
create table agency_names (
  id              uuid        primary key default gen_random_uuid(),
  agency_id       uuid        not null references agencies (id),
  code            text        not null,
  name            text        not null,
  decision_number text        not null check (decision_number <> ''),
  decision_date   date        not null,
  changed_by      uuid        references staff (id),
  changed_at      timestamptz not null
);

create index on agency_names (agency_id, changed_at);

-- An agency ends once, in one other; an agency may come from several. `agencies.predecessor_id`
-- names one only: of an agency made by a merger the one whose draft went on.
create table agency_mergers (
  predecessor_id  uuid        primary key references agencies (id),
  successor_id    uuid        not null references agencies (id),
  decision_number text        not null check (decision_number <> ''),
  decision_date   date        not null,
  merged_by       uuid        references staff (id),
  merged_at       timestamptz not null,
  check (predecessor_id <> successor_id)
);

create index on agency_mergers (successor_id);

-- From then on it is neither ranked nor counted, and takes nothing more; its rows stay.
alter table round_agencies add column left_at timestamptz;

-- As before, and never for an agency that has left the round.
create or replace function is_phase_open(
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
     where r.id = p_round
       and not exists (
         select from round_agencies ra
          where ra.round_id = p_round and ra.agency_id = p_agency and ra.left_at is not null)), false)
$$;

create or replace function touch_draft(p_round uuid, p_agency uuid, p_code text, p_now timestamptz)
returns integer language plpgsql as $$
declare
  v_version integer;
begin
  update round_agencies ra set draft_version = ra.draft_version + 1
   where ra.round_id = p_round and ra.agency_id = p_agency
     -- Beside the same check in is_phase_open: of a row that was locked by a merger this one is read anew.
     and ra.left_at is null
     and is_phase_open(p_round, p_agency, 'selfScoring', p_code, p_now)
     and (ra.submitted_at is null or is_reopened(p_round, p_agency, p_code, p_now))
  returning ra.draft_version into v_version;
  if not found then
    raise exception 'the draft takes no changes' using errcode = 'CH002';
  end if;
  perform mark_dirty(p_round, p_agency, p_now);
  return v_version;
end $$;

-- Nothing is computed for an agency that has left.
create or replace function mark_dirty(p_round uuid, p_agency uuid, p_now timestamptz) returns void
language plpgsql as $$
begin
  update dirty_agencies set stamp = nextval('dirty_stamps')
   where round_id = p_round and agency_id = p_agency;
  if not found then
    insert into dirty_agencies (round_id, agency_id, group_code, since)
    select round_id, agency_id, group_code, p_now from round_agencies
     where round_id = p_round and agency_id = p_agency and left_at is null
    on conflict (round_id, agency_id) do update set stamp = nextval('dirty_stamps');
  end if;
  if exists (
    select from council_closings
     where round_id = p_round and void_at is null and not is_suspect) then
    update council_closings set is_suspect = true
     where round_id = p_round and void_at is null and not is_suspect;
  end if;
end $$;

create or replace view appealable_leaves as
select q.* from (
  select l.round_id, l.agency_id, l.code, l.version as self_version,
         v.version as value_version, v.verdict, v.decided_by,
         case when l.not_applicable is not null then null
              when l.answer is null then 0 else l.points end as self_points,
         case when v.not_applicable is not null then null
              else coalesce(v.set_points, v.points) end as appraised_points
    from leaf_states l
    join leaf_values v on v.round_id = l.round_id and v.agency_id = l.agency_id
     and v.code = l.code and v.step = 'appraised'
    join round_agencies ra on ra.round_id = l.round_id and ra.agency_id = l.agency_id
     and ra.left_at is null) q
 where case when q.self_points is null or q.appraised_points is null then q.verdict <> 'agreed'
            else q.appraised_points < q.self_points end;

create or replace view appraisal_differences as
select v.round_id, v.agency_id, v.code,
       coalesce(v.set_points, v.points) as first_points,
       coalesce(s.set_points, s.points) as second_points,
       v.decided_by as first_by, s.decided_by as second_by, t.second_threshold as threshold
  from leaf_values v
  join second_values s using (round_id, agency_id, code)
  join appraisal_settings t using (round_id)
  join round_agencies ra on ra.round_id = v.round_id and ra.agency_id = v.agency_id
   and ra.left_at is null
 where v.step = 'appraised'
   and ((v.not_applicable is null) <> (s.not_applicable is null)
     or abs(coalesce(v.set_points, v.points) - coalesce(s.set_points, s.points)) > t.second_threshold
     or (coalesce(v.set_points, v.points) is null or coalesce(s.set_points, s.points) is null)
       and (v.answer, v.set_points) is distinct from (s.answer, s.set_points));
