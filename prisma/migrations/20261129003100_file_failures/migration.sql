-- A file is given up after it has failed too often. Being taken in hand (attempts) is no failure:
-- a process may be killed, or the database be away, with nothing wrong with the file.
alter table evidence add column failures integer not null default 0;
