-- What is needed to make a lost database again: what stores still have to be told of vaults, and whether a rebuild is under way.

-- The version that the store has a record of; 0 for none.
alter table vault add column written_version bigint not null default 0;
create index vault_unwritten on vault (id) where version > written_version;

-- Vaults that are gone, until their store has nothing of them any more.
create table vault_gone (
    id text primary key,
    account text not null,
    region text not null,
    key_id text not null
);

-- One row while a rebuild was begun and has not ended. Times are epoch milliseconds.
create table rebuild_run (
    id integer primary key,
    began_at bigint not null
);
