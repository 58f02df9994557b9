-- As before, and with the one in whose place an acting leader signs or gives explanations back.
create or replace function note_appeal(
  p_round uuid, p_agency uuid, p_code text, p_kind text, p_body jsonb,
  p_staff uuid, p_role text, p_update bigint, p_receipt text, p_now timestamptz
) returns void language sql as $$
  insert into entries (
    round_id, agency_id, code, kind, body, author_id, role, for_id, inbound_id, receipt, at)
  values (p_round, p_agency, p_code, p_kind, p_body - 'forId', p_staff, p_role,
          (p_body ->> 'forId')::uuid, p_update, p_receipt, p_now)
$$;
