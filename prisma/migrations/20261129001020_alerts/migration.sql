-- What coordinators are told by themselves: a report each working morning, and alerts once while
-- what they are about lasts.

create table morning_reports (
  day date        primary key,
  at  timestamptz not null
);

create table alerts (
  id        bigint      generated always as identity primary key,
  -- Names what it is about: the same again is the same alert while it lasts.
  key       text        not null,
  facts     jsonb       not null,
  raised_at timestamptz not null,
  ended_at  timestamptz
);

create unique index alerts_open on alerts (key) where ended_at is null;
