-- What is kept of other services' facts. No foreign keys between these tables: facts of different
-- aggregates arrive in any order, a domain may well be known before its customer or its seller.

create table seller (
  seller_id bigint primary key,
  parent_id bigint,
  company text not null,
  contact_email text,
  country text,
  language text not null,
  status text not null constraint seller_status_is_known check (status in ('SIGNED_UP', 'ACTIVE', 'REJECTED')),
  brand_name text not null,
  support_email text not null,
  support_phone text,
  logo_url text,
  primary_color text,
  reply_to text not null,
  expected_active_from timestamptz,
  expected_active_by timestamptz
);

create table customer (
  customer_id bigint primary key,
  seller_id bigint not null,
  name text not null,
  email text not null,
  language text not null,
  country text not null,
  time_zone text not null
);

create table watched_domain (
  order_id bigint primary key,
  seller_id bigint not null,
  customer_id bigint not null,
  domain_name text not null,
  expires_at timestamptz not null,
  last_day_to_renew timestamptz not null,
  -- business time at which this expiry came to be; a stage whose window had closed by then never was due
  term_since timestamptz not null,
  transferred_away_at timestamptz,
  -- business time at which the next stage is to be looked at; null when none is left for this expiry
  next_check_at timestamptz
);
create index watched_domain_to_check on watched_domain (next_check_at)
  where next_check_at is not null and transferred_away_at is null;

-- One row is one notice to one person. Columns that say what it is about are written once (see the grants).
create table notice (
  notice_id uuid primary key default uuidv7(),
  seller_id bigint not null,
  kind text not null,
  order_id bigint,
  customer_id bigint,
  domain_name text,
  expires_at timestamptz,
  stage text constraint stage_is_known
    check (stage in ('ONE_MONTH_BEFORE', 'ONE_WEEK_BEFORE', 'AFTER_EXPIRY')),
  partner_id bigint,
  -- business times: when it may first be sent, when it should be out, until when it is of use at all
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  useful_until timestamptz not null,
  queued_at timestamptz not null,
  send_at timestamptz not null,
  settled_at timestamptz,
  state text not null constraint state_is_known
    check (state in ('QUEUED', 'SENDING', 'AWAITING_RETRY', 'SENT', 'FAILED', 'SUPPRESSED')),
  reason text,
  last_problem text,
  recipient text,
  attempts integer not null default 0,
  unclear_attempts integer not null default 0,
  -- database times, because leases and pauses are about machines and not about business
  retry_at timestamptz,
  lease_until timestamptz,
  constraint one_reminder_per_domain_expiry_and_stage unique (order_id, expires_at, stage),
  constraint one_notice_per_partner_and_kind unique (partner_id, kind),
  constraint a_notice_is_about_a_domain_or_a_partner check (
    (partner_id is null
      and order_id is not null and customer_id is not null and domain_name is not null
      and expires_at is not null and stage is not null)
    or (partner_id is not null
      and order_id is null and customer_id is null and domain_name is null
      and expires_at is null and stage is null)),
  constraint a_window_opens_before_it_closes check (opens_at <= closes_at and closes_at <= useful_until),
  constraint only_a_notice_being_sent_has_a_lease check ((state = 'SENDING') = (lease_until is not null)),
  constraint a_settled_notice_says_when check (
    (state in ('SENT', 'FAILED', 'SUPPRESSED')) = (settled_at is not null)),
  constraint what_was_not_sent_says_why check (state not in ('FAILED', 'SUPPRESSED') or reason is not null),
  constraint attempts_are_counted check (attempts >= unclear_attempts and unclear_attempts >= 0)
);
create index notice_of_seller on notice (seller_id, notice_id);
create index notice_to_send on notice (send_at) where state in ('QUEUED', 'AWAITING_RETRY');
create index notice_in_flight on notice (lease_until) where state = 'SENDING';

alter table seller enable row level security;
create policy seller_of_seller on seller to notification_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy seller_background on seller to notification_jobs using (true) with check (true);

alter table customer enable row level security;
create policy customer_of_seller on customer to notification_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy customer_background on customer to notification_jobs using (true) with check (true);

alter table watched_domain enable row level security;
create policy watched_domain_of_seller on watched_domain to notification_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy watched_domain_background on watched_domain to notification_jobs using (true) with check (true);

alter table notice enable row level security;
create policy notice_of_seller on notice to notification_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy notice_background on notice to notification_jobs using (true) with check (true);

-- A seller looks up its notices and its own brand; everything else is done in the background.
grant select on notice, seller to notification_app;
grant select, insert, update on seller, customer, watched_domain to notification_jobs;
grant select, insert on notice to notification_jobs;
grant update (send_at, settled_at, state, reason, last_problem, recipient, attempts, unclear_attempts,
  retry_at, lease_until) on notice to notification_jobs;
