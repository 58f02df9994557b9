-- A turn may be decided on what a process remembers of its chat: the update is then stored and the
-- turn written by one statement, which refuses when anything that was remembered has changed.

-- Counts the changes of what turns are decided on, beside talk and draft, which count for
-- themselves: for each agency, and for the whole province under the agency of zeros.
create table fact_stamps (
  agency_id uuid   primary key,
  stamp     bigint not null
) with (fillfactor = 50);

-- Differs as soon as one fact of the agency or of the province has changed.
create function facts_stamp(p_agency uuid) returns bigint language plpgsql stable as $$
begin
  return coalesce((select stamp from fact_stamps where agency_id = p_agency), 0)
    + coalesce((
      select stamp from fact_stamps where agency_id = '00000000-0000-0000-0000-000000000000'), 0);
end $$;

create function stamp_facts(p_agency uuid) returns void language sql as $$
  insert into fact_stamps as f (agency_id, stamp) values (p_agency, 1)
  on conflict (agency_id) do update set stamp = f.stamp + 1
$$;

create function stamp_province() returns trigger language plpgsql as $$
begin
  perform stamp_facts('00000000-0000-0000-0000-000000000000');
  return null;
end $$;

create function stamp_agency() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' then
    perform stamp_facts(new.agency_id);
  end if;
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.agency_id <> new.agency_id) then
    perform stamp_facts(old.agency_id);
  end if;
  return null;
end $$;

-- For tables that name a person: under the agency the person belongs to.
create function stamp_agency_of_staff() returns trigger language plpgsql as $$
begin
  perform stamp_facts(s.agency_id) from staff s
   where s.id = case when tg_op = 'DELETE' then old.staff_id else new.staff_id end;
  return null;
end $$;

create function stamp_agency_of_leader() returns trigger language plpgsql as $$
begin
  perform stamp_facts(s.agency_id) from staff s where s.id in (new.leader_id, new.acting_id);
  return null;
end $$;

create trigger facts_are_stamped after insert or update or delete on agencies
  for each statement execute function stamp_province();
create trigger facts_are_stamped after insert or update or delete on rounds
  for each statement execute function stamp_province();
create trigger facts_are_stamped after insert or update or delete on round_phases
  for each statement execute function stamp_province();
create trigger facts_are_stamped after insert or update of scheme_id or delete on round_groups
  for each statement execute function stamp_province();

create trigger facts_are_stamped after insert or update or delete on staff
  for each row execute function stamp_agency();
-- Each change of a draft updates its row here: only what the draft's version does not tell counts.
create trigger facts_are_stamped
  after insert or update of agency_id, group_code, submitted_at, submitted_by, left_at or delete
  on round_agencies for each row execute function stamp_agency();
create trigger facts_are_stamped after insert or update or delete on round_exceptions
  for each row execute function stamp_agency();
create trigger facts_are_stamped after insert or update or delete on declarations
  for each row execute function stamp_agency();
create trigger facts_are_stamped after insert or update or delete on sign_offs
  for each row execute function stamp_agency();
create trigger facts_are_stamped after insert or update or delete on returned_leaves
  for each row execute function stamp_agency();
create trigger facts_are_stamped after insert or update or delete on evidence
  for each row execute function stamp_agency();

create trigger facts_are_stamped after insert or update or delete on staff_roles
  for each row execute function stamp_agency_of_staff();
create trigger facts_are_stamped after insert or update or delete on chat_links
  for each row execute function stamp_agency_of_staff();
create trigger facts_are_stamped after insert or update on delegations
  for each row execute function stamp_agency_of_leader();

-- Leaves of a draft that were changed after one of its versions.
create function draft_news(p_round uuid, p_agency uuid, p_since integer) returns json
language plpgsql stable as $$
begin
  return (
    select coalesce(json_agg(n), '[]') from (
      select l.code, l.version, l.answer, l.points, l.explanation,
             l.not_applicable as "notApplicable", l.evidence_count as "evidenceCount",
             l.before, l.receipt, l.changed_at as at, coalesce(w.full_name, '') as by
        from leaf_states l left join staff w on w.id = l.changed_by
       where l.round_id = p_round and l.agency_id = p_agency
         and l.draft_version > p_since) n);
end $$;

-- Evidence of one leaf, in the order it was added.
create function leaf_evidence(p_round uuid, p_agency uuid, p_code text) returns json
language plpgsql stable as $$
begin
  if not exists (
    select from evidence
     where round_id = p_round and agency_id = p_agency and code = p_code) then
    return '[]';
  end if;
  return (
    select json_agg(e) from (
      select e.id, e.code, e.phase, e.wanted, e.file_name, e.document, e.place, e.status,
             e.reason, (select b.size from blobs b where b.sha256 = e.sha256) as size, e.sha256,
             e.receipt, e.added_at, coalesce(w.full_name, '') as added_by
        from evidence e left join staff w on w.id = e.added_by
       where e.round_id = p_round and e.agency_id = p_agency and e.code = p_code
       order by e.added_at, e.receipt) e);
