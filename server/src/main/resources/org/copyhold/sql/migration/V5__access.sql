-- Access policies of vaults, as they were put.
create table vault_policy (
    vault_id text primary key references vault (id) on delete cascade,
    document text not null,
    changed_at bigint not null
);

-- The user who has the key; null for a key of the account itself.
alter table access_key add column user_name text;
