-- Jobs, what they did, and what is queued. Times are epoch milliseconds.

create table backup_job (
    id text primary key,
    account text not null,
    region text not null,
    created_at bigint not null,
    vault_id text not null,
    vault_arn text not null,
    vault_name text not null,
    encryption_key_arn text not null,
    resource_arn text not null,
    resource_type text not null,
    resource_name text,
    role_arn text not null,
    point_id text not null,
    start_by bigint not null,
    complete_by bigint,
    cold_after_days integer,
    delete_after_days integer,
    tags text not null,
    options text not null,
    state text not null,
    started_at bigint,
    ended_at bigint,
    wanted_bytes bigint not null,
    moved_bytes bigint not null,
    skipped_bytes bigint not null,
    stored_bytes bigint not null,
    message_category text,
    status_message text,
    version bigint not null
);
create index backup_job_newest on backup_job (account, region, created_at, id);

create table copy_job (
    id text primary key,
    account text not null,
    region text not null,
    created_at bigint not null,
    source_vault_arn text not null,
    source_point_arn text not null,
    source_point_id text not null,
    destination_vault_arn text not null,
    point_id text not null,
    resource_arn text not null,
    resource_type text not null,
    resource_name text,
    role_arn text not null,
    cold_after_days integer,
    delete_after_days integer,
    size_bytes bigint not null,
    state text not null,
    started_at bigint,
    ended_at bigint,
    wanted_bytes bigint not null,
    moved_bytes bigint not null,
    skipped_bytes bigint not null,
    stored_bytes bigint not null,
    message_category text,
    status_message text,
    copy_key_arn text,
    copy_cold_after_days integer,
    copy_delete_after_days integer,
    copy_tier text,
    version bigint not null
);
create index copy_job_newest on copy_job (account, region, created_at, id);

create table restore_job (
    id text primary key,
    account text not null,
    region text not null,
    created_at bigint not null,
    point_arn text not null,
    point_id text not null,
    point_created_at bigint not null,
    vault_arn text not null,
    resource_arn text not null,
    resource_type text not null,
    role_arn text,
    metadata text not null,
    size_bytes bigint not null,
    state text not null,
    started_at bigint,
    ended_at bigint,
    wanted_bytes bigint not null,
    moved_bytes bigint not null,
    skipped_bytes bigint not null,
    stored_bytes bigint not null,
    message_category text,
    status_message text,
    created_resource_arn text,
    version bigint not null
);
create index restore_job_newest on restore_job (account, region, created_at, id);

-- What a job has to tell beyond its StatusMessage, in the order it was told.
create table job_log (
    job text not null,
    line bigint not null,
    at bigint not null,
    text text not null,
    primary key (job, line)
);

-- Which job a call with an idempotency token made.
create table idempotency_token (
    account text not null,
    region text not null,
    operation text not null,
    token text not null,
    digest text not null,
    job text not null,
    primary key (account, region, operation, token)
);

-- db-scheduler's own table; its instants are epoch milliseconds here as everywhere.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time bigint not null,
    picked boolean not null,
    picked_by text,
    last_success bigint,
    last_failure bigint,
    consecutive_failures integer,
    last_heartbeat bigint,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
