-- What is scored: schemes by version, rounds, and which agency is scored by which scheme.

create table schemes (
  id         uuid        primary key default gen_random_uuid(),
  scheme     text        not null,
  version    integer     not null check (version > 0),
  group_code text        not null,
  year       integer     not null,
  title      text        not null,
  hash       text        not null,
  body       jsonb       not null,
  -- Set when a round first uses the version; from then on nothing of it may change.
  frozen_at  timestamptz,
  created_at timestamptz not null default now(),
  unique (scheme, version),
  unique (scheme, hash)
);

create function refuse_frozen_scheme() returns trigger language plpgsql as $$
begin
  if old.frozen_at is not null and
     (tg_op = 'DELETE' or row (new.scheme, new.version, new.group_code, new.year, new.title, new.hash, new.body, new.frozen_at)
        is distinct from row (old.scheme, old.version, old.group_code, old.year, old.title, old.hash, old.body, old.frozen_at)) then
    raise exception 'scheme % version % is frozen', old.scheme, old.version;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger frozen_scheme before update or delete on schemes
  for each row execute function refuse_frozen_scheme();

create table rounds (
  id         uuid        primary key default gen_random_uuid(),
  code       text        not null unique,
  title      text        not null,
  year       integer     not null,
  stage      text        not null check (stage in (
    'draft', 'announced', 'selfScoring', 'appraisal', 'explaining', 'secondAppraisal',
    'consolidation', 'council', 'submission', 'published', 'archived')),
  is_demo    boolean     not null default false,
  self_opens_at  timestamptz not null,
  self_closes_at timestamptz not null,
  created_at timestamptz not null default now(),
  check (self_opens_at < self_closes_at)
);

create table round_groups (
  round_id   uuid not null references rounds (id) on delete cascade,
  group_code text not null,
  scheme_id  uuid not null references schemes (id),
  -- Counts the recomputations of the group: the snapshot number of what is shown.
  snapshot   integer     not null default 0,
  computed_at timestamptz,
  primary key (round_id, group_code)
);

create table round_agencies (
  round_id       uuid    not null references rounds (id) on delete cascade,
  agency_id      uuid    not null references agencies (id),
  group_code     text    not null,
  -- Overrides the round's closing for this agency (extension).
  self_closes_at timestamptz,
  -- Grows with each change of the agency's draft; leaf_states.draft_version follows it.
  draft_version  integer not null default 0,
  submitted_at   timestamptz,
  submitted_by   uuid    references staff (id),
  primary key (round_id, agency_id),
  foreign key (round_id, group_code) references round_groups (round_id, group_code)
);

create index on round_agencies (agency_id);

-- What is declared for an agency outside its own answers: bonus, penalty, knock-outs, and parts
-- that the province says do not apply.
create table declarations (
  id         uuid        primary key default gen_random_uuid(),
  round_id   uuid        not null,
  agency_id  uuid        not null,
  kind       text        not null check (kind in ('notApplicable', 'adjustment', 'knockout')),
  code       text        not null,
  count      integer     not null default 1 check (count >= 0),
  leaves     text[]      not null default '{}',
  reason     text        not null,
  declared_by uuid       references staff (id),
  declared_at timestamptz not null default now(),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index on declarations (round_id, agency_id);

-- Answers that are not the agency's own: external figures, appraisers' points, survey tallies.
create table given_answers (
  round_id  uuid        not null,
  agency_id uuid        not null,
  code      text        not null,
  source    text        not null check (source in ('external', 'appraiser', 'survey')),
  body      jsonb       not null,
  given_at  timestamptz not null default now(),
  primary key (round_id, agency_id, code),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

-- Working-day calendar: days off besides Saturday and Sunday, and weekend days that are worked.
create table calendar_days (
  day  date primary key,
  kind text not null check (kind in ('off', 'working')),
  note text not null default ''
);
