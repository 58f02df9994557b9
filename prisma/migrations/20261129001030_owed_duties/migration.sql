-- How many duties were owed when the worker looked last, for the measures.
create table owed_duties (
  phase text        not null,
  kind  text        not null,
  count integer     not null,
  at    timestamptz not null,
  primary key (phase, kind)
);
