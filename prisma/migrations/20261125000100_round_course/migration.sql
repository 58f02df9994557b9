-- Who appraises the leaves that the agency in charge may not appraise itself: its own. A round in
-- which an agency has no substitute from elsewhere does not open.

create table round_substitutes (
  round_id uuid    not null references rounds (id) on delete cascade,
  place    integer not null check (place > 0),
  staff_id uuid    not null references staff (id),
  primary key (round_id, place),
  unique (round_id, staff_id)
);

-- The latest entry of a kind in a round's own chain (the one without an agency); null when there
-- is none. Serves the council's closing decision ('closing') and the approval ('approval').
create function last_round_entry(p_round uuid, p_kind text) returns jsonb language sql stable as $$
  select body from entries
   where round_id = p_round and kind = p_kind
     and coalesce(agency_id, '00000000-0000-0000-0000-000000000000'::uuid)
         = '00000000-0000-0000-0000-000000000000'::uuid
   order by seq desc limit 1
$$;
