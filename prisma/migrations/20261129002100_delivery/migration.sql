-- Two priorities of messages, a budget of sends for each bot, and a closed list of what went wrong.

alter table outbox
  -- To many at once: sent by the worker at the provider's pace, never before a reply.
  add column is_bulk    boolean     not null default false,
  -- Tries that failed through no condition that passes by itself; bounded.
  add column failures   integer     not null default 0,
  -- The failed try's holder has given it back; else an ended lease means that the holder is gone.
  add column given_back boolean     not null default false,
  -- When the try under way began; kept for bulk, which is never tried again once it may have arrived.
  add column begun_at   timestamptz,
  -- The service's own words about the last failure.
  add column detail     text;

update outbox set detail = refused,
       refused = case when refused ~ ' 403 ' then 'blocked'
                      when refused ~ 'chat not found' then 'chatNotFound'
                      when refused ~ 'is not connected' then 'unknownBot'
                      else 'unacceptable' end
 where refused is not null;

alter table outbox add constraint outbox_refused_is_listed check (refused in (
  'blocked', 'deactivated', 'chatNotFound', 'unknownBot', 'unacceptable', 'tooLarge',
  'rateLimited', 'channelOff', 'tokenRefused', 'serviceFault', 'unreachable', 'noAnswer'));

create index outbox_bulk on outbox (channel, bot, id)
  where is_bulk and sent_at is null and refused is null;
create index outbox_refused on outbox (id) where refused is not null;

-- What each bot may send in bulk, for all processes together. Replies are not asked for here: they
-- are counted as rows of the outbox when bulk asks.
create table send_budgets (
  channel     text        not null,
  bot         text        not null,
  -- No bulk message before this instant.
  next_at     timestamptz not null,
  interval_ms integer     not null check (interval_ms > 0),
  -- Replies up to this row of the outbox have been charged.
  charged_to  bigint      not null,
  primary key (channel, bot)
) with (fillfactor = 50);

alter table chat_links
  -- Since when nothing can be sent there; until the person writes again.
  add column inactive_since  timestamptz,
  add column inactive_reason text,
  add constraint inactive_links_say_why
    check ((inactive_since is null) = (inactive_reason is null));

-- Takes the next bulk message of a bot in hand, when the bot's pace allows one now, and notes that
-- its try begins. Gives the message, or after how many milliseconds to ask again (null when nothing
-- can be sent for now). An interval of 0 means that the channel keeps no pace.
--
-- Replies written since the last call are charged first, a long one for each part that it will be
-- sent in. More than a second's worth is not carried over: providers look back no further. A chat
-- whose person is in a talk gets bulk in the next pause, or after ten minutes all the same.
create function take_bulk(
  p_channel text, p_bot text, p_interval_ms integer, p_chat_interval_ms integer, p_lease_ms integer
) returns json language plpgsql as $$
declare
  v_now    timestamptz := clock_timestamp();
  v_step   interval := p_interval_ms * interval '1 millisecond';
  v_budget send_budgets;
  v_last   bigint;
  v_next   timestamptz;
  v_debt   integer;
  v_row    record;
begin
  -- Whoever began these is gone: they may have arrived and are not repeated.
  update outbox set refused = 'noAnswer', is_ambiguous = true
   where channel = p_channel and bot = p_bot and is_bulk and sent_at is null and refused is null
     and begun_at is not null and leased_until <= v_now;

  if p_interval_ms > 0 then
    insert into send_budgets (channel, bot, next_at, interval_ms, charged_to)
    values (p_channel, p_bot, v_now, p_interval_ms, coalesce((select max(id) from outbox), 0))
    on conflict do nothing;
    select * into v_budget from send_budgets
     where channel = p_channel and bot = p_bot for update;
    v_now := clock_timestamp();
    select coalesce(max(id), 0) into v_last from outbox;
    select coalesce(sum(1 + length(body -> 'reply' ->> 'text') / 4096), 0) into v_debt
      from outbox
     where id > greatest(v_budget.charged_to, v_last - 1000) and id <= v_last
       and channel = p_channel and bot = p_bot and not is_bulk;
    -- Ten milliseconds late are made up for; more is time that nobody used.
    v_next := greatest(v_budget.next_at, v_now - interval '10 milliseconds');
    if v_debt > 0 then
      v_next := greatest(v_next, least(v_next + v_debt * v_step, v_now + interval '1 second'));
    end if;
    if v_next > v_now then
      update send_budgets set next_at = v_next, interval_ms = p_interval_ms, charged_to = v_last
       where channel = p_channel and bot = p_bot;
      return json_build_object('waitMs', ceil(extract(epoch from v_next - v_now) * 1000));
    end if;
  end if;

  select o.id, o.chat_id, o.body, o.failures into v_row from outbox o
   where o.channel = p_channel and o.bot = p_bot and o.is_bulk and o.sent_at is null
     and o.refused is null and coalesce(o.leased_until, '-infinity') <= v_now
     and not exists (
       select from outbox e
        where e.channel = o.channel and e.bot = o.bot and e.chat_id = o.chat_id
          and e.sent_at is null and e.refused is null and (not e.is_bulk or e.id < o.id))
     and (p_interval_ms = 0 or not exists (
       select from conversations c
        where c.channel = o.channel and c.bot = o.bot and c.chat_id = o.chat_id
          and c.updated_at > v_now - case when o.created_at > v_now - interval '10 minutes'
                                          then interval '15 seconds'
                                          else p_chat_interval_ms * interval '1 millisecond' end))
   order by o.id limit 1 for update of o skip locked;
  if not found then
    return json_build_object('waitMs', null);
  end if;

  update outbox set begun_at = v_now, given_back = false,
         leased_until = v_now + p_lease_ms * interval '1 millisecond'
   where id = v_row.id;
  if p_interval_ms > 0 then
    update outbox set leased_until = v_now + p_chat_interval_ms * interval '1 millisecond',
           given_back = true
     where channel = p_channel and bot = p_bot and chat_id = v_row.chat_id and is_bulk
       and sent_at is null and refused is null and id <> v_row.id and begun_at is null;
    update send_budgets set next_at = v_next + v_step, interval_ms = p_interval_ms,
           charged_to = v_last
     where channel = p_channel and bot = p_bot;
  end if;
  return json_build_object('waitMs', 0, 'id', v_row.id::text, 'chatId', v_row.chat_id,
    'body', v_row.body, 'failures', v_row.failures);
end $$;

-- As before, but that a link becomes active again.
-- Writes the turn of a stored update; null when the update was played before.
create or replace function commit_turn(
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
  -- Who writes can be written to again. (A remembered turn is not taken once its link has changed.)
  update chat_links set inactive_since = null, inactive_reason = null
   where channel = p_channel and bot = p_bot and chat_id = p_chat
     and unlinked_at is null and inactive_since is not null;
  return write_turn(
    p_update, p_channel, p_bot, p_chat, p_conversation_version, p_state, p_staff, p_round, p_agency,
    p_draft_version, p_leaves, p_replies, p_now, p_leased_until);
end $$;
