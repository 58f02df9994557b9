-- A turn's way through the database made short: one large statement spends most of its time being
-- set up anew, while small ones inside a function are set up once for each connection.

-- Duties of a leader that a person has by delegation; the days are judged by the clock.
create function delegated_grants(p_staff uuid, p_agency uuid) returns json
language plpgsql stable as $$
begin
  if not exists (select from delegations where acting_id = p_staff and revoked_at is null) then
    return '[]';
  end if;
  return (
    select coalesce(json_agg(json_build_object('role', 'leader', 'fields', null, 'for', json_build_object(
             'staffId', l.id, 'name', l.full_name, 'decision', d.decision,
             'from', d.from_day, 'until', d.until_day)) order by d.created_at), '[]')
      from delegations d
      join staff l on l.id = d.leader_id and l.is_active and l.agency_id = p_agency
     where d.acting_id = p_staff and d.revoked_at is null
       and exists (select from staff_roles g where g.staff_id = l.id and g.role = 'leader'));
end $$;

-- Where an agency's draft stands between officers and leader: the last signature, and the leaves
-- that were given back and are not settled.
create function draft_course(p_round uuid, p_agency uuid) returns json
language plpgsql stable as $$
declare
  v_signed   json;
  v_returned json := '[]';
begin
  if exists (select from sign_offs where round_id = p_round and agency_id = p_agency) then
    select json_build_object('at', o.signed_at, 'name', w.full_name, 'forName', f.full_name,
             'decision', o.decision, 'voidedAt', o.voided_at, 'cause', o.void_cause)
      into v_signed
      from sign_offs o
      left join staff w on w.id = o.signed_by
      left join staff f on f.id = o.for_id
     where o.round_id = p_round and o.agency_id = p_agency
     order by o.signed_at desc limit 1;
  end if;
  if exists (
    select from returned_leaves
     where round_id = p_round and agency_id = p_agency and settled_at is null) then
    select json_agg(json_build_object('code', b.code, 'comment', b.comment, 'at', b.returned_at,
             'name', w.full_name, 'forName', f.full_name,
             'decision', (select d.decision from delegations d
                           where d.leader_id = b.for_id and d.acting_id = b.returned_by
                           order by d.created_at desc limit 1)) order by b.returned_at, b.code)
      into v_returned
      from returned_leaves b
      left join staff w on w.id = b.returned_by
      left join staff f on f.id = b.for_id
     where b.round_id = p_round and b.agency_id = p_agency and b.settled_at is null;
  end if;
  return json_build_object('signed', v_signed, 'returned', v_returned);
end $$;

-- A chat's oldest waiting update with the facts of its turn, all of one snapshot; null when none
-- may be played now. Of the draft it gives the leaves changed since the version that the caller
-- knows, and of the evidence that of the leaf the talk is on.
create function open_turn(
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
        select coalesce(json_agg(n), '[]') into v_news from (
          select l.code, l.version, l.answer, l.points, l.explanation,
                 l.not_applicable as "notApplicable", l.evidence_count as "evidenceCount",
                 l.before, l.receipt, l.changed_at as at, coalesce(w.full_name, '') as by
            from leaf_states l left join staff w on w.id = l.changed_by
           where l.round_id = v_round.id and l.agency_id = v_me.agency_id
             and l.draft_version > v_since) n;
      end if;
      v_draft := json_build_object(
        'version', v_round.draft_version, 'since', v_since, 'news', v_news,
        'submittedAt', v_round.submitted_at,
        'submittedBy', case when v_round.submitted_by is not null then (
          select full_name from staff where id = v_round.submitted_by) end,
        'course', draft_course(v_round.id, v_me.agency_id));
      if exists (
        select from evidence
         where round_id = v_round.id and agency_id = v_me.agency_id
           and code = v_talk.state ->> 'code') then
        select json_agg(e) into v_evidence from (
          select e.id, e.code, e.phase, e.wanted, e.file_name, e.document, e.place, e.status,
                 e.reason, (select b.size from blobs b where b.sha256 = e.sha256) as size, e.sha256,
                 e.receipt, e.added_at, coalesce(w.full_name, '') as added_by
            from evidence e left join staff w on w.id = e.added_by
           where e.round_id = v_round.id and e.agency_id = v_me.agency_id
             and e.code = v_talk.state ->> 'code'
           order by e.added_at, e.receipt) e;
      end if;
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
    'evidence', v_evidence);
