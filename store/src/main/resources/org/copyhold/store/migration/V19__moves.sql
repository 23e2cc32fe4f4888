-- Points on their way from one store to another, as to a cold one. COMING: the point is still the source's, and what lies
-- of it in the target is nobody's. COME: it is the target's, and what lies of it in the source is nobody's.
create table store_move (
    point text not null,
    source bigint not null references store_store (id),
    target bigint not null references store_store (id),
    state text not null check (state in ('COMING', 'COME')),
    primary key (point, source, target)
);
create index store_move_target on store_move (target, state);
create index store_move_source on store_move (source, state);
