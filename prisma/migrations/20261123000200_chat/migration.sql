-- The durable path of a message: inbox, conversation, outbox.

create table inbound_updates (
  id          bigint      generated always as identity primary key,
  channel     text        not null check (channel in ('telegram', 'zalo', 'web')),
  bot         text        not null,
  external_id text        not null,
  chat_id     text        not null,
  payload     jsonb       not null,
  status      text        not null default 'waiting' check (status in ('waiting', 'done', 'dead')),
  failures    integer     not null default 0,
  reason      text,
  -- A failed update is not tried again before this instant.
  not_before  timestamptz,
  received_at timestamptz not null default now(),
  done_at     timestamptz,
  unique (channel, bot, external_id)
);

create index inbound_waiting on inbound_updates (channel, bot, chat_id, id) where status = 'waiting';
create index inbound_web_history on inbound_updates (chat_id, id) where channel = 'web';

create table conversations (
  id       uuid    primary key default gen_random_uuid(),
  channel  text    not null check (channel in ('telegram', 'zalo', 'web')),
  bot      text    not null,
  chat_id  text    not null,
  state    jsonb,
  -- Grows with each turn; a turn decided on an older one is refused.
  version  integer not null default 0,
  updated_at timestamptz not null default now(),
  unique (channel, bot, chat_id)
);

create table outbox (
  id          bigint      generated always as identity primary key,
  channel     text        not null check (channel in ('telegram', 'zalo', 'web')),
  bot         text        not null,
  chat_id     text        not null,
  -- The update that this answers; null for what the system says by itself.
  inbound_id  bigint      references inbound_updates (id),
  body        jsonb       not null,
  created_at  timestamptz not null default now(),
  sent_at     timestamptz,
  -- Why the channel will never take it.
  refused     text,
  attempts    integer     not null default 0,
  -- Until then one process has it in hand, or it waits for its next try.
  leased_until timestamptz,
  -- True when a try ended without an answer from the service: it may have arrived.
  is_ambiguous boolean    not null default false,
  message_id  text
);

create index outbox_unsent on outbox (channel, bot, chat_id, id) where sent_at is null and refused is null;
create index outbox_web_history on outbox (chat_id, id) where channel = 'web';
