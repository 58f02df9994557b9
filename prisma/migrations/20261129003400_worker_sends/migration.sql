-- What workers have sent, by result, for the measures: a worker answers nobody over HTTP itself.
create table worker_sends (
  channel text   not null,
  result  text   not null,
  total   bigint not null,
  primary key (channel, result)
);
