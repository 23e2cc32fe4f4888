-- Children of a parent, in the order of lists.
create index backup_job_of_parent on backup_job (account, region, parent_job, created_at, id) where parent_job is not null;
create index copy_job_of_parent on copy_job (account, region, parent_job, created_at, id) where parent_job is not null;
