-- Who there is: agencies, staff with duties, and how a chat or a browser comes to speak for someone.

create table settings (
  key        text        primary key,
  value      jsonb       not null,
  updated_at timestamptz not null default now()
);

create table agencies (
  id             uuid        primary key default gen_random_uuid(),
  code           text        not null unique,
  name           text        not null,
  group_code     text        not null,
  -- The agency this one came from by merger or renaming.
  predecessor_id uuid        references agencies (id),
  is_active      boolean     not null default true,
  created_at     timestamptz not null default now()
);

create table staff (
  id         uuid        primary key default gen_random_uuid(),
  -- Stable name of the person in imports, unique in the province.
  code       text        not null unique,
  full_name  text        not null,
  title      text        not null default '',
  agency_id  uuid        not null references agencies (id),
  language   text        not null default 'vi' check (language in ('vi', 'en')),
  is_active  boolean     not null default true,
  created_at timestamptz not null default now()
);

create index on staff (agency_id);

create table staff_roles (
  staff_id uuid   not null references staff (id) on delete cascade,
  role     text   not null check (role in (
    'officer', 'leader', 'appraiser', 'coordinator', 'headAppraiser', 'councilMember',
    'councilChair', 'councilSecretary', 'surveyClerk', 'finance', 'official', 'inspector', 'admin')),
  -- Field codes the duty covers; null means all.
  fields   text[],
  primary key (staff_id, role)
);

-- One-time codes, kept only as an HMAC with the server's secret.
create table access_codes (
  id         uuid        primary key default gen_random_uuid(),
  staff_id   uuid        not null references staff (id),
  purpose    text        not null check (purpose in ('invitation', 'link')),
  code_hmac  text        not null unique,
  expires_at timestamptz not null,
  used_at    timestamptz,
  issued_by  uuid        references staff (id),
  created_at timestamptz not null default now()
);

create index on access_codes (staff_id);

-- Wrong codes by whoever typed them: a chat ("telegram:4242") or an address ("ip:…", hashed).
create table wrong_codes (
  id     bigint      generated always as identity primary key,
  source text        not null,
  at     timestamptz not null default now()
);

create index on wrong_codes (source, at);

create table chat_links (
  id          uuid        primary key default gen_random_uuid(),
  staff_id    uuid        not null references staff (id),
  channel     text        not null check (channel in ('telegram', 'zalo', 'web')),
  bot         text        not null,
  chat_id     text        not null,
  linked_at   timestamptz not null default now(),
  unlinked_at timestamptz
);

create unique index chat_links_live on chat_links (channel, bot, chat_id) where unlinked_at is null;
create index on chat_links (staff_id) where unlinked_at is null;

create table web_sessions (
  id         uuid        primary key default gen_random_uuid(),
  token_hash text        not null unique,
  staff_id   uuid        not null references staff (id),
  label      text        not null default '',
  created_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index on web_sessions (staff_id) where revoked_at is null;
