-- The council (Hội đồng thẩm định): its meeting, agenda, votes and decisions; the closing decision
-- with the hash of all figures; and the approval that makes results final.

create table council_meetings (
  round_id  uuid        primary key references rounds (id) on delete cascade,
  -- core/council/rules.ts, as they stood when the meeting was opened.
  rules     jsonb       not null,
  opened_by uuid        references staff (id),
  opened_at timestamptz not null
);

create table council_items (
  id         uuid        primary key default gen_random_uuid(),
  round_id   uuid        not null references rounds (id) on delete cascade,
  -- Stable: a later item never takes the place of an earlier one.
  number     integer     not null check (number > 0),
  source     text        not null,
  -- What the item was made from: the same source never makes two items.
  source_key text        not null,
  -- Agencies that the item is about; empty when it is about none in particular.
  agency_ids uuid[]      not null default '{}',
  code       text,
  -- The declaration that a refusal strikes out.
  declaration_id uuid,
  -- The question before the council, in words.
  proposal   text        not null check (proposal <> ''),
  -- What a majority makes true: accept, refuse, or points in ten-thousandths.
  motion     text        not null default 'accept' check (motion in ('accept', 'refuse', 'setPoints')),
  motion_points integer  check (motion_points >= 0),
  status     text        not null default 'waiting' check (status in ('waiting', 'voting', 'decided')),
  -- Counts how often the item was put to the vote: a new motion needs new votes.
  ballot     integer     not null default 0,
  -- Grows with each change, votes and interests included.
  version    integer     not null default 1,
  outcome    text        check (outcome in ('passed', 'notPassed')),
  tally      jsonb,
  reason     text,
  decided_by uuid        references staff (id),
  decided_at timestamptz,
  receipt    text,
  created_at timestamptz not null,
  unique (round_id, number),
  unique (round_id, source, source_key),
  check ((motion = 'setPoints') = (motion_points is not null)),
  check ((status = 'decided') = (outcome is not null)),
  check (status <> 'decided' or (reason is not null and decided_at is not null))
);

create table council_votes (
  item_id    uuid        not null references council_items (id) on delete cascade,
  ballot     integer     not null,
  member_id  uuid        not null references staff (id),
  choice     text        not null check (choice in ('agree', 'disagree', 'other')),
  -- chat: by the member; hand, written: entered by the secretary.
  manner     text        not null check (manner in ('chat', 'hand', 'written')),
  opinion    text,
  entered_by uuid        references staff (id),
  at         timestamptz not null,
  primary key (item_id, ballot, member_id)
);

create table council_interests (
  item_id     uuid        not null references council_items (id) on delete cascade,
  member_id   uuid        not null references staff (id),
  reason      text        not null check (reason <> ''),
  declared_at timestamptz not null,
  primary key (item_id, member_id)
);

-- Nobody votes on the own agency, and nobody with a declared interest, whatever the program says.
create function refuse_partial_vote() returns trigger language plpgsql as $$
begin
  if exists (select from council_items i join staff s on s.agency_id = any (i.agency_ids)
              where i.id = new.item_id and s.id = new.member_id)
     or exists (select from council_interests n
                 where n.item_id = new.item_id and n.member_id = new.member_id) then
    raise exception 'this member is out of the vote' using errcode = 'CH001';
  end if;
  return new;
end $$;

create trigger votes_are_impartial before insert or update on council_votes
  for each row execute function refuse_partial_vote();

-- The closing decision. At most one is live; a void one stays as it was.
create table council_closings (
  id         uuid        primary key default gen_random_uuid(),
  round_id   uuid        not null references rounds (id) on delete cascade,
  -- SHA-256 over `figures`, the text of core/council/figures.ts.
  hash       text        not null check (hash ~ '^[0-9a-f]{64}$'),
  figures    text        not null,
  closed_by  uuid        references staff (id),
  closed_at  timestamptz not null,
  receipt    text        not null,
  -- Something that figures follow from was touched; true until they were compared again.
  is_suspect boolean     not null default true,
  void_at    timestamptz,
  -- Why: {kind: changed, difference} or {kind: reopened, by, reason}.
  void_why   jsonb,
  check ((void_at is null) = (void_why is null))
);

create unique index council_closings_live on council_closings (round_id) where void_at is null;

create table approvals (
  -- One closing is approved once.
  closing_id  uuid        primary key references council_closings (id),
  round_id    uuid        not null references rounds (id) on delete cascade,
  number      text        not null check (number <> ''),
  date        date        not null,
  hash        text        not null,
  approved_by uuid        not null references staff (id),
  approved_at timestamptz not null,
  receipt     text        not null
);

create index on approvals (round_id);

-- Whatever figures follow from marks the live closing of its round, so that it is compared again.
create function suspect_closing() returns trigger language plpgsql as $$
begin
  update council_closings c set is_suspect = true
   where c.void_at is null and not c.is_suspect
     and c.round_id in (select distinct t.round_id from touched t);
  return null;
end $$;

do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'leaf_values', 'declarations', 'given_answers', 'agency_results', 'node_results',
    'dirty_agencies', 'round_groups'] loop
    execute format('create trigger figures_added after insert on %I
      referencing new table as touched for each statement execute function suspect_closing()', v_table);
    execute format('create trigger figures_changed after update on %I
      referencing new table as touched for each statement execute function suspect_closing()', v_table);
    execute format('create trigger figures_removed after delete on %I
      referencing old table as touched for each statement execute function suspect_closing()', v_table);
  end loop;
end $$;

-- Refuses what the council may not write now: CH002 when the round does not stand in the council's
-- stage or its phase is closed, CH001 when the council has closed meanwhile, or has no meeting where
-- one is needed. Whoever passes is alone at the council until the transaction ends.
create function lock_council(
  p_round uuid, p_needs_meeting boolean, p_now timestamptz
) returns void language plpgsql as $$
begin
  perform from rounds r where r.id = p_round and r.stage = 'council'
     and not exists (
       select from round_phases p
        where p.round_id = r.id and p.phase = 'council'
          and (p_now < p.opens_at or p_now >= p.closes_at))
   for no key update;
  if not found then
    raise exception 'the council takes no changes' using errcode = 'CH002';
  end if;
  if p_needs_meeting and not exists (
       select from council_meetings m where m.round_id = p_round) then
    raise exception 'the council has no meeting' using errcode = 'CH001';
  end if;
  if exists (select from council_closings c where c.round_id = p_round and c.void_at is null) then
    raise exception 'the council has closed' using errcode = 'CH001';
  end if;
end $$;
