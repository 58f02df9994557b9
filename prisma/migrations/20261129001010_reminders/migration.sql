-- Reminders. The plan of a phase is data; what follows from it (who owes what, when a step falls due)
-- is worked out each time anew from the phases, extensions and drafts as they stand, so that a date
-- that moves takes its reminders along in the same transaction. Rows say what came of each.

create table reminder_plans (
  round_id    uuid        not null references rounds (id) on delete cascade,
  phase       text        not null check (phase in (
    'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'council')),
  -- As core/reminders/reminder-plan.ts reads it: steps of days and time.
  plan        jsonb       not null,
  -- As core/reminders/escalation.ts reads it: startDays, daysBetween, maxRungs.
  escalation  jsonb       not null,
  -- By rung: ids of the people who are told in the place of a rung that has nobody.
  substitutes jsonb       not null default '{}',
  changed_by  uuid        references staff (id),
  changed_at  timestamptz not null,
  primary key (round_id, phase)
);

-- One message to one person on one day, whatever it takes along.
create table reminder_digests (
  id       bigint      generated always as identity primary key,
  staff_id uuid        not null references staff (id),
  day      date        not null,
  at       timestamptz not null,
  -- Channels still to be tried when the one tried last fails, in order: [{channel, bot, chatId}].
  others   jsonb       not null default '[]',
  unique (staff_id, day)
);

-- The tries of a digest: one channel after another until one takes it.
create table reminder_sends (
  digest_id bigint      not null references reminder_digests (id) on delete cascade,
  place     integer     not null,
  outbox_id bigint      not null unique,
  at        timestamptz not null,
  primary key (digest_id, place)
);

-- What came of each reminder and each rung of the ladder. The key is round:duty:person:step, so
-- that a step is settled once; a reason that may pass is noted once and the step looked at again.
create table reminders (
  id         bigint      generated always as identity primary key,
  key        text        not null,
  round_id   uuid        not null references rounds (id) on delete cascade,
  duty_key   text        not null,
  -- An agency's code, or the id of the person who owes it alone.
  subject    text        not null,
  staff_id   uuid        not null references staff (id),
  -- "-2@2026-01-30T17:00", or the rung: "leader@2026-01-30T10:00:00.000Z".
  step       text        not null,
  deadline   timestamptz not null,
  outcome    text        not null check (outcome in ('sent', 'skipped')),
  reason     text        check (reason in (
    'notOwing', 'superseded', 'quietHours', 'dayOff', 'alreadyToday', 'unlinked', 'blockedByUser',
    'noChannel', 'quota')),
  is_settled boolean     not null,
  digest_id  bigint      references reminder_digests (id),
  at         timestamptz not null,
  check ((outcome = 'sent') = (reason is null)),
  check ((outcome = 'sent') = (digest_id is not null))
);

create unique index reminders_settled on reminders (key) where is_settled;
create unique index reminders_once on reminders (key, reason) where not is_settled;
create index on reminders (round_id, id);
create index on reminders (digest_id);

-- A rung that was climbed, with the notices it owes.
create table escalations (
  round_id  uuid        not null references rounds (id) on delete cascade,
  duty_key  text        not null,
  deadline  timestamptz not null,
  role      text        not null check (role in ('officer', 'leader', 'coordinator', 'official')),
  notices   jsonb       not null,
  at        timestamptz not null,
  primary key (round_id, duty_key, deadline, role)
);

-- The ladder is held for an agency (its code) or person (its id).
create table escalation_stops (
  round_id   uuid        not null references rounds (id) on delete cascade,
  subject    text        not null,
  reason     text        not null check (reason <> ''),
  stopped_by uuid        references staff (id),
  stopped_at timestamptz not null,
  ended_at   timestamptz
);

create unique index escalation_stops_open on escalation_stops (round_id, subject)
  where ended_at is null;

-- When a person may be reminded, by the clock in Vietnam; null for office hours.
alter table staff
  add column sending_from text check (sending_from ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add column sending_until text check (sending_until ~ '^([01]\d|2[0-3]):[0-5]\d$');
