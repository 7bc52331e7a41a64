-- The application's role may say something, and neither read nor change what others said.
revoke all on function append(smallint, text, text, text, text, jsonb, bytea) from public;
do
$$
declare
    v_app constant text := '${app}';
    v_jobs constant text := '${jobs}';
begin
    if v_app <> '' then
        execute format('grant usage on schema messaging to %I', v_app);
        execute format('grant execute on function append(smallint, text, text, text, text, jsonb, bytea) to %I', v_app);
        execute format('grant execute on function history_name() to %I', v_app);
        -- What is kept in memory is told apart by it, in statements that are as fast as can be.
        execute format('grant select (name) on history to %I', v_app);
    end if;
    if v_jobs <> '' then
        execute format('grant usage on schema messaging to %I', v_jobs);
        execute format('grant execute on all functions in schema messaging to %I', v_jobs);
        execute format('grant select, insert, update, delete on outbox, relay, relay_part, inbox, inbox_position to %I',
            v_jobs);
        execute format('grant usage on sequence relay_number to %I', v_jobs);
        execute format('grant select, insert, update on generation to %I', v_jobs);
        execute format('grant select, insert, update on history to %I', v_jobs);
        -- Orders are kept as they were given.
        execute format('grant select, insert on refill_order to %I', v_jobs);
        -- Parked records are resolved, never deleted.
        execute format('grant select, insert, update on parked to %I', v_jobs);
        execute format('grant select on outbox_sequence to %I', v_jobs);
    end if;
end
$$;
