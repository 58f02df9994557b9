-- Appraisal (thẩm định): who appraises what, the second and blind value, bulk agreement's spot
-- checks, and what agencies are asked to explain.

create table appraisal_settings (
  round_id           uuid    primary key references rounds (id) on delete cascade,
  -- Fields, criteria or leaves that are appraised a second time, blind.
  second_codes       text[]  not null default '{}',
  -- Ten-thousandths; a greater difference of the two goes to the council.
  second_threshold   integer not null default 0 check (second_threshold >= 0),
  spot_check_percent integer not null default 10 check (spot_check_percent between 1 and 100)
);

-- Who appraises a field, criterion or leaf in place of the lead's appraisers; for one agency, or
-- (null) for every agency.
create table appraisal_assignments (
  round_id    uuid        not null references rounds (id) on delete cascade,
  code        text        not null,
  agency_id   uuid,
  staff_id    uuid        not null references staff (id),
  assigned_at timestamptz not null,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create unique index appraisal_assignments_once on appraisal_assignments
  (round_id, code, coalesce(agency_id, '00000000-0000-0000-0000-000000000000'::uuid), staff_id);

-- The second appraiser's value: of the same shape as leaf_values, and it never counts by itself.
create table second_values (
  round_id       uuid        not null,
  agency_id      uuid        not null,
  code           text        not null,
  version        integer     not null check (version > 0),
  verdict        text        not null check (verdict in ('agreed', 'corrected', 'set')),
  answer         jsonb,
  set_points     integer     check (set_points >= 0),
  points         integer     check (points >= 0),
  not_applicable text,
  reason         text,
  self_version   integer     not null,
  decided_by     uuid        not null references staff (id),
  decided_at     timestamptz not null,
  receipt        text        not null,
  primary key (round_id, agency_id, code),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade,
  check (verdict = 'agreed' or reason is not null),
  check ((verdict = 'set') = (set_points is not null))
);

-- Leaves drawn for single judgement when others were agreed with in bulk.
create table spot_checks (
  round_id  uuid        not null,
  agency_id uuid        not null,
  code      text        not null,
  seed      text        not null,
  drawn_at  timestamptz not null,
  primary key (round_id, agency_id, code),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

-- What an appraiser asks an agency to explain; answered when the phase of explaining is open.
create table explanation_requests (
  round_id  uuid        not null,
  agency_id uuid        not null,
  code      text        not null,
  asked_by  uuid        not null references staff (id),
  question  text        not null check (question <> ''),
  asked_at  timestamptz not null,
  receipt   text        not null unique,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index on explanation_requests (round_id, agency_id, code);

-- Refuses a value of appraisal that the rules never allow: out of time, of the own agency, or of
-- a person who has given the other of the two values.
create function check_appraiser(
  p_round uuid, p_agency uuid, p_code text, p_staff uuid, p_part text, p_now timestamptz
) returns void language plpgsql as $$
begin
  if not is_phase_open(p_round, p_agency, 'appraisal', p_code, p_now) then
    raise exception 'appraisal takes no values now' using errcode = 'CH002';
  end if;
  if exists (select from staff where id = p_staff and agency_id = p_agency) then
    raise exception 'nobody appraises the own agency';
  end if;
  if p_part = 'first' and exists (
       select from second_values
        where round_id = p_round and agency_id = p_agency and code = p_code and decided_by = p_staff)
     or p_part = 'second' and exists (
       select from leaf_values
        where round_id = p_round and agency_id = p_agency and code = p_code
          and step = 'appraised' and decided_by = p_staff) then
    raise exception 'the two values of a leaf come from two persons' using errcode = 'CH001';
  end if;
end $$;

-- Keeps the second appraiser's value as save_value keeps the first's; nothing is computed from it.
create function save_second_value(
  p_round uuid, p_agency uuid, p_value jsonb, p_staff uuid, p_update bigint, p_now timestamptz
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
  insert into second_values as v (
    round_id, agency_id, code, version, verdict, answer, set_points, points,
    not_applicable, reason, self_version, decided_by, decided_at, receipt)
  values (
    p_round, p_agency, v_code, 1, p_value ->> 'verdict',
    nullif(p_value -> 'answer', 'null'), (p_value ->> 'setPoints')::integer,
    (p_value ->> 'points')::integer, p_value ->> 'notApplicable', p_value ->> 'reason',
    v_self, p_staff, p_now, p_value ->> 'receipt')
  on conflict (round_id, agency_id, code) do update set
    version = v.version + 1, verdict = excluded.verdict, answer = excluded.answer,
    set_points = excluded.set_points, points = excluded.points,
    not_applicable = excluded.not_applicable, reason = excluded.reason,
    self_version = excluded.self_version, decided_by = excluded.decided_by,
    decided_at = excluded.decided_at, receipt = excluded.receipt
    where v.version = (p_value ->> 'expectedVersion')::integer;
  if not found then
    raise exception 'the value has changed' using errcode = 'CH001';
  end if;
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, inbound_id, receipt, at)
  values (p_round, p_agency, v_code, 'secondValue', p_value - 'receipt' - 'code',
          p_staff, 'appraiser', p_update, p_value ->> 'receipt', p_now);
end $$;

-- Whether a code lies at or below one of those named: "1" covers "1.2.3".
create function is_under(p_code text, p_codes text[]) returns boolean language sql immutable as $$
  select exists (
    select from unnest(p_codes) as c (code) where p_code = c.code or starts_with(p_code, c.code || '.'))
$$;

-- Leaves to be appraised twice of which only one value is there: whoever did not give it must not
-- see it.
create view blind_values as
select v.round_id, v.agency_id, v.code, 'first' as part, v.decided_by
  from leaf_values v
  join appraisal_settings t on t.round_id = v.round_id and is_under(v.code, t.second_codes)
 where v.step = 'appraised'
   and not exists (
     select from second_values s
      where s.round_id = v.round_id and s.agency_id = v.agency_id and s.code = v.code)
union all
select s.round_id, s.agency_id, s.code, 'second', s.decided_by
  from second_values s
 where not exists (
     select from leaf_values v
      where v.round_id = s.round_id and v.agency_id = s.agency_id and v.code = s.code
        and v.step = 'appraised');

-- Leaves on which the two appraisers differ by more than the round's threshold: for the council.
create view appraisal_differences as
select v.round_id, v.agency_id, v.code,
       coalesce(v.set_points, v.points) as first_points,
       coalesce(s.set_points, s.points) as second_points,
       v.decided_by as first_by, s.decided_by as second_by, t.second_threshold as threshold
  from leaf_values v
  join second_values s using (round_id, agency_id, code)
  join appraisal_settings t using (round_id)
 where v.step = 'appraised'
   and ((v.not_applicable is null) <> (s.not_applicable is null)
     or abs(coalesce(v.set_points, v.points) - coalesce(s.set_points, s.points)) > t.second_threshold
     or (coalesce(v.set_points, v.points) is null or coalesce(s.set_points, s.points) is null)
       and (v.answer, v.set_points) is distinct from (s.answer, s.set_points));

-- What agencies have said themselves, in the shape of counting_values: what they see of their own
-- result until the phase of explaining opens.
create view self_values as
select l.round_id, l.agency_id, l.code, l.answer, null::integer as set_points, l.not_applicable,
       'self'::text as step
  from leaf_states l;
