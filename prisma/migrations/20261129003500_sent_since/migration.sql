-- For counting what a channel has sent in a month; costs a writer next to nothing.
create index outbox_by_time on outbox using brin (created_at) with (pages_per_range = 32, autosummarize = on);
