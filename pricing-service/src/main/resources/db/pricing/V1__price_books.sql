-- What can be sold, the same for all sellers; kept in step with the catalog file at every start.

create table catalog_revision (
  only_one boolean not null primary key default true
    constraint one_catalog check (only_one),
  revision bigint not null
);
insert into catalog_revision (revision) values (0);

create table product (
  code varchar(80) collate "C" not null primary key,
  kind varchar(12) not null
    constraint product_kind_known check (kind in ('TLD', 'PRIVACY', 'WEB_SERVICE')),
  min_years smallint not null,
  max_years smallint not null,
  privacy_supported boolean not null,
  last_renewal_days_before_expiry smallint not null
    constraint last_renewal_not_after_expiry check (last_renewal_days_before_expiry >= 0),
  sub_reseller_pricing varchar(30) not null
    constraint sub_reseller_pricing_known
      check (sub_reseller_pricing in ('SAME_FOR_EVERY_TENURE', 'TELESCOPIC')),
  sunrise_start timestamptz,
  sunrise_end timestamptz,
  application_fee bigint
    constraint application_fee_within_limits check (application_fee between 0 and 1000000000000),
  application_fee_currency char(3),
  constraint sunrise_ends_after_it_starts check (sunrise_end > sunrise_start),
  constraint sunrise_has_both_ends check ((sunrise_start is null) = (sunrise_end is null)),
  constraint application_fee_is_of_a_sunrise check (application_fee is null or sunrise_start is not null),
  constraint application_fee_has_a_currency
    check ((application_fee is null) = (application_fee_currency is null)),
  constraint tenures_in_order check (1 <= min_years and min_years <= max_years and max_years <= 10)
);

create table catalog_cost (
  product varchar(80) collate "C" not null references product,
  action varchar(10) not null
    constraint catalog_cost_action_known check (action in ('REGISTER', 'RENEW', 'TRANSFER', 'RESTORE')),
  per_year bigint not null
    constraint catalog_cost_within_limits check (per_year between 0 and 1000000000000),
  currency char(3) not null,
  primary key (product, action)
);

-- The tree of sellers, kept from onboarding's events.

create table seller (
  seller_id bigint not null primary key,
  parent_id bigint
    constraint nobody_is_its_own_parent check (parent_id <> seller_id),
  currency char(3) not null,
  country char(2)
    constraint seller_country_is_written_in_capitals check (country ~ '^[A-Z]{2}$'),
  status varchar(10) not null
    constraint seller_status_known check (status in ('SIGNED_UP', 'ACTIVE', 'REJECTED'))
);

-- What an operator pays its registries, where it differs from the catalog. Rows are only added.

create table registry_cost_version (
  seller_id bigint not null,
  product varchar(80) collate "C" not null references product,
  version bigint not null
    constraint cost_version_counts_from_one check (version >= 1),
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  reason varchar(500) not null,
  primary key (seller_id, product, version)
);

create table registry_cost (
  seller_id bigint not null,
  product varchar(80) collate "C" not null,
  version bigint not null,
  action varchar(10) not null
    constraint registry_cost_action_known check (action in ('REGISTER', 'RENEW', 'TRANSFER', 'RESTORE')),
  per_year bigint not null
    constraint registry_cost_within_limits check (per_year between 0 and 1000000000000),
  currency char(3) not null,
  primary key (seller_id, product, version, action),
  foreign key (seller_id, product, version) references registry_cost_version
);

-- Price books. The head row is what a change locks; everything below it is only ever added (PR-20).

create table price_book (
  seller_id bigint not null,
  audience varchar(12) not null
    constraint audience_known check (audience in ('CUSTOMER', 'SUB_RESELLER')),
  currency char(3) not null,
  version bigint not null
    constraint book_version_counts_changes check (version >= 0),
  primary key (seller_id, audience)
);

create table price_change (
  seller_id bigint not null,
  audience varchar(12) not null,
  book_version bigint not null,
  change_set_id uuid not null unique,
  effective_from timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  reason varchar(500) not null,
  published_at timestamptz,
  primary key (seller_id, audience, book_version),
  foreign key (seller_id, audience) references price_book,
  constraint the_past_is_not_rewritten check (effective_from >= recorded_at)
);

