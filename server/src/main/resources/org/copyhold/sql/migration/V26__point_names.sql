-- What the recovery point of a backup will be called: fixed when the job is accepted, as settings may change before it runs.
alter table backup_job add column point_arn text;
