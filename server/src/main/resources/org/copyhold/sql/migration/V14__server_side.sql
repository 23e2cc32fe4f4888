-- Of the bytes moved, those that a storage service copied by itself.
alter table backup_job add column server_side_bytes bigint not null default 0;
alter table copy_job add column server_side_bytes bigint not null default 0;
alter table restore_job add column server_side_bytes bigint not null default 0;
