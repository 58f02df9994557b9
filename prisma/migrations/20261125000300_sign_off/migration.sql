-- Sign-off in the agency: a leader confirms exactly one state of the draft with a second factor, or
-- gives leaves back; a leader's place is taken by somebody else by delegation.

-- An acting leader, by a decision, between two local days, both inside.
create table delegations (
  id         uuid        primary key default gen_random_uuid(),
  leader_id  uuid        not null references staff (id),
  acting_id  uuid        not null references staff (id),
  from_day   date        not null,
  until_day  date        not null,
  decision   text        not null check (decision <> ''),
  created_by uuid        references staff (id),
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid        references staff (id),
  check (from_day <= until_day),
  check (leader_id <> acting_id)
);

create index on delegations (acting_id) where revoked_at is null;
create index on delegations (leader_id);

-- Who may act as a leader of the agency on a local day; for_id: in whose place.
create function leaders_of(p_agency uuid, p_day date)
returns table (staff_id uuid, for_id uuid, decision text) language sql stable as $$
  select s.id, null::uuid, null::text
    from staff s join staff_roles g on g.staff_id = s.id and g.role = 'leader'
   where s.agency_id = p_agency and s.is_active
  union all
  select a.id, l.id, d.decision
    from delegations d
    join staff a on a.id = d.acting_id and a.is_active
    join staff l on l.id = d.leader_id and l.is_active
    join staff_roles g on g.staff_id = l.id and g.role = 'leader'
   where l.agency_id = p_agency and a.agency_id = p_agency and d.revoked_at is null
     and p_day between d.from_day and d.until_day
$$;

create function local_day(p_now timestamptz) returns date language sql immutable as $$
  select (p_now at time zone 'Asia/Ho_Chi_Minh')::date
$$;

-- The second factor ------------------------------------------------------------------------------

-- An authenticator app. The secret is encrypted (AES-256-GCM) by a key made from the server's own.
create table staff_factors (
  staff_id     uuid        primary key references staff (id),
  secret       text        not null,
  -- Null while the person has not yet proved it with a first code.
  confirmed_at timestamptz,
  -- The time step of the last code taken: none is taken twice.
  last_step    bigint      not null default 0,
  created_at   timestamptz not null
);

-- Codes for the day the phone is gone; kept only as an HMAC, each works once.
create table recovery_codes (
  id         uuid        primary key default gen_random_uuid(),
  staff_id   uuid        not null references staff (id),
  code_hmac  text        not null,
  created_at timestamptz not null,
  used_at    timestamptz,
  unique (staff_id, code_hmac)
);

-- Six digits sent to another chat of the same person, good only in the chat that asked for them.
create table confirm_codes (
  id         uuid        primary key default gen_random_uuid(),
  staff_id   uuid        not null references staff (id),
  channel    text        not null,
  bot        text        not null,
  chat_id    text        not null,
  code_hmac  text        not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create index on confirm_codes (staff_id, created_at);

create table factor_resets (
  id       uuid        primary key default gen_random_uuid(),
  staff_id uuid        not null references staff (id),
  reason   text        not null check (reason <> ''),
  reset_by uuid        references staff (id),
  at       timestamptz not null
);

-- Signatures -------------------------------------------------------------------------------------

create table sign_offs (
  id            uuid        primary key default gen_random_uuid(),
  round_id      uuid        not null,
  agency_id     uuid        not null,
  draft_version integer     not null,
  scheme_hash   text        not null,
  -- What was signed, as core/sign-off/signed-state.ts writes it, and its SHA-256.
  state         text        not null,
  state_hash    text        not null
    check (state_hash = encode(sha256(convert_to(state, 'UTF8')), 'hex')),
  signed_by     uuid        references staff (id),
  -- The leader in whose place it was signed, and the number of the decision.
  for_id        uuid        references staff (id),
  decision      text,
  factor        text        not null check (factor in ('app', 'chat', 'recovery')),
  -- Why nobody else had entered anything; for the council's pack.
  alone_reason  text        check (char_length(alone_reason) >= 20),
  receipt       text        not null unique,
  signed_at     timestamptz not null,
  voided_at     timestamptz,
  void_cause    text        check (void_cause in ('changed', 'returned')),
  -- When the officers and leaders were told that it is void.
  told_at       timestamptz,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade,
  check ((for_id is null) = (decision is null)),
  check ((voided_at is null) = (void_cause is null))
);

create unique index sign_offs_valid on sign_offs (round_id, agency_id) where voided_at is null;
create index on sign_offs (round_id, agency_id, signed_at);
create index sign_offs_untold on sign_offs (voided_at) where voided_at is not null and told_at is null;

-- The valid signature; submitted_at stays the instant at which the officer handed the draft up.
alter table round_agencies
  add column signed_at timestamptz,
  add column sign_off_id uuid references sign_offs (id),
  add check ((signed_at is null) = (sign_off_id is null));

-- A leaf that a leader gave back with a comment.
create table returned_leaves (
  id          uuid        primary key default gen_random_uuid(),
  round_id    uuid        not null,
  agency_id   uuid        not null,
  code        text        not null,
  comment     text        not null check (comment <> ''),
  returned_by uuid        references staff (id),
  for_id      uuid        references staff (id),
  returned_at timestamptz not null,
  settled_at  timestamptz,
  settled_by  uuid        references staff (id),
  -- What the officer answered; null when the leaf was changed instead.
  answer      text,
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

create index returned_leaves_open on returned_leaves (round_id, agency_id) where settled_at is null;

-- The instant of the turn, where it was told (cham.now), so that a moved clock shows in the ledger.
create function turn_instant() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('cham.now', true), '')::timestamptz, now())
$$;

