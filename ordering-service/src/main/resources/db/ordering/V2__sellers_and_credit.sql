-- What other services know better and tell by events: the tree of sellers, their API keys, TLDs.
-- Parent and child come on different Kafka keys, so a child may be heard of first.

create table seller (
  seller_id bigint primary key,
  parent_id bigint, -- null for an operator, and while only the API key is known
  state text not null check (state in ('SIGNED_UP', 'ACTIVE', 'REJECTED')),
  changed_at timestamptz not null
);
create index seller_of_parent on seller (parent_id);
grant select on seller to ordering_app;
grant select, insert, update on seller to ordering_jobs;
alter table seller enable row level security;
create policy seller_itself_and_its_sub_resellers on seller for select to ordering_app
  using (nullif(current_setting('tierline.seller', true), '')::bigint in (seller_id, parent_id));
create policy seller_background on seller to ordering_jobs using (true) with check (true);

create table api_key (
  key_id text primary key,
  seller_id bigint not null,
  secret_sha256 text check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  revoked_at timestamptz
);
create index api_key_of_seller on api_key (seller_id);
grant select, insert, update on api_key to ordering_jobs;
alter table api_key enable row level security;
create policy api_key_background on api_key to ordering_jobs using (true) with check (true);

-- The catalog belongs to nobody: no row-level security.
create table tld (
  tld text primary key,
  min_years int not null,
  max_years int not null,
  privacy_supported boolean not null,
  renew_days_before_expiry int not null,
  constraint tenures_make_sense check (1 <= min_years and min_years <= max_years),
  constraint last_day_to_renew_not_after_expiry check (renew_days_before_expiry >= 0)
);
grant select on tld to ordering_app;
grant select, insert, update on tld to ordering_jobs;

-- A partner's prepaid credit with its parent. The money is in the ledger; its standing (domain.md PR-7) is here.
create table partner_account (
  partner_id bigint primary key,
  seller_id bigint not null, -- the parent, in whose books it is
  ledger_account_id bigint not null unique references ledger_account (id),
  currency char(3) not null,
  total_receipts bigint not null default 0,
  web_services_orders int not null default 0, -- bought from the parent and carried out
  opened_at timestamptz not null,
  constraint total_receipts_never_negative check (total_receipts >= 0),
  constraint web_services_orders_never_negative check (web_services_orders >= 0)
);
grant select, insert, update (total_receipts, web_services_orders) on partner_account to ordering_jobs;
grant select, update (total_receipts) on partner_account to ordering_app;
alter table partner_account enable row level security;
create policy partner_account_of_seller on partner_account to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy partner_account_of_partner on partner_account for select to ordering_app
  using (partner_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy partner_account_background on partner_account to ordering_jobs
  using (true) with check (true);

-- Why Total Receipts are what they are: one row for each change, numbered for each partner, only
-- ever added. A receipt is known by the number of its row.
create table total_receipts_change (
  partner_id bigint not null references partner_account,
  seller_id bigint not null, -- the parent, whose slabs depend on it
  number int not null check (number >= 1),
  kind text not null check (kind in ('RECEIPT', 'NOT_COUNTED', 'COUNTED_AGAIN', 'CORRECTION')),
  receipt int,
  amount bigint not null, -- of the receipt; of a correction the difference
  difference bigint not null,
  total_after bigint not null,
  author text not null check (length(author) between 1 and 200),
  reason text not null check (length(reason) between 1 and 500),
  changed_at timestamptz not null,
  primary key (partner_id, number),
  foreign key (partner_id, receipt) references total_receipts_change,
  constraint only_a_correction_is_of_no_receipt check ((receipt is null) = (kind = 'CORRECTION')),
  constraint a_receipt_is_its_own_number check (kind <> 'RECEIPT' or receipt = number),
  constraint total_receipts_after_never_negative check (total_after >= 0)
);
create index total_receipts_change_of_receipt on total_receipts_change (partner_id, receipt, number);
grant select, insert on total_receipts_change to ordering_app, ordering_jobs;
alter table total_receipts_change enable row level security;
create policy total_receipts_change_of_seller on total_receipts_change to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy total_receipts_change_background on total_receipts_change to ordering_jobs
  using (true) with check (true);

create sequence customer_id start with 20001;
grant usage on sequence customer_id to ordering_app, ordering_jobs;
create table customer (
  customer_id bigint primary key default nextval('customer_id'),
  seller_id bigint not null,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) between 3 and 254),
  language text not null check (language in ('en', 'ja')),
  country char(2) not null check (country ~ '^[A-Z]{2}$'),
  region varchar(3) check (region ~ '^[A-Z0-9]{1,3}$'),
  time_zone text not null,
  registered_at timestamptz not null,
  unique (customer_id, seller_id)
);
create index customer_of_seller on customer (seller_id, customer_id);
grant select, insert on customer to ordering_app, ordering_jobs;
alter table customer enable row level security;
create policy customer_of_seller on customer to ordering_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy customer_background on customer to ordering_jobs using (true) with check (true);
