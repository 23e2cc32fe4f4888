-- The stores' part of the database: docs/INVARIANTS.md says what must hold between these tables.
-- One text for SQLite and PostgreSQL. Stores and master key are enough to make all of it again.

create table store_store (
    id ${identity},
    uuid text not null unique,
    location text not null unique
);

-- One row: the number of the last commit or begin.
create table store_sequence (
    id bigint primary key,
    last bigint not null
);
insert into store_sequence (id, last) values (1, 0);

-- Jobs that are under way, with the fence of the only worker that may change anything for them.
create table store_work (
    job text primary key,
    fence bigint not null
);

create table store_pack (
    id ${identity},
    store bigint not null references store_store (id),
    name text not null,
    kind text not null check (kind in ('DATA', 'PAGES')),
    state text not null check (state in ('WRITING', 'LIVE', 'DELETING')),
    writer text,
    bytes bigint not null,
    frames bigint not null,
    stamp bigint,
    unique (store, name)
);
create index store_pack_state on store_pack (store, state, stamp);

create table store_chunk (
    store bigint not null,
    sid bytea not null,
    pack bigint not null references store_pack (id),
    pack_offset bigint not null,
    length bigint not null,
    primary key (store, sid, pack)
);
create index store_chunk_pack on store_chunk (pack);

-- What a plaintext was last sealed as. Only a hint; a pid belongs to one dedup domain by the way it is made.
create table store_known (
    store bigint not null,
    pid bytea not null,
    sid bytea not null,
    length bigint not null,
    primary key (store, pid)
);

create table store_hold (
    job text not null,
    pack bigint not null references store_pack (id),
    primary key (job, pack)
);
create index store_hold_pack on store_hold (pack);

create table store_point (
    id text primary key,
    store bigint not null references store_store (id),
    state text not null check (state in ('WRITING', 'COMMITTED', 'ABANDONED', 'DELETING')),
    job text not null,
    account text not null,
    vault text not null,
    resource text not null,
    top bytea not null,
    top_length bigint not null,
    height bigint not null,
    root_hash bytea not null,
    sequence bigint
);
create index store_point_resource on store_point (store, resource, state, sequence);
create index store_point_job on store_point (job);

-- A job that relies on a point's packs without holding them must not commit once the point is gone: its pin is then lost.
create table store_pin (
    job text not null,
    point text not null,
    relied smallint not null,
    lost smallint not null,
    primary key (job, point)
);
create index store_pin_point on store_pin (point);
