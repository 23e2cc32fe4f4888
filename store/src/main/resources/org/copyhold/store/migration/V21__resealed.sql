-- What frames of elsewhere were sealed anew as, for a dedup domain: a hint, trusted only where the new frame is held.
create table store_resealed (
    store bigint not null,
    source bytea not null,
    domain text not null,
    sid bytea not null,
    length bigint not null,
    primary key (store, source, domain)
);
