-- As before, by one statement instead of two: the number is taken, and its row locked, before the outbox's row gets its id.
create or replace function append(
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
