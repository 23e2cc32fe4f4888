-- Accounts, resources, vaults and recovery points. Times are epoch milliseconds; maps of strings are JSON objects.

-- The secret of each account's dedup domain.
create table account_secret (
    account text primary key,
    id text not null,
    version bigint not null,
    sealed bytea not null,
    created_at bigint not null
);

create table access_key (
    id text primary key,
    account text not null,
    sealed bytea not null,
    created_at bigint not null
);

-- origin: CONFIGURED, or ADDED by the command line or a restore.
create table resource (
    arn text primary key,
    path text not null,
    origin text not null,
    added_at bigint not null
);

-- points counts the vault's rows in recovery_point and changes in their transaction.
create table vault (
    id text primary key,
    account text not null,
    region text not null,
    name text not null,
    created_at bigint not null,
    creator_request_id text,
    encryption_key_arn text not null,
    key_id text not null,
    key_version bigint not null,
    key_sealed bytea not null,
    tags text not null,
    points bigint not null,
    version bigint not null,
    unique (account, region, name)
);

create index vault_newest on vault (account, region, created_at, id);

-- How often any vault of an account and Region was changed, made or removed; changes in their transaction.
create table vault_change (
    account text not null,
    region text not null,
    changes bigint not null,
    primary key (account, region)
);

-- Jobs that write into a vault: it cannot be deleted under them.
create table vault_writer (
    job text primary key,
    vault_id text not null references vault (id)
);

create index vault_writer_vault on vault_writer (vault_id);

create table recovery_point (
    id text primary key,
    arn text not null unique,
    vault_id text not null references vault (id),
    account text not null,
    region text not null,
    resource_arn text not null,
    resource_type text not null,
    resource_name text,
    iam_role_arn text not null,
    source_vault_arn text,
    created_at bigint not null,
    initiated_at bigint not null,
    completed_at bigint not null,
    size_bytes bigint not null,
    metadata text not null,
    status text not null,
    cold_after_days bigint,
    delete_after_days bigint,
    tags text not null,
    state_version bigint not null,
    written_version bigint not null
);

create index recovery_point_vault on recovery_point (vault_id, created_at, id);

create index recovery_point_resource on recovery_point (account, region, resource_arn, created_at, id);

create index recovery_point_deleting on recovery_point (id) where status = 'DELETING';

create index recovery_point_unwritten on recovery_point (id) where state_version > written_version;
