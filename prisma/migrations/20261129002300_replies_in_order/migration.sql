-- Where several processes answer one chat, a reply must not overtake an earlier one that another
-- process has just written and is about to send.

-- As before, and gives the ids of the chat's earlier replies that are in somebody's hand and not
-- noted as sent. A process knows which of them it has sent itself; for the others it waits.
create or replace function write_turn(
  p_update bigint, p_channel text, p_bot text, p_chat text,
  p_conversation_version integer, p_state jsonb,
  p_staff uuid, p_round uuid, p_agency uuid, p_draft_version integer, p_leaves jsonb,
  p_replies jsonb, p_now timestamptz, p_leased_until timestamptz
) returns json language plpgsql as $$
declare
  v_draft integer := p_draft_version;
  v_leaf  jsonb;
  v_id    bigint;
  v_first bigint;
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
    v_first := coalesce(v_first, v_id);
    v_ids := v_ids || v_id::text;
  end loop;

  return json_build_object(
    'ids', v_ids,
    'ahead', case when v_first is null then '{}' else array(
      select id::text from outbox
       where channel = p_channel and bot = p_bot and chat_id = p_chat and id < v_first
         and sent_at is null and refused is null and not is_bulk and leased_until is not null) end,
    'hasMore', exists (
      select from inbound_updates
       where channel = p_channel and bot = p_bot and chat_id = p_chat and status = 'waiting'),
    'draftVersion', v_draft,
    'news', case when v_draft > p_draft_version
                 then draft_news(p_round, p_agency, p_draft_version) else '[]' end,
    'evidence', leaf_evidence(p_round, p_agency, p_state ->> 'code'));
end $$;
