-- As before, without reminders that went by the person's next channel: sent again, they would be
-- said twice.
create or replace view dead_letters as
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
  from outbox o
 where refused is not null and sent_at is null and created_at > now() - interval '30 days'
   and not exists (
     select from reminder_sends s
       join reminder_sends n on n.digest_id = s.digest_id and n.place > s.place
      where s.outbox_id = o.id)
union all
select 'f' || receipt, 'file', 'file.' || left(md5(channel || cause_of(reason)), 8),
       channel, cause_of(reason), attempts, failed_at, false, may_replay
  from dead_files;
