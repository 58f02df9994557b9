-- A scheme may change in the middle of a round. Each change is one row, never deleted; what it wrote
-- over is kept beside it so that it can be taken back.

create table scheme_changes (
  id               uuid        primary key default gen_random_uuid(),
  round_id         uuid        not null,
  group_code       text        not null,
  former_scheme_id uuid        not null references schemes (id),
  scheme_id        uuid        not null references schemes (id),
  -- Where the round stood: the change can be taken back until that stage has ended.
  stage            text        not null,
  decision         text        not null check (decision <> ''),
  reason           text        not null check (reason <> ''),
  -- Until when agencies that had handed in may answer what is asked again; null where none had.
  reopened_until   timestamptz,
  changed_by       uuid        references staff (id),
  changed_at       timestamptz not null,
  undone_at        timestamptz,
  undone_by        uuid        references staff (id),
  undo_reason      text,
  foreign key (round_id, group_code) references round_groups (round_id, group_code),
  check (former_scheme_id <> scheme_id),
  check ((undone_at is null) = (undo_reason is null))
);
create index on scheme_changes (round_id, group_code, changed_at);

-- One row of an agency that a change wrote over or took away, as it was.
create table scheme_change_rows (
  change_id uuid    not null references scheme_changes (id),
  agency_id uuid    not null,
  -- leaf: what the agency held; asked: a leaf it was asked, without a row; the others: a table's row.
  -- evidence: a document that was withdrawn with its leaf.
  what      text    not null check (what in (
    'leaf', 'asked', 'evidence', 'leaf_values', 'second_values', 'given_answers')),
  code      text    not null,
  -- Of an appraised value its step, of a given answer its source, of a document its id.
  step      text    not null default '',
  body      jsonb   not null,
  primary key (change_id, agency_id, what, code, step)
);