-- Changes scheduled for later wait for their publication, each product of them until its own time or until a newer version overtakes
-- it. What is published when it is recorded is in neither.
create index price_change_waiting on price_change (effective_from) where published_at is null;
create index price_change_waiting_of_book on price_change (seller_id, audience, book_version) where published_at is null;

-- Which slab list holds from a change on: a list belongs to the change that set it.

create table slab_list (
  seller_id bigint not null,
  audience varchar(12) not null
    constraint slabs_are_for_sub_resellers check (audience = 'SUB_RESELLER'),
  book_version bigint not null,
  primary key (seller_id, audience, book_version),
  foreign key (seller_id, audience, book_version) references price_change
);

create table slab (
  seller_id bigint not null,
  audience varchar(12) not null,
  book_version bigint not null,
  number smallint not null
    constraint slab_number_within_limits check (number between 1 and 999),
  receipts_at_least bigint
    constraint receipts_within_limits check (receipts_at_least between 0 and 1000000000000000),
  web_services_orders_at_least integer
    constraint orders_within_limits check (web_services_orders_at_least between 0 and 1000000000),
  primary key (seller_id, audience, book_version, number),
  foreign key (seller_id, audience, book_version) references slab_list,
  constraint slab_has_a_threshold
    check (receipts_at_least is not null or web_services_orders_at_least is not null)
);

-- A version's prices are one value in its row: they are written once, all together, and read all together. The n-th of each of the
-- four arrays belongs to the n-th price; a slab is 0 for base.

-- In PL/pgSQL: four prices take it 0.05 ms, a function in SQL 0.17 ms.
create function each_price_once(actions varchar[], slabs smallint[], years smallint[]) returns boolean
  language plpgsql immutable as $$
begin
  return (
    select count(*) = count(distinct (action, slab, tenure))
      from unnest(actions, slabs, years) as price (action, slab, tenure));
end
$$;

create function telescopic_only_for_register_and_renew(actions varchar[], years smallint[]) returns boolean
  language plpgsql immutable as $$
begin
  return (
    select bool_and(tenure = 1 or action in ('REGISTER', 'RENEW')) from unnest(actions, years) as price (action, tenure));
end
$$;

-- Each price against the one before it that there is.
create function slab_price_never_rises(actions varchar[], slabs smallint[], years smallint[], per_year bigint[]) returns boolean
  language plpgsql immutable as $$
begin
  return (
    select not coalesce(bool_or(amount > amount_before), false)
      from (select amount, lag(amount) over (partition by action, tenure order by slab) as amount_before
              from unnest(actions, slabs, years, per_year) as price (action, slab, tenure, amount)) price);
end
$$;

create table price_list_version (
  seller_id bigint not null,
  audience varchar(12) not null,
  product varchar(80) collate "C" not null references product,
  version bigint not null
    constraint version_counts_from_one check (version >= 1),
  book_version bigint not null,
  effective_from timestamptz not null,
  withdrawn boolean not null,
  application_fee bigint
    constraint application_fee_within_limits check (application_fee between 0 and 1000000000000),
  actions varchar(10)[] not null
    constraint action_known check (actions <@ '{REGISTER,RENEW,TRANSFER,RESTORE}'::varchar[]),
  slabs smallint[] not null,
  years smallint[] not null
    constraint tenure_within_limits check (1 <= all (years) and 10 >= all (years)),
  per_year bigint[] not null
    constraint price_within_limits check (0 <= all (per_year) and 1000000000000 >= all (per_year)),
  primary key (seller_id, audience, product, version),
  foreign key (seller_id, audience, book_version) references price_change,
  constraint what_is_withdrawn_has_no_fee check (not withdrawn or application_fee is null),
  constraint what_is_withdrawn_has_no_prices check (not withdrawn or cardinality(per_year) = 0),
  constraint prices_are_whole
    check (coalesce(array_ndims(per_year), 1) = 1
      and cardinality(actions) = cardinality(per_year) and cardinality(slabs) = cardinality(per_year)
      and cardinality(years) = cardinality(per_year)
      and num_nulls(array_position(actions, null), array_position(slabs, null), array_position(years, null),
        array_position(per_year, null)) = 4),
  constraint each_price_once check (cardinality(per_year) = 1 or each_price_once(actions, slabs, years)),
  constraint telescopic_only_for_register_and_renew
    check (1 = all (years) or telescopic_only_for_register_and_renew(actions, years)),
  constraint slab_prices_only_for_sub_resellers check (audience = 'SUB_RESELLER' or 0 = all (slabs)),
  constraint slab_price_never_rises
    check (0 = all (slabs) or slab_price_never_rises(actions, slabs, years, per_year)),
  constraint one_version_of_a_product_per_change unique (seller_id, audience, book_version, product)
);

