create table thing (
  id bigint generated always as identity primary key,
  seller_id bigint not null,
  name text not null,
  version bigint not null default 1
);

alter table thing enable row level security;

create policy thing_of_seller on thing to kit_app
  using (seller_id = nullif(current_setting('tierline.seller', true), '')::bigint);

create policy thing_background on thing to kit_jobs using (true) with check (true);

grant select, insert, update, delete on thing to kit_app, kit_jobs;
