-- What a real registry would keep: the simulator's own memory, never read by the rest of the service.

create table simulated_domain (
  domain_name text primary key,
  expires_at timestamptz not null
);
create table simulated_command (
  transaction_id text primary key, -- the client's: a command sent twice acts once
  outcome text not null check (outcome in ('DONE', 'REFUSED', 'WITHDRAWN')),
  expires_at timestamptz,
  reason text,
  received_at timestamptz not null default clock_timestamp()
);
grant select, insert, update on simulated_domain to ordering_jobs;
grant select, insert on simulated_command to ordering_jobs;
