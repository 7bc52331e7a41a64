-- What was said in a transaction and is not yet acknowledged by the broker. Small when all is well:
-- the relay deletes a row as soon as the broker has it.
create table outbox (
    id bigint generated always as identity primary key,
    part smallint not null,
    aggregate_type text not null,
    aggregate_id text not null,
    aggregate_seq bigint not null,
    event_id uuid not null,
    type text not null,
    seller text,
    headers jsonb not null,
    payload bytea not null,
    created_at timestamptz not null,
    constraint part_is_one_of_64 check (part between 0 and 63),
    constraint sequence_of_an_aggregate_has_no_twin unique (aggregate_type, aggregate_id, aggregate_seq)
);
-- A queue: rows live for milliseconds, so dead ones are cleared by number, not by share of a small table.
alter table outbox set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);

create table outbox_sequence (
    aggregate_type text not null,
    aggregate_id text not null,
    last_seq bigint not null,
    primary key (aggregate_type, aggregate_id)
) with (fillfactor = 80);

-- The only way in for the application's role. The upsert locks the aggregate's sequence until the
-- caller commits, so ids and numbers of one aggregate are in the order of its commits.
-- One statement for both: the number is taken, and its row locked, before the outbox's row gets its id.
create function append(
    p_part smallint, p_aggregate_type text, p_aggregate_id text, p_type text, p_seller text,
    p_headers jsonb, p_payload bytea) returns bigint
    language plpgsql security definer set search_path = messaging, pg_catalog, pg_temp as
$$
declare
    v_seq bigint;
begin
    with numbered as (
        insert into outbox_sequence as s (aggregate_type, aggregate_id, last_seq)
        values (p_aggregate_type, p_aggregate_id, 1)
        on conflict (aggregate_type, aggregate_id) do update set last_seq = s.last_seq + 1
        returning s.last_seq
    )
    insert into outbox (part, aggregate_type, aggregate_id, aggregate_seq, event_id, type, seller, headers, payload,
        created_at)
    select p_part, p_aggregate_type, p_aggregate_id, last_seq, uuidv7(), p_type, p_seller, p_headers, p_payload,
        clock_timestamp()
      from numbered
    returning aggregate_seq into v_seq;
    return v_seq;
end
$$;

-- A running relay. It proves that it lives by an advisory lock on its number, held by the session
-- that does all its work, and by its heartbeat. "fence" is the transactional id by which the broker can
-- be told to take nothing from it any more.
create sequence relay_number as integer cycle;
create table relay (
    number integer primary key,
    fence text not null,
    seen_at timestamptz not null
);

create table relay_part (
    part smallint primary key,
    owner integer,
    constraint part_is_one_of_64 check (part between 0 and 63)
);
insert into relay_part (part) select generate_series(0, 63);

create table inbox (
    consumer text not null,
    event_id text not null,
    received_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index inbox_by_age on inbox using brin (received_at);

create table inbox_position (
    consumer text not null,
    topic text not null,
    aggregate_id text not null,
    first_seq bigint, -- where the log had lost its beginning: what was taken for it
    last_seq bigint,
    primary key (consumer, topic, aggregate_id)
) with (fillfactor = 80);

create table parked (
    id bigint generated always as identity primary key,
    consumer text not null,
    topic text not null,
    aggregate_id text not null,
    aggregate_seq bigint,
    event_id text not null,
    kafka_partition integer not null,
    kafka_offset bigint not null,
    kafka_timestamp bigint not null,
    record_key text,
    headers jsonb not null,
    payload bytea,
    reason text not null,
    error text,
    parked_at timestamptz not null default clock_timestamp(),
    state text not null default 'PARKED',
    resolved_at timestamptz,
    resolved_by text,
    resolution text,
    constraint reason_is_known check (reason in ('UNREADABLE', 'FAILED', 'GAP', 'LATE', 'BEHIND')),
    constraint state_is_known check (state in ('PARKED', 'REPLAYED', 'DISCARDED')),
    constraint a_resolution_names_who_and_when check (
        state = 'PARKED' or (resolved_at is not null and resolved_by is not null)),
    constraint a_discard_says_why check (state <> 'DISCARDED' or length(resolution) > 0),
    constraint parked_once unique (consumer, event_id)
);
create index parked_now on parked (consumer, topic, aggregate_id, id) where state = 'PARKED';

-- Takes a record in: remembers it, locks its place in the aggregate's order and says what to do with it.
create function receive(
    p_consumer text, p_event_id text, p_topic text, p_aggregate_id text, p_seq bigint, p_newest_wins boolean)
    returns text language plpgsql as
$$
declare
    v_first bigint;
    v_last bigint;
begin
    insert into messaging.inbox (consumer, event_id) values (p_consumer, p_event_id)
    on conflict (consumer, event_id) do nothing;
    if not found then
        return 'DUPLICATE';
    end if;
    insert into messaging.inbox_position (consumer, topic, aggregate_id) values (p_consumer, p_topic, p_aggregate_id)
    on conflict (consumer, topic, aggregate_id) do nothing;
    select first_seq, last_seq into v_first, v_last from messaging.inbox_position
    where consumer = p_consumer and topic = p_topic and aggregate_id = p_aggregate_id for update;

    if p_seq < v_first then
        return 'BEFORE_FIRST';
    end if;

    if exists (select from messaging.parked where consumer = p_consumer and topic = p_topic
            and aggregate_id = p_aggregate_id and state = 'PARKED') then
        if p_seq <= v_last then
            return 'OLDER';
        end if;
        -- What was waited for has come: only keys that wait for nothing but this go on by themselves.
        if p_seq = coalesce(v_last, 0) + 1 and not exists (select from messaging.parked where consumer = p_consumer
                and topic = p_topic and aggregate_id = p_aggregate_id and state = 'PARKED'
                and reason in ('UNREADABLE', 'FAILED', 'LATE')) then
            update messaging.inbox_position set last_seq = p_seq
            where consumer = p_consumer and topic = p_topic and aggregate_id = p_aggregate_id;
            return 'CLOSES_GAP';
        end if;
        return 'BEHIND';
    end if;
    if p_seq is null then
        return 'NO_PLACE';
    end if;
    if v_last is null and p_seq > 1 and not p_newest_wins then
        return 'FIRST_IS_LATE';
    end if;
    if p_seq <= v_last then
        return 'OLDER';
    end if;
    if p_seq > v_last + 1 and not p_newest_wins then
        return 'GAP';
    end if;
    update messaging.inbox_position set last_seq = p_seq
    where consumer = p_consumer and topic = p_topic and aggregate_id = p_aggregate_id;
    return 'APPLY';
end
$$;
