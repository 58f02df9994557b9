-- Where an agency's draft stands between officers and leader: the last signature, and the leaves
-- that were given back and are not settled. With it the parts of the scheme that the province has
-- declared not to apply to the agency: nobody is asked for them.
create or replace function draft_course(p_round uuid, p_agency uuid) returns json
language plpgsql stable as $$
declare
  v_signed   json;
  v_returned json := '[]';
  v_left_out json := '[]';
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
  if exists (
    select from declarations
     where round_id = p_round and agency_id = p_agency and kind = 'notApplicable') then
    select json_agg(json_build_object('code', d.code, 'reason', d.reason) order by d.code)
      into v_left_out
      from declarations d
     where d.round_id = p_round and d.agency_id = p_agency and d.kind = 'notApplicable';
  end if;
  return json_build_object('signed', v_signed, 'returned', v_returned, 'leftOut', v_left_out);
end $$;