create function void_sign_off(p_sign_off uuid, p_cause text, p_now timestamptz) returns void
language plpgsql as $$
begin
  update sign_offs set voided_at = p_now, void_cause = p_cause
   where id = p_sign_off and voided_at is null;
  insert into entries (round_id, agency_id, kind, body, at)
  select round_id, agency_id, 'signOffVoided',
         jsonb_build_object('signOffId', id, 'receipt', receipt, 'cause', p_cause), p_now
    from sign_offs where id = p_sign_off;
end $$;

-- Whatever changes a draft voids its signature, in the same transaction.
create function void_on_change() returns trigger language plpgsql as $$
begin
  perform void_sign_off(old.sign_off_id, 'changed', turn_instant());
  new.sign_off_id := null;
  new.signed_at := null;
  return new;
end $$;

create trigger changes_void_sign_offs before update on round_agencies
  for each row
  when (old.sign_off_id is not null and new.draft_version <> old.draft_version)
  execute function void_on_change();

-- Signs the draft as it stands at `draftVersion`, handed up and not yet signed; refuses (CH001) when
-- anything of that has moved on, and (CH002) when the round no longer takes signatures.
create function sign_draft(
  p_round uuid, p_agency uuid, p_sign jsonb, p_staff uuid, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_row    round_agencies;
  v_scheme text;
  v_id     uuid;
  v_for    uuid := (p_sign ->> 'forId')::uuid;
begin
  select * into v_row from round_agencies
   where round_id = p_round and agency_id = p_agency for update;
  select s.hash into v_scheme
    from round_groups g join schemes s on s.id = g.scheme_id
   where g.round_id = p_round and g.group_code = v_row.group_code;
  if v_row.submitted_at is null or v_row.sign_off_id is not null
     or v_row.draft_version <> (p_sign ->> 'draftVersion')::integer
     or v_scheme is distinct from p_sign ->> 'schemeHash' then
    raise exception 'the draft has changed' using errcode = 'CH001';
  end if;
  if not exists (
    select from leaders_of(p_agency, local_day(p_now)) l
     where l.staff_id = p_staff and l.for_id is not distinct from v_for) then
    raise exception 'not a leader any more' using errcode = 'CH001';
  end if;
  if not exists (
    select from rounds where id = p_round
       and stage in ('selfScoring', 'appraisal', 'explaining', 'secondAppraisal')) then
    raise exception 'the round takes no signatures' using errcode = 'CH002';
  end if;
  if p_sign ->> 'aloneReason' is null and not exists (
    select from leaf_states
     where round_id = p_round and agency_id = p_agency and changed_by is distinct from p_staff) then
    raise exception 'signed alone without a reason' using errcode = 'CH001';
  end if;
  insert into sign_offs (
    round_id, agency_id, draft_version, scheme_hash, state, state_hash, signed_by, for_id, decision,
    factor, alone_reason, receipt, signed_at)
  values (
    p_round, p_agency, v_row.draft_version, v_scheme, p_sign ->> 'state', p_sign ->> 'stateHash',
    p_staff, v_for, p_sign ->> 'decision', p_sign ->> 'factor', p_sign ->> 'aloneReason',
    p_sign ->> 'receipt', p_now)
  returning id into v_id;
  update round_agencies set sign_off_id = v_id, signed_at = p_now
   where round_id = p_round and agency_id = p_agency;
  insert into entries (
    round_id, agency_id, kind, body, author_id, role, for_id, inbound_id, receipt, at)
  values (
    p_round, p_agency, 'signOff',
    jsonb_build_object('signOffId', v_id, 'draftVersion', v_row.draft_version,
      'schemeHash', v_scheme, 'stateHash', p_sign ->> 'stateHash', 'factor', p_sign ->> 'factor',
      'decision', p_sign ->> 'decision', 'aloneReason', p_sign ->> 'aloneReason'),
    p_staff, 'leader', v_for, p_update, p_sign ->> 'receipt', p_now);
end $$;

-- Gives leaves back to the officers: the draft is open again, a signature is void.
create function return_draft(
  p_round uuid, p_agency uuid, p_return jsonb, p_staff uuid, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_row round_agencies;
  v_for uuid := (p_return ->> 'forId')::uuid;
begin
  select * into v_row from round_agencies
   where round_id = p_round and agency_id = p_agency for update;
  if v_row.submitted_at is null or not exists (
    select from leaders_of(p_agency, local_day(p_now)) l
     where l.staff_id = p_staff and l.for_id is not distinct from v_for) then
    raise exception 'nothing to give back' using errcode = 'CH001';
  end if;
  if not is_phase_open(p_round, p_agency, 'selfScoring', null, p_now) then
    raise exception 'self-scoring is over' using errcode = 'CH002';
  end if;
  if v_row.sign_off_id is not null then
    perform void_sign_off(v_row.sign_off_id, 'returned', p_now);
    update sign_offs set told_at = p_now where id = v_row.sign_off_id;
  end if;
  update round_agencies
     set submitted_at = null, submitted_by = null, sign_off_id = null, signed_at = null
   where round_id = p_round and agency_id = p_agency;
  insert into returned_leaves (
    round_id, agency_id, code, comment, returned_by, for_id, returned_at)
  select p_round, p_agency, code, p_return ->> 'comment', p_staff, v_for, p_now
    from jsonb_array_elements_text(p_return -> 'codes') as code;
  insert into entries (
    round_id, agency_id, kind, body, author_id, role, for_id, inbound_id, receipt, at)
  values (
    p_round, p_agency, 'return', p_return - 'receipt' - 'forId',
    p_staff, 'leader', v_for, p_update, p_return ->> 'receipt', p_now);
  insert into entries (round_id, agency_id, code, kind, body, author_id, role, for_id, inbound_id, at)
  select p_round, p_agency, code, 'returned',
         jsonb_build_object('comment', p_return ->> 'comment'), p_staff, 'leader', v_for, p_update, p_now
    from jsonb_array_elements_text(p_return -> 'codes') as code;
end $$;

-- A returned leaf is settled by the next thing an officer does to it.
create function settle_returned() returns trigger language plpgsql as $$
begin
  update returned_leaves
     set settled_at = new.at, settled_by = new.author_id,
         answer = case when new.kind = 'returnAnswer' then new.body ->> 'answer' end
   where round_id = new.round_id and agency_id = new.agency_id and code = new.code
     and settled_at is null;
  return null;
end $$;

create trigger entries_settle_returned after insert on entries
  for each row
  when (new.code is not null and new.author_id is not null and new.kind in (
    'answer', 'explanation', 'notApplicable', 'undo', 'evidence', 'withdrawal', 'returnAnswer'))
  execute function settle_returned();

-- Messages that hold a secret; what is kept of them is blotted out some minutes after they were sent.
create index outbox_secrets on outbox (created_at)
  where (body -> 'reply' ->> 'isSecret') = 'true';