-- A promo over several products is one row in each of their versions, under one id (PR-6).

create table promo (
  seller_id bigint not null,
  audience varchar(12) not null,
  product varchar(80) collate "C" not null,
  version bigint not null,
  promo_id uuid not null,
  name varchar(80) not null,
  per_year bigint not null
    constraint promo_price_within_limits check (per_year between 0 and 1000000000000),
  actions varchar(10)[] not null
    constraint promo_actions_known
      check (cardinality(actions) > 0 and actions <@ '{REGISTER,RENEW,TRANSFER,RESTORE}'::varchar[]),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (seller_id, audience, product, version, promo_id),
  foreign key (seller_id, audience, product, version) references price_list_version,
  constraint promo_ends_after_it_starts check (ends_at > starts_at)
);

-- Changes in preparation (PR-20). They are nobody's prices yet: they may be edited and thrown away.

create table price_draft (
  seller_id bigint not null,
  draft_id bigint generated always as identity,
  audience varchar(12) not null
    constraint draft_audience_known check (audience in ('CUSTOMER', 'SUB_RESELLER')),
  version bigint not null
    constraint draft_version_counts_from_one check (version >= 1),
  base_version bigint not null
    constraint draft_has_a_base check (base_version >= 0),
  origin varchar(10) not null
    constraint draft_origin_known check (origin in ('HAND', 'MARGIN', 'CSV', 'ROLLBACK', 'PROPOSAL')),
  reason varchar(500) not null,
  effective_from timestamptz,
  changes jsonb not null,
  created_at timestamptz not null,
  created_by varchar(200) not null,
  changed_at timestamptz not null,
  changed_by varchar(200) not null,
  primary key (seller_id, draft_id)
);

-- A newer proposal takes the place of an older one (PR-12).
create unique index one_open_proposal_of_a_book on price_draft (seller_id, audience) where origin = 'PROPOSAL';

-- Later versions of a TLD's terms, which the operator's whole tree agrees to when it sets the TLD's status (PR-15). The first is
-- there from the beginning and has no row. Rows are only added.

create table tld_terms (
  seller_id bigint not null,
  tld varchar(80) collate "C" not null references product,
  version integer not null
    constraint terms_follow_the_first check (version >= 2),
  url varchar(2000) not null,
  published_at timestamptz not null,
  published_by varchar(200) not null,
  reason varchar(500) not null,
  primary key (seller_id, tld, version)
);

-- Which TLDs a seller sells (PR-15). The head row is what a change locks, so that two changes cannot
-- take away the last two TLDs at once; a TLD without a row is sold.

create table tld_status_head (
  seller_id bigint not null primary key,
  version bigint not null
    constraint tld_status_version_counts_changes check (version >= 0)
);

create table tld_status (
  seller_id bigint not null references tld_status_head,
  tld varchar(80) collate "C" not null references product,
  version bigint not null
    constraint tld_status_counts_from_one check (version >= 1),
  status varchar(14) not null
    constraint tld_status_known check (status in ('SELL', 'NO_NEW_ORDERS', 'DO_NOT_SELL')),
  terms_version integer not null,
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  reason varchar(500) not null,
  primary key (seller_id, tld, version)
);

-- Orders there are, kept from ordering's events.

create table tld_order (
  order_id bigint not null primary key,
  seller_id bigint not null,
  tld varchar(80) collate "C" not null
);
create index tld_order_of_seller on tld_order (seller_id, tld);

