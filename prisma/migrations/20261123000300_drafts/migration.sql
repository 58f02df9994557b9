-- An agency's self-score: what holds now, everything that ever held, and the evidence.

create table leaf_states (
  round_id       uuid    not null,
  agency_id      uuid    not null,
  code           text    not null,
  version        integer not null check (version > 0),
  -- round_agencies.draft_version at the last change: what a reader has not seen is above its own.
  draft_version  integer not null,
  answer         jsonb,
  points         integer check (points >= 0),
  explanation    text,
  not_applicable text,
  evidence_count integer not null default 0,
  -- The content before the last change, for undoing it.
  before         jsonb,
  receipt        text    not null,
  changed_by     uuid    references staff (id),
  changed_at     timestamptz not null,
  primary key (round_id, agency_id, code),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index leaf_states_news on leaf_states (round_id, agency_id, draft_version);

-- Append-only: one row for each accepted answer, explanation, file or submission.
create table entries (
  id         bigint      generated always as identity primary key,
  round_id   uuid        not null,
  agency_id  uuid        not null,
  code       text,
  kind       text        not null check (kind in (
    'answer', 'explanation', 'notApplicable', 'undo', 'evidence', 'withdrawal', 'submit')),
  body       jsonb       not null,
  author_id  uuid        references staff (id),
  inbound_id bigint      references inbound_updates (id),
  receipt    text        not null unique,
  at         timestamptz not null,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index on entries (round_id, agency_id, code, id);

create function refuse_entry_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries are only added, never changed';
end $$;

create trigger entries_are_only_added before update on entries
  for each row execute function refuse_entry_change();

create table blobs (
  sha256     text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size       bigint      not null check (size >= 0),
  mime       text        not null,
  created_at timestamptz not null default now()
);

create table evidence (
  id          uuid        primary key default gen_random_uuid(),
  round_id    uuid        not null,
  agency_id   uuid        not null,
  code        text        not null,
  wanted      text,
  -- The item this one takes the place of; the old one stays, marked replaced.
  replaces_id uuid        references evidence (id),
  status      text        not null check (status in (
    'fetching', 'kept', 'refused', 'failed', 'withdrawn', 'replaced')),
  reason      text,
  file_name   text,
  -- Where a file is fetched from: {channel, bot, chatId, ref, size}.
  source      jsonb,
  sha256      text        references blobs (sha256),
  document    jsonb,
  place       text,
  receipt     text        not null unique,
  added_by    uuid        references staff (id),
  added_at    timestamptz not null,
  attempts    integer     not null default 0,
  next_try_at timestamptz,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index on evidence (round_id, agency_id, code);
create index evidence_to_fetch on evidence (next_try_at) where status = 'fetching';
create index on evidence (sha256);

create table evidence_downloads (
  id          bigint      generated always as identity primary key,
  evidence_id uuid        not null references evidence (id) on delete cascade,
  staff_id    uuid        not null references staff (id),
  at          timestamptz not null default now()
);

-- One-time pages for sending one file that the messenger cannot carry.
create table upload_links (
  id         uuid        primary key default gen_random_uuid(),
  token_hash text        not null unique,
  channel    text        not null,
  bot        text        not null,
  chat_id    text        not null,
  staff_id   uuid        not null references staff (id),
  round_id   uuid        not null,
  agency_id  uuid        not null,
  code       text        not null,
  wanted     text,
  expires_at timestamptz not null,
  used_at    timestamptz,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

-- Who asked for which figures.
create table queries (
  id       bigint      generated always as identity primary key,
  staff_id uuid        not null references staff (id),
  what     text        not null,
  at       timestamptz not null default now()
);
