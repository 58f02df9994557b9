-- Giải trình and second appraisal: what an agency says to a leaf that was appraised lower than it
-- had scored itself, the leader's signature, and what the appraiser answers.

-- Both sets of proof of a leaf stay apart: the one of self-scoring, the one of explaining.
alter table evidence add column phase text not null default 'selfScoring'
  check (phase in ('selfScoring', 'explaining'));

create table appeals (
  round_id      uuid        not null,
  agency_id     uuid        not null,
  code          text        not null,
  version       integer     not null check (version > 0),
  -- draft: the officer's; submitted: sent up; signed or returned by the leader; withdrawn: as if
  -- nothing had been said.
  status        text        not null check (status in (
    'draft', 'submitted', 'signed', 'returned', 'withdrawn')),
  -- explained: the agency stands by its own value; accepted: it takes the appraised one.
  answer        text        not null check (answer in ('explained', 'accepted')),
  explanation   text,
  -- Version of the appraised value that it answers.
  value_version integer     not null,
  changed_by    uuid        references staff (id),
  changed_at    timestamptz not null,
  receipt       text        not null,
  -- What the leader wrote when giving it back.
  comment       text,
  submitted_by  uuid        references staff (id),
  submitted_at  timestamptz,
  signed_by     uuid        references staff (id),
  -- In whose place it was signed, by a delegation.
  signed_for    uuid        references staff (id),
  signed_at     timestamptz,
  outcome       text        check (outcome in ('accepted', 'partly', 'rejected')),
  answered_by   uuid        references staff (id),
  answered_at   timestamptz,
  primary key (round_id, agency_id, code),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade,
  check ((answer = 'explained') = (explanation is not null)),
  check (outcome is null or (answer = 'explained' and status in ('submitted', 'signed')))
);

-- Only what was proven in self-scoring decides whether an own answer counts without a word.
create or replace function count_evidence(
  p_round uuid, p_agency uuid, p_code text, p_draft_version integer,
  p_staff uuid, p_receipt text, p_now timestamptz
) returns void language sql as $$
  insert into leaf_states as ls (
    round_id, agency_id, code, version, draft_version, evidence_count, receipt, changed_by, changed_at)
  values (
    p_round, p_agency, p_code, 1, p_draft_version,
    (select count(*) from evidence e
      where e.round_id = p_round and e.agency_id = p_agency and e.code = p_code
        and e.phase = 'selfScoring' and e.status in ('fetching', 'kept')),
    p_receipt, p_staff, p_now)
  on conflict (round_id, agency_id, code) do update set
    evidence_count = excluded.evidence_count, draft_version = excluded.draft_version
$$;