-- Counts what the asking seller may not see: the orders of those below it, whose rows are not its own.
create function orders_of_tld(asked varchar) returns bigint
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive below as (
    select nullif(current_setting('tierline.seller', true), '')::bigint as seller_id
    union
    select seller.seller_id from seller join below on seller.parent_id = below.seller_id
  )
  select count(*) from tld_order join below using (seller_id) where tld_order.tld = asked
$$;
revoke all on function orders_of_tld(varchar) from public;
grant execute on function orders_of_tld(varchar) to pricing_app;

-- One seller's rows never reach another (PR-1).

alter table seller enable row level security;
create policy seller_of_seller on seller to pricing_app
  using (nullif(current_setting('tierline.seller', true), '')::bigint in (seller_id, parent_id));
create policy seller_background on seller to pricing_jobs using (true) with check (true);

alter table registry_cost_version enable row level security;
create policy registry_cost_version_of_seller on registry_cost_version to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy registry_cost_version_background on registry_cost_version to pricing_jobs
  using (true) with check (true);

alter table registry_cost enable row level security;
create policy registry_cost_of_seller on registry_cost to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy registry_cost_background on registry_cost to pricing_jobs using (true) with check (true);

alter table price_book enable row level security;
create policy price_book_of_seller on price_book to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy price_book_background on price_book to pricing_jobs using (true) with check (true);

alter table price_change enable row level security;
create policy price_change_of_seller on price_change to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy price_change_background on price_change to pricing_jobs using (true) with check (true);

alter table slab_list enable row level security;
create policy slab_list_of_seller on slab_list to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy slab_list_background on slab_list to pricing_jobs using (true) with check (true);

alter table slab enable row level security;
create policy slab_of_seller on slab to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy slab_background on slab to pricing_jobs using (true) with check (true);

alter table price_list_version enable row level security;
create policy price_list_version_of_seller on price_list_version to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy price_list_version_background on price_list_version to pricing_jobs using (true) with check (true);

alter table promo enable row level security;
create policy promo_of_seller on promo to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy promo_background on promo to pricing_jobs using (true) with check (true);

alter table price_draft enable row level security;
create policy price_draft_of_seller on price_draft to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy price_draft_background on price_draft to pricing_jobs using (true) with check (true);

alter table tld_status_head enable row level security;
create policy tld_status_head_of_seller on tld_status_head to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy tld_status_head_background on tld_status_head to pricing_jobs using (true) with check (true);

alter table tld_status enable row level security;
create policy tld_status_of_seller on tld_status to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy tld_status_background on tld_status to pricing_jobs using (true) with check (true);

alter table tld_order enable row level security;
create policy tld_order_background on tld_order to pricing_jobs using (true) with check (true);

grant select on catalog_revision, product, catalog_cost, seller to pricing_app;
grant select, insert on registry_cost_version, registry_cost to pricing_app;
grant select, insert, update on price_book to pricing_app;
grant update (published_at) on price_change to pricing_app, pricing_jobs;
grant select, insert on price_change, slab_list, slab, price_list_version, promo to pricing_app;
grant select, insert, update, delete on price_draft to pricing_app;
grant select, insert on tld_status_head, tld_status to pricing_app;
grant update (version) on tld_status_head to pricing_app;

grant select, update on catalog_revision to pricing_jobs;
grant select, insert, update on product, seller to pricing_jobs;
grant select, insert, delete on catalog_cost to pricing_jobs;
grant select on registry_cost_version, registry_cost, price_book, price_change, slab_list, slab, price_list_version,
  promo, tld_status_head, tld_status to pricing_jobs;
grant select, insert, update, delete on tld_order to pricing_jobs;
-- Standing margin rules write their proposals as drafts. To prices themselves the background may add nothing (PR-12).
grant select, insert, update, delete on price_draft to pricing_jobs;
-- To lock a book while its scheduled changes are published, or its prices are compared with new costs.
grant update (version) on price_book to pricing_jobs;

-- The terms of buyers and the rules of sellers (decision 11).

-- The root of a seller's tree, whoever asks: the owner's rights pass over row-level security.
create function operator_of(seller bigint) returns bigint
  language sql stable security definer set search_path = pg_catalog as $$
  with recursive path (seller_id, parent_id, depth) as (
    select s.seller_id, s.parent_id, 0 from public.seller s where s.seller_id = operator_of.seller
    union all
    select s.seller_id, s.parent_id, path.depth + 1
      from path join public.seller s on s.seller_id = path.parent_id
     where path.depth < 64
  )
  select path.seller_id from path where path.parent_id is null
