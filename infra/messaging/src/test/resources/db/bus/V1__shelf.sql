-- Effects that tests can count.
create table effect (
    id bigint generated always as identity primary key,
    consumer text not null,
    key text not null,
    what text not null
);
grant select, insert, update, delete on effect to bus_jobs, bus_app;
