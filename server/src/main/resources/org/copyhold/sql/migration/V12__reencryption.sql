-- Whether a copy is sealed anew, 1, or moved as it is, 0; and whether every copy into a vault is.
alter table copy_job add column reencrypts integer not null default 0;
alter table vault add column reencrypts integer not null default 0;
