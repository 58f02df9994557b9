-- What follows from the answers; every row can be computed again from the tables before.

-- Agencies whose answers changed since their group was last computed.
create sequence dirty_stamps;

create table dirty_agencies (
  round_id   uuid        not null,
  agency_id  uuid        not null,
  group_code text        not null,
  since      timestamptz not null,
  -- New at each change: a computation takes away only the marks that it has seen.
  stamp      bigint      not null default nextval('dirty_stamps'),
  primary key (round_id, agency_id)
);

create table agency_results (
  round_id       uuid        not null,
  agency_id      uuid        not null,
  group_code     text        not null,
  scheme_hash    text        not null,
  snapshot       integer     not null,
  computed_at    timestamptz not null,
  -- Points in ten-thousandths.
  achieved       bigint      not null,
  applicable_max bigint      not null,
  -- Index points in ten-thousandths.
  bonus          bigint      not null,
  penalty        bigint      not null,
  -- As printed; null when nothing applies.
  index_text     text,
  band           text,
  rank           integer,
  primary key (round_id, agency_id),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index on agency_results (round_id, group_code, rank);

create table node_results (
  round_id    uuid   not null,
  agency_id   uuid   not null,
  code        text   not null,
  -- Ten-thousandths; null points: the node does not apply.
  points      bigint,
  max         bigint not null,
  computed_at timestamptz not null,
  scheme_hash text   not null,
  primary key (round_id, agency_id, code),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);
