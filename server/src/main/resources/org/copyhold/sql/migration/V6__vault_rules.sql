-- Locks and notifications of vaults, settings of accounts and organisations, and what lifecycles are found by.

-- lock_set_at is null while a vault is not locked; lock_date is null for a lock that can always be removed.
alter table vault add column lock_set_at bigint;
alter table vault add column lock_min_days integer;
alter table vault add column lock_max_days integer;
alter table vault add column lock_date bigint;

create table vault_notification (
    vault_id text primary key references vault (id) on delete cascade,
    topic_arn text not null,
    events text not null
);

-- The greatest time the service ever had: one row. Locks are judged by it, so that a clock set back opens none.
create table highest_time (
    id integer primary key,
    at bigint not null
);

-- Settings of an organisation, or of an account that has none.
create table global_setting (
    scope text not null,
    name text not null,
    value text not null,
    changed_at bigint not null,
    primary key (scope, name)
);

-- preference: OPT_IN or MANAGEMENT.
create table region_setting (
    account text not null,
    region text not null,
    preference text not null,
    resource_type text not null,
    value text not null,
    primary key (account, region, preference, resource_type)
);

-- When a recovery point is due for cold storage and for deletion: its creation and its lifecycle in one number each.
alter table recovery_point add column storage_class text not null default 'WARM';
alter table recovery_point add column cold_at bigint;
alter table recovery_point add column delete_at bigint;

update recovery_point set
    cold_at = created_at + cold_after_days * 86400000,
    delete_at = created_at + delete_after_days * 86400000;

create index recovery_point_delete_due on recovery_point (delete_at, id)
    where delete_at is not null and status <> 'DELETING';

create index recovery_point_cold_due on recovery_point (cold_at, id)
    where cold_at is not null and storage_class = 'WARM' and status = 'COMPLETED';

-- Whether a copy went into a locked vault: 1 yes.
alter table copy_job add column copy_locked integer not null default 0;

-- Jobs that read a recovery point, or will.
create index copy_job_reading on copy_job (source_point_id) where state in ('CREATED', 'RUNNING');

create index restore_job_reading on restore_job (point_id) where state in ('PENDING', 'RUNNING');
