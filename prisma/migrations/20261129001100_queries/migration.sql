-- Who asked for which figures is kept for good, with the stage in which they were shown.

-- Null for what was asked before this, and where no round was meant.
alter table queries add column stage text check (stage in (
  'draft', 'announced', 'selfScoring', 'appraisal', 'explaining', 'secondAppraisal',
  'consolidation', 'council', 'submission', 'published', 'archived'));

create index on queries (staff_id, at);

create function refuse_query_change() returns trigger language plpgsql as $$
begin
  raise exception 'queries are only added, never changed';
end $$;

create trigger queries_are_only_added before update or delete on queries
  for each row execute function refuse_query_change();
create trigger queries_are_never_emptied before truncate on queries
  for each statement execute function refuse_query_change();
