-- How far the verification of every byte has come, so that it goes on after a restart. Times are epoch milliseconds.

-- running: 1 for the round that goes on, 0 for the last that has ended. after_pack: number of the last pack seen. damaged: frames and
-- packs that were found damaged; lost: those of them that no store had whole.
create table store_scrub (
    store bigint not null references store_store (id),
    running integer not null,
    began_at bigint not null,
    ended_at bigint,
    after_pack bigint not null,
    packs bigint not null,
    bytes bigint not null,
    damaged bigint not null,
    lost bigint not null,
    primary key (store, running)
);
