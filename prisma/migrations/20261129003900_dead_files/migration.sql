-- A file of evidence that was given up is a dead letter too: fetched again when a person wants it.
alter table evidence add column failed_at timestamptz;

create index evidence_failed on evidence (added_at) where status = 'failed';

-- Given-up files that nobody has sent again. The receipt names one, as the person who sent it knows
-- it. A draft that is signed stays as it was signed, and what a later stage has begun to judge too.
create view dead_files as
select e.id, e.round_id, e.agency_id, e.code, e.phase, e.receipt,
       e.source ->> 'channel' as channel, e.reason, e.attempts,
       coalesce(e.failed_at, e.added_at) as failed_at,
       r.stage = e.phase and ra.left_at is null
         and (ra.sign_off_id is null or e.phase <> 'selfScoring') as may_replay
  from evidence e
  join rounds r on r.id = e.round_id
  join round_agencies ra on ra.round_id = e.round_id and ra.agency_id = e.agency_id
 where e.status = 'failed' and e.added_at > now() - interval '30 days'
   and not exists (
     select from evidence o
      where o.round_id = e.round_id and o.agency_id = e.agency_id and o.code = e.code
        and o.phase = e.phase and o.wanted is not distinct from e.wanted
        and o.status in ('fetching', 'kept'));

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
  from outbox
 where refused is not null and sent_at is null and created_at > now() - interval '30 days'
union all
select 'f' || receipt, 'file', 'file.' || left(md5(channel || cause_of(reason)), 8),
       channel, cause_of(reason), attempts, failed_at, false, may_replay
  from dead_files;

-- Lets given-up files be fetched once more, as if they had just come; one that was meanwhile taken
-- up, withdrawn or sent again is left alone. The draft is locked before its evidence, as everywhere.
create function replay_files(p_names text[], p_now timestamptz) returns integer
language plpgsql as $$
declare
  v_file  record;
  v_count integer := 0;
begin
  for v_file in
    select d.* from dead_files d
      join dead_letters l on l.ref = 'f' || d.receipt
     where d.may_replay and (l.cause_key = any (p_names) or l.ref = any (p_names))
     order by d.round_id, d.agency_id, d.receipt
  loop
    perform from round_agencies
      where round_id = v_file.round_id and agency_id = v_file.agency_id for update;
    update evidence
       set status = 'fetching', reason = null, failed_at = null, failures = 0, attempts = 0,
           next_try_at = p_now
     where id = v_file.id and status = 'failed'
       and exists (select from dead_files where id = v_file.id and may_replay);
    continue when not found;
    v_count := v_count + 1;
    if v_file.phase = 'selfScoring' then
      perform recount_evidence(v_file.round_id, v_file.agency_id, v_file.code, p_now);
    end if;
  end loop;
  return v_count;
end $$;