$$;

-- What one currency is worth in another (PR-18): of a day counts the highest version. Rows are only added.

create table exchange_rate (
  seller_id bigint not null,
  from_currency char(3) not null,
  to_currency char(3) not null,
  version bigint not null
    constraint rate_version_counts_from_one check (version >= 1),
  rate numeric(30, 12) not null
    constraint rate_above_zero check (rate > 0),
  day date not null,
  source varchar(200) not null,
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  primary key (seller_id, from_currency, to_currency, version),
  constraint no_rate_to_itself check (from_currency <> to_currency)
);

create index exchange_rate_newest on exchange_rate (seller_id, from_currency, to_currency, day desc, version desc);

-- Prices fixed for one buyer (PR-5). The head row is what a change locks.

create table specific_price_sheet (
  seller_id bigint not null,
  audience varchar(12) not null
    constraint specific_audience_known check (audience in ('CUSTOMER', 'SUB_RESELLER')),
  buyer_id bigint not null,
  version bigint not null
    constraint specific_version_counts_changes check (version >= 0),
  primary key (seller_id, audience, buyer_id)
);

create table specific_price_change (
  seller_id bigint not null,
  audience varchar(12) not null,
  buyer_id bigint not null,
  version bigint not null,
  effective_from timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  reason varchar(500) not null,
  primary key (seller_id, audience, buyer_id, version),
  foreign key (seller_id, audience, buyer_id) references specific_price_sheet,
  constraint specific_past_is_not_rewritten check (effective_from >= recorded_at)
);

create table specific_price (
  seller_id bigint not null,
  audience varchar(12) not null,
  buyer_id bigint not null,
  version bigint not null,
  product varchar(80) collate "C" not null references product,
  action varchar(10) not null
    constraint specific_action_known check (action in ('REGISTER', 'RENEW', 'TRANSFER', 'RESTORE')),
  -- null: from here on the buyer pays what others pay
  per_year bigint
    constraint specific_price_within_limits check (per_year between 0 and 1000000000000),
  primary key (seller_id, audience, buyer_id, version, product, action),
  foreign key (seller_id, audience, buyer_id, version) references specific_price_change
);

-- Rules that hold for all sales of a seller: taxes (PR-17), the margin on premium names (PR-19), and the margins it wants to
-- keep when its costs change (PR-12). The head row is what a change locks.

create table rule_sheet (
  seller_id bigint not null,
  kind varchar(20) not null
    constraint rule_kind_known check (kind in (
      'TAXES', 'PREMIUM_CUSTOMER', 'PREMIUM_SUB_RESELLER', 'MARGIN_CUSTOMER', 'MARGIN_SUB_RESELLER')),
  version bigint not null
    constraint rule_version_counts_changes check (version >= 0),
  primary key (seller_id, kind)
);

create table rule_change (
  seller_id bigint not null,
  kind varchar(20) not null,
  version bigint not null,
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  reason varchar(500) not null,
  primary key (seller_id, kind, version),
  foreign key (seller_id, kind) references rule_sheet
);

create table tax_rule (
  seller_id bigint not null,
  kind varchar(20) not null
    constraint taxes_are_taxes check (kind = 'TAXES'),
  version bigint not null,
  position smallint not null,
  name varchar(80) not null,
  country char(2) not null
    constraint tax_country_is_written_in_capitals check (country ~ '^[A-Z]{2}$'),
  region varchar(3)
    constraint tax_region_is_written_in_capitals check (region ~ '^[A-Z0-9]{1,3}$'),
  product_kinds varchar(20)[] not null
    constraint tax_is_on_something check (cardinality(product_kinds) > 0),
  rate_percent numeric(7, 4) not null
    constraint tax_rate_within_limits check (rate_percent between 0 and 100),
  basis varchar(10) not null
    constraint tax_basis_known check (basis in ('SIMPLE', 'COMPOUND')),
  primary key (seller_id, kind, version, position),
  foreign key (seller_id, kind, version) references rule_change
);

