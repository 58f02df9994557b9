-- What could not be done, whatever it is, in one place: to be looked at and tried again by a person.

-- Jobs that failed for good, kept here because the queue forgets them and may live elsewhere.
create table failed_jobs (
  id        bigint      generated always as identity primary key,
  -- Its id in the queue, which may begin to count anew: then the instant differs.
  queue_id  text        not null,
  name      text        not null,
  -- Ids only.
  data      jsonb       not null,
  reason    text        not null,
  failed_at timestamptz not null,
  -- wanted: a person wants it tried again; again: it was given to the queue once more.
  status    text        not null default 'dead' check (status in ('dead', 'wanted', 'again')),
  unique (queue_id, failed_at)
);

create index failed_jobs_open on failed_jobs (id) where status <> 'again';
create index inbound_dead on inbound_updates (id) where status = 'dead';

-- The cause of a failure without what differs each time, and without words that a person may have
-- written: numbers, ids, and whatever stands between quotes and is no name of the program's own.
create function cause_of(p_reason text) returns text language sql immutable as $$
  select left(regexp_replace(regexp_replace(regexp_replace(
    split_part(coalesce(p_reason, ''), E'\n', 1),
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', '#', 'g'),
    '\d+', '#', 'g'),
    '"[^"]*[^"a-z_.#][^"]*"', '"…"', 'g'), 160)
$$;

create view dead_letters as
select 'u' || id as ref, 'update' as source, 'update.' || left(md5(cause_of(reason)), 8) as cause_key,
       channel as subject, cause_of(reason) as words, failures as tries,
       coalesce(done_at, received_at) as failed_at, false as may_have_arrived, true as may_replay
  from inbound_updates where status = 'dead'
union all
select 'j' || id, 'job', 'job.' || left(md5(name || cause_of(reason)), 8),
       name, cause_of(reason), null, failed_at, false, true
  from failed_jobs where status = 'dead'
union all
select 's' || id, 'send', 'send.' || refused, channel, refused, failures,
       created_at, is_ambiguous, not (is_bulk and is_ambiguous)
  -- What was to be said a month ago is no longer worth saying.
  from outbox
 where refused is not null and sent_at is null and created_at > now() - interval '30 days';
