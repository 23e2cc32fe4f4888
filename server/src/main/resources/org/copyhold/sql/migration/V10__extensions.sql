-- How fast a running copy moves bytes.
alter table copy_job add column bytes_per_second bigint not null default 0;

-- Which recovery point a copy was made of, by which job and when that was asked for: as long as the copy is there.
alter table recovery_point add column copied_from text;
alter table recovery_point add column copied_by text;
alter table recovery_point add column copied_at bigint;
create index recovery_point_copied_from on recovery_point (copied_from, vault_id);

create index copy_job_point on copy_job (point_id);
update recovery_point set
    copied_from = (select j.source_point_id from copy_job j where j.point_id = recovery_point.id),
    copied_by = (select j.id from copy_job j where j.point_id = recovery_point.id),
    copied_at = (select j.created_at from copy_job j where j.point_id = recovery_point.id);
drop index copy_job_point;