end $$;

-- A chat's oldest waiting update with the facts of its turn, all of one snapshot; null when none
-- may be played now. Of the draft it gives the leaves changed since the version that the caller
-- knows, and of the evidence that of the leaf the talk is on.
create or replace function open_turn(
  p_channel text, p_bot text, p_chat text,
  p_known_round uuid, p_known_agency uuid, p_known_version integer
) returns json language plpgsql stable as $$
declare
  v_update   record;
  v_talk     record;
  v_me       record;
  v_round    record;
  v_scheme   uuid;
  v_since    integer;
  v_person   json;
  v_open     json;
  v_draft    json;
  v_news     json := '[]';
  v_evidence json := '[]';
begin
  select id, external_id, payload, failures, not_before into v_update from inbound_updates
   where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting'
   order by id limit 1;
  if not found or v_update.not_before > now() then
    return null;
  end if;
  select state, version into v_talk from conversations
   where channel = p_channel and bot = p_bot and chat_id = p_chat;
  select s.id, s.full_name, s.language, s.agency_id into v_me
    from chat_links k join staff s on s.id = k.staff_id and s.is_active
   where k.channel = p_channel and k.bot = p_bot and k.chat_id = p_chat and k.unlinked_at is null;

  if found then
    select json_build_object(
             'staffId', v_me.id, 'name', v_me.full_name, 'agencyId', a.id, 'agencyCode', a.code,
             'agencyName', a.name, 'agencyGroup', a.group_code,
             'grants', (
               select coalesce(json_agg(
                        json_build_object('role', g.role, 'fields', g.fields) order by g.role), '[]')
                 from staff_roles g where g.staff_id = v_me.id),
             'delegated', delegated_grants(v_me.id, v_me.agency_id))
      into v_person
      from agencies a where a.id = v_me.agency_id;

    -- The real round before a dry run, unless the dry run is the only one that is open.
    select ro.id, ro.code, ro.title, ro.year, ro.stage, ro.is_demo, ro.is_training,
           ra.group_code, ra.draft_version, ra.submitted_at, ra.submitted_by into v_round
      from round_agencies ra join rounds ro on ro.id = ra.round_id
     where ra.agency_id = v_me.agency_id and ro.stage not in ('draft', 'archived')
     order by case
             when not ro.is_training and ro.stage in (
               'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'consolidation',
               'council', 'submission') then 0
             when ro.is_training and ro.stage in (
               'selfScoring', 'appraisal', 'explaining', 'secondAppraisal') then 1
             when not ro.is_training then 2
             else 3 end,
           ro.year desc, ro.created_at desc
     limit 1;
    if found then
      v_since := case
        when v_round.id = p_known_round and v_me.agency_id = p_known_agency
          and v_round.draft_version >= p_known_version then p_known_version else 0 end;
      select scheme_id into v_scheme from round_groups
       where round_id = v_round.id and group_code = v_round.group_code;
      v_open := json_build_object(
        'id', v_round.id, 'code', v_round.code, 'title', v_round.title, 'year', v_round.year,
        'stage', v_round.stage, 'isDemo', v_round.is_demo, 'isTraining', v_round.is_training,
        'phases', (
          select coalesce(json_object_agg(phase, json_build_object(
                   'opensAt', opens_at, 'closesAt', closes_at)), '{}')
            from round_phases where round_id = v_round.id),
        'exceptions', (
          select coalesce(json_agg(json_build_object(
                   'phase', phase, 'codes', codes, 'closesAt', closes_at) order by granted_at), '[]')
            from round_exceptions
           where round_id = v_round.id and agency_id = v_me.agency_id));
      if v_round.draft_version > v_since then
        v_news := draft_news(v_round.id, v_me.agency_id, v_since);
      end if;
      v_draft := json_build_object(
        'version', v_round.draft_version, 'since', v_since, 'news', v_news,
        'submittedAt', v_round.submitted_at,
        'submittedBy', case when v_round.submitted_by is not null then (
          select full_name from staff where id = v_round.submitted_by) end,
        'course', draft_course(v_round.id, v_me.agency_id));
      v_evidence := leaf_evidence(v_round.id, v_me.agency_id, v_talk.state ->> 'code');
    end if;
  end if;

  return json_build_object(
    'id', v_update.id::text, 'externalId', v_update.external_id, 'payload', v_update.payload,
    'failures', v_update.failures, 'state', v_talk.state,
    'conversationVersion', coalesce(v_talk.version, 0),
    'isHeld', exists (
      select from outbox
       where channel = p_channel and bot = p_bot and chat_id = p_chat
         and sent_at is null and refused is null and attempts > 0),
    'language', coalesce(v_me.language, 'vi'), 'me', v_person, 'round', v_open,
    'schemeId', v_scheme, 'draft', v_draft,
    'evidence', v_evidence,
    'stamp', case when v_person is not null then facts_stamp(v_me.agency_id)::text end);
end $$;

