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

-- Changes scheduled for later wait for their publication.
create index price_change_waiting on price_change (effective_from) where published_at is null;

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

create table price_list_version (
  seller_id bigint not null,
  audience varchar(12) not null,
  product varchar(80) collate "C" not null references product,
  version bigint not null
    constraint version_counts_from_one check (version >= 1),
  book_version bigint not null,
  effective_from timestamptz not null,
  withdrawn boolean not null,
  primary key (seller_id, audience, product, version),
  foreign key (seller_id, audience, book_version) references price_change,
  constraint one_version_of_a_product_per_change unique (seller_id, audience, book_version, product)
);

create table price_cell (
  seller_id bigint not null,
  audience varchar(12) not null,
  product varchar(80) collate "C" not null,
  version bigint not null,
  action varchar(10) not null
    constraint action_known check (action in ('REGISTER', 'RENEW', 'TRANSFER', 'RESTORE')),
  slab smallint not null,
  years smallint not null
    constraint tenure_within_limits check (years between 1 and 10),
  per_year bigint not null
    constraint price_within_limits check (per_year between 0 and 1000000000000),
  primary key (seller_id, audience, product, version, action, slab, years),
  foreign key (seller_id, audience, product, version) references price_list_version,
  constraint telescopic_only_for_register_and_renew
    check (years = 1 or action in ('REGISTER', 'RENEW')),
  constraint slab_prices_only_for_sub_resellers
    check (slab = 0 or audience = 'SUB_RESELLER')
);

create function slab_price_never_rises() returns trigger language plpgsql as $$
begin
  if exists (
    select 1
      from added
      join price_cell other using (seller_id, audience, product, version, action, years)
     where (other.slab < added.slab and other.per_year < added.per_year)
        or (other.slab > added.slab and other.per_year > added.per_year)
  ) then
    raise exception 'A slab must not cost more than the one before it'
      using errcode = 'check_violation', constraint = 'slab_price_never_rises', table = 'price_cell';
  end if;
  return null;
end
$$;

create trigger slab_price_never_rises
  after insert on price_cell
  referencing new table as added
  for each statement execute function slab_price_never_rises();

-- One seller's rows never reach another (PR-1).

alter table seller enable row level security;
create policy seller_of_seller on seller to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
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

alter table price_cell enable row level security;
create policy price_cell_of_seller on price_cell to pricing_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);
create policy price_cell_background on price_cell to pricing_jobs using (true) with check (true);

grant select on catalog_revision, product, catalog_cost, seller to pricing_app;
grant select, insert on registry_cost_version, registry_cost to pricing_app;
grant select, insert, update on price_book to pricing_app;
grant update (published_at) on price_change to pricing_app, pricing_jobs;
grant select, insert on price_change, slab_list, slab, price_list_version, price_cell to pricing_app;

grant select, update on catalog_revision to pricing_jobs;
grant select, insert, update on product, seller to pricing_jobs;
grant select, insert, delete on catalog_cost to pricing_jobs;
grant select on registry_cost_version, registry_cost, price_book, price_change, slab_list, slab, price_list_version, price_cell
  to pricing_jobs;
-- To lock a book while its scheduled changes are published.
grant update (version) on price_book to pricing_jobs;
