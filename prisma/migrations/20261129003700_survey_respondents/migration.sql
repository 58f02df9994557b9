-- The people who may be asked in the survey (điều tra xã hội học): whom a round asks its agencies
-- for, and whom they have named. The survey's list is a phase beside the stages of a round.

alter table round_phases drop constraint round_phases_phase_check;
alter table round_phases add constraint round_phases_phase_check check (phase in (
  'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'council', 'survey'));

alter table reminder_plans drop constraint reminder_plans_phase_check;
alter table reminder_plans add constraint reminder_plans_phase_check check (phase in (
  'selfScoring', 'appraisal', 'explaining', 'secondAppraisal', 'council', 'survey'));

-- As before; the survey's phase runs from the announcement until figures are put together.
create or replace function is_phase_open(
  p_round uuid, p_agency uuid, p_phase text, p_code text, p_now timestamptz
) returns boolean language sql stable as $$
  select coalesce((
    select p_now >= p.opens_at
       and (((r.stage = p.phase
              or (p.phase = 'survey' and r.stage in (
                'announced', 'selfScoring', 'appraisal', 'explaining', 'secondAppraisal')))
             and p_now < p.closes_at)
         or ((r.stage in ('selfScoring', 'appraisal', 'explaining', 'secondAppraisal')
              or (p.phase = 'survey' and r.stage = 'announced'))
           and exists (
             select from round_exceptions x
              where x.round_id = p_round and x.agency_id = p_agency and x.phase = p_phase
                and p_now < x.closes_at and (x.codes is null or p_code = any (x.codes)))))
      from rounds r
      join round_phases p on p.round_id = r.id and p.phase = p_phase
     where r.id = p_round
       and not exists (
         select from round_agencies ra
          where ra.round_id = p_round and ra.agency_id = p_agency and ra.left_at is not null)), false)
$$;

-- Whom the agencies of a group are asked to name, by kind of people.
create table round_respondents (
  round_id   uuid    not null,
  group_code text    not null,
  kind       text    not null check (kind ~ '^[a-z][0-9a-z-]{0,15}$'),
  name       text    not null check (name <> ''),
  wanted     integer not null check (wanted > 0),
  primary key (round_id, group_code, kind),
  foreign key (round_id, group_code) references round_groups (round_id, group_code) on delete cascade
);

-- Personal data: never in the ledger, which says only how many; taken away when the round is archived.
create table survey_respondents (
  id          uuid        primary key default gen_random_uuid(),
  round_id    uuid        not null,
  agency_id   uuid        not null,
  kind        text        not null,
  -- In its list; a person goes by it in the chat.
  number      integer     not null check (number > 0),
  full_name   text        not null check (full_name <> ''),
  position    text        not null,
  -- A phone number or an e-mail address.
  contact     text        not null check (contact <> ''),
  -- The contact without what does not tell two apart (core/survey/read-respondents.ts).
  contact_key text        not null check (contact_key <> ''),
  added_by    uuid        references staff (id),
  added_at    timestamptz not null,
  -- The message it came by; null from the command line.
  inbound_id  bigint      references inbound_updates (id),
  unique (round_id, agency_id, kind, contact_key),
  unique (round_id, agency_id, kind, number),
  foreign key (round_id, agency_id) references round_agencies (round_id, agency_id) on delete cascade
);

-- Lets one at a time write an agency's list, and only while it is open to it: CH002 otherwise.
create function lock_respondents(p_round uuid, p_agency uuid, p_now timestamptz) returns void
language plpgsql as $$
begin
  perform from round_agencies
    where round_id = p_round and agency_id = p_agency and left_at is null for update;
  if not found or not is_phase_open(p_round, p_agency, 'survey', null, p_now) then
    raise exception 'the list for the survey takes no changes' using errcode = 'CH002';
  end if;
end $$;

-- How many people an agency has named, by kind: what the ledger says of its list.
create function respondent_counts(p_round uuid, p_agency uuid) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(kind, given), '{}')
    from (select kind, count(*) as given from survey_respondents
           where round_id = p_round and agency_id = p_agency group by kind) counted
$$;

-- Adds people to an agency's list: [{name, position, contact, key}]. Refuses when the list is closed
-- or nobody asked for the kind (CH002), or when one of them has come in meanwhile (CH001).
create function add_respondents(
  p_round uuid, p_agency uuid, p_kind text, p_people jsonb,
  p_staff uuid, p_role text, p_inbound bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_last integer;
begin
  perform lock_respondents(p_round, p_agency, p_now);
  perform from round_respondents q
    join round_agencies ra on ra.round_id = q.round_id and ra.group_code = q.group_code
   where q.round_id = p_round and ra.agency_id = p_agency and q.kind = p_kind;
  if not found then
    raise exception 'nobody of this kind is asked for' using errcode = 'CH002';
  end if;
  select coalesce(max(number), 0) into v_last from survey_respondents
   where round_id = p_round and agency_id = p_agency and kind = p_kind;
  begin
    insert into survey_respondents (round_id, agency_id, kind, number, full_name, position, contact,
      contact_key, added_by, added_at, inbound_id)
    select p_round, p_agency, p_kind, v_last + each.place, each.person ->> 'name',
           each.person ->> 'position', each.person ->> 'contact', each.person ->> 'key',
           p_staff, p_now, p_inbound
      from jsonb_array_elements(p_people) with ordinality each (person, place);
  exception when unique_violation then
    raise exception 'somebody of them is in the list already' using errcode = 'CH001';
  end;
  insert into entries (round_id, agency_id, kind, body, author_id, role, inbound_id, at)
  values (p_round, p_agency, 'respondentsAdded',
          jsonb_build_object('kind', p_kind, 'added', jsonb_array_length(p_people),
            'given', respondent_counts(p_round, p_agency)),
          p_staff, p_role, p_inbound, p_now);
end $$;

-- Takes one person off an agency's list. Refuses when the list is closed (CH002) or the person is
-- not in it any more (CH001).
create function remove_respondent(
  p_round uuid, p_agency uuid, p_id uuid,
  p_staff uuid, p_role text, p_inbound bigint, p_now timestamptz
) returns void language plpgsql as $$
declare
  v_kind text;
begin
  perform lock_respondents(p_round, p_agency, p_now);
  delete from survey_respondents
   where id = p_id and round_id = p_round and agency_id = p_agency returning kind into v_kind;
  if not found then
    raise exception 'the person is not in the list' using errcode = 'CH001';
  end if;
  insert into entries (round_id, agency_id, kind, body, author_id, role, inbound_id, at)
  values (p_round, p_agency, 'respondentRemoved',
          jsonb_build_object('kind', v_kind, 'given', respondent_counts(p_round, p_agency)),
          p_staff, p_role, p_inbound, p_now);
end $$;