create table premium_rule (
  seller_id bigint not null,
  kind varchar(20) not null
    constraint premium_rules_are_for_an_audience check (kind in ('PREMIUM_CUSTOMER', 'PREMIUM_SUB_RESELLER')),
  version bigint not null,
  percent numeric(14, 4),
  amount bigint,
  currency char(3),
  before_point varchar(20),
  after_point varchar(20),
  below_cost varchar(20) not null
    constraint below_cost_known check (below_cost in ('NEXT_ONE_UP', 'ALLOWED')),
  primary key (seller_id, kind, version),
  foreign key (seller_id, kind, version) references rule_change,
  constraint margin_is_a_percentage_or_an_amount
    check (num_nonnulls(percent, amount) = 1 and (amount is null) = (currency is null))
);

create table margin_rule (
  seller_id bigint not null,
  kind varchar(20) not null
    constraint margin_rules_are_for_an_audience check (kind in ('MARGIN_CUSTOMER', 'MARGIN_SUB_RESELLER')),
  version bigint not null,
  position smallint not null,
  state varchar(3) not null
    constraint margin_rule_state_known check (state in ('ON', 'OFF')),
  patterns varchar(80)[] not null
    constraint margin_rule_is_for_some_products check (cardinality(patterns) > 0),
  actions varchar(10)[] not null
    constraint margin_rule_actions_known
      check (cardinality(actions) > 0 and actions <@ '{REGISTER,RENEW,TRANSFER,RESTORE}'::varchar[]),
  before_point varchar(20),
  after_point varchar(20),
  below_cost varchar(20) not null
    constraint margin_rule_below_cost_known check (below_cost in ('NEXT_ONE_UP', 'ALLOWED')),
  primary key (seller_id, kind, version, position),
  foreign key (seller_id, kind, version) references rule_change
);

create table margin_rule_margin (
  seller_id bigint not null,
  kind varchar(20) not null,
  version bigint not null,
  position smallint not null,
  slab smallint not null
    constraint margin_rule_slab_within_limits check (slab between 0 and 999),
  percent numeric(14, 4),
  amount bigint,
  currency char(3),
  primary key (seller_id, kind, version, position, slab),
  foreign key (seller_id, kind, version, position) references margin_rule,
  constraint margin_kept_is_a_percentage_or_an_amount
    check (num_nonnulls(percent, amount) = 1 and (amount is null) = (currency is null)),
  constraint margins_of_slabs_only_for_sub_resellers check (slab = 0 or kind = 'MARGIN_SUB_RESELLER')
);

-- Names a registry asks a price of its own for, as the operator of the tree knows them (PR-19).

create table premium_name_version (
  seller_id bigint not null,
  name varchar(253) collate "C" not null,
  version bigint not null
    constraint premium_name_version_counts_from_one check (version >= 1),
  product varchar(80) collate "C" not null references product,
  recorded_at timestamptz not null,
  recorded_by varchar(200) not null,
  reason varchar(500) not null,
  primary key (seller_id, name, version)
);

create table premium_name_cost (
  seller_id bigint not null,
  name varchar(253) collate "C" not null,
  version bigint not null,
  action varchar(10) not null
    constraint premium_action_known check (action in ('REGISTER', 'RENEW', 'TRANSFER', 'RESTORE')),
  per_year bigint not null
    constraint premium_cost_within_limits check (per_year between 0 and 1000000000000),
  currency char(3) not null,
  primary key (seller_id, name, version, action),
  foreign key (seller_id, name, version) references premium_name_version
);

-- What ordering tells of partners, for display; a quote takes the standing it is given (PR-8).

create table standing (
  partner_id bigint not null primary key,
  parent_id bigint not null,
  total_receipts bigint not null,
  currency char(3) not null,
  web_services_orders integer not null
    constraint standing_orders_never_negative check (web_services_orders >= 0),
  counted_at timestamptz not null
);

create index standing_by_parent on standing (parent_id, partner_id);

-- What a standing was until it moved, where the parent has slabs: what the partner paid then is compared with what it pays now
-- (PR-12). Of a move within a slab too, since the thresholds may have changed just before. Rows are only added.

