-- Shops that are told of price changes by HTTP (decision 13). What they are told is derived from the
-- history of the price books; here stands how far each has got, and what became of each attempt.
-- Times are the database's: several instances share them, and business time may stand still or jump.

create table webhook_endpoint (
  seller_id bigint not null,
  endpoint_id bigint generated always as identity,
  version bigint not null
    constraint endpoint_version_counts_from_one check (version >= 1),
  url varchar(2000) not null,
  description varchar(200) not null,
  audiences varchar(12)[] not null
    constraint endpoint_audiences_known
      check (cardinality(audiences) > 0 and audiences <@ '{CUSTOMER,SUB_RESELLER}'::varchar[]),
  -- null while it is active
  disabled_because varchar(500),
  disabled_at timestamptz,
  -- since when every attempt has failed; null when the last one did not
  failing_since timestamptz,
  heartbeat_due_at timestamptz not null,
  -- asked for by the endpoint itself (Retry-After): no heartbeat before
  left_alone_until timestamptz,
  heartbeat_sent_at timestamptz,
  heartbeat_outcome varchar(300),
  created_at timestamptz not null,
  created_by varchar(200) not null,
  changed_at timestamptz not null,
  changed_by varchar(200) not null,
  primary key (seller_id, endpoint_id),
  constraint disabled_for_a_reason check ((disabled_because is null) = (disabled_at is null))
);

create index webhook_heartbeat_due on webhook_endpoint (heartbeat_due_at) where disabled_at is null;

-- Encrypted under a key that is not in the database. Three are live at most: the newest, and those
-- before it until they expire.

create table webhook_secret (
  seller_id bigint not null,
  endpoint_id bigint not null,
  number integer not null
    constraint secret_counts_from_one check (number >= 1),
  sealed varchar(300) not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (seller_id, endpoint_id, number),
  foreign key (seller_id, endpoint_id) references webhook_endpoint on delete cascade
);

create unique index one_newest_secret on webhook_secret (seller_id, endpoint_id) where expires_at is null;

-- Up to where a receiver has acknowledged each price list.

create table webhook_follow (
  seller_id bigint not null,
  endpoint_id bigint not null,
  audience varchar(12) not null
    constraint follow_audience_known check (audience in ('CUSTOMER', 'SUB_RESELLER')),
  -- versions and positions count in one history of the database (decision 14)
  history varchar(40) not null,
  prices bigint not null,
  statuses bigint not null,
  catalog bigint not null,
  primary key (seller_id, endpoint_id, audience),
  foreign key (seller_id, endpoint_id) references webhook_endpoint on delete cascade
);

create table webhook_delivery (
  seller_id bigint not null,
  delivery_id bigint generated always as identity,
  endpoint_id bigint not null,
  audience varchar(12) not null,
  message_id varchar(60) not null,
  -- null once it is over: nobody needs it any more
  body text,
  history varchar(40) not null,
  prices bigint not null,
  statuses bigint not null,
  catalog bigint not null,
  state varchar(10) not null
    constraint delivery_state_known check (state in ('PENDING', 'DELIVERED', 'DEAD')),
  created_at timestamptz not null,
  attempts integer not null,
  next_attempt_at timestamptz not null,
  give_up_at timestamptz not null,
  leased_until timestamptz,
  attempted_at timestamptz,
  response_code integer,
  duration_ms bigint,
  failure varchar(300),
  primary key (seller_id, delivery_id),
  constraint what_is_sent_is_known check (body is not null or state <> 'PENDING'),
  foreign key (seller_id, endpoint_id) references webhook_endpoint on delete cascade
);

-- Who did what to which endpoint; only ever added to, and kept when the endpoint is taken away.

create table webhook_change (
  seller_id bigint not null,
  change_id bigint generated always as identity,
  endpoint_id bigint not null,
  kind varchar(20) not null
    constraint webhook_change_kind_known check (kind in
      ('REGISTERED', 'EDITED', 'ENABLED', 'SECRET_ROTATED', 'REMOVED', 'DISABLED')),
  changed_at timestamptz not null,
  changed_by varchar(200) not null,
  detail varchar(2100) not null, -- a URL and its audiences, or a reason
  primary key (seller_id, change_id)
);
create index webhook_change_of_endpoint on webhook_change (seller_id, endpoint_id, change_id);

-- Order is kept by having one delivery of a price list under way at a time.
create unique index one_delivery_under_way
  on webhook_delivery (seller_id, endpoint_id, audience) where state = 'PENDING';
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where state = 'PENDING';
create index webhook_delivery_log on webhook_delivery (seller_id, endpoint_id, delivery_id);
create index webhook_delivery_old on webhook_delivery (created_at);

do $$
declare
  seller_table text;
begin
  foreach seller_table in array array[
    'webhook_endpoint', 'webhook_secret', 'webhook_follow', 'webhook_delivery', 'webhook_change']
  loop
    execute format('alter table %I enable row level security', seller_table);
    execute format('create policy %I on %I to pricing_app using '
      || '(seller_id = nullif(current_setting(''tierline.seller'', true), '''')::bigint)',
      seller_table || '_of_seller', seller_table);
    execute format('create policy %I on %I to pricing_jobs using (true) with check (true)',
      seller_table || '_background', seller_table);
    execute format('grant select, insert on %I to pricing_app', seller_table);
    if seller_table <> 'webhook_change' then
      execute format('grant update, delete on %I to pricing_app', seller_table);
    end if;
    execute format('grant select on %I to pricing_jobs', seller_table);
  end loop;
end
$$;
grant update on webhook_endpoint, webhook_follow to pricing_jobs;
grant insert, update, delete on webhook_delivery to pricing_jobs;
grant insert on webhook_change to pricing_jobs;
