-- What a storage service keeps from being deleted (S3's object lock), as far as it was asked to. Times are epoch milliseconds.

-- locked_until: put down before the service is asked, so that a pack that it may keep until then is not condemned before.
-- retained_until, retained_mode (0 governance, 1 compliance): put down when the service was seen to keep the pack so.
alter table store_pack add column locked_until bigint;
alter table store_pack add column retained_until bigint;
alter table store_pack add column retained_mode integer;

-- How all that a point needs is kept, and its records with it.
alter table store_point add column retained_until bigint;
alter table store_point add column retained_mode integer;

-- Blobs that were to go and are kept: they go when they may.
create table store_leftover (
    store bigint not null references store_store (id),
    name text not null,
    kept_until bigint not null,
    primary key (store, name)
);
