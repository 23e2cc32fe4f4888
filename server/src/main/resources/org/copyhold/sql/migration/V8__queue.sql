-- The queue in order, and what lists, summaries and the end of history need. Times are epoch milliseconds.

-- place: when the job was accepted; who came first goes first. lanes: the limits it keeps to, one a line.
-- waits_for: null when it was let in; a lane that is full; or 'later' until execution_time.
alter table scheduled_tasks add column place bigint not null default 0;
alter table scheduled_tasks add column lanes text not null default '';
alter table scheduled_tasks add column waits_for text;
alter table scheduled_tasks add column passed_over integer not null default 0;
alter table scheduled_tasks add column troubled_at bigint;
alter table scheduled_tasks add column tries integer not null default 0;
update scheduled_tasks set place = execution_time;
create index scheduled_tasks_waiting on scheduled_tasks (waits_for, place, task_instance) where waits_for is not null;

-- Each list is in the order of created_at and id. ended_at comes last: a range of it is judged without the row.
drop index copy_job_newest;
create index copy_job_newest on copy_job (account, region, created_at, id, ended_at);
create index copy_job_state on copy_job (account, region, state, created_at, id);
create index copy_job_resource on copy_job (account, region, resource_arn, created_at, id);
create index copy_job_type on copy_job (account, region, resource_type, created_at, id);
create index copy_job_destination on copy_job (account, region, destination_vault_arn, created_at, id);
create index copy_job_category on copy_job (account, region, message_category, created_at, id);
create index copy_job_source on copy_job (account, region, source_point_arn, created_at, id);
drop index backup_job_newest;
create index backup_job_newest on backup_job (account, region, created_at, id, ended_at);
drop index restore_job_newest;
create index restore_job_newest on restore_job (account, region, created_at, id, ended_at);

-- What is old enough to be forgotten.
create index copy_job_oldest on copy_job (created_at, ended_at);
create index backup_job_oldest on backup_job (created_at, ended_at);
create index restore_job_oldest on restore_job (created_at, ended_at);
