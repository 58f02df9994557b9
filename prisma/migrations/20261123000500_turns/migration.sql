-- A turn is written by one call: the update leaves the inbox, the talk moves on, the draft
-- changes, the replies wait in the outbox. Either all of it happens or none.
--
-- Errors: CH001 something the turn was decided on has changed; CH002 the draft takes no changes.

-- Marks an agency's draft as changed and gives the draft's new version.
create function touch_draft(p_round uuid, p_agency uuid, p_now timestamptz) returns integer
language plpgsql as $$
declare
  v_version integer;
  v_group   text;
begin
  update round_agencies ra
     set draft_version = ra.draft_version + 1
    from rounds r
   where ra.round_id = p_round and ra.agency_id = p_agency and r.id = p_round
     and ra.submitted_at is null and r.stage = 'selfScoring'
     and p_now >= r.self_opens_at and p_now < coalesce(ra.self_closes_at, r.self_closes_at)
  returning ra.draft_version, ra.group_code into v_version, v_group;
  if not found then
    raise exception 'the draft takes no changes' using errcode = 'CH002';
  end if;
  insert into dirty_agencies (round_id, agency_id, group_code, since)
  values (p_round, p_agency, v_group, p_now)
  on conflict (round_id, agency_id) do update set stamp = nextval('dirty_stamps');
  return v_version;
end $$;

-- Puts new content into one leaf; the former content is kept for undoing, and the history grows.
create function save_leaf(
  p_round uuid, p_agency uuid, p_leaf jsonb, p_draft_version integer,
  p_staff uuid, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_content  jsonb   := p_leaf -> 'content';
  v_expected integer := (p_leaf ->> 'expectedVersion')::integer;
begin
  insert into leaf_states as ls (
    round_id, agency_id, code, version, draft_version, answer, points, explanation,
    not_applicable, receipt, changed_by, changed_at)
  values (
    p_round, p_agency, p_leaf ->> 'code', 1, p_draft_version,
    nullif(v_content -> 'answer', 'null'), (v_content ->> 'points')::integer,
    v_content ->> 'explanation', v_content ->> 'notApplicable',
    p_leaf ->> 'receipt', p_staff, p_now)
  on conflict (round_id, agency_id, code) do update set
    version = ls.version + 1, draft_version = excluded.draft_version,
    answer = excluded.answer, points = excluded.points, explanation = excluded.explanation,
    not_applicable = excluded.not_applicable, receipt = excluded.receipt,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at,
    before = jsonb_build_object(
      'answer', ls.answer, 'points', ls.points,
      'explanation', ls.explanation, 'notApplicable', ls.not_applicable)
    where ls.version = v_expected;
  if not found then
    raise exception 'the leaf has changed' using errcode = 'CH001';
  end if;
  insert into entries (round_id, agency_id, code, kind, body, author_id, inbound_id, receipt, at)
  values (p_round, p_agency, p_leaf ->> 'code', p_leaf ->> 'change', v_content,
          p_staff, p_update, p_leaf ->> 'receipt', p_now);
end $$;

-- Gives the ids of the replies in the outbox, in order (null when the update was played before),
-- and whether the chat has more updates waiting.
create function commit_turn(
  out v_ids bigint[], out v_has_more boolean,
  p_update bigint, p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) language plpgsql as $$
declare
  v_draft   integer;
  v_leaf    jsonb;
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

  if jsonb_array_length(p_leaves) > 0 then
    v_draft := touch_draft(p_round, p_agency, p_now);
    for v_leaf in select jsonb_array_elements(p_leaves) loop
      perform save_leaf(p_round, p_agency, v_leaf, v_draft, p_staff, p_update, p_now);
    end loop;
  end if;

  with added as (
    insert into outbox (channel, bot, chat_id, inbound_id, body, created_at, leased_until)
    select p_channel, p_bot, p_chat, p_update, reply.value, p_now, p_leased_until
      from jsonb_array_elements(p_replies) with ordinality as reply (value, place)
     order by reply.place
    returning id)
  select coalesce(array_agg(id order by id), '{}') into v_ids from added;
  v_has_more := exists (
    select from inbound_updates
     where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting');
end $$;

-- Notes a change of a leaf's evidence: counts again, marks the draft, adds to the history.
create function note_evidence(
  p_round uuid, p_agency uuid, p_code text, p_kind text, p_evidence uuid,
  p_staff uuid, p_update bigint, p_receipt text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer := touch_draft(p_round, p_agency, p_now);
begin
  perform count_evidence(p_round, p_agency, p_code, v_draft, p_staff, p_receipt, p_now);
  insert into entries (round_id, agency_id, code, kind, body, author_id, inbound_id, receipt, at)
  select p_round, p_agency, p_code, p_kind,
         jsonb_build_object('evidenceId', e.id, 'wanted', e.wanted, 'fileName', e.file_name,
                            'document', e.document, 'place', e.place, 'reason', e.reason),
         p_staff, p_update, p_receipt, p_now
    from evidence e where e.id = p_evidence;
end $$;

-- Counts a leaf's evidence again; its own content and version stay.
create function count_evidence(
  p_round uuid, p_agency uuid, p_code text, p_draft_version integer,
  p_staff uuid, p_receipt text, p_now timestamptz
) returns void language sql as $$
  insert into leaf_states as ls (
    round_id, agency_id, code, version, draft_version, evidence_count, receipt, changed_by, changed_at)
  values (
    p_round, p_agency, p_code, 1, p_draft_version,
    (select count(*) from evidence e
      where e.round_id = p_round and e.agency_id = p_agency and e.code = p_code
        and e.status in ('fetching', 'kept')),
    p_receipt, p_staff, p_now)
  on conflict (round_id, agency_id, code) do update set
    evidence_count = excluded.evidence_count, draft_version = excluded.draft_version
$$;

-- Hands in the self-score as it was shown: a draft that has moved on since is shown again first.
create function submit_draft(
  p_round uuid, p_agency uuid, p_draft_version integer,
  p_staff uuid, p_update bigint, p_receipt text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer := touch_draft(p_round, p_agency, p_now);
begin
  if v_draft <> p_draft_version + 1 then
    raise exception 'the draft has changed' using errcode = 'CH001';
  end if;
  update round_agencies set submitted_at = p_now, submitted_by = p_staff
   where round_id = p_round and agency_id = p_agency;
  insert into entries (round_id, agency_id, code, kind, body, author_id, inbound_id, receipt, at)
  values (p_round, p_agency, null, 'submit', jsonb_build_object('draftVersion', p_draft_version),
          p_staff, p_update, p_receipt, p_now);
end $$;

-- Counts a leaf's evidence again after a file was kept or lost. Not the agency's doing, so it
-- also happens when the draft takes no changes any more.
create function recount_evidence(
  p_round uuid, p_agency uuid, p_code text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer;
  v_group text;
begin
  update round_agencies set draft_version = draft_version + 1
   where round_id = p_round and agency_id = p_agency
  returning draft_version, group_code into v_draft, v_group;
  update leaf_states
     set draft_version = v_draft,
         evidence_count = (
           select count(*) from evidence e
            where e.round_id = p_round and e.agency_id = p_agency and e.code = p_code
              and e.status in ('fetching', 'kept'))
   where round_id = p_round and agency_id = p_agency and code = p_code;
  insert into dirty_agencies (round_id, agency_id, group_code, since)
  values (p_round, p_agency, v_group, p_now)
  on conflict (round_id, agency_id) do update set stamp = nextval('dirty_stamps');
end $$;
