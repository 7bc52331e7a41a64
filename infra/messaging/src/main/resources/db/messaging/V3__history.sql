-- By which name the history goes that this database tells. Whatever counts in it (versions, positions) is given out a second
-- time when the database is set back; together with this name it is not. The name is random: no clock and no counter that is set
-- back itself can give it out again. It holds while the database is the one it was given to; another one has no name until somebody
-- gives it one, and what has no name is vouched for by nobody.
create table history (
    only_one boolean primary key default true,
    name text not null default left(replace(gen_random_uuid()::text, '-', ''), 12), -- all of these are random
    database_identity text not null,
    begun_at timestamptz not null default clock_timestamp(),
    constraint there_is_one_history check (only_one)
);
insert into history (database_identity) values (database_identity());

-- Null where the database was set back, or is another one, and nobody has begun a new history yet.
create function history_name() returns text
    language sql volatile security definer set search_path = pg_catalog, pg_temp as
$$
    select name from messaging.history where database_identity = messaging.database_identity()
$$;
revoke all on function history_name() from public;