create or replace function recount_evidence(
  p_round uuid, p_agency uuid, p_code text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_draft integer;
begin
  update round_agencies set draft_version = draft_version + 1
   where round_id = p_round and agency_id = p_agency
  returning draft_version into v_draft;
  update leaf_states
     set draft_version = v_draft,
         evidence_count = (
           select count(*) from evidence e
            where e.round_id = p_round and e.agency_id = p_agency and e.code = p_code
              and e.phase = 'selfScoring' and e.status in ('fetching', 'kept'))
   where round_id = p_round and agency_id = p_agency and code = p_code;
  perform mark_dirty(p_round, p_agency, p_now);
end $$;

-- Leaves that an agency may explain: appraised lower than scored by itself. Where one of the two
-- cannot be told in points (the group decides, or the leaf is said not to apply), what the appraiser
-- has changed. The same as core/conversation/appeal/appeal-rules.
create view appealable_leaves as
select q.* from (
  select l.round_id, l.agency_id, l.code, l.version as self_version,
         v.version as value_version, v.verdict, v.decided_by,
         case when l.not_applicable is not null then null
              when l.answer is null then 0 else l.points end as self_points,
         case when v.not_applicable is not null then null
              else coalesce(v.set_points, v.points) end as appraised_points
    from leaf_states l
    join leaf_values v on v.round_id = l.round_id and v.agency_id = l.agency_id
     and v.code = l.code and v.step = 'appraised') q
 where case when q.self_points is null or q.appraised_points is null then q.verdict <> 'agreed'
            else q.appraised_points < q.self_points end;

-- Refuses (CH002) unless the agency may still say something about the leaf at this instant. The
-- draft's row is locked first, as everywhere.
create function check_appeal(
  p_round uuid, p_agency uuid, p_code text, p_now timestamptz
) returns void language plpgsql as $$
begin
  perform from round_agencies where round_id = p_round and agency_id = p_agency for update;
  if not is_phase_open(p_round, p_agency, 'explaining', p_code, p_now)
     or not exists (
       select from appealable_leaves a
        where a.round_id = p_round and a.agency_id = p_agency and a.code = p_code)
     or exists (
       select from leaf_values v
        where v.round_id = p_round and v.agency_id = p_agency and v.code = p_code
          and v.step <> 'appraised') then
    raise exception 'the leaf takes no explanation' using errcode = 'CH002';
  end if;
end $$;

-- Refuses (CH002) unless the officer may change what the agency says about the leaf.
create function touch_appeal(
  p_round uuid, p_agency uuid, p_code text, p_now timestamptz
) returns void language plpgsql as $$
begin
  perform check_appeal(p_round, p_agency, p_code, p_now);
  if exists (
    select from appeals a
     where a.round_id = p_round and a.agency_id = p_agency and a.code = p_code
       and a.status in ('submitted', 'signed')) then
    raise exception 'the explanation was handed in' using errcode = 'CH002';
  end if;
end $$;

create function note_appeal(
  p_round uuid, p_agency uuid, p_code text, p_kind text, p_body jsonb,
  p_staff uuid, p_role text, p_update bigint, p_receipt text, p_now timestamptz
) returns void language sql as $$
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, inbound_id, receipt, at)
  values (p_round, p_agency, p_code, p_kind, p_body, p_staff, p_role, p_update, p_receipt, p_now)
$$;