-- Everything that a turn changes but its update. Gives the ids of the replies in the outbox, in
-- order, whether the chat has more updates waiting, and what the chat's next turn is decided on as
-- far as it may have changed: the draft's version with the leaves saved, the evidence of the leaf
-- the talk is on now.
create function write_turn(
  p_update bigint, p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_draft_version integer, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) returns json language plpgsql as $$
declare
  v_draft integer := p_draft_version;
  v_leaf  jsonb;
  v_id    bigint;
  v_ids   text[] := '{}';
begin
  if p_conversation_version = 0 then
    insert into conversations (channel, bot, chat_id, state, version, updated_at)
    values (p_channel, p_bot, p_chat, p_state, 1, p_now)
    on conflict (channel, bot, chat_id) do nothing;
  else
    update conversations
       set state = p_state, version = version + 1, updated_at = p_now
     where channel = p_channel and bot = p_bot and chat_id = p_chat
       and version = p_conversation_version;
  end if;
  if not found then
    raise exception 'the talk has moved on' using errcode = 'CH001';
  end if;

  for i in 0 .. jsonb_array_length(p_leaves) - 1 loop
    v_leaf := p_leaves -> i;
    v_draft := touch_draft(p_round, p_agency, v_leaf ->> 'code', p_now);
    perform save_leaf(p_round, p_agency, v_leaf, v_draft, p_staff, p_update, p_now);
  end loop;

  for i in 0 .. jsonb_array_length(p_replies) - 1 loop
    insert into outbox (channel, bot, chat_id, inbound_id, body, created_at, leased_until)
    values (p_channel, p_bot, p_chat, p_update, p_replies -> i, p_now, p_leased_until)
    returning id into v_id;
    v_ids := v_ids || v_id::text;
  end loop;

  return json_build_object(
    'ids', v_ids,
    'hasMore', exists (
      select from inbound_updates
       where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting'),
    'draftVersion', v_draft,
    'news', case when v_draft > p_draft_version
                 then draft_news(p_round, p_agency, p_draft_version) else '[]' end,
    'evidence', leaf_evidence(p_round, p_agency, p_state ->> 'code'));
end $$;

drop function commit_turn(
  bigint, text, text, text, integer, jsonb, uuid, uuid, uuid, jsonb, jsonb, timestamptz, timestamptz);

-- Writes the turn of a stored update; null when the update was played before.
create function commit_turn(
  p_update bigint, p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_draft_version integer, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) returns json language plpgsql as $$
begin
  update inbound_updates set status = 'done', done_at = p_now
   where id = p_update and status = 'waiting';
  if not found then
    return null;
  end if;
  return write_turn(
    p_update, p_channel, p_bot, p_chat, p_conversation_version, p_state, p_staff, p_round, p_agency,
    p_draft_version, p_leaves, p_replies, p_now, p_leased_until);
end $$;

-- Stores an update and writes its turn, which was decided on what was remembered; null when the
-- update is stored already. Refuses (CH001) when something remembered has changed, when the chat
-- has updates waiting, or when an earlier reply waits for another try. Waits for locks a second:
-- to store an update alone none are needed.
create function take_turn(
  p_external text, p_payload jsonb, p_stamp bigint,
  p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_draft_version integer, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) returns json language plpgsql as $$
declare
  v_update bigint;
begin
  perform set_config('lock_timeout', '1s', true);
  insert into inbound_updates (channel, bot, external_id, chat_id, payload, status, done_at)
  values (p_channel, p_bot, p_external, p_chat, p_payload, 'done', p_now)
  on conflict (channel, bot, external_id) do nothing
  returning id into v_update;
  if not found then
    return null;
  end if;
  if facts_stamp(p_agency) <> p_stamp
     or exists (
       select from inbound_updates
        where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting')
     or exists (
       select from outbox
        where channel = p_channel and bot = p_bot and chat_id = p_chat
          and sent_at is null and refused is null and attempts > 0)
     or (p_round is not null and p_draft_version <> (
       select draft_version from round_agencies
        where round_id = p_round and agency_id = p_agency)) then
    raise exception 'what was remembered has changed' using errcode = 'CH001';
  end if;
  return write_turn(
    v_update, p_channel, p_bot, p_chat, p_conversation_version, p_state, p_staff, p_round, p_agency,
    p_draft_version, p_leaves, p_replies, p_now, p_leased_until);
end $$;

-- Stores an update and opens its chat's next turn in the same breath; null when none may be played
-- now. A delivery that is already known changes nothing. Waits for locks a second: then the update
-- is stored alone, for which none are needed.
create or replace function receive_turn(
  p_channel text, p_bot text, p_external text, p_chat text, p_payload jsonb,
  p_known_round uuid, p_known_agency uuid, p_known_version integer
) returns json language plpgsql as $$
begin
  perform set_config('lock_timeout', '1s', true);
  insert into inbound_updates (channel, bot, external_id, chat_id, payload)
  values (p_channel, p_bot, p_external, p_chat, p_payload)
  on conflict (channel, bot, external_id) do nothing;
  return open_turn(p_channel, p_bot, p_chat, p_known_round, p_known_agency, p_known_version);
end $$;
