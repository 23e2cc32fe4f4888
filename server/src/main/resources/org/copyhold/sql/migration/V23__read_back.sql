-- read_back: 1 when what a copy wrote is to be read again before it is committed.
alter table copy_job add column read_back integer not null default 0;