-- Keeps what the agency says about a leaf, decided on version `expectedVersion` of it and on
-- `valueVersion` of the appraised value; refuses (CH001) when either has moved on.
create function save_appeal(
  p_round uuid, p_agency uuid, p_appeal jsonb, p_staff uuid, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_code text := p_appeal ->> 'code';
begin
  perform touch_appeal(p_round, p_agency, v_code, p_now);
  if not exists (
    select from leaf_values
     where round_id = p_round and agency_id = p_agency and code = v_code and step = 'appraised'
       and version = (p_appeal ->> 'valueVersion')::integer for share) then
    raise exception 'the appraised value has changed' using errcode = 'CH001';
  end if;
  insert into appeals as a (
    round_id, agency_id, code, version, status, answer, explanation, value_version,
    changed_by, changed_at, receipt)
  values (
    p_round, p_agency, v_code, 1, 'draft', p_appeal ->> 'answer', p_appeal ->> 'explanation',
    (p_appeal ->> 'valueVersion')::integer, p_staff, p_now, p_appeal ->> 'receipt')
  on conflict (round_id, agency_id, code) do update set
    version = a.version + 1, status = 'draft', answer = excluded.answer,
    explanation = excluded.explanation, value_version = excluded.value_version,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at,
    receipt = excluded.receipt, submitted_by = null, submitted_at = null
    where a.version = (p_appeal ->> 'expectedVersion')::integer;
  if not found then
    raise exception 'the explanation has changed' using errcode = 'CH001';
  end if;
  perform note_appeal(p_round, p_agency, v_code,
    case p_appeal ->> 'answer' when 'accepted' then 'appealAccepted' else 'appeal' end,
    p_appeal - 'receipt' - 'code' - 'kind', p_staff, 'officer', p_update,
    p_appeal ->> 'receipt', p_now);
end $$;

-- Moves leaves on: sent up, signed, returned or withdrawn, each at the version that was shown.
-- `p_move`: {to, items: [{code, version}], comment}; one entry for all of it.
create function move_appeals(
  p_round uuid, p_agency uuid, p_move jsonb, p_kind text,
  p_staff uuid, p_role text, p_update bigint, p_receipt text, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_to   text   := p_move ->> 'to';
  v_from text[] := case v_to when 'submitted' then array['draft']
                             when 'withdrawn' then array['draft', 'submitted', 'returned']
                             else array['submitted'] end;
  v_item jsonb;
begin
  for v_item in select jsonb_array_elements(p_move -> 'items') loop
    perform check_appeal(p_round, p_agency, v_item ->> 'code', p_now);
    update appeals set
      version = version + 1, status = v_to,
      comment = case when v_to = 'returned' then p_move ->> 'comment'
                     when v_to = 'withdrawn' then null else comment end,
      submitted_by = case when v_to = 'submitted' then p_staff else submitted_by end,
      submitted_at = case when v_to = 'submitted' then p_now else submitted_at end,
      signed_by = case when v_to = 'signed' then p_staff end,
      signed_at = case when v_to = 'signed' then p_now end
     where round_id = p_round and agency_id = p_agency and code = v_item ->> 'code'
       and version = (v_item ->> 'version')::integer and status = any (v_from);
    if not found then
      raise exception 'the explanation has changed' using errcode = 'CH001';
    end if;
  end loop;
  perform note_appeal(p_round, p_agency,
    case when v_to in ('returned', 'withdrawn') then p_move -> 'items' -> 0 ->> 'code' end,
    p_kind, p_move, p_staff, p_role, p_update, p_receipt, p_now);
end $$;

-- Notes new or withdrawn proof of the explaining phase; what the leader had returned is the
-- officer's again. Call it after touch_appeal.
create function note_appeal_evidence(
  p_round uuid, p_agency uuid, p_code text, p_kind text, p_evidence uuid,
  p_staff uuid, p_update bigint, p_receipt text, p_now timestamptz
) returns void language plpgsql as $$
begin
  update appeals set status = 'draft', version = version + 1
   where round_id = p_round and agency_id = p_agency and code = p_code and status = 'returned';
  perform note_appeal(p_round, p_agency, p_code, p_kind,
    (select jsonb_build_object('evidenceId', e.id, 'phase', e.phase, 'fileName', e.file_name,
                               'document', e.document, 'place', e.place, 'reason', e.reason)
       from evidence e where e.id = p_evidence),
    p_staff, 'officer', p_update, p_receipt, p_now);
end $$;

-- Whether a person is the one to appraise an explained leaf: never of the own agency; the one who
-- decided first, or, where nobody such appraises the field any more, whoever may.
create function reappraises(
  p_staff uuid, p_agency uuid, p_field text, p_first uuid
) returns boolean language sql stable as $$
  select exists (
    select from staff s join staff_roles g on g.staff_id = s.id and g.role = 'appraiser'
     where s.id = p_staff and s.is_active and s.agency_id <> p_agency
       and (g.fields is null or p_field = any (g.fields)))
   and (p_staff = p_first or not exists (
    select from staff s join staff_roles g on g.staff_id = s.id and g.role = 'appraiser'
     where s.id = p_first and s.is_active and s.agency_id <> p_agency
       and (g.fields is null or p_field = any (g.fields))))
$$;

-- The second appraisal of one explained leaf, at the version of the explanation that was shown;
-- refuses when the phase is closed or the person may not (CH002), or something has changed (CH001).
create function answer_appeal(
  p_round uuid, p_agency uuid, p_answer jsonb,
  p_staff uuid, p_role text, p_update bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_code text := p_answer -> 'value' ->> 'code';
begin
  perform from round_agencies where round_id = p_round and agency_id = p_agency for update;
  if not is_phase_open(p_round, p_agency, 'secondAppraisal', v_code, p_now)
     or not exists (
       select from appealable_leaves a
        where a.round_id = p_round and a.agency_id = p_agency and a.code = v_code
          and reappraises(p_staff, p_agency, split_part(v_code, '.', 1), a.decided_by)) then
    raise exception 'the leaf takes no second appraisal' using errcode = 'CH002';
  end if;
  update appeals set outcome = p_answer ->> 'outcome', answered_by = p_staff, answered_at = p_now,
         version = version + 1
   where round_id = p_round and agency_id = p_agency and code = v_code
     and version = (p_answer ->> 'appealVersion')::integer
     and answer = 'explained' and status in ('submitted', 'signed');
  if not found then
    raise exception 'the explanation has changed' using errcode = 'CH001';
  end if;
  perform save_value(p_round, p_agency,
    (p_answer -> 'value') || jsonb_build_object('outcome', p_answer ->> 'outcome'),
    p_staff, p_role, null, p_update, p_now);
end $$;
