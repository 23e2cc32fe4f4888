-- What lifecycles say about archives: 1 yes, 0 no, null nothing.
alter table recovery_point add column archive_opt_in integer;
alter table backup_job add column archive_opt_in integer;

-- delete_after_days of a copy job: null for the source's whole lifecycle, -1 to keep the source's expiry.
alter table copy_job add column archive_opt_in integer;
alter table copy_job add column copy_archive_opt_in integer;

-- Tokens go with what their calls made.
create index idempotency_token_made on idempotency_token (job);
