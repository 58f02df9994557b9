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

-- What was put on the pages of the copy that was handed out; null for copies handed out before.
-- own: the agency's own people get the file as it is; notPdf: a kind of file that takes no marks;
-- the others say why a PDF left unmarked.
alter table evidence_downloads add column mark text
  check (mark in ('marked', 'own', 'notPdf', 'tooLarge', 'unreadable', 'tooSlow'));
