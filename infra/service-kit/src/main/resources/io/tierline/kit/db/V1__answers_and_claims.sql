-- What the kit remembers for a service. The roles are the service's own.
grant usage on schema service_kit to ${service}_app, ${service}_jobs;

-- The first answer to a request with an idempotency key. A row without a status belongs to a request that is running.
create table answer (
  seller_id   bigint      not null,
  key         text        not null constraint answer_key_is_short check (length(key) between 1 and 200),
  fingerprint bytea       not null,
  status      smallint,
  headers     jsonb,
  body        bytea,
  created_at  timestamptz not null default now(),
  primary key (seller_id, key)
);
create index answer_by_age on answer (created_at);

alter table answer enable row level security;
create policy answer_of_seller on answer to ${service}_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy answer_background on answer to ${service}_jobs using (true) with check (true);
grant select, insert, update on answer to ${service}_app;
grant select, insert, update, delete on answer to ${service}_jobs;

-- What a command that takes several transactions created under an idempotency key.
create table claim (
  seller_id   bigint      not null,
  key         text        not null constraint claim_key_is_short check (length(key) between 1 and 200),
  fingerprint text        not null,
  reference   text        not null,
  created_at  timestamptz not null default now(),
  primary key (seller_id, key)
);
create index claim_by_age on claim (created_at);

alter table claim enable row level security;
create policy claim_of_seller on claim to ${service}_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy claim_background on claim to ${service}_jobs using (true) with check (true);
grant select, insert on claim to ${service}_app;
grant select, insert, delete on claim to ${service}_jobs;
