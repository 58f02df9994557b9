-- Whoever appraised a leaf first answers the explanation about it, a substitute from another field
-- too: their fields do not hold the leaf, and nobody else could have answered.
create or replace function reappraises(
  p_staff uuid, p_agency uuid, p_field text, p_first uuid
) returns boolean language sql stable as $$
  select exists (
    select from staff s join staff_roles g on g.staff_id = s.id and g.role = 'appraiser'
     where s.id = p_staff and s.is_active and s.agency_id <> p_agency
       and (p_staff = p_first or g.fields is null or p_field = any (g.fields)))
   and (p_staff = p_first or not exists (
    select from staff s join staff_roles g on g.staff_id = s.id and g.role = 'appraiser'
     where s.id = p_first and s.is_active and s.agency_id <> p_agency))
$$;
