-- brought: 1 where the job wrote the pack itself, which another's commit may have stamped meanwhile.
alter table store_hold add column brought integer not null default 0;