end $$;

-- Marks that an agency's results must be computed again, and that a live closing of the council
-- must be compared again: this stands here and not in triggers on the marks, which every answer
-- of an officer would set off.
create or replace function mark_dirty(p_round uuid, p_agency uuid, p_now timestamptz) returns void
language plpgsql as $$
begin
  update dirty_agencies set stamp = nextval('dirty_stamps')
   where round_id = p_round and agency_id = p_agency;
  if not found then
    insert into dirty_agencies (round_id, agency_id, group_code, since)
    select round_id, agency_id, group_code, p_now from round_agencies
     where round_id = p_round and agency_id = p_agency
    on conflict (round_id, agency_id) do update set stamp = nextval('dirty_stamps');
  end if;
  if exists (
    select from council_closings
     where round_id = p_round and void_at is null and not is_suspect) then
    update council_closings set is_suspect = true
     where round_id = p_round and void_at is null and not is_suspect;
  end if;
end $$;

drop trigger figures_added on dirty_agencies;
drop trigger figures_changed on dirty_agencies;
drop trigger figures_removed on dirty_agencies;

-- The ends of the chains are written by this function alone, with its owner's rights. Who finds the
-- end moved on after hashing hashes anew: so nothing is locked that need not be.
create or replace function link_entry() returns trigger language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_agency uuid := coalesce(new.agency_id, '00000000-0000-0000-0000-000000000000');
  v_end    bigint;
begin
  if new.author_id is not null then
    new.author_mark := staff_mark(new.author_id);
  end if;
  if new.for_id is not null then
    new.for_mark := staff_mark(new.for_id);
  end if;
  loop
    select seq, hash into v_end, new.previous_hash from chain_heads
     where round_id = new.round_id and agency_id = v_agency;
    if not found then
      insert into chain_heads (round_id, agency_id, seq, hash)
      values (new.round_id, v_agency, 0, '') on conflict do nothing;
      continue;
    end if;
    new.seq := v_end + 1;
    new.hash := encode(
      sha256(convert_to(new.previous_hash || E'\n' || entry_text(new), 'UTF8')), 'hex');
    update chain_heads set seq = new.seq, hash = new.hash
     where round_id = new.round_id and agency_id = v_agency and seq = v_end;
    exit when found;
  end loop;
  return new;
end $$;

-- Gives the ids of the replies in the outbox, in order (null when the update was played before),
-- and whether the chat has more updates waiting.
create or replace function commit_turn(
  out v_ids bigint[], out v_has_more boolean,
  p_update bigint, p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) language plpgsql as $$
declare
  v_draft integer;
  v_leaf  jsonb;
  v_id    bigint;
begin
  update inbound_updates set status = 'done', done_at = p_now
   where id = p_update and status = 'waiting';
  if not found then
    return;
  end if;

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

  v_ids := '{}';
  for i in 0 .. jsonb_array_length(p_replies) - 1 loop
    insert into outbox (channel, bot, chat_id, inbound_id, body, created_at, leased_until)
    values (p_channel, p_bot, p_chat, p_update, p_replies -> i, p_now, p_leased_until)
    returning id into v_id;
    v_ids := v_ids || v_id;
  end loop;
  v_has_more := exists (
    select from inbound_updates
     where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting');
end $$;

-- Room on each page for the next versions of rows that change with every answer.
alter table round_agencies set (fillfactor = 50);
alter table conversations set (fillfactor = 70);
alter table dirty_agencies set (fillfactor = 50);

-- Stores an update and opens its chat's next turn in the same breath; null when none may be played
-- now. A delivery that is already known changes nothing.
create function receive_turn(
  p_channel text, p_bot text, p_external text, p_chat text, p_payload jsonb,
  p_known_round uuid, p_known_agency uuid, p_known_version integer
) returns json language plpgsql as $$
begin
  insert into inbound_updates (channel, bot, external_id, chat_id, payload)
  values (p_channel, p_bot, p_external, p_chat, p_payload)
  on conflict (channel, bot, external_id) do nothing;
  return open_turn(p_channel, p_bot, p_chat, p_known_round, p_known_agency, p_known_version);
end $$;
