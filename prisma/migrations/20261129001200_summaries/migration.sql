-- Summaries that the worker sends to officials by itself, with their pictures.

-- Sent as they are: a picture is never changed.
create table pictures (
  id         uuid        primary key default gen_random_uuid(),
  png        bytea       not null,
  width      integer     not null check (width > 0),
  height     integer     not null check (height > 0),
  created_at timestamptz not null
);

-- One row for each occasion: whoever writes it first sends, and nobody sends a second time.
create table summaries (
  round_id  uuid        not null references rounds (id) on delete cascade,
  -- "week/2026-01-12" by its Monday, or "phase/selfScoring/<when it closed>".
  occasion  text        not null,
  -- unchanged: as the last one told it; beside: another was sent at the same time; nobody: no official.
  outcome   text        not null check (outcome in ('sent', 'unchanged', 'beside', 'nobody')),
  -- SHA-256 over the figures that were told, without the time they were taken at.
  hash      text        not null check (hash ~ '^[0-9a-f]{64}$'),
  at        timestamptz not null,
  primary key (round_id, occasion)
);

create index on summaries (round_id, at);
