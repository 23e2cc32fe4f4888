-- Which master key sealed what is here: one row, made when the key was first used.

create table master_key (
    id integer primary key,
    fingerprint text not null
);
