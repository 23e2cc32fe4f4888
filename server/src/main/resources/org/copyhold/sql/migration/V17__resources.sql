-- What a resource consists of: its path, or the members of a stack as a JSON object of ARNs by name; its path is empty then.
alter table resource add column members text;
alter table resource add column tags text not null default '{}';
