-- The ledger is guarded: the program's own role adds to it and reads it, no more (its rights are
-- granted by adapters/db/program-role.ts), and round digests join the chains of a round, so that a
-- chain that was rewritten from its first link shows too.

-- The ends of the chains are written by this function alone, with its owner's rights.
create or replace function link_entry() returns trigger language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_agency uuid := coalesce(new.agency_id, '00000000-0000-0000-0000-000000000000');
begin
  loop
    select seq + 1, hash into new.seq, new.previous_hash from chain_heads
     where round_id = new.round_id and agency_id = v_agency for update;
    exit when found;
    insert into chain_heads (round_id, agency_id, seq, hash)
    values (new.round_id, v_agency, 0, '') on conflict do nothing;
  end loop;
  new.author_mark := case when new.author_id is not null then staff_mark(new.author_id) end;
  new.for_mark := case when new.for_id is not null then staff_mark(new.for_id) end;
  new.hash := encode(sha256(convert_to(new.previous_hash || E'\n' || entry_text(new), 'UTF8')), 'hex');
  update chain_heads set seq = new.seq, hash = new.hash
   where round_id = new.round_id and agency_id = v_agency;
  return new;
end $$;

-- Room on each page for the next versions of its rows, which change with every entry.
alter table chain_heads set (fillfactor = 50);

create trigger entries_are_never_emptied before truncate on entries
  for each statement execute function refuse_entry_change();

-- A round whose ledger has begun stays: deleting it would take the ends of its chains along.
alter table chain_heads drop constraint chain_heads_round_id_fkey,
  add foreign key (round_id) references rounds (id);

-- All chains of a round as they ended at one moment, joined to the digest before it. One row for a
-- local day on which something was written ('day 2026-11-25'), and one for each change of stage
-- ('stage ' and the number of its entry in the round's own chain).
create table round_digests (
  round_id        uuid        not null references rounds (id),
  -- 1, 2, … in its round.
  seq             integer     not null,
  occasion        text        not null check (occasion ~ '^(day|stage) [-0-9]+$'),
  at              timestamptz not null,
  -- A line for each chain, sorted: agency, number and hash of its last link.
  heads           text        not null,
  previous_digest text        not null,
  digest          text        not null,
  primary key (round_id, seq),
  unique (round_id, occasion)
);

-- The text whose SHA-256 is the digest; core/audit/round-digest.ts writes the same.
create function digest_text(d round_digests) returns text language sql stable as $$
  select concat_ws(E'\n', d.previous_digest, 'cham-digest-1', d.round_id, d.seq, d.occasion,
    to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), d.heads)
$$;

-- Fills in a digest; who asks for one gives round, occasion and instant. One of a day on which
-- nothing was written is left out.
create function fill_digest() returns trigger language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v_former round_digests;
begin
  perform pg_advisory_xact_lock(hashtextextended('round_digests ' || new.round_id, 0));
  select * into v_former from round_digests
   where round_id = new.round_id order by seq desc limit 1;
  select string_agg(agency_id || ' ' || seq || ' ' || hash, E'\n' order by agency_id)
    into new.heads from chain_heads where round_id = new.round_id and seq > 0;
  if new.heads is null or (new.occasion like 'day %' and new.heads = v_former.heads) then
    return null;
  end if;
  new.seq := coalesce(v_former.seq, 0) + 1;
  new.previous_digest := coalesce(v_former.digest, '');
  new.digest := encode(sha256(convert_to(digest_text(new), 'UTF8')), 'hex');
  return new;
end $$;

create trigger digests_are_filled before insert on round_digests
  for each row execute function fill_digest();
create trigger digests_are_only_added before update or delete on round_digests
  for each row execute function refuse_entry_change();
create trigger digests_are_never_emptied before truncate on round_digests
  for each statement execute function refuse_entry_change();

create function digest_at_stage() returns trigger language plpgsql
security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into round_digests (round_id, occasion, at)
  values (new.round_id, 'stage ' || new.seq, new.at) on conflict (round_id, occasion) do nothing;
  return null;
end $$;

create trigger stages_are_digested after insert on entries
  for each row when (new.kind = 'stage' and new.agency_id is null)
  execute function digest_at_stage();
