-- Rotated and disabled keys of vaults.

-- Since when the vault's key may not be used; null while it may.
alter table vault add column key_disabled_at bigint;

-- Versions of vaults' keys before the newest, which stands with the vault, until no wrap needs them.
create table vault_key_earlier (
    key_id text not null,
    version bigint not null,
    vault_id text not null,
    sealed bytea not null,
    primary key (key_id, version)
);

create index vault_key_earlier_vault on vault_key_earlier (vault_id);

-- The version of its vault's key that a recovery point is known to be wrapped under, at least; 0 while nobody has looked.
alter table recovery_point add column key_version bigint not null default 0;