create table standing_change (
  id bigint generated always as identity primary key,
  partner_id bigint not null,
  parent_id bigint not null,
  slab_before smallint not null
    constraint slab_before_within_limits check (slab_before between 0 and 999),
  slab_after smallint not null
    constraint slab_after_within_limits check (slab_after between 0 and 999),
  -- all null: nothing had been counted yet
  receipts_before bigint,
  currency_before char(3),
  orders_before integer,
  counted_before timestamptz,
  changed_at timestamptz not null,
  constraint standing_before_is_whole
    check (num_nonnulls(receipts_before, currency_before, orders_before, counted_before) in (0, 4))
);

create index standing_change_of_partner on standing_change (partner_id, changed_at, id);

-- Keys that signed quotes are made and checked with; they belong to no seller.

create table quote_key (
  number bigint not null primary key,
  -- 32 random bytes in base64
  secret varchar(44) not null
    constraint quote_key_is_long_enough check (length(secret) = 44),
  created_at timestamptz not null
);

do $$
declare
  seller_table text;
begin
  foreach seller_table in array array[
    'exchange_rate', 'tld_terms', 'specific_price_sheet', 'specific_price_change', 'specific_price',
    'rule_sheet', 'rule_change', 'tax_rule', 'premium_rule', 'margin_rule', 'margin_rule_margin', 'premium_name_version', 'premium_name_cost']
  loop
    execute format('alter table %I enable row level security', seller_table);
    execute format('create policy %I on %I to pricing_app using '
      || '(seller_id = nullif(current_setting(''tierline.seller'', true), '''')::bigint)',
      seller_table || '_of_seller', seller_table);
    execute format('create policy %I on %I to pricing_jobs using (true) with check (true)',
      seller_table || '_background', seller_table);
    execute format('grant select, insert on %I to pricing_app', seller_table);
    execute format('grant select on %I to pricing_jobs', seller_table);
  end loop;
end
$$;
grant update (version) on specific_price_sheet, rule_sheet to pricing_app;
-- What is told again is locked as a change locks it, so that no older version gets behind a newer one on the bus.
grant update (version) on specific_price_sheet, tld_status_head to pricing_jobs;

-- An operator's whole tree may read its rates, and the terms it asks agreement to.
create policy exchange_rate_of_tree on exchange_rate for select to pricing_app
  using (seller_id = (select operator_of(nullif(current_setting('tierline.seller', true), '')::bigint)));
create policy tld_terms_of_tree on tld_terms for select to pricing_app
  using (seller_id = (select operator_of(nullif(current_setting('tierline.seller', true), '')::bigint)));

alter table standing enable row level security;
create policy standing_of_partner_and_parent on standing to pricing_app
  using (nullif(current_setting('tierline.seller', true), '')::bigint in (partner_id, parent_id));
create policy standing_background on standing to pricing_jobs using (true) with check (true);
grant select on standing to pricing_app;
grant select, insert, update on standing to pricing_jobs;

alter table standing_change enable row level security;
create policy standing_change_background on standing_change to pricing_jobs using (true) with check (true);
grant select, insert on standing_change to pricing_jobs;

alter table quote_key enable row level security;
create policy quote_key_of_nobody on quote_key for select to pricing_app using (true);
create policy quote_key_background on quote_key to pricing_jobs using (true) with check (true);
grant select on quote_key to pricing_app;
grant select, insert, delete on quote_key to pricing_jobs;

-- Changes of cost that margins are to be compared with (PR-12). The database itself leaves them, in the transaction of the
-- change, whichever way it was made: one for each seller that pays. Rows of a seller are looked at together, and gone then.

create table cost_change (
  id bigint generated always as identity primary key,
  seller_id bigint not null,
  cause varchar(20) not null
    constraint cost_cause_known check (cause in ('REGISTRY_COST', 'PARENT_PRICE', 'SPECIFIC_PRICE', 'STANDING', 'EXCHANGE_RATE')),
  -- when it takes effect
  changed_at timestamptz not null,
  -- alerts first, then margin rules: what breaks one does not suppress the other
  step varchar(5) not null default 'ALERT'
    constraint step_known check (step in ('ALERT', 'RULES')),
  -- looks that have begun at this step
  attempts smallint not null default 0
    constraint attempts_are_counted check (attempts >= 0),
  retry_at timestamptz
    constraint what_failed_is_tried_again_later check ((attempts = 0) = (retry_at is null))
);

create index cost_change_of_seller on cost_change (seller_id, changed_at);
create index seller_by_parent on seller (parent_id);

create function leave_cost_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  case tg_table_name
    when 'registry_cost_version' then
      insert into cost_change (seller_id, cause, changed_at)
      values (new.seller_id, 'REGISTRY_COST', new.recorded_at);
    when 'price_change' then
      insert into cost_change (seller_id, cause, changed_at)
      select s.seller_id, 'PARENT_PRICE', new.effective_from
        from seller s
       where s.parent_id = new.seller_id and new.audience = 'SUB_RESELLER';
    when 'specific_price_change' then
      insert into cost_change (seller_id, cause, changed_at)
      select new.buyer_id, 'SPECIFIC_PRICE', new.effective_from
       where new.audience = 'SUB_RESELLER';
    when 'standing_change' then
      insert into cost_change (seller_id, cause, changed_at)
      values (new.partner_id, 'STANDING', new.changed_at);
    when 'exchange_rate' then
      insert into cost_change (seller_id, cause, changed_at)
      with recursive tree (seller_id, currency, pays_in, depth) as (
        -- registries may ask any currency of an operator
        select s.seller_id, s.currency::text, new.from_currency::text, 0 from seller s where s.seller_id = new.seller_id
        union all
        select s.seller_id, s.currency::text, tree.currency, tree.depth + 1
          from tree join seller s on s.parent_id = tree.seller_id
         where tree.depth < 64
      )
      select tree.seller_id, 'EXCHANGE_RATE', new.recorded_at
        from tree
       where tree.currency = new.to_currency::text and tree.pays_in = new.from_currency::text;
  end case;
  return null;
end
$$;
revoke all on function leave_cost_change() from public;

create trigger leave_cost_change after insert on registry_cost_version
  for each row execute function leave_cost_change();
create trigger leave_cost_change after insert on price_change
  for each row when (new.audience = 'SUB_RESELLER') execute function leave_cost_change();
create trigger leave_cost_change after insert on specific_price_change
  for each row execute function leave_cost_change();
create trigger leave_cost_change after insert on standing_change
  for each row when (new.slab_before <> new.slab_after) execute function leave_cost_change();
create trigger leave_cost_change after insert on exchange_rate
  for each row execute function leave_cost_change();

create table margin_alert (
  alert_id bigint generated always as identity primary key,
  seller_id bigint not null,
  causes varchar(20)[] not null,
  changed_at timestamptz not null,
  raised_at timestamptz not null,
  prices_total integer not null
    constraint an_alert_is_about_something check (prices_total > 0)
);

create index margin_alert_of_seller on margin_alert (seller_id, alert_id desc);
create index margin_alert_by_age on margin_alert (raised_at);

-- What each alert lists, what loses most first; amounts in minor units, per year.
create table margin_alert_price (
  alert_id bigint not null references margin_alert on delete cascade,
  seller_id bigint not null,
  position integer not null,
  audience varchar(12) not null,
  product varchar(80) collate "C" not null,
  action varchar(10) not null,
  kind varchar(10) not null,
  slab smallint not null,
  years smallint not null,
  name varchar(80),
  per_year bigint not null,
  cost bigint not null,
  margin_before bigint,
  currency char(3) not null,
  primary key (alert_id, position),
  constraint what_is_listed_earns_nothing check (per_year <= cost)
);

alter table cost_change enable row level security;
create policy cost_change_background on cost_change to pricing_jobs using (true) with check (true);
grant select, update, delete on cost_change to pricing_jobs;

alter table margin_alert enable row level security;
create policy margin_alert_of_seller on margin_alert for select to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy margin_alert_background on margin_alert to pricing_jobs using (true) with check (true);
alter table margin_alert_price enable row level security;
create policy margin_alert_price_of_seller on margin_alert_price for select to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy margin_alert_price_background on margin_alert_price to pricing_jobs using (true) with check (true);
grant select on margin_alert, margin_alert_price to pricing_app;
grant select, insert, delete on margin_alert, margin_alert_price to pricing_jobs;
