-- Which leaf of an earlier scheme a leaf continues, where the two do not agree in code, name and
-- kind of rule; a null previous code says that there is none. Scheme ids, not versions: a new
-- version of a scheme keeps its mapping.
create table scheme_mappings (
  scheme        text not null check (scheme <> ''),
  previous      text not null check (previous <> scheme),
  code          text not null check (code <> ''),
  previous_code text check (previous_code <> ''),
  primary key (scheme, previous, code)
);
