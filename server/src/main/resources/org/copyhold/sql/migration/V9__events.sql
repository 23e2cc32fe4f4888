-- What is to be told to others. Times are epoch milliseconds of the machine's clock.

-- Events that a sink has not got yet: a row for each sink, gone once it is delivered. Of one subject (a job, a recovery
-- point) the ids are in the order of its changes, as each change waits for the one before to be committed.
create table event_waiting (
    id ${identity},
    sink text not null,
    event text not null,
    subject text not null,
    at bigint not null,
    body text not null
);
create index event_waiting_sink on event_waiting (sink, id);
