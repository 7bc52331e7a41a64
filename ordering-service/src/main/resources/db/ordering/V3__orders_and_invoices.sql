create sequence order_id start with 500001;
create sequence action_id start with 700001;
create sequence invoice_id start with 900001;
grant usage on sequence order_id, action_id, invoice_id to ordering_app, ordering_jobs;

-- The order of one domain or web service.
create table customer_order (
  order_id bigint primary key,
  seller_id bigint not null,
  customer_id bigint not null,
  domain_name text check (domain_name = lower(domain_name)), -- ASCII form
  web_service text check (web_service ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'), -- its code in pricing's catalog
  agreement_version text not null, -- for a domain of the registrant agreement (domain.md OR-10)
  agreed_at timestamptz not null,
  state text not null check (state in ('REQUESTED', 'REGISTERED', 'NOT_REGISTERED')),
  expires_at timestamptz,
  auto_renew boolean not null default false,
  privacy_until timestamptz,
  reason text, -- why it was not registered
  constraint an_order_is_of_one_thing check ((domain_name is null) <> (web_service is null)),
  constraint only_domains_are_renewed_and_private check (
    web_service is null or (not auto_renew and privacy_until is null)),
  constraint customer_of_the_same_seller
    foreign key (customer_id, seller_id) references customer (customer_id, seller_id),
  constraint registered_domains_expire check ((state = 'REGISTERED') = (expires_at is not null)),
  constraint expiry_in_whole_seconds check (expires_at = date_trunc('second', expires_at))
);
create unique index one_order_per_domain_name on customer_order (domain_name)
  where state <> 'NOT_REGISTERED';
create index customer_order_of_seller on customer_order (seller_id, order_id);
create index customer_order_of_customer on customer_order (customer_id);
grant select on customer_order to ordering_app;
grant select, insert, update (state, expires_at, auto_renew, privacy_until, reason)
  on customer_order to ordering_jobs;
alter table customer_order enable row level security;
create policy customer_order_of_seller on customer_order for select to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy customer_order_background on customer_order to ordering_jobs using (true) with check (true);

-- What is being done to an order: a registration or a renewal, with its money.
create table order_action (
  action_id bigint primary key,
  seller_id bigint not null,
  order_id bigint not null references customer_order (order_id),
  action text not null check (action in ('REGISTER', 'RENEW')),
  years int not null check (years between 1 and 100),
  expiry_before timestamptz,
  invoice_option text not null
    check (invoice_option in ('NO_INVOICE', 'PAY_INVOICE', 'KEEP_INVOICE', 'ONLY_ADD')),
  privacy_action_id bigint unique, -- privacy protection bought with it
  auto_renew boolean, -- null keeps the setting
  discount numeric(20, 4) check (discount >= 0), -- off the customer's price
  attributes jsonb not null default '{}',
  requested_at timestamptz not null,
  state text not null
    check (state in ('AWAITING_FUNDS', 'AWAITING_PAYMENT', 'AWAITING_REGISTRY', 'DONE', 'FAILED')),
  short_account_id bigint references ledger_account (id),
  funds_needed bigint, -- what that account must be able to spend
  funds_currency char(3),
  give_up_at timestamptz, -- business time from which it is not waited for money any more
  hold_id bigint unique references ledger_posting (id), -- null where every price was zero
  withdraw_from timestamptz, -- business time from which an unanswered command may be withdrawn
  registry_cost bigint check (registry_cost >= 0),
  registry_currency char(3),
  ended_at timestamptz,
  reason text,
  attempts int not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(), -- real time
  constraint a_renewal_knows_the_expiry check ((action = 'RENEW') = (expiry_before is not null)),
  constraint awaiting_funds_says_whose check (
    (state = 'AWAITING_FUNDS') = (
      short_account_id is not null and funds_needed is not null and funds_currency is not null)),
  constraint waiting_for_money_ends check (
    (state in ('AWAITING_FUNDS', 'AWAITING_PAYMENT')) = (give_up_at is not null)),
  constraint a_failure_says_why check ((state = 'FAILED') = (reason is not null))
);
create unique index one_open_action_per_order on order_action (order_id)
  where state not in ('DONE', 'FAILED');
create index order_action_of_order on order_action (order_id, action_id);
create index order_action_to_look_at on order_action (state, next_attempt_at)
  where state in ('AWAITING_FUNDS', 'AWAITING_REGISTRY');
create index order_action_to_give_up on order_action (give_up_at) where give_up_at is not null;
grant select on order_action to ordering_app;
grant select, insert, update (state, short_account_id, funds_needed, funds_currency, give_up_at, hold_id,
    withdraw_from, registry_cost, registry_currency, ended_at, reason, attempts, next_attempt_at, invoice_option)
  on order_action to ordering_jobs;
alter table order_action enable row level security;
create policy order_action_of_seller on order_action for select to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy order_action_background on order_action to ordering_jobs using (true) with check (true);

-- What each buyer on the way up pays its seller for an action (domain.md OR-3).
create table order_charge (
  action_id bigint not null references order_action (action_id),
  item text not null check (item in ('DOMAIN', 'PRIVACY', 'WEB_SERVICE')),
  position int not null, -- 0: the customer's seller, upwards to the operator
  seller_id bigint not null,
  buyer_kind text not null check (buyer_kind in ('CUSTOMER', 'SUB_RESELLER')),
  buyer_id bigint not null,
  amount bigint not null check (amount >= 0),
  currency char(3) not null,
  lines jsonb not null,
  invoice_id bigint, -- the number is set aside before the invoice is raised
  primary key (action_id, item, position)
);
grant select on order_charge to ordering_app;
grant select, insert, delete on order_charge to ordering_jobs;
alter table order_charge enable row level security;
create policy order_charge_of_seller_and_buyer on order_charge for select to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint
    or (buyer_kind = 'SUB_RESELLER'
      and buyer_id = nullif(current_setting('tierline.seller', true), '')::bigint));
create policy order_charge_background on order_charge to ordering_jobs using (true) with check (true);

create table invoice (
  invoice_id bigint primary key,
  seller_id bigint not null,
  buyer_kind text not null check (buyer_kind in ('CUSTOMER', 'SUB_RESELLER')),
  buyer_id bigint not null,
  total bigint not null check (total >= 0), -- zero is a value (domain.md PR-14)
  currency char(3) not null,
  description text not null,
  lines jsonb not null,
  cause text not null,
  action_id bigint references order_action (action_id) deferrable initially deferred,
  state text not null check (state in ('UNPAID', 'PAID', 'CANCELLED')),
  raised_at timestamptz not null,
  paid_at timestamptz,
  constraint paid_invoices_say_when check ((state = 'PAID') = (paid_at is not null)),
  constraint nobody_is_asked_to_pay_nothing check (total > 0 or state <> 'UNPAID')
);
create index invoice_of_seller on invoice (seller_id, invoice_id);
create index invoice_of_buyer on invoice (buyer_id, buyer_kind, invoice_id);
create index invoice_of_action on invoice (action_id);
grant select, insert, update (state, paid_at) on invoice to ordering_app, ordering_jobs;
alter table invoice enable row level security;
create policy invoice_of_seller on invoice to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy invoice_of_buyer on invoice for select to ordering_app
  using (buyer_kind = 'SUB_RESELLER'
    and buyer_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy invoice_background on invoice to ordering_jobs using (true) with check (true);
