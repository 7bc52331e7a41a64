-- Since when a topic with watermarks tells everything there is: what stands there before "begins_at" (an offset for each
-- partition) counts no longer. Another topic of the same name, and another history of this database, begin a new one, and
-- everything goes on the bus again.
create table generation (
    topic text primary key,
    number bigint not null default 0, -- larger is newer, also than those of a history that was lost; 0 before the first
    topic_id text not null default '',
    database_identity text not null default '', -- '' where somebody asked for a new one
    begins_at bigint[] not null default '{}',
    begun_at timestamptz,
    filled_up_to text not null default '', -- how far the refilling has come, in its own words
    appended bigint not null default 0,
    filled_at timestamptz,
    constraint what_is_filled_has_begun check (filled_at is null or number > 0)
);

-- Who had everything put on the bus again, and why: only ever added to.
create table refill_order (
    id bigint generated always as identity primary key,
    ordered_at timestamptz not null default clock_timestamp(),
    ordered_by text not null,
    why text not null,
    constraint an_order_says_who_and_why check (length(ordered_by) > 0 and length(why) > 0)
);

-- Another one after a restore to a moment, and after a standby has taken over: both begin a new timeline. Also in a dump
-- that was restored beside the database it is of, in the same cluster: that is one with a number of its own.
create function database_identity() returns text
    language sql volatile security definer set search_path = pg_catalog, pg_temp as
$$
    select system_identifier || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
        || '/' || (select oid from pg_database where datname = current_database())
    from pg_control_system()
$$;
revoke all on function database_identity() from public;

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
