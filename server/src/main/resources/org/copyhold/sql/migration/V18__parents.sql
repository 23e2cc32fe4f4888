-- Composite recovery points, and jobs that are made of others.

-- composite: 1 for one that consists of others, and has no bytes in a store. composite_arn: what a member is part of, which is
-- there once all members are made; stack_arn: the resource of that; member: what the stack calls it.
alter table recovery_point add column composite integer not null default 0;
alter table recovery_point add column composite_arn text;
alter table recovery_point add column stack_arn text;
alter table recovery_point add column member text;
create index recovery_point_member on recovery_point (composite_arn, created_at, id) where composite_arn is not null;

-- children: how many jobs a parent has, 0 for one that is none. gaps: what a parent leaves out, in words.
alter table backup_job add column children integer not null default 0;
alter table backup_job add column gaps text;
alter table backup_job add column parent_job text;
alter table backup_job add column composite_arn text;
alter table backup_job add column stack_arn text;
alter table backup_job add column member text;
create index backup_job_parent on backup_job (parent_job, created_at, id) where parent_job is not null;

alter table copy_job add column children integer not null default 0;
alter table copy_job add column gaps text;
alter table copy_job add column parent_job text;
alter table copy_job add column composite_arn text;
alter table copy_job add column stack_arn text;
alter table copy_job add column member text;
create index copy_job_parent on copy_job (parent_job, created_at, id) where parent_job is not null;

alter table restore_job add column parent_job text;
